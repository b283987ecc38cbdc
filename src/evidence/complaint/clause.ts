/**
 * @module evidence/complaint/clause
 * One clause of a complaint: its words, what of a list they name, and whether the clause says that something fails,
 * that it works, or neither. "Direct messages work, groups are ignored" is two clauses, and one of them no complaint.
 */

/** Words in lower case; `where` each phrase begins, for what stands before it. */
export type Clause = { words: readonly string[]; text: string };
export type State = 'fails' | 'works' | 'open';

const GAP_WORDS = 2;
const GAP_SIGNS = 6;

/** `can't` and `can’t` are one word. */
export function clauseOf(text: string): Clause {
  const plain = text.normalize('NFKC').toLowerCase().replace(/['’`]/g, '');
  return { text: plain, words: plain.split(/[^\p{L}\p{N}@]+/u).filter((word) => word !== '') };
}

const isChinese = (phrase: string): boolean => /\p{Script=Han}/u.test(phrase);

function fits(pattern: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  if (pattern.endsWith('*')) return word.startsWith(pattern.slice(0, -1));
  if (pattern.startsWith('*')) return word.endsWith(pattern.slice(1)) && word.length >= pattern.length;
  return word === pattern;
}

function fitsAt(parts: readonly string[], words: readonly string[], at: number): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return true;
  if (part !== '..') return fits(part, words[at]) && fitsAt(rest, words, at + 1);
  return Array.from({ length: GAP_WORDS + 1 }, (_, gap) => gap).some((gap) => fitsAt(rest, words, at + gap));
}

/** Each phrase of the lists in its words, taken apart once. */
const apart = new Map<string, readonly string[]>();

function partsOf(phrase: string): readonly string[] {
  const known = apart.get(phrase);
  if (known !== undefined) return known;
  const parts = isChinese(phrase) ? [] : phrase.split(' ');
  apart.set(phrase, parts);
  return parts;
}

/** Where each phrase begins in the words; `-1` for a Chinese one, which has no words to count. */
export function findAll({ words, text }: Clause, phrases: readonly string[]): number[] {
  const found: number[] = [];
  for (const phrase of phrases) {
    const parts = partsOf(phrase);
    if (parts.length === 0) {
      if (chinese(text, phrase)) found.push(-1);
      continue;
    }
    for (let at = 0; at < words.length; at++)
      if (fits(parts[0] ?? '', words[at]) && fitsAt(parts, words, at)) found.push(at);
  }
  return found;
}

function chinese(text: string, phrase: string): boolean {
  const [head = '', tail] = phrase.split('..');
  const at = text.indexOf(head);
  if (tail === undefined || at < 0) return at >= 0;
  return text.slice(at + head.length, at + head.length + GAP_SIGNS + tail.length).includes(tail);
}

export const names = (clause: Clause, phrases: readonly string[]): boolean =>
  findAll(clause, phrases).length > 0;

const NOT = [
  'not',
  'no',
  'never',
  'none',
  'nothing',
  'nobody',
  'dont',
  'doesnt',
  'didnt',
  'cant',
  'cannot',
  'couldnt',
  'wont',
  'wouldnt',
  'isnt',
  'arent',
  'wasnt',
  'hasnt',
  'havent',
  'aint',
  'neither',
  'nor',
  'without',
  'unable',
  'hardly',
  'nicht',
  'nichts',
  'kein',
  'keine',
  'keinen',
  'keiner',
  'keinem',
  'nie',
  'niemals',
  'niemand',
  'niemandem',
  'niemanden',
  'ohne',
  'weder',
  'nimmer',
];
const NOT_ZH = ['不', '没', '无', '未'];
const TROUBLE = [
  'ignor*',
  'fail*',
  'broke*',
  'dead',
  'silent*',
  'gone',
  'missing',
  'lost',
  'lose*',
  'drop*',
  'block*',
  'refus*',
  'reject*',
  'denied',
  'denies',
  'forbid*',
  'error*',
  'stop*',
  'stuck',
  'hang*',
  'unavailable',
  'disabled',
  'offline',
  'vanish*',
  'disappear*',
  'unauthorized',
  'timeout*',
  'timed out',
  'crash*',
  'wrong',
  'problem*',
  'trouble*',
  'issue*',
  'unreachable',
  'unknown',
  'disconnect*',
  'down',
  'only',
  'away',
  'swallow*',
  'unanswered',
  'misses',
  'missed',
  'kaputt',
  'tot',
  'weg',
  'fehl*',
  'verschw*',
  'verweiger*',
  'abgelehn*',
  'gesperrt',
  'blockier*',
  'hängt',
  'stumm',
  'nur',
  'unbekannt',
  'getrennt',
  'streikt',
  'verpass*',
  'unbeantwortet',
  'ausgefallen',
];
const TROUBLE_ZH = [
  '失败',
  '坏了',
  '错误',
  '消失',
  '拒绝',
  '离线',
  '掉线',
  '断开',
  '忽略',
  '卡住',
  '丢失',
  '连接中断',
  '只有',
  '报错',
];
/** A noun of trouble behind "no" is the opposite. */
const NO_TROUBLE = [
  'no problem*',
  'no error*',
  'no issue*',
  'no trouble',
  'without problem*',
  'without error*',
  'not ignored',
  'not broken',
  'keine probleme',
  'kein problem',
  'keine fehler',
  'ohne probleme',
  'ohne fehler',
];
const WORKS = [
  'work',
  'works',
  'working',
  'fine',
  'ok',
  'okay',
  'good',
  'well',
  'alright',
  'healthy',
  'normal*',
  'running',
  'green',
  'solved',
  'fixed',
  'funktionier*',
  'geht',
  'gehen',
  'klappt',
  'klappen',
  'läuft',
  'laufen',
  'gut',
  'prima',
  'erledigt',
  'do',
  'does',
];
/** That it speaks is good news by itself, and none beside what is wrong with what it says. */
const SPEAKS = ['answers', 'answered', 'replies', 'responds', 'talks', 'antwortet', 'reagiert'];
/** It did once; that says nothing of now. */
const ONCE = ['worked', 'used to', 'until', 'funktionierte', 'ging', 'bis'];
const WORKS_ZH = ['正常', '没问题', '没事', '可以', '好了', '解决了'];

const FAILS: readonly string[] = [...NOT, ...NOT_ZH, ...TROUBLE, ...TROUBLE_ZH];

/** What a clause says of how things are; `trouble`: one of its words alone says that something is wrong. */
export function stateOf(clause: Clause, trouble = false): State {
  if (names(clause, NO_TROUBLE)) return 'works';
  const fine = WORKS_ZH.filter((phrase) => clause.text.includes(phrase));
  const rest = { ...clause, text: fine.reduce((text, phrase) => text.replaceAll(phrase, ''), clause.text) };
  if (names(rest, FAILS)) return 'fails';
  if (fine.length > 0 || (names(rest, WORKS) && !names(rest, ONCE))) return 'works';
  if (trouble) return 'fails';
  return names(rest, SPEAKS) ? 'works' : 'open';
}
