/**
 * @module redaction/randomness
 * Does a run of characters look made by a machine? Words, identifiers, paths and versions are written in
 * letter pairs that people use; generated tokens are not, and mix digits in where nobody would.
 */

/**
 * The 150 letter pairs that make up four fifths of the pairs in OpenClaw's own logs, configuration and command
 * output (2026.9.6); in evenly drawn letters they are 22 percent.
 */
const COMMON =
  're er in on ti te es at en de ed st nt co se le al ro io or ec ta me li ar ea lo ve ac pr ng ch ns an ce id el ma it et to ge ra ou ri th il ne tr ll is ct di ts un nd ut si ic pa ss na la as em ca ol ur fi pe he vi rs ha ad ow rt ag ke ot ex nc mo od ho mi im au ai ab oo po ov us om da ef am ck pl sc op so su ry ep bl os ap no up ls ev ie fa sh ds tt cl pp cr mp pt ig ul iv ni nn be sp ms ok ty gr lt xt tu ba sa wa bo oc ir';
const PAIRS = pairTable(COMMON);

/** Longer runs are judged by this many of their first characters. */
const JUDGED = 256;

/**
 * Whether a lexeme looks generated. Meant for 12 characters and more; digests, UUIDs and the like look
 * generated too, so callers that mean to keep those ask `isPlainIdentifier` first.
 */
export function looksRandom(lexeme: string): boolean {
  const length = Math.min(lexeme.length, JUDGED);
  let pairs = 0;
  let common = 0;
  let letters = 0;
  let digits = 0;
  let mixes = 0;
  let previous = -1;
  let previousDigit = false;
  for (let i = 0; i < length; i++) {
    const code = lexeme.charCodeAt(i);
    const letter = (code | 32) - 97;
    if (letter >= 0 && letter < 26 && code < 128) {
      letters++;
      if (previousDigit) mixes++;
      if (previous >= 0) {
        pairs++;
        common += PAIRS[previous * 26 + letter] as number;
      }
      previous = letter;
      previousDigit = false;
    } else if (code >= 48 && code <= 57) {
      digits++;
      if (previous >= 0) mixes++;
      previous = -1;
      previousDigit = true;
    } else {
      previous = -1;
      previousDigit = false;
    }
  }
  if (letters < 4 || letters + digits < length * 0.7) return false;
  const share = pairs ? common / pairs : 0;
  if (pairs < 8) return mixes >= length / 5;
  if (share >= 0.6) return mixes >= length / 4;
  if (share <= 0.4) return digits > 0 || length >= 20;
  return mixes >= length / 7;
}

/** Digests, commit ids, UUIDs, ULIDs and plain numbers: what diagnosis compares, and no secret without a name that says so. */
export function isPlainIdentifier(lexeme: string): boolean {
  return PLAIN_IDENTIFIER.test(lexeme);
}

/** 48 hex digits are not among them: no common digest has 192 bits, and OpenClaw's own gateway tokens do. */
const PLAIN_IDENTIFIER =
  /^(?:\d+|(?:0x)?(?:[0-9a-fA-F]{1,40}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128})|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-7][0-9A-HJKMNP-TV-Z]{25})$/;

function pairTable(words: string): Uint8Array {
  const table = new Uint8Array(26 * 26);
  for (const pair of words.split(' ')) {
    table[(pair.charCodeAt(0) - 97) * 26 + pair.charCodeAt(1) - 97] = 1;
  }
  return table;
}
