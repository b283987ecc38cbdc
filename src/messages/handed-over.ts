/**
 * @module messages/handed-over
 * A recovery that people took over: a bundle and a ticket were begun for it, or what is missing for a ticket.
 */
import type { RecoveryView } from '../incidents/notifier.ts';
import type { Part } from './message.ts';
import { line } from './sentence.ts';

/** None before it is over. */
export function handedOver({ handOver }: Pick<RecoveryView, 'handOver'>): Part[] {
  if (handOver?.begun !== true) return [];
  const { desk } = handOver;
  return desk === null
    ? [line('escalated.bundle-only'), line('escalated.no-desk')]
    : [line('escalated.bundle-and-ticket', { desk })];
}
