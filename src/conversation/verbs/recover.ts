/**
 * @module conversation/verbs/recover
 * Brings a gateway back in front of everybody: triage where none is fresh, then the host's plan; nothing runs before
 * another person agrees.
 */
import { beginRecovery } from '../begin-recovery.ts';
import type { Verb } from '../verb.ts';

export const recover: Verb = {
  verb: 'recover',
  usage: 'HOST[/PROFILE] [plan] [full] [choose N] [because TEXT]',
  help: 'verb.recover',
  more: [
    'verb.recover.plan',
    'verb.recover.full',
    'verb.recover.choose',
    'verb.recover.consent',
    'verb.recover.steer',
  ],
  examples: ['recover node-3', 'recover node-3/work full', 'recover node-3 because clients are rejected'],
  also: ['restart', 'repair', 'fix', 'heal', 'mend', 'revive'],
  run: ({ rest }, ask, deps) => beginRecovery('recover', rest, ask, deps),
};
