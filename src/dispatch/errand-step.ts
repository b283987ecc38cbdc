/**
 * @module dispatch/errand-step
 * What follows for an errand from what SSM has just said, as a pure decision: go on when, send anew, read what the host
 * printed, or end with which code. Nothing is asked and nothing written here.
 */
import type { ErrandRow } from './errand-table.ts';
import { untilNextLook, untilNextTry } from './pace.ts';
import type { Looked, Standing, Trouble } from './systems-manager.ts';

/** Codes that end an order on this road; each has its sentence in messages/en/order-reasons.ts. */
export const SSM_CODES = [
  'ssm-throttled',
  'ssm-unreachable',
  'ssm-broken',
  'ssm-credentials',
  'ssm-denied',
  'ssm-document',
  'ssm-parameters',
  'ssm-instance',
  'ssm-offline',
  'ssm-unmanaged',
  'ssm-not-here',
  'ssm-not-installed',
  'ssm-unsafe',
  'ssm-no-resident',
  'ssm-no-answer',
  'ssm-cancelled',
  'ssm-cut',
  'ssm-forged',
  'ssm-untrusted',
  'ssm-clock',
  'ssm-too-large',
] as const;
export type SsmCode = (typeof SSM_CODES)[number];

/** `chance`: 0 ≤ x < 1, by which many hosts are spread. */
type Clock = { now: number; chance: number };

export type Next =
  | { do: 'wait'; changes: { [K in keyof ErrandRow]?: ErrandRow[K] } }
  | { do: 'read'; printed: string }
  | { do: 'ask-standing' }
  | { do: 'end'; code: SsmCode; why: string };

/** What nobody at AWS will do differently the next time. */
const FINAL: Readonly<Partial<Record<Trouble['trouble'], { code: SsmCode; why: string }>>> = {
  credentials: { code: 'ssm-credentials', why: 'AWS does not accept the bot’s credentials' },
  denied: { code: 'ssm-denied', why: 'the bot may not send this document to this instance' },
  document: { code: 'ssm-document', why: 'AWS has no such document, or it is not the one that was pinned' },
  parameters: { code: 'ssm-parameters', why: 'the document does not take one parameter named Order' },
};
const SLOW: Readonly<Partial<Record<Trouble['trouble'], SsmCode>>> = {
  throttled: 'ssm-throttled',
  unreachable: 'ssm-unreachable',
};

/** What may be otherwise the next time, or is told as what it is whatever was asked. */
const PASSES: ReadonlySet<Trouble['trouble']> = new Set([
  'throttled',
  'unreachable',
  'broken',
  'credentials',
]);

/** A command that was not delivered after this long: is the machine there at all? Milliseconds. */
const DELIVERY_MS = 75_000;
/** A command that AWS does not know after this long was never sent. Milliseconds. */
const UNKNOWN_MS = 30_000;
/** So often in a row an answer may be unusable. */
const MOST_TRIES = 3;

/** A request could not be made. `sending`: it was the sending of a command. */
export function afterTrouble(
  row: ErrandRow,
  { trouble, sent, why }: Trouble,
  clock: Clock & { sending: boolean },
): Next {
  const final = FINAL[trouble];
  if (final) return { do: 'end', code: final.code, why: `${final.why} (${why})` };
  if (trouble === 'instance') return { do: 'ask-standing' };
  const next_at = clock.now + untilNextTry(row.tries, clock.chance);
  const unsent = clock.sending && sent === 'no' ? { jti: null } : {};
  const code = SLOW[trouble] ?? 'ssm-broken';
  return { do: 'wait', changes: { next_at, tries: row.tries + 1, trouble: code, ...unsent } };
}

/** The machine as SSM knows it, after it did not take a command. */
export function afterStanding(row: ErrandRow, standing: Standing | Trouble, clock: Clock): Next {
  if (!('state' in standing)) {
    // What passes is no answer; the question is put again, and the command that is under way, if any, is left to go on.
    if (!PASSES.has(standing.trouble))
      return { do: 'end', code: 'ssm-instance', why: 'AWS takes no commands for it, and does not say why' };
    const sent = row.command === null && row.jti === null ? 'no' : 'perhaps';
    return afterTrouble(row, { ...standing, sent }, { ...clock, sending: true });
  }
  if (standing.state === 'unmanaged')
    return {
      do: 'end',
      code: 'ssm-unmanaged',
      why: 'Systems Manager has no such instance: it was replaced, or its agent has not registered',
    };
  const since = standing.lastPing === null ? '' : `, last ping ${new Date(standing.lastPing).toISOString()}`;
  return standing.state === 'offline'
    ? { do: 'end', code: 'ssm-offline', why: `the SSM agent of the instance is not connected${since}` }
    : { do: 'end', code: 'ssm-instance', why: `the instance is online and took no command${since}` };
}

/** A command was looked at. */
export function afterLook(row: ErrandRow, looked: Looked, ask: Clock & { document: string }): Next {
  const { now, chance, document } = ask;
  const age = now - (row.sent_at ?? now);
  const again: Next = {
    do: 'wait',
    changes: { next_at: now + untilNextLook(row.looks, chance), looks: row.looks + 1 },
  };
  if (looked.state === 'unknown') return age > UNKNOWN_MS ? { do: 'wait', changes: anew(now, row) } : again;
  if (looked.state === 'under-way')
    return !looked.delivered && age > DELIVERY_MS ? { do: 'ask-standing' } : again;
  if (looked.document !== document && looked.document.split(':')[0] !== '')
    return {
      do: 'end',
      code: 'ssm-document',
      why: `it was carried out by document ${looked.document.slice(0, 80)}`,
    };
  if (looked.how === 'not-delivered') return { do: 'ask-standing' };
  if (looked.printed.includes('OC1 ') || looked.printed.includes('OCJ1 '))
    return { do: 'read', printed: looked.printed };
  if (looked.how === 'cancelled')
    return { do: 'end', code: 'ssm-cancelled', why: 'somebody cancelled the command in AWS' };
  if (looked.how === 'timed-out') return retried(row, ask, 'ssm-no-answer', 'the command ran out of time');
  if (looked.complained.includes('OC-NOT-HERE'))
    return {
      do: 'end',
      code: 'ssm-not-here',
      why: 'the instance has no host agent with the key of this host: was it replaced?',
    };
  if (looked.complained.includes('OC-UNSAFE'))
    return { do: 'end', code: 'ssm-unsafe', why: 'another user could replace the program on the instance' };
  if (looked.complained.includes('OC-NO-RESIDENT'))
    return { do: 'end', code: 'ssm-no-resident', why: 'the host agent could not be started on the instance' };
  if (looked.code === 126 || looked.code === 127)
    return { do: 'end', code: 'ssm-not-installed', why: 'there is no host agent on the instance' };
  return retried(row, ask, 'ssm-no-answer', `the host agent printed nothing (exit code ${looked.code})`);
}

/** Asks the host again, with a fresh delivery, up to a few times in a row. */
export function retried(row: ErrandRow, { now, chance }: Clock, code: SsmCode, why: string): Next {
  if (row.tries + 1 >= MOST_TRIES) return { do: 'end', code, why };
  return {
    do: 'wait',
    changes: { ...anew(now, row), next_at: now + untilNextLook(row.tries, chance), trouble: code },
  };
}

/** With the next delivery. */
const anew = (now: number, row: ErrandRow) => ({
  next_at: now,
  jti: null,
  command: null,
  looks: 0,
  tries: row.tries + 1,
});
