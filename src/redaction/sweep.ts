/**
 * @module redaction/sweep
 * The last net: generated text that no rule could name. It must not catch what diagnosis compares, so it looks
 * at the label before it, at the line it stands in and at its own shape; digests, ids and nonces stay.
 */
import { isDummy, isFileEnding } from './harmless-values.ts';
import { isPlainIdentifier, looksRandom } from './randomness.ts';
import { classOf, type Stretch } from './runs.ts';
import { type Find, RANK, type Span } from './span.ts';

/** Base64 with slashes in it; without them it is an ordinary part. */
const BASE64 = /[A-Za-z0-9+][A-Za-z0-9+/]{39,4096}={0,2}/g;

/** Last words of a label that say "this is an identifier, or text". */
const BENIGN_LABEL = new Set(
  'id ids uid uuid guid hash hashes digest sha sha1 sha256 sha384 sha512 md5 crc checksum etag integrity fingerprint thumbprint nonce challenge commit rev revision ref build trace traceparent tracestate span request req run conn connection cursor offset msg message event job task kid jti publickey pubkey pub cert certificate version tag image layer container boot invocation machine ray file filename filepath path dir url uri href src model host hostname node exe module chunk entry x5t lane cwd avatar slug label title text body content preview summary sessionkey idempotencykey mainkey ownerkey declarationkey hostkey cachekey accept websocketkey ed25519 rsa dss nistp256 nistp384 nistp521 plan bundle'.split(
    ' ',
  ),
);

/** Words that make a whole line one about identifiers. */
const BENIGN_LINE =
  /nonce|digest|checksum|sha-?\d|integrity|finger-?print|\bhash|[a-z]Hash|public[-_ ]?key|certificate|etag|commit\b|traceparent|ULID|known_hosts|https?:\/\/\S{0,200}$/i;
/** Words that make a line one about secrets. */
const SECRET_LINE =
  /token|secret|passw|passphrase|api[-_ ]?key|\bkey\b|credential|bearer|auth|密|令牌|口令|парол|токен|パスワード|トークン|비밀번호|토큰|contrase|mot de passe/i;

/** Identifiers that carry their own label. */
const BENIGN_PREFIX =
  /^(?:req|msg|evt|event|run|resp|toolu|tool|call|chatcmpl|cmpl|thread|file|asst|step|item|fc|rs|ws|ses|sess|session|conn|job|task|batch|org|proj|project|user|usr|acct|cus|inv|sub|pi|ch|cs|prod|price|wf|exec|node|srv|build|dpl|img|sha\d{1,3}|md5|srvtoolu|container|vol|vpc|sg|ami|snap|arn|urn|probe)[_:-]/i;

/** Shorter runs are left to the rules that know a name. */
const SHORTEST = 16;
/** Where no word on the line speaks of secrets, a run this long is one. */
const SHORTEST_UNSPOKEN = 24;

/** A beginning of something generated, shown cut short: `f8b8e2d7…`. */
const DOTS = /…|\.{3}|\*{3,40}/g;
/** No beginning that is shown, and no label, is longer. */
const LONGEST_PARTIAL = 40;
const IN_TOKEN = classOf(/[A-Za-z0-9_-]/);

/** A word between slashes: the run is a path, of which only the generated part goes. */
const PATH_WORD = /(?:^|\/)[a-z]{3,16}(?:\/|$)/;

/** Whether a generated run is a secret where it stands. */
type Goes = (text: string, at: number, length: number) => boolean;

/** Finds what looks generated and is not labelled as harmless. */
export const sweep: Find = net((text, at, length) => isExposed(text, at, length));

/**
 * The same net for what leaves the team: a long generated run goes wherever it stands, unless its own label or its line
 * says that it is harmless. Whoever reads a bundle elsewhere compares digests and ids, and nothing else that is random.
 */
export const finerSweep: Find = net(
  (text, at, length) => isExposed(text, at, length) || isNotExcused(text, at, length),
  PATH_WORD,
);

/** `spares`: no base64, however it looks. */
function net(goes: Goes, spares?: RegExp): Find {
  return (text, found, runs) => {
    for (const run of runs.list) sweepRun(text, run, runs.codes, found, goes, spares);
    findPartial(text, found);
    findGrouped(text, found);
    for (const run of runs.list) if (run.end - run.start >= 64) findHexKeys(text, run, found);
  };
}

function sweepRun(
  text: string,
  run: Stretch,
  codes: Uint16Array,
  found: Span[],
  goes: Goes,
  spares: RegExp | undefined,
): void {
  let slashes = 0;
  let digits = 0;
  let begin = run.start;
  for (let at = run.start; at <= run.end; at++) {
    const code = at < run.end ? (codes[at] as number) : SLASH;
    if (code >= 48 && code <= 57) digits++;
    if (SEPARATES[code] === 0) continue;
    if (code === SLASH && at < run.end) slashes++;
    if (at - begin >= SHORTEST) sweepPart(text, begin, text.slice(begin, at), found, goes);
    begin = at + 1;
  }
  if (slashes === 0 || digits === 0 || run.end - run.start < 40) return;
  for (const hit of text.slice(run.start, run.end).matchAll(BASE64)) {
    if (isBase64(hit[0]) && !spares?.test(hit[0]))
      sweepPart(text, run.start + hit.index, hit[0].replace(/[/+]/g, '0'), found, goes);
  }
}

const SLASH = 47;
/** What stands between the parts of paths, addresses and assignments. */
const SEPARATES = classOf(/[=:|%$./]/);

function sweepPart(text: string, start: number, part: string, found: Span[], goes: Goes): void {
  if (!isGenerated(part)) return;
  const end = start + part.length;
  if (isFileEnding(text, end)) return;
  if (BENIGN_LABEL.has(labelBefore(text, start)) || !goes(text, start, part.length)) return;
  found.push({ start, end, kind: 'secret', rank: RANK.sweep });
}

function findPartial(text: string, found: Span[]): void {
  for (const dots of text.matchAll(DOTS)) {
    let start = dots.index;
    const first = Math.max(0, start - LONGEST_PARTIAL - 1);
    while (start > first && IN_TOKEN[text.charCodeAt(start - 1)] === 1) start--;
    const shown = text.slice(start, dots.index);
    if (shown.length < 6 || shown.length > LONGEST_PARTIAL || !isPartial(shown)) continue;
    if (/[/.]/.test(text[start - 1] ?? '') || BENIGN_LABEL.has(labelBefore(text, start))) continue;
    if (isExposed(text, start, 0)) found.push({ start, end: dots.index, kind: 'secret', rank: RANK.sweep });
  }
}

/** A line that speaks of keys or of money, and one that says that its digits are a digest or an address. */
const KEY_LINE =
  /private key|secret key|sign(?:ing|ed)? (?:with )?(?:the )?key|wallet|\bseed\b|mnemonic|export(?:ed)? (?:the )?key|\bkey(?: is|:|=)? ?(?:0x)?$|\b(?:my|your|our|the) key\b|\b(?:ETH|BTC|SOL|USDC|USDT|XMR)\b|schlüssel|私钥|秘钥|clave privada|clé privée/i;
const DIGEST_LINE =
  /hash|digest|sha-?\d|\btx\b|transaction|receipt|\bblock\b|commit|image|container|layer|device|public|host key|fingerprint|checksum|\bid\b|idempotency|cache|session/i;
const HEX_KEY = /(?<![\w.:/-])(?:0x)?[0-9a-fA-F]{64}(?![\w-])/g;

/** 64 hex digits are a digest nearly always; where a sentence speaks of keys or money they are a key. */
function findHexKeys(text: string, run: Stretch, found: Span[]): void {
  for (const hit of text.slice(run.start, run.end).matchAll(HEX_KEY)) {
    const at = run.start + hit.index;
    const before = text.slice(Math.max(text.lastIndexOf('\n', at) + 1, at - 160), at);
    const end = at + hit[0].length;
    const behind = text.slice(end, end + 80).split('\n', 1)[0] as string;
    if (DIGEST_LINE.test(before) || !(KEY_LINE.test(before) || KEY_LINE.test(behind))) continue;
    if (!isDummy(hit[0])) found.push({ start: at, end, kind: 'key', rank: RANK.sweep });
  }
}

/** Six groups of four and more, spaced for reading aloud, and what they cannot be without. */
const GROUPED = /(?<![\w-])[A-Za-z0-9]{4}([ -])[A-Za-z0-9]{4}(?:\1[A-Za-z0-9]{4}){4,15}(?![\w-])/y;
const GROUPS_INSIDE = /[ -][A-Za-z0-9]{4}[ -][A-Za-z0-9]{4}[ -][A-Za-z0-9]{4}[ -]/g;

function findGrouped(text: string, found: Span[]): void {
  for (const inside of text.matchAll(GROUPS_INSIDE)) {
    // the first group stands before this separator, or behind it
    const hit = groupsAt(text, inside.index - 4) ?? groupsAt(text, inside.index + 1);
    if (!hit) continue;
    const joined = hit[0].replace(/[ -]/g, '');
    const digits = joined.replace(/\D/g, '').length;
    if (digits < joined.length / 8 || !looksRandom(joined)) continue;
    const end = hit.index + hit[0].length;
    const line = text.slice(end, end + 80).split('\n', 1)[0] as string;
    if (!SECRET_LINE.test(line) && !isExposed(text, hit.index, 0)) continue;
    found.push({ start: hit.index, end, kind: 'secret', rank: RANK.sweep, value: joined });
  }
}

function groupsAt(text: string, at: number): RegExpExecArray | null {
  if (at < 0) return null;
  GROUPED.lastIndex = at;
  return GROUPED.exec(text);
}

/** Hex digits of both sorts, or letters and digits changing places: too short to be judged as random. */
function isPartial(part: string): boolean {
  if (/^\d{8,}$/.test(part)) return true;
  if (!/[A-Za-z]/.test(part)) return false;
  if (!/\d/.test(part)) return (part.match(/[a-z][A-Z]/g)?.length ?? 0) >= 2;
  return /^[0-9a-f]+$/.test(part) || (part.match(/[A-Za-z]\d|\d[A-Za-z]|[a-z][A-Z]/g)?.length ?? 0) >= 2;
}

function isGenerated(part: string): boolean {
  if (part.length < SHORTEST || !looksRandom(part) || isPlainIdentifier(part)) return false;
  if (BENIGN_PREFIX.test(part) || isDummy(part)) return false;
  // `vipul-f0eb…`, `probe-471349de-…`: words and digests joined up
  return (
    !/^[a-z]+-/.test(part) ||
    part.split(/[-_]/).some((piece) => piece.length > 4 && !isPlainIdentifier(piece) && looksRandom(piece))
  );
}

function isBase64(lexeme: string): boolean {
  if (lexeme.length < 40 || !/^[A-Za-z0-9+/]+={0,2}$/.test(lexeme) || lexeme[0] === '/') return false;
  return (
    /\d/.test(lexeme) &&
    /[a-z]/.test(lexeme) &&
    /[A-Z]/.test(lexeme) &&
    looksRandom(lexeme.replace(/[/+]/g, ''))
  );
}

/** The last word of the name that labels what begins at `at`, in small letters: `hash` of `"configHash": "`. */
function labelBefore(text: string, at: number): string {
  let end = at;
  const first = Math.max(0, at - 24);
  end -= /\d{1,6}:$/.exec(text.slice(first, at))?.[0].length ?? 0;
  while (end > first && /[\s"'`([{:=>/\\]/.test(text[end - 1] as string)) end--;
  let begin = end;
  while (begin > 0 && end - begin < LONGEST_PARTIAL && IN_TOKEN[text.charCodeAt(begin - 1)] === 1) begin--;
  const name = text.slice(begin, end);
  const joined = name.replace(/[-_]/g, '').toLowerCase();
  if (BENIGN_LABEL.has(joined)) return joined;
  return (/(?:[A-Z]?[a-z0-9]+|[A-Z]+)$/.exec(name)?.[0] ?? '').toLowerCase();
}

/**
 * Whether a generated run is a secret where it stands: on a line that speaks of secrets; else only a longer one,
 * unlabelled and in the middle of a sentence. Alone on its line it is as likely a public key's body.
 */
function isExposed(text: string, at: number, length: number): boolean {
  const near = text.slice(Math.max(0, at - 200), at);
  const line = near.lastIndexOf('\n') + 1;
  const before = near.slice(line);
  // a parameter of an address: nobody puts 16 random characters there for fun
  if (length > 0 && /[?&][\w.-]{1,24}=$/.test(before)) return true;
  if (BENIGN_LINE.test(before)) return false;
  if (SECRET_LINE.test(before)) return true;
  // an indented line goes on with what the line above began
  if (line > 0 && /^\s/.test(before) && SECRET_LINE.test(near.slice(0, line))) return true;
  return length >= SHORTEST_UNSPOKEN && /\S\s+["'`(<[]?$/.test(before) && !/[:=]\s*["'`([]?$/.test(before);
}

/** Shorter runs are names of chunks and caches too often. */
const SHORTEST_UNEXCUSED = 20;

/** Names of what is public in a key (RFC 7517). */
const PUBLIC_PART = /"kty"[^\n]*"(?:x|y|n|e)"\s{0,4}:\s{0,4}"$/;
/** `pod496b1079-9b97-…`: an id behind the word for what it is. */
const NAMED_ID = /^[a-z]{1,12}[-_]?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Folders whose names are digests by another name. */
const NAMED_BY_DIGEST = /(?:\/overlay2\/(?:l\/)?|\/[0-9a-f]{2}\/[0-9a-f]{2}\/|\/store\/|\/\.pnpm\/)$/;
/** A public key of ssh up to a slash in it: what stands behind is the rest of it. */
const SSH_KEY =
  /\b(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp\d{3}|sk-[\w@.-]{8,40}) AAAA[A-Za-z0-9+/]{0,180}$/;
/** Longer certificates come in chains, each with a head of its own. */
const LONGEST_BLOCK = 8_192;

/** Whether nothing before a long generated run says that it is harmless. */
function isNotExcused(text: string, at: number, length: number): boolean {
  if (length < SHORTEST_UNEXCUSED || NAMED_ID.test(text.slice(at, at + length))) return false;
  const near = text.slice(Math.max(0, at - 200), at);
  const before = near.slice(near.lastIndexOf('\n') + 1);
  const excused = [BENIGN_LINE, PUBLIC_PART, NAMED_BY_DIGEST, SSH_KEY].some((one) => one.test(before));
  return !excused && !inPublicBlock(text, at);
}

/** Between the head and the foot of a certificate or a public key. */
function inPublicBlock(text: string, at: number): boolean {
  const head = text.lastIndexOf('-----BEGIN ', at);
  if (head < 0 || at - head > LONGEST_BLOCK) return false;
  return (
    /^-----BEGIN [A-Z0-9 ]{0,32}(?:CERTIFICATE|PUBLIC KEY|CERTIFICATE REQUEST)-----/.test(
      text.slice(head, head + 64),
    ) && !text.slice(head + 11, at).includes('-----END ')
  );
}
