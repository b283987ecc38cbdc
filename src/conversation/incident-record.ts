/**
 * @module conversation/incident-record
 * What happened in an incident, as a record that can be checked: who asked, who agreed, what ran, what it changed, each
 * row chained to the one before. For people how many rows and the last hash; for scripts all of it.
 */
import type { HistoryReply, ViewReply } from '../incidents/messages.ts';
import type { Part } from '../messages/message.ts';
import { line, spans, text } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import type { Answer } from './conversation.ts';
import { incidentExport } from './incident-report.ts';
import type { ConversationDeps } from './verb.ts';

export async function incidentRecord(incident: string, deps: ConversationDeps): Promise<Answer> {
  const to = { kind: 'incident', name: incident } as const;
  const { view } = (await deps.objects.send(to, { type: 'view' })) as ViewReply;
  if (view === null)
    return usageError({
      problem: 'no-incident',
      headline: text('record.none'),
      lines: [spans('record.none-why', { incident })],
      examples: [`${deps.command} status`],
    });
  const history = (await deps.objects.send(to, { type: 'history' })) as HistoryReply;
  const { chain } = history;
  const parts: Part[] = chain.ok
    ? [line('record.holds', { n: chain.length, head: chain.head ?? '–' })]
    : [line('record.broken', { row: chain.row })];
  return {
    message: {
      headline: text('record.headline', { incident }),
      emoji: chain.ok ? '📒' : '🚨',
      parts: [...parts, line('record.how')],
      context: [incident],
    },
    for: 'asker',
    data: incidentExport(view, history),
  };
}
