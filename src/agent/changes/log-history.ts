/**
 * @module agent/changes/log-history
 * What the log tells beyond the present run: each kind of failure with its first and last time, and how long this
 * gateway's starts took. Only lines that can matter are parsed, and of a thousand like failures two are read.
 */

import { hostname } from 'node:os';
import { LINE_READERS } from '../../evidence/readers/index.ts';
import type { Fact } from '../../protocol/evidence.ts';
import { hostOf, type LogLine, logLine, ofHost, ofOthers } from '../gateways/log-lines.ts';

/** One kind of failure. Times are epoch ms; `quote` is its first line. */
export type Failure = {
  fact: string;
  value: string;
  first: number;
  last: number;
  count: number;
  quote: string;
};

/** A failure has one of these marks: a level, or the log's own cross for a refused call. */
const BAD = /"(?:WARN|ERROR|FATAL)"|\b(?:WARN|ERROR|FATAL)\b|res ✗|unauthorized|ENOSPC|refus|fail/;
/** Turning points of a run, in the words of 2026.9.6; `ready` alone is that of earlier releases. */
const TURN =
  /loading configuration|\bready\b|listening on|received SIG|restart mode|starting|http server listening|shutdown completed|admission closed|completed cleanly|Gateway failed to start|startup outcomes|spawn broker ready/;
const OWN = 'openclaw-host-agent';
const MOST_KINDS = 200;

/** The lines of a log that can matter here, parsed; none of another machine. */
export function worthParsing(text: string): LogLine[] {
  const lines = text
    .split('\n')
    .flatMap((line) =>
      line !== '' && (BAD.test(line) || TURN.test(line) || line.includes(OWN)) ? [logLine(line)] : [],
    );
  return ofHost(lines, hostOf(lines, hostname()));
}

/** Numbers, ids and addresses taken off: two lines of one kind become the same. */
const shape = ({ subsystem, message }: LogLine): string =>
  `${subsystem}|${message.slice(0, 240).replace(/[0-9a-f]{8}-[0-9a-f-]{27,}|\b[0-9a-f]{6,}\b|\d+/gi, '#')}`;

/** Every `openclaw` command asks once without a credential and is turned away (2026.9.6). */
const PASSING = new Set(['device-required', 'DEVICE_IDENTITY_REQUIRED']);

/** Facts that name a failure; the others of the same line only describe it. */
const names = ({ fact, value }: Fact): boolean =>
  value !== false &&
  value !== null &&
  !PASSING.has(String(value)) &&
  (/^(connect\.refusal\.code|connect\.close\.cause|rpc\.error\.missing-scope|gateway\.start\.refusal|gateway\.disk\.full-error)$/.test(
    fact,
  ) ||
    (fact.endsWith('.sign') &&
      !/^(planned-restart|gateway-starting|gateway-draining|probe-ok|http-ok)$/.test(String(value))));

/** Every kind of failure with its first and last time, as `lines` have them in order. */
export function failuresIn(lines: readonly LogLine[], gateway: string): Failure[] {
  type Kind = { first: LogLine; at: number; last: number; count: number };
  const kinds = new Map<string, Kind>();
  for (const line of ofOthers(lines)) {
    if (line.at === null || line.subsystem === null || !BAD.test(line.raw)) continue;
    const key = shape(line);
    const known = kinds.get(key);
    if (known) {
      known.last = line.at;
      known.count += 1;
    } else if (kinds.size < MOST_KINDS) kinds.set(key, { first: line, at: line.at, last: line.at, count: 1 });
  }
  const found = new Map<string, Failure>();
  for (const { first, at, last, count } of kinds.values()) {
    const context = { gateway, kind: 'log', live: true } as const;
    const facts = LINE_READERS.flatMap((reader) => reader.read(first.raw, context)).filter(names);
    for (const { fact, value, quote } of facts) {
      const key = `${fact}=${String(value)}`;
      const same = found.get(key);
      if (same) {
        if (at < same.first) Object.assign(same, { first: at, quote: quote ?? first.message });
        same.last = Math.max(same.last, last);
        same.count += count;
      } else
        found.set(key, { fact, value: String(value), first: at, last, count, quote: quote ?? first.message });
    }
  }
  return [...found.values()].sort((a, b) => a.first - b.first);
}

/** How one start went. `ready` is null where it did not come so far; `lastWord` is the newest line of it. */
export type Startup = { began: number; ready: number | null; lastWord: number; phase: string };

const BEGINS = /^loading configuration|^received SIGUSR[12]|^restart mode/;
const READY = /^(?:gateway )?ready\b|^listening on ws/;
const ENDS = /^shutdown completed|completed cleanly in|^received SIG(?:TERM|INT)|^Gateway failed to start/;
const OF_GATEWAY = new Set(['gateway', 'gateway/shutdown', 'gateway/health-monitor', 'gateway/reload', null]);

/** The starts that the log tells of, oldest first. A restart inside one process begins with its signal. */
export function startupsIn(lines: readonly LogLine[]): Startup[] {
  const all: Startup[] = [];
  let open: Startup | null = null;
  for (const { at, message, subsystem } of lines) {
    if (at === null || !OF_GATEWAY.has(subsystem)) continue;
    if (BEGINS.test(message)) {
      // The signal, the end of the old server and the new beginning are one restart.
      if (open?.ready !== null || at - open.lastWord > 60_000 || !/^restart/.test(message)) {
        open = { began: at, ready: null, lastWord: at, phase: message };
        all.push(open);
      }
      continue;
    }
    if (open === null || open.ready !== null) continue;
    if (READY.test(message) && subsystem !== null) Object.assign(open, { ready: at, lastWord: at });
    else if (ENDS.test(message) && !/^received SIGUSR/.test(open.phase)) open = null;
    else if (subsystem !== null) Object.assign(open, { lastWord: at, phase: message });
  }
  return all;
}
