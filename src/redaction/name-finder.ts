/**
 * @module redaction/name-finder
 * Finds the names in a text that announce a secret, whole: `token` in `channels.slack.botToken`, in
 * `--gateway-token`, in `\nGW_TOKEN`. What follows a name is for others to read.
 */
import { FOREIGN_KEYS, FOREIGN_SECRETS, inAscii, judgeName, type NameVerdict } from './key-names.ts';

import { isOrdinaryHeader } from './secret-paths.ts';

export type Name = {
  start: number;
  end: number;
  text: string;
  verdict: NameVerdict;
  /** It is a command line flag (`--token`, `-token`). */
  flag: boolean;
};

/** A weak word is a candidate only where a separator or the end of a quoted name or tag follows. */
const SEPARATED = '(?=[_ -]?\\d?\\\\{0,4}["\'`]?[\\])]?\\s{0,8}[:=,>|：＝])';
/** Alternatives in alphabetical order: engines test common beginnings together. */
const CANDIDATE = new RegExp(
  [
    'access[ _-]?key|api[ _-]?key|auth(?:orization|[ _-]?(?:key|tag))|bearer|cred(?:ential|s)|mnemonic|pass(?:w|[ _-]?(?:phrase|code))|(?<=[a-z0-9_-])pass(?![a-z])|private[ _-]?key|p(?:s?w|wor|asswr?o|asswor)d|pasword|psw(?![a-z])|secret|token',
    '(?:code|key)s?(?![a-z])|(?:seed|recovery) phrase|(?<![a-z0-9_-])pw(?= [a-z])|(?<![A-Za-z])headers\\.[\\w-]',
    `(?:access|account|auth|cookie|data|dsn|hmac|jwt|otp|pass|pat|pin|private|psk|pw|refresh|salt|seed|sess|session|sid|sig|signature|ticket|value)${SEPARATED}`,
  ].join('|'),
  'gi',
);
const FOREIGN_CANDIDATE = new RegExp(`${FOREIGN_SECRETS}|(?:${FOREIGN_KEYS})`, 'gi');
const FOREIGN_ASCII = new RegExp(`${inAscii(FOREIGN_SECRETS)}|${inAscii(FOREIGN_KEYS)}`, 'gi');
/** Letters beyond ASCII; arrows, dots and dashes are in every log. */
const BEYOND_ASCII = /[\u00c0-\u1fff\u2e80-\uffef]/;

/** What makes a secret of a `key` or `code` that stands a space apart: "api key", "pairing code". */
const QUALIFIER =
  /(?:api|access|auth|priv(?:ate)?|secret|sign(?:ing)?|encrypt(?:ion)?|account|shared|ssh|master|license|deploy|recovery|session|pairing|setup|verification|backup|invite|login|activation|device|user|security|one[ -]time)[ ]$/i;

const NAME_BEFORE = 80;
const NAME_AFTER = 80;

/** How many names a finder remembers; a text with more distinct ones is only slower. */
const REMEMBERED = 4_096;

/**
 * Reads a text name by name. `visit` gets each name that is not plainly harmless and says where to go on:
 * behind what it masked, so that a masked value is never read as a name again.
 */
export function nameFinder(): (text: string, visit: (name: Name) => number) => void {
  const judged = new Map<string, NameVerdict>();
  const judge = (name: string): NameVerdict => {
    let verdict = judged.get(name);
    if (!verdict) {
      verdict = judgeName(name);
      if (verdict.strength === 'none' && isHeader(name)) verdict = { strength: 'weak', kind: 'credential' };
      if (judged.size < REMEMBERED) judged.set(name, verdict);
    }
    return verdict;
  };
  const eachOf = (candidate: RegExp, text: string, visit: (name: Name) => number): void => {
    let at = 0;
    for (;;) {
      candidate.lastIndex = at;
      const hit = candidate.exec(text);
      if (!hit) return;
      const { start, end, flag } = whole(text, hit.index, hit.index + hit[0].length, at);
      const name = text.slice(start, end);
      const verdict = judge(name);
      at =
        verdict.strength === 'none' ? end : Math.max(end, visit({ start, end, text: name, verdict, flag }));
    }
  };
  return (text, visit) => {
    eachOf(CANDIDATE, text, visit);
    eachOf(BEYOND_ASCII.test(text) ? FOREIGN_CANDIDATE : FOREIGN_ASCII, text, visit);
  };
}

/** `models.providers.main.headers.X-Team`: any header may carry a secret but those that are known not to. */
function isHeader(name: string): boolean {
  const header = /(?:^|\.)headers\.([\w-]+)$/i.exec(name)?.[1];
  return header !== undefined && !isOrdinaryHeader(header);
}

/** The whole name around a word that makes it one; nothing before `from` belongs to it. */
function whole(
  text: string,
  from: number,
  to: number,
  floor: number,
): { start: number; end: number; flag: boolean } {
  let start = from;
  let end = to;
  const first = Math.max(floor, start - NAME_BEFORE);
  const last = Math.min(text.length, end + NAME_AFTER);
  while (start > first && inName(text.charCodeAt(start - 1))) start--;
  while (end < last && inName(text.charCodeAt(end))) end++;
  while (end > from && !inWord(text.charCodeAt(end - 1))) end--;
  // `\nGW_TOKEN` in an escaped text: the n belongs to the escape
  if (start < from && text.charCodeAt(start - 1) === 92 && /[nrt]/.test(text[start] as string)) start++;
  const dash = text.charCodeAt(start) === 45;
  let begin = start;
  while (begin < from && !inWord(text.charCodeAt(begin))) begin++;
  const flag = dash && begin - start <= 2;
  if (begin === from && text.charCodeAt(from - 1) === 32) {
    begin -= QUALIFIER.exec(text.slice(Math.max(floor, from - 16), from))?.[0].length ?? 0;
  }
  return { start: begin, end, flag };
}

function inWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code > 127
  );
}

/** Letters, digits, `_`, and what joins the parts of a name: `-`, `.`, `$`. Chinese and its like join without end. */
function inName(code: number): boolean {
  if (code > 127) return code >= 0xc0 && code < 0x2000;
  return inWord(code) || code === 45 || code === 46 || code === 36;
}
