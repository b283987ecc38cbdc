/**
 * @module agent/channel/transcripts
 * What an order that came without a socket has to tell, frame by frame as a socket would have brought it, in a file that
 * only grows: so that it can be asked for piece by piece, and by a process that comes after this one.
 */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

export type Transcripts = {
  has(order: string): boolean;
  /** Synced before it returns. */
  add(order: string, frame: string): void;
  /** Bytes from `from`, at most `most`, and how many there are; null where there is no such transcript. */
  read(order: string, from: number, most: number): { bytes: Uint8Array; total: number; over: boolean } | null;
};

/** As long as the bot may ask for an order's end: past any order's life, and a weekend. Milliseconds. */
const KEEP_MS = 7 * 24 * 3_600_000;
const SUFFIX = '.transcript';
const LINE_END = 0x0a;

export function transcripts(dir: string): Transcripts {
  /** An order's id may hold any printable character; a file's name may not. */
  const fileOf = (order: string): string =>
    join(dir, `${createHash('sha256').update(order).digest('hex').slice(0, 40)}${SUFFIX}`);
  let swept = false;
  /** Those that this process has written to. */
  const begun = new Set<string>();

  function sweep(): void {
    if (swept || !existsSync(dir)) return;
    swept = true;
    for (const name of readdirSync(dir)) {
      const path = join(dir, name);
      if (name.endsWith(SUFFIX) && Date.now() - statSync(path).mtimeMs > KEEP_MS)
        rmSync(path, { force: true });
    }
  }

  return {
    has: (order) => existsSync(fileOf(order)),
    add(order, frame) {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      sweep();
      const path = fileOf(order);
      // A power cut may have torn the last line: it was told to nobody, and must not swallow this one.
      const torn = !begun.has(path) && existsSync(path) && readFileSync(path).at(-1) !== LINE_END;
      begun.add(path);
      appendFileSync(path, `${torn ? '\n' : ''}${frame}\n`, { mode: 0o600, flush: true });
    },
    read(order, from, most) {
      const path = fileOf(order);
      if (!existsSync(path)) return null;
      const fd = openSync(path, 'r');
      try {
        const total = fstatSync(fd).size;
        const bytes = Buffer.alloc(Math.max(0, Math.min(most, total - from)));
        readSync(fd, bytes, 0, bytes.length, Math.min(from, total));
        return { bytes: new Uint8Array(bytes), total, over: isOver(fd, total) };
      } finally {
        closeSync(fd);
      }
    },
  };
}

/** An end is the last that is ever said; it is far shorter than what is looked at here. */
const END_BYTES = 96 * 1024;

function isOver(fd: number, total: number): boolean {
  const tail = Buffer.alloc(Math.min(total, END_BYTES));
  readSync(fd, tail, 0, tail.length, total - tail.length);
  const last = tail.toString('utf8').trimEnd().split('\n').at(-1) ?? '';
  return last.startsWith('{"type":"done"');
}
