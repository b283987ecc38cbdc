/**
 * @module agent/channel/kept-frames
 * The evidence frames of an order that may go on after this process: the bot counts and checks them by number, so the
 * next process must know which were sent. Written before they are sent, and gone when the bot has the order's end.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export type KeptFrames = {
  keep(order: string, frame: string): void;
  /** In the order in which they were sent; a torn last one never was. */
  of(order: string): string[];
  drop(order: string): void;
};

export function keptFrames(dir: string): KeptFrames {
  /** An order's id may hold any printable character; a file's name may not. */
  const fileOf = (order: string): string =>
    join(dir, `${createHash('sha256').update(order).digest('hex').slice(0, 40)}.frames`);
  return {
    keep(order, frame) {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      appendFileSync(fileOf(order), `${frame}\n`, { mode: 0o600, flush: true });
    },
    of(order) {
      const file = fileOf(order);
      if (!existsSync(file)) return [];
      const lines = readFileSync(file, 'utf8').split('\n');
      return lines.slice(0, -1);
    },
    drop: (order) => rmSync(fileOf(order), { force: true }),
  };
}
