/**
 * @module redaction/prose
 * Secrets in sentences: `env token 3f… != config token 80…`, `password "hunter2"`, `the key was changed to …`. No
 * separator says that a value follows, so a value in quotes, or one that looks generated, is needed.
 */
import { isHarmless, isPasswordLike, isTokenLike } from './harmless-values.ts';
import { isAbout } from './key-names.ts';
import type { Name } from './name-finder.ts';
import { isPlainIdentifier } from './randomness.ts';
import { readValue, type Value } from './value-reader.ts';

/** Words that lead from the name to the value. */
const LEAD =
  /(?:[ \t]*\([ \t]*|["'`’”»]?[ \t]+)(?:(?:(?:for|für|pour|para|per|для|voor|of|von|fra|för|di|do|da)[ \t]+(?:(?:the|my|our|this)[ \t]+)?[\w@.-]{1,32}|is|was|are|be|value|changed|from|to|new|old|has|been|set|now|using|with|as|the|a|for|got|expected|received|provided|given|rejected|invalid|ending|ends|in|starting|starts|beginning|begins|prefix|suffix|ist|lautet|war|wurde|est|es|era|é|была|равен|là|olarak|является|это|是|为|為|は|가|는|è|je|jest|är|er|on|este|είναι|היא|הוא|هي|هو|है|คือ|used|use|enter|entered|typed|sent|reads|equals)(?:[ \t:]+|:?[ \t]*\r?\n[ \t]{0,40}(?=[A-Za-z0-9]))){0,6}(?=\S)/iuy;
/** One word that is not in that list leads to a value only if that is in quotes: `la password inserita "…"`. */
const LEAD_QUOTED = /[ \t]+([\p{L}]{2,16})[ \t]+(?=\\{0,4}["'`“„«])/uy;
/** A few of them, in any language, only to a password that could be nothing else: `Passwort wurde auf … geändert`. */
const LEAD_WORDS = /(?:[ \t]+[\p{L}'’]{1,14}){1,5}[ \t]+(?=\S)/uy;
/** Small and capital letters, digits, and a sign or four digits: no word, version or name of a host. */
const PLAINLY_PASSWORD =
  /^(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)(?=\S*[!#$%&*+?@^~]|\S*\d{4})[^\s/\\:=(){}[\]<>"'`|,;]{8,64}$/;
/** `token ending in 38b05a`: a few characters are meant to be all. */
const SHOWS_PART =
  /(?:starts?|starting|begins?|beginning|ends?|ending|prefix|suffix)[ \t]+(?:(?:with|in|by)[ \t]+)?$/i;

/** What can be said of a value that was shown in quotes, word or not. */
const TURNED_DOWN =
  /^["'`“”’»]{1,2}\s+(?:(?:was|is|wurde|ist|has been|a été|fue|foi)\s+)?(?:rejected|refused|declined|denied|not accepted|invalid|wrong|expired|abgelehnt|ungültig|falsch|refusé|rechazad[oa]|recusad[oa])/i;
/** Words that do nothing but give the value. */
const READS = /(?:lautet|reads|equals)[ \t:]+$/i;

/** "The token for session 1578934d-…": the identifier is the session's. */
const IDENTIFIED =
  /(?:session|conn(?:ection)?|client|device|request|run|agent|node|job|task|id|hash|digest|nonce|commit)[ \t:]+$/i;

/** CJK writing has no spaces: a few characters of copula or verb, a bracket, then a value that stands out. */
const LEAD_CJK = /[\u2e80-\u3001\u3003-\uff00\uff02-\uff1e\uff20-\uffef \t：“”]{1,9}/uy;

/** Where the scripts begin that need no spaces. */
const CJK = 0x2e80;

/** The secret that a sentence gives for a name, or nothing. */
export function inProse(text: string, name: Name): Value | undefined {
  const spaced = text.charCodeAt(name.end) < CJK;
  const known = match(spaced ? LEAD : LEAD_CJK, text, name.end);
  const word = spaced ? match(LEAD_QUOTED, text, name.end) : undefined;
  const strange = word !== undefined && word.length > (known?.length ?? 0) && !isAbout(word.trim());
  const lead = strange ? word : known;
  const far = spaced && name.verdict.kind !== 'key' ? match(LEAD_WORDS, text, name.end) : undefined;
  if (far !== undefined && far.length > (lead?.length ?? 0)) {
    const value = readValue(text, name.end + far.length);
    const bare = value?.text.replace(/[.,;:]+$/, '') ?? '';
    if (
      value &&
      PLAINLY_PASSWORD.test(bare) &&
      isPasswordLike(bare) &&
      !far.trim().split(/\s+/).some(isAbout)
    )
      return value;
  }
  if (lead === undefined) return undefined;
  // words of the same script go on without a space: only what stands out from them can be a value
  if (lead.length > 0 && text.charCodeAt(name.end) >= CJK && text.charCodeAt(name.end + lead.length) >= CJK) {
    return undefined;
  }
  const value = readValue(text, name.end + lead.length);
  if (!value || isHarmless(value.text, name.verdict.kind) || /^pass$/i.test(name.text)) return undefined;
  // `the token "x": …` names something else
  if (value.quoted && /^\\{0,4}["'`]\s{0,2}:/.test(text.slice(value.end, value.end + 8))) return undefined;
  if (
    strange &&
    !(
      isTokenLike(value.text) ||
      (name.verdict.kind !== 'key' && isPasswordLike(value.text) && !/\s/.test(value.text))
    )
  )
    return undefined;
  const password = name.verdict.kind === 'password' || name.verdict.kind === 'secret';
  if (isPlainIdentifier(value.text) && IDENTIFIED.test(lead)) return undefined;
  if (name.verdict.kind === 'code' && /(?:is|ist|est|es|:)[ \t]+$/.test(lead) && /^\d{4,8}$/.test(value.text))
    return value;
  const given = READS.test(lead) || (value.quoted && TURNED_DOWN.test(text.slice(value.end, value.end + 48)));
  if (given && value.text.length >= 6 && !/\s/.test(value.text) && !isParsed(text, name)) return value;
  const accepted = value.quoted
    ? value.text.length >= 4 &&
      (!/\s/.test(value.text) || isPasswordLike(value.text)) &&
      (password || /\d/.test(value.text))
    : isTokenLike(value.text) ||
      (password && isPasswordLike(value.text)) ||
      isPartial(text, value) ||
      (SHOWS_PART.test(lead) && isShown(value.text));
  return accepted ? value : undefined;
}

/** `unexpected token "x"`: a parser's. */
function isParsed(text: string, name: Name): boolean {
  return /(?:unexpected|expected|illegal|invalid)[ \t]+$/i.test(
    text.slice(Math.max(0, name.start - 24), name.start),
  );
}

/** A generated value shown in part: `f8b8e2d7…`, `****b59a26`. */
function isPartial(text: string, value: Value): boolean {
  const shown = value.text
    .replace(/^(?:…|\.{2,}|\*{2,}|•{2,})/, '')
    .replace(/(?:…|\.{2,}|\*{2,}|•{2,}).*$/, '');
  const cut = shown !== value.text || /^(?:…|\.{2,}|\*{2,})/.test(text.slice(value.end, value.end + 3));
  return cut && shown.length >= 4 && /\d/.test(shown) && /^[A-Za-z0-9_-]+$/.test(shown);
}

function isShown(part: string): boolean {
  return /^(?=.*\d)[A-Za-z0-9_-]{4,16}$/.test(part.replace(/[.,;]$/, ''));
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
