/**
 * @module runbooks/recovered
 * May a gateway be called recovered? The one judge of it, for the host's last look and for the bot's: what was claimed
 * before is held against what is claimed after. Pure, because this word is the worst one to be wrong.
 */
import type { Because } from '../protocol/recovery.ts';
import type { Told } from './act.ts';
import { goneWith } from './restarts-itself.ts';
import { actedOn } from './way.ts';

/** One look at the gateway that is meant, and at no other; findings by id, the first one first. */
export type Seen = {
  looked: boolean;
  verdict: string;
  /** What is claimed and asks for something to be done; a remark is no fault. */
  claimed: readonly string[];
};

export type Asked = {
  /** The finding that was acted on; null where somebody asked without one. */
  finding: string | null;
  /** What was claimed before anything was done; null where nobody knows. */
  before: readonly string[] | null;
  /** What was found for a complaint of a person's: all of it must be gone. */
  complaint?: readonly string[];
  after: Seen;
};

/** Everything that must be gone. The one that was met first, too, where it came from the one that was acted on. */
export function wantedGone({ finding, before, complaint = [] }: Omit<Asked, 'after'>): readonly string[] {
  const [first] = before ?? [];
  const met = first !== undefined && actedOn(before ?? []) === finding ? [first] : [];
  return [...new Set([...goneWith(finding), ...met, ...complaint])];
}

/** What was found for a complaint: what explains it, or all of it where nothing is known to. */
export const foundFor = (claimed: readonly string[], explains: readonly string[] = []): readonly string[] => {
  const meant = claimed.filter((one) => explains.includes(one));
  return meant.length > 0 ? meant : claimed;
};

const no = (code: string, params: Record<string, string> = {}): Because => ({ code, params });
const several = (ids: readonly string[]): string => ids.join(', ').slice(0, 400);

/** Null: it is recovered; else what speaks against it. */
export function whyNotRecovered(asked: Asked): Because | null {
  const { finding, before, after } = asked;
  const { looked, verdict, claimed } = after;
  if (!looked || verdict === 'unknown') return no('look-again.could-not-look');
  const wanted = wantedGone(asked);
  const still = wanted.find((one) => claimed.includes(one));
  if (still !== undefined && verdict !== 'down') return no('look-again.still', { finding: still });
  if (verdict === 'down') return no('look-again.down', { still: several(claimed) });
  // Without a finding there is nothing that could be seen to be gone: only a healthy gateway is the proof.
  if (finding === null && verdict !== 'healthy') return no('look-again.not-healthy', { verdict });
  if (before === null) return null;
  const appeared = claimed.filter((one) => !before.includes(one) && !wanted.includes(one));
  if (appeared.length === 0) return null;
  return finding === null
    ? no('look-again.appeared-since', { appeared: several(appeared) })
    : no('look-again.appeared', { finding, appeared: several(appeared) });
}

/** These say that the fault is gone, and that nobody can call the gateway well: nothing of the repair is to be taken back. */
const UNCONFIRMED: ReadonlySet<string> = new Set([
  'look-again.appeared',
  'look-again.appeared-since',
  'look-again.not-healthy',
]);
export const isUnconfirmed = ({ code }: Because): boolean => UNCONFIRMED.has(code);

/** A reason of that kind as a run keeps it, and as it is read again. */
export const keepUnconfirmed = ({ code, params }: Because): Told => ({
  unconfirmed: code,
  params: Object.entries(params).flat(),
});

export function unconfirmedIn(told: Told | undefined): Because | null {
  const { unconfirmed, params } = told ?? {};
  if (typeof unconfirmed !== 'string' || !UNCONFIRMED.has(unconfirmed)) return null;
  const words = Array.isArray(params) ? (params as readonly string[]) : [];
  const pairs = words.flatMap((name, n) => (n % 2 === 0 ? [[name, words[n + 1] ?? '']] : []));
  return { code: unconfirmed, params: Object.fromEntries(pairs) };
}
