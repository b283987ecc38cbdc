/**
 * @module agent/recovery/config-edit
 * Changes single keys of a configuration as a careful person would: every byte outside the change stays. The result is
 * parsed and compared with what was meant before anybody gets it, so that a text which is read wrongly is never written.
 */
import { isDeepStrictEqual } from 'node:util';
import JSON5 from 'json5';
import { type Member, type Node, pastBlanks, placesIn } from './config-text.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
/** `to` absent: the key is taken out. */
export type Edit = { path: readonly string[]; to?: Json };

/** A piece of the text that is replaced. */
type Cut = { from: number; to: number; with: string };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of keys that stand twice the last one counts (JSON5, ES5). */
const memberAt = (node: Node, key: string): Member | undefined =>
  node.members.findLast((member) => member.key === key);

/** The blanks before the first letter of the line that `at` is in. */
function indentAt(text: string, at: number): string {
  const line =
    text
      .slice(0, at)
      .split(/\r\n|\n|\r/)
      .at(-1) ?? '';
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** One step of the file's own indentation; two blanks where it has none. */
const stepOf = (text: string): string => /\n([ \t]+)["'\w$/]/.exec(text)?.[1] ?? '  ';

function printed(value: Json, text: string, indent: string): string {
  const step = stepOf(text);
  return JSON.stringify(value, null, step).replaceAll('\n', newlineOf(text) + indent);
}

/** An identifier stays bare where its neighbours are. */
function keyText(key: string, neighbour: Member | undefined, text: string): string {
  const bare = neighbour !== undefined && !/["']/.test(text[neighbour.from] ?? '"');
  return bare && /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

const isOnLines = (text: string, node: Node): boolean => /[\n\r]/.test(text.slice(node.from, node.to));

/** The rest of a line holds nothing but blanks and comments that end there. */
const REST = /^[ \t]*(?:\/\*(?:(?!\*\/)[^\n\r])*\*\/[ \t]*)*(?:\/\/[^\n\r]*)?(?=[\n\r])/;

function inserted(text: string, node: Node, key: string, value: Json): Cut[] {
  const last = node.members.at(-1);
  const word = `${keyText(key, last, text)}: `;
  if (last === undefined) {
    if (!/[\n\r]/.test(text)) {
      return [{ from: node.from + 1, to: node.from + 1, with: `${word}${JSON.stringify(value)}` }];
    }
    const outer = indentAt(text, node.from);
    const indent = outer + stepOf(text);
    const rest = isOnLines(text, node) ? '' : newlineOf(text) + outer;
    const whole = `${newlineOf(text)}${indent}${word}${printed(value, text, indent)}${rest}`;
    return [{ from: node.from + 1, to: node.from + 1, with: whole }];
  }
  const after = pastBlanks(text, last.to);
  const trailing = text[after] === ',';
  if (!isOnLines(text, node)) {
    const whole = `, ${word}${JSON.stringify(value)}`;
    return [{ from: last.to, to: last.to, with: whole }];
  }
  const indent = indentAt(text, last.from);
  const line = `${newlineOf(text)}${indent}${word}${printed(value, text, indent)}`;
  const rest = REST.exec(text.slice(trailing ? after + 1 : last.to));
  // A remark behind the last value stays with it.
  if (rest === null) return [{ from: last.to, to: last.to, with: `,${line}` }];
  const end = (trailing ? after + 1 : last.to) + rest[0].length;
  return trailing
    ? [{ from: end, to: end, with: `${line},` }]
    : [
        { from: last.to, to: last.to, with: ',' },
        { from: end, to: end, with: line },
      ];
}

const lineStart = (text: string, at: number): number =>
  at - (/[ \t]*$/.exec(text.slice(0, at))?.[0].length ?? 0);

function removed(text: string, node: Node, key: string): Cut[] {
  const gone = node.members.filter((member) => member.key === key);
  const kept = node.members.filter((member) => member.key !== key);
  const cuts = gone.map((member): Cut => {
    const comma = pastBlanks(text, member.to);
    const to = text[comma] === ',' ? comma + 1 : member.to;
    const start = lineStart(text, member.from);
    const alone = start === 0 || /[\n\r]/.test(text[start - 1] ?? '');
    const rest = /^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(to));
    if (alone && rest) return { from: start, to: to + rest[0].length, with: '' };
    // Beside others on one line its blank goes with it.
    const blank = /^[ \t]*/.exec(text.slice(to))?.[0].length ?? 0;
    return { from: member.from, to: to + (alone || to === member.to ? 0 : blank), with: '' };
  });
  const last = node.members.at(-1);
  const before = kept.at(-1);
  // The text was without a comma at its end, and stays so: plain JSON stays plain JSON.
  const bare = last !== undefined && text[pastBlanks(text, last.to)] !== ',';
  if (bare && before && gone.includes(last)) {
    const comma = pastBlanks(text, before.to);
    cuts.push({ from: comma, to: comma + 1, with: '' });
  }
  return cuts;
}

function cutsFor(text: string, root: Node, { path, to }: Edit): Cut[] | null {
  let node = root;
  for (const [n, key] of path.entries()) {
    const last = n === path.length - 1;
    const member = memberAt(node, key);
    if (member === undefined) {
      if (to === undefined) return [];
      if (node.kind !== 'object') return null;
      const nested = path.slice(n + 1).reduceRight<Json>((value, each) => ({ [each]: value }), to);
      return inserted(text, node, key, nested);
    }
    if (!last) {
      node = member.value;
      continue;
    }
    if (to === undefined) return node.kind === 'object' ? removed(text, node, key) : null;
    const { from, to: end } = member.value;
    return [{ from, to: end, with: printed(to, text, indentAt(text, member.from)) }];
  }
  return null;
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** The value with the edit made; undefined where it cannot be made. */
export function edited(value: unknown, { path, to }: Edit): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    if (!/^\d+$/.test(key) || Number(key) >= value.length) return undefined;
    const inner = edited(value[Number(key)], to === undefined ? { path: rest } : { path: rest, to });
    return inner === undefined ? undefined : value.map((each, n) => (n === Number(key) ? inner : each));
  }
  if (!isRecord(value)) return undefined;
  const { [key]: own, ...others } = value;
  if (rest.length === 0 && to === undefined) return others;
  if (!Object.hasOwn(value, key) && to === undefined) return value;
  const inner =
    rest.length === 0
      ? to
      : edited(Object.hasOwn(value, key) ? own : {}, to === undefined ? { path: rest } : { path: rest, to });
  return inner === undefined ? undefined : { ...value, [key]: inner };
}

/** The text with the edits made one after another; null where one cannot be made without touching anything else. */
export function editText(text: string, edits: readonly Edit[]): string | null {
  let now = text;
  for (const edit of edits) {
    if (edit.path.length === 0 || edit.path.some((key) => FORBIDDEN.has(key))) return null;
    try {
      const wanted = edited(JSON5.parse(now), edit);
      const cuts = cutsFor(now, placesIn(now), edit);
      if (cuts === null || wanted === undefined) return null;
      let next = now;
      // From the end, so that places before stay; of two at one place the later one first.
      for (const cut of cuts.toSorted((a, b) => a.from - b.from).reverse())
        next = next.slice(0, cut.from) + cut.with + next.slice(cut.to);
      if (!isDeepStrictEqual(JSON5.parse(next), wanted)) return null;
      now = next;
    } catch (error) {
      // The parser's message may quote the file; that it cannot be edited is enough.
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }
  return now;
}
