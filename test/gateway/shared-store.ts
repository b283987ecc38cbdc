/**
 * What all gateways of one user share: OpenClaw keeps a small SQLite file in /tmp/openclaw, whatever its state directory
 * (2026.9.6, `managed-update-handoffs.sqlite`). One that is killed while it writes there leaves a journal that the next
 * one may not roll back, since it opens the file to read only: a start that puts its configuration right is refused with
 * "attempt to write a readonly database" and exit code 78. A test that kills a gateway leaves none of that behind.
 */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const STORE = '/tmp/openclaw/managed-update-handoffs.sqlite';

/** Rolls back what a killed gateway left half-written; waits for one that is writing, and changes nothing else. */
export function settleSharedStore(): void {
  if (!existsSync(`${STORE}-journal`)) return;
  const store = new DatabaseSync(STORE, { timeout: 5000 });
  try {
    store.prepare('SELECT count(*) FROM sqlite_schema').get();
  } finally {
    store.close();
  }
}
