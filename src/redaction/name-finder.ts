/**
 * @module redaction/name-finder
 * Finds the names in a text that announce a secret, whole: `token` in `channels.slack.botToken`, in
 * `--gateway-token`, in `\nGW_TOKEN`. What follows a name is for others to read.
 */
import { FOREIGN_KEYS, FOREIGN_SECRETS, judgeName, type NameVerdict } from './key-names.ts';

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
const CANDIDATE = new RegExp(
  [
    'token|secret|passw|pass[ _-]?(?:phrase|code)|pwd|pass(?![a-z])|credential|creds|bearer|authorization|mnemonic',
    '(?:api|access|auth|priv(?:ate)?|secret|sign(?:ing)?|encrypt(?:ion)?|account|shared|ssh|master|license|deploy|recovery|session)[ _-]?keys?',
    '(?:pairing|setup|verification|recovery|backup|invite|login|activation|device|user|security|one[ -]time)[ _-]?codes?|(?:seed|recovery) phrase|auth[ _-]?tag',
    `(?:keys?|access|refresh|auth|session|sess|sid|signature|sig|private|account|pin|otp|psk|pw|jwt|pat|dsn|cookie|ticket|hmac|salt|seed|value|data)${SEPARATED}`,
    `${FOREIGN_SECRETS}|(?:${FOREIGN_KEYS})`,
  ].join('|'),
  'gi',
);

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
      if (judged.size < REMEMBERED) judged.set(name, verdict);
    }
    return verdict;
  };
  return (text, visit) => {
    let at = 0;
    for (;;) {
      CANDIDATE.lastIndex = at;
      const hit = CANDIDATE.exec(text);
      if (!hit) return;
      let start = hit.index;
      let end = start + hit[0].length;
      const first = Math.max(at, start - NAME_BEFORE);
      const last = Math.min(text.length, end + NAME_AFTER);
      while (start > first && inName(text.charCodeAt(start - 1))) start--;
      while (end < last && inName(text.charCodeAt(end))) end++;
      while (end > hit.index && !inWord(text.charCodeAt(end - 1))) end--;
      // `\nGW_TOKEN` in an escaped text: the n belongs to the escape
      if (text.charCodeAt(start - 1) === 92 && /[nrt]/.test(text[start] as string) && start < hit.index)
        start++;
      let begin = start;
      while (begin < hit.index && !inWord(text.charCodeAt(begin))) begin++;
      const verdict = judge(text.slice(begin, end));
      const flag = text.charCodeAt(start) === 45 && begin - start <= 2;
      at =
        verdict.strength === 'none'
          ? end
          : Math.max(end, visit({ start: begin, end, text: text.slice(begin, end), verdict, flag }));
    }
  };
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

/** Letters, digits, `_`, and what joins the parts of a name: `-`, `.`, `$`. */
function inName(code: number): boolean {
  return (inWord(code) && code < 128) || code === 45 || code === 46 || code === 36;
}
