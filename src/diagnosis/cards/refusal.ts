/**
 * @module diagnosis/cards/refusal
 * The short form of a card for a refused connect whose meaning lies in its detail code or close reason alone (OpenClaw
 * 2026.9.6, connect-error-details). Where more than the code decides (drift, scopes, rate limit), it is a card in full.
 */
import type { Condition } from '../condition.ts';
import { type Card, card } from './card.ts';
import { anyRefusal, closedWith, NO_PROCESS } from './shapes.ts';

type Row = Omit<Card, 'id' | 'severity' | 'decisive' | 'params' | 'feltAt' | 'rank'> & {
  severity: 2 | 3 | 4;
  codes?: readonly string[];
  /** Words of `connect.refusal.reason` that mean the same under the catch-all AUTH_UNAUTHORIZED. */
  reasons?: readonly string[];
  /** Close code and start of the close reason. */
  closes?: readonly (readonly [number, string])[];
  signs?: readonly Condition[];
  /** The gateway refuses to start with it: then it is felt before anybody can connect. */
  stopsStart?: true;
};

/** Text is worth more than usual here: a literal code is nearly unmistakable. */
export function refusal<const Id extends string>(
  id: Id,
  { codes, reasons, closes, signs, stopsStart, ...row }: Row,
) {
  const either: Condition[] = [
    ...(codes ? [anyRefusal(...codes)] : []),
    ...(reasons ?? []).map(
      (reason): Condition => ({ any: 'client', where: { fact: 'connect.refusal.reason', matches: reason } }),
    ),
    ...(closes ?? []).map(([code, reason]) => closedWith(code, reason)),
    ...(signs ?? []),
  ];
  return card({
    fromText: 0.72,
    ...row,
    id,
    decisive: { either },
    ...(stopsStart ? { feltAt: { when: NO_PROCESS, layer: 'process' as const } } : {}),
    ...(row.layer === 'authority' ? { rank: 'ahead-in-its-layer' as const } : {}),
    params: {
      code: 'connect.refusal.code',
      reason: 'connect.refusal.reason',
      client: 'connect.client',
      origin: 'connect.origin',
      lacks: 'gateway.package.lacks',
    },
  });
}
