/**
 * @module storage/node-object-file
 * Where an object's store lies on disk. Names come from Slack and from people, so nothing in a name may
 * choose a path; names that are already harmless stay readable for whoever looks into the folder.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Address } from './objects.ts';

/** Lower case only: some file systems cannot tell `A` from `a`. No `~`, which marks the names made here. */
const HARMLESS = /^[a-z0-9][a-z0-9-]{0,99}$/;

/** A file name without its ending; two names never share one. */
export function safeName(name: string): string {
  if (HARMLESS.test(name)) return name;
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return `${readable}~${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
}

export function objectFile(dataDir: string, { kind, name }: Address): string {
  return join(dataDir, 'objects', kind, `${safeName(name)}.db`);
}
