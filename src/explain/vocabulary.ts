/**
 * @module explain/vocabulary
 * What a text speaks of, as words of the vocabulary. Long logs repeat themselves: lines of one shape are read
 * once, and lines that every healthy gateway prints are not read at all.
 */

import type { ReadContext, Reader } from '../evidence/reader.ts';
import { type Line, linesOf, proseBefore, quoteOf } from '../evidence/readers/lines.ts';
import type { Fact } from '../protocol/evidence.ts';
import { withoutRuledOut } from './asides.ts';
import { firstMeant } from './denied.ts';
import { KEYWORDS, TOLD_WORDS } from './keywords/index.ts';
import { compile, plain } from './keywords/pattern.ts';

const MAX = 24_576;
const COMPILED: readonly (readonly [string, RegExp])[] = Object.entries(KEYWORDS).map(([word, text]) => [
  word,
  compile(text),
]);
/** Lines that say only that all is as usual. */
const USUAL =
  /⇄ res ✓ \S+ \d{1,4}ms|\[?ws\]? webchat (?:dis)?connected conn=\S+ remote=\S+ (?:client|code=100[01])|^(?:gateway )?listening on ws:\/\/|^Port \d+ is already in use\.?$|^(?:- )?Gateway already running locally|^(?:gateway )?ready\b|log file: |heartbeat: started|browser\/service listening|plugins\.allow is empty; discovered /i;

/** A log of so many lines was not picked by hand: most of it tells of parts that work. */
const UNPICKED = 8;
/** What a line says that tells of trouble, whatever its part is; a part that is skipped or off is set up so. */
const TROUBLE =
  /fail|error|already|in use|refus|reject|den(?:y|ied)|time[d-]? ?out|\b(?:no|not)\b(?!-)|n't\b|cannot|unable|\bun(?!iversal|ique)[a-z]{4,}|missing|stuck|stall|invalid|lost|closed\b|warn|abort(?!ed=false)|abandon|blocked|killed|expired|exceed|conflict|crash|disconnect|dropp|retry|ignor|mismatch|corrupt|失败|错误|无法|超时|拒绝|fehler|nicht/i;
/** Names of system errors and HTTP states, which only count as they are written. */
const ERROR_NAME = /\bE[A-Z]{4,}\b|\b[45]\d\d\b/;

/** Trouble that is counted or named only to say that there is none. */
const NONE_OF_IT =
  /\b(?:0|no|none|zero|without)[ =:]+(?:\w+ ){0,1}(?:errors?|warnings?|fail\w*|pending|output|issues?|problems?|restarts?|packet loss|lost|dropp\w+|invalid|missing|conflicts?|crontab)\b|\b(?:errors?|warnings?|fail\w*|lost|dropp\w+|restarts?|missing|unresolved\w*|conflicts?)["']?\s?[=:]\s?(?:0|no|none|false|null|\[\])(?!\w)|"ok"\s?:\s?true/gi;
/** What is full or huge by its figure: `98% /`, and what `du` prints of a log. */
const TOO_MUCH = /\b(?:9\d|100) ?%|^\s*\d[\d.]*[GT]i?B?(?:\s+\S*\/|\s*$)/;
const tells = (text: string): boolean => {
  const rest = text.replace(NONE_OF_IT, '');
  return TROUBLE.test(rest) || ERROR_NAME.test(rest) || TOO_MUCH.test(rest);
};

/** The lines that a reader of the whole log would stop at. Text without a log's prefix is always one of them. */
function telling(lines: readonly Line[], picky = false): readonly Line[] {
  if (picky) return lines.filter(({ text }) => tells(text));
  const logged = lines.filter(({ at, subsystem }) => at !== undefined || subsystem !== undefined);
  if (logged.length <= UNPICKED) return lines;
  return lines.filter(
    ({ at, subsystem, text }) => (at === undefined && subsystem === undefined) || tells(text),
  );
}

/** The lines worth reading, one of each shape (figures and ids aside), as one text. */
function salient(text: string, picky = false): string {
  const shapes = new Set<string>();
  const out: string[] = [];
  let length = 0;
  for (const line of telling(linesOf(text), picky)) {
    if (USUAL.test(line.text)) continue;
    const shape = line.text.replace(/[0-9a-f-]{8,}|\d+/gi, '#');
    if (shapes.has(shape)) continue;
    shapes.add(shape);
    out.push(line.text);
    length += line.text.length;
    if (length > MAX) break;
  }
  return plain(out.join('\n').slice(0, MAX));
}

/** Words whose very meaning is that something is missing or does not happen; a "not" belongs to them. */
const NEGATIVE =
  /missing|gone|no-|not-|stall|silent|lost|off$|denied|unknown|broken|works|harmless|red-|fail|down|skip|unreachable|cannot/;

/** Things that a complaint names with a "no" because they are missed: "no chrome found". */
const MISSED = /^(?:a-(?:browser|list|folder|command|right|key|service)|the-net|has-none)$/;

/** Good news with a "not" inside is none: "says it isn't running". */
const GOOD_NEWS = /^(?:works|green-light)$/;
const SPOILT = /\bnot\b|n't\b|no longer|never|\bnicht\b|不|未/;

/** Kinds of pieces that hold what somebody said. */
const SAID_BY_PEOPLE = /^(?:symptom|user_text|text)$/;

/** What is wrong and what works, in a person's own words; lines of programs behind them stay as they are. */
function meant(text: string): string {
  const prose = proseBefore(text);
  return withoutRuledOut(prose) + text.slice(prose.length);
}

function firstOf(pattern: RegExp, said: string, word: string): RegExpExecArray | null {
  pattern.lastIndex = 0;
  for (let hit = pattern.exec(said); hit !== null; hit = pattern.exec(said)) {
    if (!GOOD_NEWS.test(word) || !SPOILT.test(hit[0])) return hit;
  }
  return null;
}

function read(text: string, context: ReadContext): Fact[] {
  const told = SAID_BY_PEOPLE.test(context.kind ?? '');
  const printed = salient(told ? meant(text) : text, context.kind === 'command');
  const said = printed !== '' && context.command ? `${plain(context.command)}\n${printed}` : printed;
  const facts: Fact[] = [];
  for (const [word, pattern] of COMPILED) {
    if (!told && TOLD_WORDS.has(word)) continue;
    const asSaid = MISSED.test(word) || NEGATIVE.test(word) || GOOD_NEWS.test(word);
    const hit = asSaid ? firstOf(pattern, said, word) : firstMeant(pattern, said);
    if (hit === null) continue;
    facts.push({ fact: 'text.word', subject: context.gateway, value: word, quote: quoteOf(hit[0]) });
  }
  return facts;
}

export const vocabulary: Reader = {
  id: 'vocabulary',
  title: 'What a text speaks of',
  gives: ['text.word'],
  read,
};
