/** What Slack was asked to do, counted. */
import type { Slack } from '../stories/slack-behind-gate.ts';

export type Call = Slack['gate']['calls'][number];

/** `chat.postMessage` 2, … in the order in which they came first. */
export function countMethods(calls: readonly Call[]): [method: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { method } of calls) counts.set(method, (counts.get(method) ?? 0) + 1);
  return [...counts];
}
