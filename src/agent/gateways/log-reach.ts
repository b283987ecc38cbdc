/**
 * @module agent/gateways/log-reach
 * Reads a gateway's log as far back as its present run goes, whatever the file's size: the place where the run
 * begins is found by halving, then everything behind it is read in pieces. Bounded in bytes, with what was left
 * out said.
 */
import { openLogStream } from '../../evidence/log-stream.ts';
import { connectionOf, isLeftOut } from '../../evidence/readers/connect-log.ts';
import { lineOf } from '../../evidence/readers/lines.ts';
import { wordFinder } from '../../evidence/word-finder.ts';
import type { Fact } from '../../protocol/evidence.ts';
import type { HostPort } from '../host/host-port.ts';

/** As much of the run as is read, newest first: a third of a second of processor time. Bytes. */
const REACH = 8 * 1_048_576;
/** Read at one go: hostile lines cost half a second of processor time for each such piece. */
const PIECE = 131_072;
/** Enough to hold some whole lines, to see what time it is there. */
const GLIMPSE = 65_536;

export type Part = { path: string; from: number; to: number };
export type Reached = { facts: Fact[]; bytes: number; leftOut: string | null };

const NEWLINE = 10;
const decoder = new TextDecoder();

/** Time (epoch ms) of the first line with a time behind `at`, and where that line begins; null when none is near. */
async function timeBehind(
  host: HostPort,
  path: string,
  at: number,
): Promise<{ at: number; begins: number } | null> {
  const seen = await host.range(path, at, GLIMPSE);
  if (!seen.ok || seen.value === null) return null;
  const { bytes } = seen.value;
  let from = at === 0 ? 0 : bytes.indexOf(NEWLINE) + 1;
  if (at > 0 && from === 0) return null;
  for (let to = bytes.indexOf(NEWLINE, from); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
    const time = Date.parse(lineOf(decoder.decode(bytes.subarray(from, to))).at ?? '');
    if (!Number.isNaN(time)) return { at: time, begins: at + from };
    from = to + 1;
  }
  return null;
}

/** Where in the file the lines since `since` (epoch ms) begin, to within a glimpse: never behind them. */
export async function lineBeginning(
  host: HostPort,
  path: string,
  size: number,
  since: number,
): Promise<number> {
  let low = 0;
  let high = size;
  while (high - low > GLIMPSE) {
    const middle = Math.floor((low + high) / 2);
    const there = await timeBehind(host, path, middle);
    if (there !== null && there.at < since) low = there.begins;
    else high = middle;
  }
  return low;
}

async function* piecesOf(host: HostPort, { path, from, to }: Part): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += PIECE) {
    const seen = await host.range(path, at, Math.min(PIECE, to - at));
    if (!seen.ok || seen.value === null || seen.value.bytes.length === 0) return;
    yield seen.value.bytes;
  }
}

/** Connections whose lines are no evidence: our own, and the bare probes of commands. */
async function connectionsLeftOut(
  host: HostPort,
  parts: readonly Part[],
  signal: AbortSignal,
): Promise<Set<string>> {
  const finder = wordFinder(['openclaw-host-agent', 'system-presence', 'device-required']);
  const out = new Set<string>();
  for (const part of parts) {
    for await (const bytes of piecesOf(host, part)) {
      if (signal.aborted) return out;
      if (finder.find(bytes, 0, bytes.length).length === 0) continue;
      let from = 0;
      for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
        if (finder.find(bytes, from, to).length > 0) {
          const line = lineOf(decoder.decode(bytes.subarray(from, to)));
          const conn = isLeftOut(line) ? connectionOf(line) : undefined;
          if (conn) out.add(conn);
        }
        from = to + 1;
      }
    }
  }
  return out;
}

/** One run of a gateway: since when (epoch ms), on which machine if that is told (`hostOf`), and its subject. */
export type Run = { since: number; host: string | null; gateway: string };

/** What the log says of a run. `files`: the log, then what was rolled away from it, newest first. */
export async function readSince(
  host: HostPort,
  files: readonly { path: string; size: number }[],
  { since, host: own, gateway }: Run,
  signal: AbortSignal,
): Promise<Reached> {
  const parts: Part[] = [];
  let room = REACH;
  let missing = 0;
  for (const { path, size } of files) {
    const begins = await lineBeginning(host, path, size, since);
    const from = Math.max(begins, size - room);
    missing += from - begins;
    if (size > from) parts.unshift({ path, from, to: size });
    room -= size - from;
    // What began inside this file did not begin before it.
    if (begins > 0) break;
  }
  const dropped = await connectionsLeftOut(host, parts, signal);
  const stream = openLogStream({ gateway, kind: 'log', live: true }, (line) => {
    const conn = connectionOf(line);
    if (isLeftOut(line) || (conn !== undefined && dropped.has(conn))) return false;
    if (own !== null && line.host !== undefined && line.host !== own) return false;
    return line.at === undefined || Date.parse(line.at) >= since;
  });
  let stopped = false;
  for (const part of parts) {
    for await (const bytes of piecesOf(host, part)) {
      stream.push(bytes);
      stopped = signal.aborted;
      if (stopped) break;
    }
    stream.newFile();
  }
  const { facts, bytes } = stream.end();
  const mb = (n: number): string => `${Math.ceil(n / 1_048_576)} MB`;
  const leftOut = stopped
    ? `only the first ${mb(bytes)} of this run's log were read in time`
    : missing > 0
      ? `the log of this run is longer than ${mb(REACH)}: ${mb(missing)} before that were not read`
      : null;
  return { facts, bytes, leftOut };
}
