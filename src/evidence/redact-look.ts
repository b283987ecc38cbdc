/**
 * @module evidence/redact-look
 * Takes secrets out of what a host sent, on the bot: many texts of strangers, so they share one allowance of work and
 * are read in slices, between which everybody else has a turn. What could not be read in time is not kept.
 */
import type { Evidence } from '../protocol/evidence.ts';
import type { Redactor } from '../redaction/redact.ts';
import { redactEvidence } from './redact-evidence.ts';

export type LookRedaction = {
  redactor: Pick<Redactor, 'text'>;
  /** Gives everybody else a turn. */
  breathe: () => Promise<void>;
  /** Milliseconds on a clock that only goes forward. */
  clock?: () => number;
};

/** Work between two breaths, in milliseconds; one text of a fact is never cut, so a slice may take a little longer. */
const SLICE_MS = 25;
/** Facts that are redacted in one go hold about so many characters. */
const SLICE_CHARS = 8_192;

/**
 * All pieces, redacted with `budgetMs` milliseconds of work; a piece for which they did not last becomes an honest
 * “could not look”. Never throws. `tookMs` is the work alone, without the breaths.
 */
export async function redactLook(
  pieces: readonly Evidence[],
  budgetMs: number,
  { redactor, breathe, clock = () => performance.now() }: LookRedaction,
): Promise<{ pieces: Evidence[]; tookMs: number }> {
  let tookMs = 0;
  let sinceBreath = 0;

  async function whole(piece: Evidence): Promise<Evidence> {
    const facts: Evidence['facts'] = [];
    let first: Evidence | null = null;
    for (const slice of slicesOf(piece)) {
      if (tookMs >= budgetMs) return outOfTime(piece);
      const began = clock();
      const clean = redactEvidence(redactor, slice);
      const spent = clock() - began;
      tookMs += spent;
      sinceBreath += spent;
      // One slice that could not be redacted speaks for the piece: half of it would read like all of it.
      if (clean.look !== slice.look) return clean;
      first ??= clean;
      facts.push(...clean.facts);
      if (sinceBreath >= SLICE_MS) {
        sinceBreath = 0;
        await breathe();
      }
    }
    return { ...(first ?? piece), facts };
  }

  const clean: Evidence[] = [];
  for (const piece of pieces) clean.push(await whole(piece));
  return { pieces: clean, tookMs };
}

/** The piece without its facts, then its facts a few at a time. */
function slicesOf(piece: Evidence): Evidence[] {
  const { text: _, why: __, report: ___, ...rest } = piece;
  const slices: Evidence[] = [{ ...piece, facts: [] }];
  let facts: Evidence['facts'] = [];
  let chars = 0;
  for (const fact of piece.facts) {
    facts.push(fact);
    chars += fact.subject.length + (fact.quote?.length ?? 0) + lengthOf(fact.value);
    if (chars < SLICE_CHARS) continue;
    slices.push({ ...rest, source: '', facts });
    facts = [];
    chars = 0;
  }
  if (facts.length > 0) slices.push({ ...rest, source: '', facts });
  return slices;
}

function lengthOf(value: Evidence['facts'][number]['value']): number {
  if (typeof value === 'string') return value.length;
  return Array.isArray(value) ? value.reduce((sum, word) => sum + word.length, 0) : 0;
}

/** Nothing of it but what has a closed form: its probe's name might be anything that a host likes to write. */
function outOfTime({ at, how }: Evidence): Evidence {
  const why = 'taking the secrets out of what this host sent took too long, so this part was not kept';
  return {
    probe: 'redaction',
    subject: 'host',
    source: 'the bot',
    at,
    how,
    look: 'unavailable',
    why,
    facts: [],
  };
}
