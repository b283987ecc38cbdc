/**
 * @module redaction/env-maps
 * Maps that are called an environment hold secrets under names of somebody's own: `env: { backend: "…" }`. Below such
 * a name a generated value needs no name that tells. As JSON and its like, YAML, TOML.
 */
import { isHarmless } from './harmless-values.ts';
import { isPlainIdentifier, looksRandom } from './randomness.ts';
import { type Find, RANK, type Span } from './span.ts';

const MAP = /(?:env|ENV|Env)(?:ironment|IRONMENT|Vars|_vars|_VARS)?\\{0,4}["'`]?\s{0,4}(?:[:=]|=>)\s{0,4}\{/g;
const PAIR =
  /([\w.-]{1,80})\\{0,4}["'`]?\s{0,4}(?:[:=]|=>)\s{0,4}\\{0,4}(["'`])([^"'`\\\n]{12,4096})\\{0,4}\2/g;
const LINES = /^([ \t]*)(?:env|environment|envFrom|extraEnv):[ \t]*\r?\n/gm;
const LINE =
  /([ \t]*)(?:- )?["']?[\w.-]{1,80}["']?[ \t]*[:=][ \t]*(["']?)([^\s"'#]{12,4096})\2[ \t]*(?:#[^\n]{0,200})?(?:\r?\n|$)/y;
const OTHER_LINE = /[ \t]*[^\n]{0,4096}\n/y;
const SECTION = /^\[(?:[\w."-]{1,80}\.)?(?:env|environment)\][ \t]*\r?\n/gm;

/** The longest map that is read, in characters, and its most lines. */
const LONGEST = 4_096;
const MOST_LINES = 100;

/** Finds generated values below the name of an environment. */
export const findInEnvMaps: Find = (text, found) => {
  if (!text.includes('env') && !text.includes('Env') && !text.includes('ENV')) return;
  let done = 0;
  for (const map of text.matchAll(MAP)) {
    if (map.index < done) continue;
    // `seven: {` is a name of something else
    if (/[a-z]$/.test(text.slice(Math.max(0, map.index - 1), map.index)) && map[0][0] === 'e') continue;
    const start = map.index + map[0].length;
    const inside = text.slice(start, start + LONGEST).split('}', 1)[0] as string;
    done = start + inside.length;
    for (const pair of inside.matchAll(PAIR)) {
      const value = pair[3] as string;
      add(start + pair.index + pair[0].lastIndexOf(value), value, found);
    }
  }
  if (!/env(?:ironment)?[\]:]|Env:/.test(text)) return;
  for (const head of text.matchAll(LINES)) readLines(text, head, (head[1] as string).length, found);
  for (const head of text.matchAll(SECTION)) readLines(text, head, -1, found);
};

/** The lines below a head that are indented more; of a section (`indent` -1) all lines before the next. */
function readLines(text: string, head: RegExpMatchArray, indent: number, found: Span[]): void {
  let at = (head.index as number) + head[0].length;
  for (let n = 0; n < MOST_LINES && at < text.length; n++) {
    OTHER_LINE.lastIndex = at;
    const line = OTHER_LINE.exec(text)?.[0] ?? text.slice(at, at + LONGEST);
    const width = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (indent < 0 ? line.startsWith('[') : line.trim() !== '' && width <= indent) return;
    LINE.lastIndex = at;
    const pair = LINE.exec(text);
    if (pair) add(at + pair[0].lastIndexOf(pair[3] as string), pair[3] as string, found);
    at += line.length;
  }
}

function add(start: number, value: string, found: Span[]): void {
  if (!isGenerated(value) || isHarmless(value, 'secret')) return;
  found.push({ start, end: start + value.length, kind: 'secret', rank: RANK.assignment });
}

/** Whether a value was made by a machine and names nothing. */
export function isGenerated(value: string): boolean {
  if (value.length < 12 || /\s/.test(value)) return false;
  if (isPlainIdentifier(value)) return false;
  return !/^(?:[a-z]+:\/\/|[~./]|[A-Za-z]:[\\/]|-)/.test(value) && looksRandom(value.replace(/[+/=]/g, ''));
}
