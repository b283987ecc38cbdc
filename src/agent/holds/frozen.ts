/**
 * @module agent/holds/frozen
 * The answer for cron jobs and deploy scripts of this host: is the gateway frozen, by whom, why, and until when? Read
 * from the disk, so that it is right also while the host agent or the bot is dead.
 */
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { covers, isActive, type KeptHold, readHolds } from './kept-holds.ts';

export type Frozen =
  | { frozen: false }
  | {
      frozen: true;
      gateway: string;
      by: string;
      because: string | null;
      /** ISO time by this host's clock. */
      until: string;
      held: 'leased' | 'announced';
      freeze: string;
    };

const AGAIN_MS = 1_000;

/** `gateway`: a profile; without one any hold of this host counts. @throws AgentProblem when it cannot be told. */
export function frozenNow(stateDir: string, gateway: string | null, now: number): Frozen {
  const hold = readHolds(stateDir).find((one) => isActive(one, now) && covers(one, gateway));
  return hold ? told(hold) : { frozen: false };
}

const told = ({ gateway, by, because, ends, held, freeze }: KeptHold): Frozen => ({
  frozen: true,
  gateway: gateway ?? 'default',
  by,
  because,
  until: new Date(ends).toISOString(),
  held: held === 'leased' ? 'leased' : 'announced',
  freeze,
});

/** As `frozenNow`, and waits up to `waitMs` for it to be free. */
async function frozen(stateDir: string, gateway: string | null, waitMs: number): Promise<Frozen> {
  for (const began = performance.now(); ; ) {
    const answer = frozenNow(stateDir, gateway, Date.now());
    const left = waitMs - (performance.now() - began);
    if (!answer.frozen || left <= 0) return answer;
    await setTimeout(Math.min(AGAIN_MS, left));
  }
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** `90s`, `10m` or `2h` in milliseconds; null where it is none of them, or longer than a day. */
export function waitOf(text: string): number | null {
  const [, count, unit = ''] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? Number.NaN);
  return ms <= LONGEST_WAIT_MS ? ms : null;
}

export type FrozenAsked = { stateDir: string; gateway?: string | undefined; wait?: string | undefined };

/** The command as a person or a script gives it: the answer with a line for people, or what is wrong with the question. */
export async function askFrozen(
  asked: FrozenAsked,
): Promise<{ answer: Frozen; words: string } | { why: string; hint: string }> {
  const { stateDir, gateway = null, wait = '0s' } = asked;
  // Without its folder nobody can tell; a wrong name must not pass for "free".
  if (!existsSync(stateDir))
    return {
      why: `There is no host agent's folder ${stateDir}, so nobody can tell what is frozen.`,
      hint: 'Name it with --state, and run this as the user of the host agent.',
    };
  const waitMs = waitOf(wait);
  if (waitMs === null)
    return { why: `--wait ${wait} is no time. Nothing was waited for.`, hint: 'Examples: 90s, 10m, 24h.' };
  const answer = await frozen(stateDir, gateway, waitMs);
  if (!answer.frozen) return { answer, words: 'not frozen' };
  const { by, because, until } = answer;
  const why = because === null ? '' : `: ${because}`;
  return { answer, words: `${answer.gateway} is frozen by ${by} until ${until}${why}` };
}
