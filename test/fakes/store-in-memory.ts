/** An object's store that lies in memory: real SQL without a disk to wait for. */
import { DatabaseSync } from 'node:sqlite';
import type { Row, SqlValue, Store } from '../../src/storage/objects.ts';

export function storeInMemory(): Store {
  const db = new DatabaseSync(':memory:');
  return {
    run(sql, ...values) {
      if (values.length === 0) db.exec(sql);
      else db.prepare(sql).run(...values);
    },
    all: <R extends Row>(sql: string, ...values: SqlValue[]) => db.prepare(sql).all(...values) as R[],
    tx(work) {
      if (db.isTransaction) return work();
      db.exec('BEGIN');
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
  };
}
