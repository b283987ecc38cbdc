/**
 * @module redaction/urls-and-headers
 * What HTTP carries: the password in `user:password@host`, `Bearer …` wherever it stands, cookies, signed query
 * parameters, headers that only their author knows. Host, port, path and ordinary headers stay.
 */
import { isDummy, isFileEnding, isHarmless, isPasswordLike, isTokenLike } from './harmless-values.ts';
import { isSecretKeyName, judgeName } from './key-names.ts';
import { isPlainIdentifier, looksRandom } from './randomness.ts';
import { isOrdinaryHeader } from './secret-paths.ts';
import { type Find, RANK, type Span } from './span.ts';

/** Finds credentials in addresses and headers. */
export const findInUrlsAndHeaders: Find = (text, found) => {
  if (text.includes('://')) {
    findUserinfo(text, found);
    findLinks(text, found);
    if (text.includes('hook') || text.includes('Hook') || text.includes('HOOK')) findHooks(text, found);
  } else if (text.includes('hook')) findLinks(text, found);
  findSchemes(text, found);
  findSignatures(text, found);
  if (/ookie|OOKIE/.test(text)) findCookies(text, found);
  if (/eaders|EADERS/.test(text)) findHeaderBlocks(text, found);
};

/** The longest authority (`user:password@host:port`) that is read. */
const LONGEST_AUTHORITY = 768;

/** `scheme://user:password@`, `scheme://:password@` and `scheme://token@`. */
function findUserinfo(text: string, found: Span[]): void {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const start = at + 3;
    const limit = Math.min(text.length, start + LONGEST_AUTHORITY);
    let end = start;
    let host = -1;
    let colon = -1;
    for (; end < limit; end++) {
      const code = text.charCodeAt(end);
      // a slash, a question mark, white space, a quote, a bracket or a backslash ends the authority
      if (
        code <= 32 ||
        code === 47 ||
        code === 63 ||
        code === 34 ||
        code === 39 ||
        code === 96 ||
        code === 60 ||
        code === 62 ||
        code === 92
      )
        break;
      if (code === 64) host = end;
      else if (code === 58 && colon < 0 && host < 0) colon = end;
    }
    if (host < 0) continue;
    const password = colon >= 0 && colon < host;
    const from = password ? colon + 1 : start;
    const value = text.slice(from, host);
    if (value.length === 0 || !/^[\w.[-]/.test(text[host + 1] ?? '')) continue;
    if (password ? isReference(value) || isSaid(text.slice(start, colon), value) : !isTokenLike(value))
      continue;
    found.push({ start: from, end: host, kind: password ? 'password' : 'token', rank: RANK.url });
    // `https://<token>:x-oauth-basic@host`: the user is the secret
    const user = text.slice(start, Math.max(start, colon));
    if (password && isTokenLike(user)) found.push({ start, end: colon, kind: 'token', rank: RANK.url });
  }
}

/** `user:password@host` shows how to say it. */
function isSaid(user: string, password: string): boolean {
  return (
    /^(?:user|username|you|name|login)$/i.test(user) &&
    /^(?:pass|password|passwd|pwd|secret)$/i.test(password)
  );
}

/** Links that let their bearer in: the last part of the path is the key. */
const LINK =
  /\/(?:web-?hooks?|hooks?|reset|verify|verification|confirm|invite|invitation|magic|activate|join|login|signin|auth|token|pair|share|unlock)(?:[-_][a-z]{2,12}){0,2}\/([A-Za-z0-9_-]{16,512})(?![\w.]*[\w-])/gi;

function findLinks(text: string, found: Span[]): void {
  for (const hit of text.matchAll(LINK)) {
    const value = hit[1] as string;
    if (!looksRandom(value) || isPlainIdentifier(value)) continue;
    const end = hit.index + hit[0].length;
    found.push({ start: end - value.length, end, kind: 'token', rank: RANK.url });
  }
}

/** An address that is called a hook, by a name before it or in itself. */
const HOOK_ADDRESS =
  /hook[\w .-]{0,24}["'`]?\s{0,4}[:=>]\s{0,4}["'`<]?https?:\/\/[^\s"'`<>]{4,2048}|https?:\/\/[^\s"'`<>]{0,512}hook[^\s"'`<>]{0,1024}/gi;

/** What is random in the path of a hook's address lets in whoever knows it. */
function findHooks(text: string, found: Span[]): void {
  for (const hit of text.matchAll(HOOK_ADDRESS)) {
    const address = hit[0].indexOf('://') + 3;
    for (const part of hit[0]
      .slice(address)
      .split(/[?#]/, 1)[0]
      ?.matchAll(/\/([\w.~%+-]{16,512})/g) ?? []) {
      const value = part[1] as string;
      if (!isTokenLike(value) || isFileEnding(value, value.lastIndexOf('.'))) continue;
      const start = hit.index + address + part.index + 1;
      found.push({ start, end: start + value.length, kind: 'token', rank: RANK.url });
    }
  }
}

/** `${PASSWORD}`, `<password>`, `***`: the place of a password, not one. */
function isReference(value: string): boolean {
  return (
    /^(?:\$\{?[\w:?-]+\}?|<[^>]*>?|\{+[\w.]+\}+|\*{2,}|[xX]{3,}|\[[A-Z]+\]|%[A-Z_]+%)$/.test(value) ||
    isDummy(value)
  );
}

const SCHEME =
  /(?:bearer|basic|apikey|oauth2?|bot|token|digest|negotiate|sso-key|genie[Kk]ey|SSWS)(?:[ \t]+|\\?["'],\s{0,4}\\?["'])(?:token[ \t]+)?["']?([^\s"'`<>|,;)}\]\\‹›]{8,4096})/gi;

/** `Bearer …` and its like, also far from any header: errors quote them. */
function findSchemes(text: string, found: Span[]): void {
  for (const hit of text.matchAll(SCHEME)) {
    if (/[\w-]/.test(text[hit.index - 1] ?? '')) continue;
    const value = (hit[1] as string).replace(/[.=]+$/, (tail) => (tail[0] === '=' ? tail : ''));
    const end = hit.index + hit[0].length - ((hit[1] as string).length - value.length);
    const scheme = hit[0].slice(0, 6).toLowerCase();
    if (isHarmless(value, 'token') || !/\d|[A-Z].*[a-z].*[A-Z]|=$/.test(value)) continue;
    if (!scheme.startsWith('bearer') && !(scheme.startsWith('basic') ? isBasic(value) : isTokenLike(value)))
      continue;
    if (scheme.startsWith('bearer') && value.length < 16 && !isPasswordLike(value)) continue;
    found.push({
      start: end - value.length,
      end,
      kind: scheme.startsWith('basic') ? 'password' : 'token',
      rank: RANK.url,
    });
  }
}

/** The one secret in a list of parameters: `Digest username=…, response="…"`, `AWS4-HMAC-SHA256 …, Signature=…`. */
const SIGNATURE =
  /\b(?:Digest\s[^\n]{0,600}?\bresponse=\\?"?|AWS4-HMAC-SHA256\s[^\n]{0,600}?\bSignature=)([0-9a-f]{32,128})/g;

function findSignatures(text: string, found: Span[]): void {
  for (const hit of text.matchAll(SIGNATURE)) {
    const end = hit.index + hit[0].length;
    found.push({ start: end - (hit[1] as string).length, end, kind: 'credential', rank: RANK.url });
  }
}

/** Basic credentials are base64 of `user:password`. */
function isBasic(value: string): boolean {
  if (!/^[A-Za-z0-9+/_-]{6,}={0,2}$/.test(value)) return false;
  try {
    return /^[^\x00-\x1f:]{0,128}:/.test(
      atob(value.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '')),
    );
  } catch {
    // not base64 after all: no credentials
    return false;
  }
}

const COOKIES =
  /(?<![A-Za-z0-9])(?:set-)?cookies?\\{0,4}["'`]?\s{0,4}(?::|=>|=|,)\s{0,4}\[?\s{0,4}\\{0,4}["'`]?(?=[A-Za-z0-9_.$-]{1,80}=)([^\n"'`\\]{4,8192})/gi;
const COOKIE = /([A-Za-z0-9_.$!%-]{1,80})=([^;\s,]{1,4096})/g;
const COOKIE_ATTRIBUTE =
  /^(?:path|domain|expires|max-age|samesite|secure|httponly|priority|partitioned|theme|lang|locale|tz|timezone|consent|currency|country)$/i;

/** Each cookie that is a session, a token, or looks generated; preferences stay. */
function findCookies(text: string, found: Span[]): void {
  for (const hit of text.matchAll(COOKIES)) {
    const list = hit[1] as string;
    const base = hit.index + hit[0].length - list.length;
    for (const cookie of list.matchAll(COOKIE)) {
      const [whole, name = '', value = ''] = cookie;
      if (COOKIE_ATTRIBUTE.test(name) || isHarmless(value, 'cookie')) continue;
      const verdict = judgeName(name).strength;
      const session =
        verdict !== 'none' ||
        /sess|sid|auth|login|csrf|xsrf|remember|clearance|__(?:Secure|Host)-/i.test(name);
      if (!(session ? value.length >= 4 : isTokenLike(value) || (value.length >= 16 && looksRandom(value))))
        continue;
      const start = base + cookie.index + whole.length - value.length;
      found.push({ start, end: start + value.length, kind: 'cookie', rank: RANK.url });
    }
  }
}

const HEADER_BLOCK =
  /(?<![A-Za-z])headers\\{0,4}["'`]?\s{0,4}(?::|=>?|\()\s{0,4}(?:new Headers\(|Headers\s?)?[{[(]/gi;
const HEADER =
  /\\{0,4}["'`]?([A-Za-z][\w-]{0,60})\\{0,4}["'`]?\s{0,4}(?::|=>?|,)\s{0,20}\\{0,4}["'`]([^"'`\\\n]{6,4096})\\{0,4}["'`]/g;

/** In a block of headers any name may carry a secret: `headers: { work: "…" }`. */
function findHeaderBlocks(text: string, found: Span[]): void {
  HEADER_BLOCK.lastIndex = 0;
  while (HEADER_BLOCK.test(text)) {
    const start = HEADER_BLOCK.lastIndex;
    const inside = text.slice(start, start + LONGEST_BLOCK).split(/[}\])]/, 1)[0] as string;
    for (const header of inside.matchAll(HEADER)) {
      const [whole, name = '', value = ''] = header;
      if (isOrdinaryHeader(name) || isHarmless(value, 'token')) continue;
      const generated = isTokenLike(value) && (!isPlainIdentifier(value) || /^[0-9a-f]{48}$/.test(value));
      if (!isSecretKeyName(name) && !isPasswordLike(value) && !generated) continue;
      const bare = value.replace(/^(?:Bearer|Basic|Token)\s+/i, '');
      const end = start + header.index + whole.replace(/\\{0,4}["'`]$/, '').length;
      found.push({ start: end - bare.length, end, kind: 'credential', rank: RANK.url });
    }
    HEADER_BLOCK.lastIndex = start + inside.length;
  }
}

/** The longest block of headers that is read, in characters. */
const LONGEST_BLOCK = 4_096;
