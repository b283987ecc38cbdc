/**
 * The one operation that changes something and harms nobody: it leaves a mark on the host, and takes it away again.
 * Only tests know it; what a bot may really ask for stands in protocol/operations.ts.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operations } from '../../../src/agent/operation.ts';

/** What a host does with a mark in `folder`; every carrying-out leaves a line in `done`. */
export function markOperations(folder: string, done: string[]): Operations {
  const file = join(folder, 'mark');
  return {
    'mark.set': async ({ text }) => {
      done.push(`set ${text}`);
      if (text === 'breaks') throw new Error('the mark broke');
      writeFileSync(file, String(text));
    },
    'mark.remove': async () => {
      done.push('remove');
      rmSync(file, { force: true });
    },
  };
}

/** The mark that stands on the host; null when there is none. */
export function markIn(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'mark'), 'utf8');
  } catch {
    return null;
  }
}
