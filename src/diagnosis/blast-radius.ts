/**
 * @module diagnosis/blast-radius
 * How far a refusal reaches: how often this client tried, and whether it is the only one or one of many. Shown
 * beside a finding; it decides nothing.
 */

import type { Answer } from './condition.ts';
import { type FactBase, kindOf, type Observation } from './fact-base.ts';

/** Clients whose attempts are told of; the number of all is told anyway. */
const MOST = 3;

export function blastRadius(answers: readonly Answer[], gateway: string, factBase: FactBase): Observation[] {
  const clients = new Set(answers.flatMap((a) => a.bound).filter((subject) => kindOf(subject) === 'client'));
  const told = new Set(answers.flatMap((a) => a.used.flatMap((o) => (o.how === 'live' ? [] : [o.subject]))));
  const logged = [...clients].filter((client) => told.has(client));
  if (logged.length === 0) return [];
  const attempts = logged.flatMap((client) => factBase.look(client, 'connect.attempts').counting);
  return [...attempts.slice(0, MOST), ...factBase.look(gateway, 'gateway.clients.failing').counting];
}
