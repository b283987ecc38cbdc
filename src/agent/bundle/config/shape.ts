/**
 * @module agent/bundle/config/shape
 * A configuration as strangers may see it: every key, and of the values only those that are known to be settings. What
 * is not known is told by its kind and length; a secret by a tag that is equal wherever the same value stands.
 */
import type { OwnRules } from '../../../redaction/own-rules.ts';
import type { Redactor } from '../../../redaction/redact.ts';
import { isSecretPath } from '../../../redaction/secret-paths.ts';

type Teller = {
  redactor: Pick<Redactor, 'text' | 'value'>;
  fingerprint(value: string): string;
  /** What the admins hide by the path of its key. */
  rules?: Pick<OwnRules, 'hides'> | null;
};

/** Settings whose values decide what a gateway does, and name nobody (keys of 2026.2 to 2026.9.6). List numbers are left out of a path. */
const SETTINGS: readonly RegExp[] = [
  /^gateway\.(?:mode|bind|port|customBindHost|auth\.(?:mode|allowTailscale|rateLimit\..+)|reload\..+|tailscale\.mode|trustedProxies|controlUi\.(?:enabled|basePath|allowedOrigins)|remote\.(?:url|transport)|http\..+|tls\.(?:enabled|autoGenerate)|tools\.(?:allow|deny))$/,
  /^agents\.(?:defaults|list|entries\.[^.]+)\.(?:workspace|id|model(?:\.(?:primary|fallbacks))?|models\.[^.]+\.(?:alias|agentRuntime\.id)|agentRuntime\.id|sandbox\..+|heartbeat\.(?:every|target|activeHours\..+)|tools\..+|maxConcurrent|timeoutSeconds|contextTokens|skipBootstrap)$/,
  /^models\.(?:mode|providers\.[^.]+\.(?:api|baseUrl|auth|models\.(?:id|name|api|input|reasoning|contextWindow|maxTokens)))$/,
  /^(?:agents\..+\.)?tools\.(?:profile|allow|alsoAllow|deny|byProvider\..+|exec\.(?:host|security|ask|node|timeoutSec)|elevated\.enabled|fs\.workspaceOnly|sandbox\..+)$/,
  /^channels\.[^.]+(?:\.accounts\.[^.]+)?\.(?:enabled|dmPolicy|groupPolicy|mode|transport|replyToMode|streaming|apiRoot|proxy)$/,
  /^(?:logging\.(?:file|level|consoleLevel|consoleStyle|redactSensitive)|update\.(?:channel|checkOnStart|auto\..+)|discovery\..+\.mode|session\.(?:scope|dmScope|reset\..+|store)|cron\.enabled|hooks\.(?:enabled|path)|browser\.(?:enabled|headless|defaultProfile|executablePath)|canvasHost\..+|plugins\.(?:enabled|allow|deny|slots\..+)|env\.shellEnv\..+|meta\.last[A-Z]\w+|wizard\.last[A-Z]\w+|\$schema|\$include)$/,
];
const LONGEST = 200;
/** Of a list that is longer only its beginning is told. */
const MOST_ITEMS = 40;
/** Deeper configuration is not walked: nobody writes it, and the stack is not endless. */
const DEEPEST = 100;
/** A name that a person wrote; what a map is keyed by may be a token, an address or a text. */
const NAME = /^[A-Za-z0-9_$@./:*+ -]{1,80}$/;
const REFERENCE = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** Where a secret is kept, and not the secret. */
const isSecretRef = (value: Record<string, unknown>): boolean =>
  typeof value.source === 'string' && typeof value.id === 'string' && Object.keys(value).length <= 4;

const typed = (kind: string, length: number): string => `‹${kind}, ${length} characters›`;

const isSetting = (path: readonly string[]): boolean => {
  const dotted = path.filter((part) => !/^\d+$/.test(part)).join('.');
  return SETTINGS.some((shape) => shape.test(dotted));
};

/** A secret by its tag; by its keyed fingerprint where it is one that the redactor does not take for a secret. */
export function toldSecret(name: string, value: string, { redactor, fingerprint }: Teller): string {
  const told = redactor.value({ [name]: value })[name];
  if (typeof told === 'string' && told !== value && !told.includes(value)) return told;
  return `‹secret, fingerprint ${fingerprint(value)}›`;
}

function toldText(path: readonly string[], value: string, teller: Teller): string {
  if (value === '' || REFERENCE.test(value)) return value;
  const named = path.filter((part, n) => n === 0 || !/^\d+$/.test(part));
  if (isSecretPath(named)) return toldSecret(named.at(-1) ?? '', value, teller);
  if (!isSetting(path) || value.length > LONGEST) return typed('string', value.length);
  return teller.redactor.text(value);
}

/** The key as it may be told. */
export const toldKey = (key: string, { redactor }: Pick<Teller, 'redactor'>): string =>
  NAME.test(key) ? redactor.text(key) : typed('key', key.length);

/** The configuration, keys kept and values told. */
export function shapeOf(value: unknown, teller: Teller, path: readonly string[] = []): unknown {
  if (path.length > DEEPEST) return '‹deeper than anybody writes›';
  const rule = path.length === 0 ? null : (teller.rules?.hides(path.join('.')) ?? null);
  if (rule !== null) return `‹hidden by ${rule}›`;
  if (typeof value === 'string') return toldText(path, value, teller);
  if (typeof value === 'number') {
    const named = path.filter((part, n) => n === 0 || !/^\d+$/.test(part));
    const secret = isSecretPath(named)?.strength === 'secret' && Math.abs(value) >= 100_000;
    return secret ? toldSecret(named.at(-1) ?? '', String(value), teller) : value;
  }
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map((item, n) => shapeOf(item, teller, [...path, String(n)]));
    return value.length > MOST_ITEMS ? [...items, `‹${value.length - MOST_ITEMS} more›`] : items;
  }
  if (!isRecord(value)) return value;
  if (isSecretRef(value)) return teller.redactor.value({ ...value });
  // Not assignments: a key may be `__proto__`.
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [toldKey(key, teller), shapeOf(one, teller, [...path, key])]),
  );
}

/** A text that does not parse: names and structure stay, every value is told by its length. */
export const shapeOfBroken = (text: string): string =>
  text.replace(
    /(["'`])(?:\\.|(?!\1)[^\\\n])*\1?(\s*:)?|[^\s"'`{}[\],:]{12,}(\s*:)?/g,
    (word, _quote: unknown, colon?: string, bare?: string) =>
      (colon ?? bare) !== undefined && word.length <= 84 ? word : typed('text', word.length),
  );
