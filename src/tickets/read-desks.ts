/**
 * @module tickets/read-desks
 * The desks that an operator has set: `DESKS` is a file of TOML or JSON (or its text, where there are no files), and
 * `DESK_NAME` is one desk. A value `$NAME` is taken from the environment, so that the file need not hold a secret.
 * Everything that is wrong is told at once; no value is repeated.
 */
import { parse as parseToml } from 'smol-toml';
import type * as z from 'zod';
import type { Problem } from '../settings.ts';
import { DESK_KINDS, type DeskChoice } from './desks.ts';
import type { DeskKind } from './kind.ts';

export type DesksRead = { ok: true; desks: DeskChoice[] } | { ok: false; problems: Problem[] };

const NAME = /^[a-z][a-z0-9-]{0,31}$/;
const REFERENCE = /^\$([A-Z][A-Z0-9_]*)$/;
const EXAMPLE = 'README of src/tickets has an example for every kind';

type Table = Record<string, unknown>;
const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * `readFile` gives the text of the file that `DESKS` names, and throws with a sentence for people when it may not; it is
 * left out where there are no files. `kinds` are those of this bot when left out.
 */
export function readDesks(
  env: Record<string, unknown>,
  readFile?: (path: string) => string,
  kinds: readonly DeskKind[] = DESK_KINDS,
): DesksRead {
  const problems: Problem[] = [];
  const wrong = (name: string, problem: string, where = EXAMPLE): void => {
    problems.push({ name, problem, where });
  };
  const tables = new Map<string, unknown>();

  const add = (name: string, table: unknown, from: string): void => {
    if (!NAME.test(name))
      wrong(from, 'names a desk otherwise than with at most 32 small letters, digits and -');
    else if (tables.has(name)) wrong(from, `sets the desk ${name} a second time`);
    else tables.set(name, table);
  };

  const all = textOf(env.DESKS);
  if (all !== null) {
    const text = isText(all) ? all : fileText(all, readFile, wrong);
    const read = text === null ? null : parsed(text);
    if (text !== null && read === null) wrong('DESKS', 'is neither TOML nor JSON with a table for each desk');
    for (const [name, table] of Object.entries(read ?? {})) add(name, table, 'DESKS');
  }
  for (const variable of Object.keys(env)
    .filter((one) => one.startsWith('DESK_'))
    .sort()) {
    const text = textOf(env[variable]);
    if (text === null) continue;
    const read = parsed(text);
    if (read === null) wrong(variable, 'is neither TOML nor JSON with the settings of one desk');
    else add(variable.slice('DESK_'.length).toLowerCase().replaceAll('_', '-'), read, variable);
  }

  const desks = [...tables].flatMap(([name, table]) => oneDesk(name, table, env, kinds, wrong) ?? []);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, desks };
}

type Wrong = (name: string, problem: string, where?: string) => void;

function oneDesk(
  name: string,
  table: unknown,
  env: Record<string, unknown>,
  kinds: readonly DeskKind[],
  wrong: Wrong,
): DeskChoice | null {
  const at = `DESKS [${name}]`;
  if (!isTable(table)) {
    wrong(at, 'is no table of settings');
    return null;
  }
  const { kind: named = name, ...given } = table;
  const kind = kinds.find((one) => one.kind === named);
  if (kind === undefined) {
    wrong(`${at} kind`, `must be one of ${kinds.map((one) => one.kind).join(', ')}`);
    return null;
  }
  let complete = true;
  const values: Table = {};
  for (const [key, value] of Object.entries(given)) {
    const [, variable] = REFERENCE.exec(typeof value === 'string' ? value : '') ?? [];
    const found = variable === undefined ? value : textOf(env[variable]);
    if (found === null) {
      complete = false;
      wrong(`${at} ${key}`, `names the variable ${variable}, which is not set`, kind.where[key]);
    } else values[key] = found;
  }
  const read = kind.settings.safeParse(values);
  if (read.success) return complete ? { name, kind, settings: read.data } : null;
  for (const { setting, problem } of issuesOf(read.error)) {
    // It is missing only because its variable is: that has been said.
    if (setting in given && !(setting in values)) continue;
    wrong(`${at} ${setting}`.trim(), problem, kind.where[setting] ?? EXAMPLE);
  }
  return null;
}

function issuesOf(error: z.ZodError): { setting: string; problem: string }[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((setting) => ({ setting, problem: 'is no setting of this kind of desk' }));
    const setting = String(issue.path[0] ?? '');
    const missing = issue.code === 'invalid_type' && issue.input === undefined;
    return [{ setting, problem: missing ? 'is missing' : sentence(issue) }];
  });
}

/** Zod's own words may repeat a value; ours begin with `must` or `is`. */
const sentence = ({ message, code }: z.core.$ZodIssue): string =>
  /^(?:must|is|holds|needs) /.test(message) ? message : `is not right (${code.replaceAll('_', ' ')})`;

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

/** A path has neither lines nor brackets of its own at its beginning. */
const isText = (value: string): boolean => /^[[{]|\n|=/.test(value);

function fileText(
  path: string,
  readFile: ((path: string) => string) | undefined,
  wrong: Wrong,
): string | null {
  if (readFile === undefined) {
    wrong('DESKS', 'is the path of a file, and there are no files here', 'set it to the text of that file');
    return null;
  }
  try {
    return readFile(path);
  } catch (error) {
    wrong('DESKS', `names a file that cannot be used: ${(error as Error).message}`);
    return null;
  }
}

function parsed(text: string): Table | null {
  try {
    const read: unknown = text.startsWith('{') ? JSON.parse(text) : parseToml(text);
    return isTable(read) ? read : null;
  } catch {
    return null;
  }
}
