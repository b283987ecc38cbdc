/**
 * @module redaction/redact
 * What never leaves. Every text a host gives out goes through here: known values first, then vendors' shapes,
 * names with values, what URLs and headers carry, people, and at last whatever looks generated. See README.md.
 */
import { assignmentFinder } from './assignments.ts';
import { findInCommandLines } from './command-lines.ts';
import { findEmbedded } from './embedded.ts';
import { findInEnvMaps } from './env-maps.ts';
import { decode } from './escapes.ts';
import { type Again, foundBefore } from './found-before.ts';
import { redactJson } from './json-values.ts';
import { pieceFinder } from './known-in-pieces.ts';
import { knownValueFinder } from './known-value-finder.ts';
import { fitValues, type KnownValue } from './known-values.ts';
import { findPersonal } from './personal.ts';
import { placeholdersIn, placeholderWriter, unredactable } from './placeholder.ts';
import { findPrintedSecrets } from './printed-secrets.ts';
import { findPrivateKeys } from './private-keys.ts';
import { longRuns } from './runs.ts';
import { findInSecretManifests } from './secret-manifests.ts';
import { covers, type Find, type Kind, layerOf, RANK, type Span, settle } from './span.ts';
import { strip } from './strip.ts';
import { sweep } from './sweep.ts';
import { findInTables } from './tables.ts';
import { findInUrlsAndHeaders } from './urls-and-headers.ts';
import { findVendorShapes } from './vendor-finder.ts';
import { through, toOriginal } from './view.ts';
import { type Windows, windows } from './windows.ts';

export { isSecretKeyName } from './key-names.ts';
export {
  collectSecretsFromConfig,
  collectSecretsFromDotenv,
  collectSecretsFromEnv,
  type KnownValue,
} from './known-values.ts';

export type RedactorOptions = {
  /** Secrets that are known, from configuration and environment. */
  known?: readonly (KnownValue | string)[];
  /** Key of the tags in placeholders, 32 bytes; equal keys give equal tags. Random if absent. */
  key?: Uint8Array;
  /** Milliseconds on a clock that only goes forward; decides when a text takes too long. */
  clock?: () => number;
  /** Mail, phone and public addresses, the users in home paths; masked unless they are to be kept. */
  personal?: 'mask' | 'keep';
  /** The last net, where another one is cast. */
  net?: Find;
  /** Further layers, made anew from what is known. */
  more?: (known: readonly (KnownValue | string)[]) => readonly Find[];
};

/** How often a rule has masked something of a kind. `rule` is the admins' own name for it, or the layer's. */
export type Tally = { rule: string; kind: string; count: number };

export type Redactor = {
  /** The text with placeholders where secrets and personal data stood. Redacting twice changes nothing. */
  text(input: string): string;
  /** A JSON value with every string redacted: by its name where that announces a secret, else as text. */
  value<T>(json: T): T;
  /** Text that arrives in pieces, as `text` would redact it in one. */
  pieces(): Windows;
  /** How many placeholders of each kind were written so far; `unredactable` counts stretches that were refused. */
  counts(): Record<string, number>;
  /** The same, by the rule or layer that found it. */
  tally(): Tally[];
  /** Learns more known values. */
  add(known: readonly (KnownValue | string)[]): void;
};

/** How often a decoded text is decoded again: `%2522`, base64 in JSON in base64. */
const DEPTH = 2;

/** Makes a redactor. Synchronous, without side effects, on Node and on workerd. */
export function createRedactor(options: RedactorOptions = {}): Redactor {
  const key = options.key ?? crypto.getRandomValues(new Uint8Array(32));
  const clock = options.clock ?? (() => performance.now());
  const placeholderOf = placeholderWriter(key);
  const findAssignments = assignmentFinder();
  const counts = new Map<string, number>();
  const tally = new Map<string, Tally>();
  const known: (KnownValue | string)[] = [];
  let layers: readonly Find[] = [];

  const learn = (more: readonly (KnownValue | string)[]): void => {
    known.push(...more);
    const values = fitValues(known);
    layers = [
      knownValueFinder(values),
      pieceFinder(values),
      findVendorShapes,
      findPrivateKeys,
      findInUrlsAndHeaders,
      findInCommandLines,
      findPrintedSecrets,
      findInTables,
      findInSecretManifests,
      findInEnvMaps,
      findAssignments,
      ...(options.personal === 'keep' ? [] : [findPersonal]),
      options.net ?? sweep,
      ...(options.more?.(known) ?? []),
    ];
  };

  /** All layers over a text as it reads, and over what it holds in escapes, base64 and hex. */
  const read = (text: string, depth: number, again?: Again): Span[] => {
    const stripped = strip(text);
    const plain = stripped?.text ?? text;
    const found: Span[] = [];
    const runs = longRuns(plain);
    for (const find of layers) find(plain, found, runs);
    let views = decode(plain);
    for (let round = 0; round < DEPTH && views.length > 0; round++) {
      for (const view of views) {
        const inside: Span[] = [];
        const runs = longRuns(view.text);
        for (const find of layers) find(view.text, inside, runs);
        for (const span of inside) found.push(toOriginal(view, span));
      }
      views =
        round + 1 < DEPTH
          ? views.flatMap((view) => decode(view.text).map((inner) => through(view, inner)))
          : [];
    }
    const harmless =
      depth < DEPTH ? findEmbedded(plain, found, runs, (decoded) => read(decoded, depth + 1)) : [];
    const kept = found.filter(
      (span) => span.rank !== RANK.sweep || !harmless.some((one) => covers(one, span)),
    );
    again?.(plain, kept, runs);
    return stripped ? kept.map((span) => toOriginal(stripped, span)) : kept;
  };

  const write = (kind: Kind, value: string, rule = layerOf(RANK.assignment)): string => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const told = tally.get(`${rule} ${kind}`) ?? { rule, kind, count: 0 };
    tally.set(`${rule} ${kind}`, { ...told, count: told.count + 1 });
    return placeholderOf(kind, value);
  };

  const pieces = (): Windows => {
    const again = foundBefore();
    return windows({
      scan: (window) => settle(window, read(window, 0, again), placeholdersIn(window)),
      write: ({ kind, value, rank, by, quotes }) =>
        `${quotes}${write(kind, value, by || layerOf(rank))}${quotes}`,
      refuse: (stretch) => {
        counts.set('unredactable', (counts.get('unredactable') ?? 0) + 1);
        return unredactable(key, stretch);
      },
      clock,
    });
  };

  const text = (input: string): string => {
    const whole = pieces();
    return whole.push(input) + whole.end();
  };

  learn(options.known ?? []);
  return {
    text,
    value: <T>(json: T): T => redactJson(json, { text, write }) as T,
    pieces,
    counts: () => Object.fromEntries(counts),
    tally: () => [...tally.values()],
    add: learn,
  };
}
