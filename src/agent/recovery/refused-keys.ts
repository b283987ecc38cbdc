/**
 * @module agent/recovery/refused-keys
 * Which keys OpenClaw refuses, from the issues of `config validate --json` (2026.9.6): a path, and in the message the
 * names of keys that it does not know.
 */
import type { Issue } from './openclaw-judges.ts';

/** `gateway: Unrecognized key: "tokn"`, `<root>: Unrecognized keys: "agent", "routing"`. */
const UNKNOWN = /^Unrecognized keys?: ((?:"[^"]{1,80}"(?:, )?){1,16})$/;

const pathOf = ({ path }: Issue): string[] =>
  path === '' || path === '<root>' ? [] : path.split('.').filter((part) => part !== '');

/** Paths of keys that are unknown; null where an issue is about something else. */
export function unknownKeys(issue: Issue): string[][] | null {
  const names = UNKNOWN.exec(issue.message.trim())?.[1];
  if (names === undefined) return null;
  return [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => [...pathOf(issue), name]);
}

/** Paths of everything that is refused, each once; null where an issue is about the file as a whole. */
export function refusedKeys(issues: readonly Issue[]): string[][] | null {
  const found = issues.flatMap((issue) => unknownKeys(issue) ?? [pathOf(issue)]);
  if (found.length === 0 || found.some((path) => path.length === 0)) return null;
  return [...new Map(found.map((path) => [path.join('\0'), path])).values()];
}
