/**
 * @module conversation/bundle-words
 * What stands behind `bundle`: hosts, how far back, and what to do with the bundle that is there already.
 */
import { BUNDLE_ACTIONS } from './actions/index.ts';
import type { BundleAction } from './bundle-action.ts';
import { wordsOf } from './parse.ts';

const MINUTES = { m: 1, min: 1, h: 60, d: 24 * 60 } as const;
/** As protocol/operations.ts takes it. */
const LEAST = 5;
const MOST = 14 * 24 * 60;

export type BundleWords = { hosts: string[]; sinceMin?: number; action?: BundleAction };

/**
 * `bad`: a word behind `since` that is no span of time. `inThread`: what is said alone is said of the thread's incident;
 * elsewhere it is a host's name.
 */
export function readBundle(rest: string, inThread: boolean): BundleWords | { bad: string } {
  const words = wordsOf(rest);
  const at = words.findIndex((word) => /^since$/iu.test(word));
  const said = at < 0 ? null : (words[at + 1] ?? '');
  const left = at < 0 ? words : words.toSpliced(at, 2);
  const sinceMin = said === null ? null : minutes(said);
  if (said !== null && sinceMin === null) return { bad: said === '' ? 'since' : said.slice(0, 40) };
  const since = sinceMin === null ? {} : { sinceMin };
  const read = actionIn(left);
  const { action, used } = inThread || left.length > read.used ? read : { action: undefined, used: 0 };
  const hosts = left.slice(0, left.length - used);
  return { hosts, ...since, ...(action === undefined ? {} : { action }) };
}

/** The last word, or the last two. */
function actionIn(words: readonly string[]): { action: BundleAction | undefined; used: number } {
  for (const used of [2, 1]) {
    if (words.length < used) continue;
    const word = words.slice(-used).join('-').toLowerCase();
    const action = BUNDLE_ACTIONS.find((one) => one.word === word);
    if (action !== undefined) return { action, used };
  }
  return { action: undefined, used: 0 };
}

function minutes(word: string): number | null {
  const [, n = '', unit = ''] = /^(\d{1,4})(m|min|h|d)$/iu.exec(word) ?? [];
  if (n === '') return null;
  const all = Number(n) * MINUTES[unit.toLowerCase() as keyof typeof MINUTES];
  return all >= LEAST && all <= MOST ? all : null;
}
