/** The rows of the table about Slack: how long it waits for a 200, and people for a headline. */
import type { AckFigures } from './ack.ts';
import { inWords } from './measure.ts';
import type { SlackFigures } from './slack.ts';

type Row = [what: string, ours: string, beside: string];

const spread = ({ p50Ms, p99Ms }: { p50Ms: number; p99Ms: number }) =>
  `${inWords(p50Ms)} / ${inWords(p99Ms)}`;
const counts = (calls: Record<string, number>) =>
  Object.entries(calls)
    .map(([method, count]) => `${method} ${Number(count.toFixed(1))}`)
    .join(', ');

export function ackRows(acks: readonly AckFigures[]): Row[] {
  return acks.flatMap((ack): Row[] => {
    const floor = ack.emptyWorker ? `; empty Worker ${spread(ack.emptyWorker)}` : '';
    const how = `p50 / p99 of ${ack.commands} at ${ack.perSecond}/s; /healthz ${spread(ack.healthz)}${floor}`;
    const alone = `median of ${ack.cold.rounds}; the first command alone ${inWords(ack.cold.firstMs)}`;
    return [
      [`slash command → 200 (${ack.runtime})`, spread(ack), how],
      [`process start → 200 (${ack.runtime})`, inWords(ack.cold.fromStartMs), alone],
    ];
  });
}

/** `ladder`: how long the ladder of commands took on that gateway in the same run; null when it was not climbed. */
export function slackRows(
  slacks: readonly SlackFigures[],
  ladder: (gateway: string) => number | null,
): Row[] {
  return slacks.flatMap((one): Row[] => {
    const what = `${one.gateway}: slash command`;
    const ladderMs = ladder(one.gateway);
    const beside = ladderMs === null ? '' : `; ladder ${inWords(ladderMs)}`;
    const how = `median of ${one.rounds}${beside}; 200 after ${inWords(one.ackMs)}`;
    return [
      [`${what} → headline in Slack (${one.runtime})`, inWords(one.headlineMs), how],
      [`${what} → last word (${one.runtime})`, inWords(one.finalMs), `calls a triage: ${counts(one.calls)}`],
    ];
  });
}
