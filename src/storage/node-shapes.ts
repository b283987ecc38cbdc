/**
 * @module storage/node-shapes
 * What a start would change in the stores, without changing anything: for `migrate --dry-run`, beside a running bot
 * too, and for a restore, which must not bring what this bot cannot read.
 */
import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { type Shape, shapeOf } from './migrations.ts';
import { objectFiles } from './node-data-dir.ts';
import { OBJECT_KINDS, type ObjectKind } from './objects.ts';

export type KindPlan = {
  kind: ObjectKind;
  /** How many migrations this bot knows. */
  knows: number;
  objects: number;
  /** Stores that would be changed, and the migrations that would run in all of them together. */
  behind: number;
  steps: number;
  /** Stores that a newer bot has added to; this bot goes on with them as they are. */
  ahead: number;
  /** Files that this bot would not open, each with the reason. */
  refused: Array<{ file: string; why: string }>;
};

/** What `migrate` would find in this data directory; nothing is written. */
export function planAll(path: string, migrations: Record<ObjectKind, readonly string[]>): KindPlan[] {
  const files = objectFiles(path);
  return OBJECT_KINDS.map((kind) => {
    const knows = migrations[kind].length;
    const plan: KindPlan = { kind, knows, objects: 0, behind: 0, steps: 0, ahead: 0, refused: [] };
    for (const { file } of files.filter((one) => one.kind === kind)) {
      plan.objects += 1;
      try {
        const { done, needs } = readShape(file);
        if (needs > knows)
          plan.refused.push({ file, why: `a newer bot wrote it (schema ${done}; this bot knows ${knows})` });
        else if (done > knows) plan.ahead += 1;
        else if (done < knows) {
          plan.behind += 1;
          plan.steps += knows - done;
        }
      } catch (error) {
        plan.refused.push({ file, why: (error as Error).message });
      }
    }
    return plan;
  });
}

function readShape(file: string): Shape {
  // Without a log beside it, nobody writes to it: then not even the log's empty files are made.
  const still = !existsSync(`${file}-wal`);
  if (statSync(file).size === 0) return { done: 0, needs: 0 };
  const address = pathToFileURL(file);
  if (still) address.searchParams.set('immutable', '1');
  const database = new DatabaseSync(address, { readOnly: true });
  try {
    const known = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = '_object'").get();
    if (known === undefined) return { done: 0, needs: 0 };
    return shapeOf({ all: (sql: string) => database.prepare(sql).all() as never });
  } finally {
    database.close();
  }
}
