/**
 * @module agent/bundle/logs/log-reading
 * Reads logs line by line within bounds, whatever is in them: in pieces, from the end where they are too large, rotated
 * ones unzipped no further than the budget. A line is cut where no line ends, so that one of 100 MB costs a window.
 */
import { setImmediate } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { lineBeginning } from '../../gateways/log-reach.ts';
import type { HostPort } from '../../host/host-port.ts';
import type { LogFile } from './log-files.ts';

/** What is read of which file; `torn`: it begins inside a line, which nobody could read rightly. */
export type Stretch = { file: LogFile; from: number; to: number; torn?: boolean };

export type Plan = {
  /** Oldest first. */
  stretches: Stretch[];
  /** What is not read, in words; null for nothing. */
  leftOut: string | null;
};

const PIECE = 1024 * 1024;
/** Longer lines carry somebody's text; bytes. */
const LONGEST_LINE = 16 * 1024;
/** A rotated log is packed ten to twenty times; what is packed tighter than this was made to fill a disk. */
const MOST_RATIO = 200;

const mb = (bytes: number): string => `${(bytes / 1_048_576).toFixed(bytes < 10_485_760 ? 1 : 0)} MB`;

/** Which bytes are read: everything since then, the newest first, until the budget is spent. */
export async function planReading(
  host: HostPort,
  files: readonly LogFile[],
  { since, budget }: { since: number; budget: number },
): Promise<Plan> {
  const stretches: Stretch[] = [];
  let room = budget;
  let missing = 0;
  for (const file of files) {
    if (room <= 0) {
      missing += file.size;
      continue;
    }
    if (file.zipped) {
      const length = Math.min(file.size, room);
      stretches.unshift({ file, from: 0, to: length });
      // Unpacked it counts as what it unpacks to (below); here it counts as far as can be told.
      room -= length;
      continue;
    }
    const begins = await lineBeginning(host, file.path, file.size, since);
    const from = Math.max(begins, file.size - room);
    missing += from - begins;
    stretches.unshift({ file, from, to: file.size, torn: from > begins });
    room -= file.size - from;
  }
  const leftOut =
    missing > 0 ? `${mb(missing)} of older log were not read: ${mb(budget)} is the limit` : null;
  return { stretches, leftOut };
}

/** Bytes of one stretch as they are in the file. */
async function* rawPieces(host: HostPort, { file, from, to }: Stretch, signal: AbortSignal) {
  for (let at = from; at < to && !signal.aborted; ) {
    const seen = await host.range(file.path, at, Math.min(PIECE, to - at));
    if (!seen.ok || seen.value === null || seen.value.bytes.length === 0) return;
    at += seen.value.bytes.length;
    yield seen.value.bytes;
    // Others get their turn in between.
    await setImmediate();
  }
}

/** Bytes of a rotated log, unzipped; it ends where the budget does, or where the file is damaged. */
async function* unzipped(
  host: HostPort,
  stretch: Stretch,
  { signal, budget, say }: { signal: AbortSignal; budget: number; say(what: string): void },
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const name = stretch.file.path;
  let [packed, given] = [0, 0];
  const fed = (async () => {
    for await (const bytes of rawPieces(host, stretch, signal)) {
      packed += bytes.length;
      if (!gunzip.write(bytes))
        await new Promise<void>((resolve) => {
          gunzip.once('drain', resolve).once('close', resolve);
        });
      if (gunzip.destroyed) return;
    }
    gunzip.end();
  })();
  try {
    for await (const bytes of gunzip as AsyncIterable<Uint8Array>) {
      given += bytes.length;
      if (given > budget || given > Math.max(PIECE, packed * MOST_RATIO)) {
        say(`${name} unpacks to more than ${mb(given)} and was not read any further`);
        return;
      }
      yield bytes;
    }
  } catch {
    if (given === 0) say(`${name} cannot be unpacked`);
    else say(`${name} is damaged behind ${mb(given)}`);
  } finally {
    gunzip.destroy();
    await fed.catch(() => undefined);
  }
}

const BREAK = /[\s",;{}[\]]/;

/**
 * A line as far as it may be kept, cut between two words: half a secret is one that nobody recognizes. One without any
 * words is not kept at all.
 */
export function shortened(line: string, most: number): string {
  if (line.length <= most) return line;
  let at = most;
  while (at > 0 && !BREAK.test(line[at] ?? '')) at--;
  return at === 0 ? `… (a word of more than ${most} characters)` : `${line.slice(0, at)} …`;
}

/** Cuts bytes into lines; what is longer than a line is shortened. */
export function lineCutter(take: (line: string) => void): { push(bytes: Uint8Array): void; end(): void } {
  // Without its own mark, UTF-16 of these logs reads as UTF-8 with a zero behind each letter, which is taken away.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: false });
  let open = '';
  const add = (text: string): void => {
    if (open.length <= LONGEST_LINE) open += text;
  };
  const whole = (): void => {
    const line = shortened(open.replace(/\0|\r$|^\ufffd\ufffd/g, ''), LONGEST_LINE);
    open = '';
    if (line !== '') take(line);
  };
  const push = (text: string): void => {
    let from = 0;
    for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      add(text.slice(from, Math.min(to, from + LONGEST_LINE + 1)));
      whole();
      from = to + 1;
    }
    if (from < text.length) add(text.slice(from, from + LONGEST_LINE + 1));
  };
  return {
    push: (bytes) => push(decoder.decode(bytes, { stream: true })),
    end: () => {
      push(decoder.decode());
      if (open !== '') whole();
    },
  };
}

/** Hands over the lines of a plan, oldest first; gives what could not be read, in words. */
export async function readLines(
  host: HostPort,
  plan: Plan,
  { signal, budget }: { signal: AbortSignal; budget: number },
  take: (line: string, file: LogFile) => void,
): Promise<string[]> {
  const said: string[] = [];
  let room = budget;
  for (const stretch of plan.stretches) {
    if (signal.aborted) {
      said.push(`time was over before ${stretch.file.path}`);
      continue;
    }
    let torn = stretch.torn === true;
    const cutter = lineCutter((line) => {
      if (!torn) take(line, stretch.file);
      torn = false;
    });
    const say = (what: string): void => void said.push(what);
    const pieces = stretch.file.zipped
      ? unzipped(host, stretch, { signal, budget: room, say })
      : rawPieces(host, stretch, signal);
    for await (const bytes of pieces) {
      room -= bytes.length;
      cutter.push(bytes);
    }
    cutter.end();
  }
  return said;
}
