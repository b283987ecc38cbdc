/**
 * @module redaction/own-rules
 * What the admins of a host want masked in what leaves their team, beside what is found by itself: words, patterns, keys
 * of the configuration, files that are not collected at all. Patterns run on an engine whose time is linear, as nobody
 * here can know what they do to a log.
 */
import { RE2JS, RE2Set } from 're2js';
import { parse } from 'smol-toml';
import * as z from 'zod';
import type { KnownValue } from './known-values.ts';
import { type Find, RANK } from './span.ts';

export type OwnRules = {
  /** The file as it was read. */
  source: { path: string; text: string };
  /** Mail, phone and public addresses, the users in home paths. */
  personal: 'mask' | 'keep';
  /** The rules' names, in their order. */
  names: readonly string[];
  /** A layer that finds words and patterns. */
  find: Find;
  /** The name of the rule that hides what stands at this path of the configuration, e.g. `gateway.remote.url`. */
  hides(configPath: string): string | null;
  /** The words themselves, and values at hidden paths: known from here on, in all their spellings. */
  knownIn(config: unknown): KnownValue[];
  /** The name of the rule that keeps this file out of a bundle, by its path on the host. */
  leavesOut(path: string): string | null;
  /** Lines of a text in which a word or a pattern stands, the first for each rule. */
  linesWith(text: string): { rule: string; line: number }[];
};

export type RulesReading = { ok: true; rules: OwnRules } | { ok: false; why: string; hint: string };

const MOST_RULES = 100;
const LONGEST_FILE = 64 * 1024;
/** Deeper configuration is not walked. */
const DEEPEST = 64;

const texts = (least: number) => {
  const one = z
    .string()
    .min(least, `is shorter than ${least} characters and would be found everywhere`)
    .max(500);
  return z
    .union([one, z.array(one).min(1).max(200)])
    .transform((value) => (Array.isArray(value) ? value : [value]));
};
const Rule = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(48)
      .regex(/^[\p{L}\p{N} ._-]+$/u, 'is made of letters, digits, blanks and . _ -'),
    literal: texts(3).optional(),
    pattern: texts(1).optional(),
    config: texts(1).optional(),
    file: texts(1).optional(),
  })
  .refine(
    ({ literal, pattern, config, file }) =>
      [literal, pattern, config, file].filter((kind) => kind !== undefined).length === 1,
    'needs exactly one of literal, pattern, config and file',
  );
const Rules = z.strictObject({
  personal: z.enum(['mask', 'keep']).default('mask'),
  rule: z.array(Rule).max(MOST_RULES).default([]),
});
type Rule = z.infer<typeof Rule>;

/** Reads the text of a file of rules. Never throws. */
export function readRules(text: string, path: string): RulesReading {
  const bad = (why: string, line?: number): RulesReading => ({
    ok: false,
    why: `The redactions ${path}${line ? `, line ${line},` : ''} cannot be used: ${why}`,
    hint: 'No bundle is made until they are right. Try them: host.mjs redact --for bundle --rules FILE --report - < FILE',
  });
  if (text.length > LONGEST_FILE) return bad(`the file is longer than ${LONGEST_FILE / 1024} KiB.`);
  let table: unknown;
  try {
    table = parse(text);
  } catch (error) {
    return bad('this is no TOML.', (error as { line?: number }).line);
  }
  const parsed = Rules.safeParse(table);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [, index, key] = issue?.path ?? [];
    const where = (issue?.path ?? []).filter((part) => typeof part === 'string' && part !== 'rule').join('.');
    const line = typeof index === 'number' ? lineOf(text, index, key) : undefined;
    return bad(`${where === '' ? 'it' : where} ${issue?.message ?? 'is not understood'}.`, line);
  }
  const { rule: list, personal } = parsed.data;
  const brokenAt = list.findIndex(({ name }, n) => list.findIndex((other) => other.name === name) < n);
  if (brokenAt >= 0) return bad('the name of another rule is used again.', lineOf(text, brokenAt, 'name'));
  for (const [n, rule] of list.entries()) {
    const broken = [...(rule.pattern ?? []), ...(rule.file ?? []).map(globPattern)]
      .map(whyUnusable)
      .find((why) => why !== null);
    if (broken) return bad(broken, lineOf(text, n, rule.pattern ? 'pattern' : 'file'));
  }
  return { ok: true, rules: { ...rulesOf(list), personal, source: { path, text } } };
}

/** The line on which this key of the n-th rule stands, or the rule begins. */
function lineOf(text: string, index: number, key: unknown): number | undefined {
  const lines = text.split('\n');
  let left = index;
  const begins = lines.findIndex((line) => /^\s*\[\[\s*rule\s*\]\]/.test(line) && left-- === 0);
  if (begins < 0) return undefined;
  const rest = lines.slice(begins + 1);
  const end = rest.findIndex((line) => /^\s*\[\[/.test(line));
  const at = (end < 0 ? rest : rest.slice(0, end)).findIndex((line) => line.trim().startsWith(String(key)));
  return begins + 1 + (at < 0 ? 0 : at + 1);
}

function whyUnusable(pattern: string): string | null {
  try {
    return RE2JS.compile(pattern, RE2JS.MULTILINE).test('')
      ? 'the pattern finds nothing at all, and so it is found everywhere.'
      : null;
  } catch (error) {
    return `the pattern is not understood (${(error as Error).message.slice(0, 120)}). It is written as RE2 wants it.`;
  }
}

/** `**` is any folders, `*` and `?` stay within one. */
function globPattern(glob: string): string {
  const body = glob.replace(/\*\*\/?|[*?]|[^*?]+/g, (part) =>
    part.startsWith('**') ? '.*' : part === '*' ? '[^/]*' : part === '?' ? '[^/]' : RE2JS.quote(part),
  );
  return `${glob.startsWith('/') ? '^' : '(?:^|/)'}${body}$`;
}

function rulesOf(list: readonly Rule[]): Omit<OwnRules, 'source' | 'personal'> {
  const of = <Kind extends 'literal' | 'pattern' | 'config' | 'file'>(kind: Kind) =>
    list.flatMap((rule) => (rule[kind] ?? []).map((text) => ({ name: rule.name, text })));
  const literals = of('literal');
  const patterns = of('pattern').map(({ name, text }) => ({
    name,
    engine: RE2JS.compile(text, RE2JS.MULTILINE),
  }));
  const files = of('file').map(({ name, text }) => ({ name, engine: RE2JS.compile(globPattern(text)) }));
  const paths = of('config').map(({ name, text }) => ({ name, parts: text.split('.') }));
  // One pass says which patterns are there at all; only those are asked where.
  const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.MULTILINE);
  for (const { text } of of('pattern')) set.add(text);
  if (patterns.length > 0) set.compile();
  const present = (text: string) =>
    patterns.length === 0 ? [] : set.match(text).map((n) => patterns[n] as (typeof patterns)[number]);

  const find: Find = (text, found) => {
    const add = (start: number, end: number, by: string): void =>
      void found.push({ start, end, kind: 'private', rank: RANK.own, by });
    for (const { name, text: literal } of literals)
      for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length))
        add(at, at + literal.length, name);
    for (const { name, engine } of present(text)) {
      const matcher = engine.matcher(text);
      while (matcher.find()) if (matcher.end() > matcher.start()) add(matcher.start(), matcher.end(), name);
    }
  };
  const hides = (path: readonly string[]): string | null =>
    paths.find(
      ({ parts }) =>
        parts.length <= path.length &&
        parts.every((part, n) => part === '*' || part === '**' || part === path[n]),
    )?.name ?? null;

  return {
    names: list.map(({ name }) => name),
    find,
    hides: (path) => hides(path.split('.')),
    knownIn(config) {
      const known: KnownValue[] = literals.map(({ text }) => ({ value: text, kind: 'private' }));
      walk(config, [], (path, value) => {
        if (hides(path) !== null) known.push({ value, kind: 'private' });
      });
      return known;
    },
    leavesOut: (path) => files.find(({ engine }) => engine.test(path))?.name ?? null,
    linesWith(text) {
      const lines = new Map<string, number>();
      const note = (rule: string, at: number): void => {
        if (!lines.has(rule)) lines.set(rule, text.slice(0, at).split('\n').length);
      };
      for (const { name, text: literal } of literals) {
        const at = text.indexOf(literal);
        if (at >= 0) note(name, at);
      }
      for (const { name, engine } of present(text)) {
        const matcher = engine.matcher(text);
        if (matcher.find()) note(name, matcher.start());
      }
      return [...lines].map(([rule, line]) => ({ rule, line }));
    },
  };
}

function walk(
  node: unknown,
  path: readonly string[],
  visit: (path: readonly string[], value: string) => void,
): void {
  if (path.length > DEEPEST) return;
  if (typeof node === 'string') visit(path, node);
  else if (typeof node === 'object' && node !== null)
    for (const [name, value] of Object.entries(node)) walk(value, [...path, name], visit);
}

export const RULES_EXAMPLE = `# What this host's admins want masked in bundles and tickets, beside what is found by itself.
# It belongs to root or the host agent's user, and nobody else may write to it.
# Usual place: beside agent.toml, /etc/openclaw-host-agent/redactions.toml. While it is broken, no bundle is made.
# Try it: host.mjs redact --for bundle --rules FILE --report - < gateway.log

# "mask": mail, phone and public addresses, hardware addresses and the users in home paths, as shipped. "keep": they stay.
personal = "mask"

# Each rule has a name, which reports show instead of what it masks, and exactly one of literal, pattern, config, file:
# a text or a list of them.

# Words as they stand, also in base64, hex and escapes. Three characters or more.
[[rule]]
name = "customers"
literal = ["Contoso", "Fabrikam GmbH"]

# RE2 patterns (https://github.com/google/re2/wiki/Syntax): no back-references, no look-around. (?i): any case.
# ^ and $ are the ends of a line. Between single quotes a backslash is a backslash.
[[rule]]
name = "case numbers"
pattern = '(?i)\\bcase[- ]?[0-9]{6,}\\b'

# Keys of openclaw.json and everything below them; * is any one name. Their values are masked wherever they stand.
[[rule]]
name = "crm"
config = ["plugins.entries.crm.config", "channels.*.allowFrom"]

# Files that no bundle reads; ** is any folders.
[[rule]]
name = "personnel"
file = ["/srv/openclaw/hr/**", "**/payroll-*.md"]
`;
