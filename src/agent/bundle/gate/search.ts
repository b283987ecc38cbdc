/**
 * @module agent/bundle/gate/search
 * The whole search of one finished bundle: every file for every known value, for what the admins' own rules name, and by
 * a detector that shares nothing with the redactor.
 */
import type { GateWord } from '../../../protocol/bundle.ts';
import { type OwnRules, readRules } from '../../../redaction/own-rules.ts';
import { type ArchiveLimits, filesIn } from './archive-reader.ts';
import { detected } from './detector.ts';
import type { KnownValues } from './known.ts';
import { lookedFor } from './looked-for.ts';
import { GateRefusal, type Hit, refused } from './refusal.ts';
import { sieve } from './sift.ts';
import { textPieces } from './text-pieces.ts';

export type RulesText = { path: string; text: string };
export type SearchOrder = {
  file: Uint8Array;
  known: KnownValues;
  rules: RulesText | null;
  archive?: Partial<ArchiveLimits>;
};

/** More are not told, and nobody needs to know more to see that it is refused. */
const MOST_HITS = 50;
class Enough extends Error {}

export async function search(order: SearchOrder): Promise<GateWord> {
  const reading = order.rules === null ? null : readRules(order.rules.text, order.rules.path);
  // What a broken rule meant to hide would not be looked for.
  if (reading?.ok === false) return refused({ code: 'gate.rules-broken', params: { why: reading.why } });
  return searchWith(reading?.rules ?? null, order);
}

async function searchWith(rules: OwnRules | null, { file, known, archive }: SearchOrder): Promise<GateWord> {
  const looked = lookedFor([...known.values, ...(rules?.knownIn(undefined) ?? [])]);
  const sift = sieve(looked);
  const hits: Hit[] = [];
  const told = (hit: Hit): void => {
    hits.push(hit);
    if (hits.length >= MOST_HITS) throw new Enough();
  };
  try {
    let number = 0;
    for await (const { name, bytes } of filesIn(file, archive)) {
      number++;
      // A name that holds a secret must not be told either.
      let shown = name;
      sift(name, Buffer.from(name), ({ kind }) => {
        shown = `(the name of file ${number})`;
        told({ file: shown, line: 0, kind });
      });
      sift(shown, bytes, told);
      await detected(shown, bytes, told);
      if (rules) ownHits(rules, shown, bytes, told);
    }
  } catch (error) {
    if (error instanceof GateRefusal) return refused(error.because, hits);
    if (!(error instanceof Enough)) throw error;
  }
  const [first] = hits;
  if (first) {
    const where = `${first.file}:${first.line}, ${first.kind}`;
    return refused({ code: 'gate.found', params: { count: String(hits.length), where } }, hits);
  }
  const searches = [
    ...(looked.searched > 0 ? ['known-values'] : []),
    'secretlint',
    ...(rules ? ['own-rules'] : []),
  ];
  const { searched: values, unsearched } = looked;
  const unread = known.unread.slice(0, 50).map((what) => what.slice(0, 500));
  return {
    passed: true,
    values,
    searches,
    ...(unsearched > 0 ? { unsearched } : {}),
    ...(unread.length > 0 ? { unread } : {}),
  };
}

/** Words and patterns of the admins themselves, in the text as it stands. */
function ownHits(rules: OwnRules, name: string, bytes: Buffer, told: (hit: Hit) => void): void {
  const seen = new Set<string>();
  for (const { text, linesBefore } of textPieces(bytes)) {
    for (const { rule, line } of rules.linesWith(text)) {
      if (!seen.has(rule))
        told({ file: name, line: linesBefore + line, kind: `own rule: ${rule}`.slice(0, 64) });
      seen.add(rule);
    }
  }
}
