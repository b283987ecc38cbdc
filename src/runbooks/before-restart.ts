/**
 * @module runbooks/before-restart
 * What is asked before a gateway is restarted for a finding: does it serve after all, and was that more than a moment?
 * A restart for what one look has seen interrupts people whom nothing has kept from working.
 */
import type { Because } from '../protocol/recovery.ts';
import { goneWith } from './restarts-itself.ts';

/**
 * They say that nobody gets in. A gateway that greets and answers a read refutes them. Not here: what a gateway has that
 * runs (a credential or a file that it has not loaded, a workspace, a model, channels that are off, a busy loop), one that
 * serves between two crashes, and those whose point is who it is that answers.
 */
const OF_NOT_SERVING: ReadonlySet<string> = new Set([
  'gateway-frozen',
  'gateway-unreachable',
  'handshake-timeout',
  'lifecycle-lock-held',
  'protocol-mismatch',
  'service-stopped',
  'stale-lock',
]);

export const saysNobodyGetsIn = (finding: string | null): boolean =>
  finding !== null && OF_NOT_SERVING.has(finding);

/** What one look shows of one moment: load, a process that waits, a connection that is just being made anew. */
const OF_A_MOMENT: ReadonlySet<string> = new Set([
  'channel-disconnected',
  'channel-ingress-unavailable',
  'event-loop-saturated',
  'gateway-frozen',
  'gateway-unreachable',
  'handshake-timeout',
  'model-runtime-degraded',
]);

export const mayPass = (finding: string | null): finding is string =>
  finding !== null && OF_A_MOMENT.has(finding);

type Second = { looked: boolean; findings: readonly string[]; verdict: string };

/** Why nothing is restarted after a second look; null where it has shown the finding again. */
export function whyPassing(
  finding: string,
  { looked, findings, verdict }: Second,
  seconds: number,
): Because | null {
  if (!looked) return { code: 'look.could-not', params: {} };
  if (goneWith(finding).some((one) => findings.includes(one))) return null;
  const params = { finding, seconds: String(seconds), verdict };
  const now = findings.join(', ').slice(0, 400);
  return now === ''
    ? { code: 'restart.passing', params }
    : { code: 'restart.passing-into', params: { ...params, now } };
}

/** Reasons that find nothing to mend, where others leave it to people: a plan that ends with one is refused. */
const NOTHING_TO_MEND: ReadonlySet<string> = new Set([
  'gateway.serves',
  'restart.passing',
  'restart.passing-into',
]);
export const findsNothingToMend = ({ code }: Because): boolean => NOTHING_TO_MEND.has(code);
