/**
 * @module agent/gateways/log-lines
 * Which lines of a gateway's log count. The file outlives many starts, every openclaw command writes its own
 * words into it, and so do our looks: only what this gateway said of its present life is evidence.
 */
import { COMMANDS_PROBE, OWN_CLIENT } from '../../evidence/readers/connect-log.ts';
import { partOf } from '../../evidence/readers/lines.ts';

export type LogLine = {
  raw: string;
  /** Epoch ms; null when the line has no time of its own. */
  at: number | null;
  level: string;
  /** Null for what a command prints; a gateway's own lines name their part. */
  subsystem: string | null;
  /** The machine that wrote it; null where the line does not say. */
  host: string | null;
  message: string;
};

const PLAIN =
  /^\[?(\d{4}-\d\d-\d\d[T ][\d:.,]{8,15}(?:Z|[+-]\d\d:?\d\d)?)\]?\s+(?:\[([^\]\s]{1,64})\]\s+)?(.*)$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function epoch(words: string): number | null {
  const at = Date.parse(words.replace(' ', 'T').replace(',', '.'));
  return Number.isNaN(at) ? null : at;
}

/** One line of OpenClaw's JSONL (2026.9.6: `time`, `message`, `_meta.logLevelName`, `"0"` names the subsystem), or plain text. */
export function logLine(written: string): LogLine {
  // Colours, NUL bytes and the end of a line of another system are no words.
  const raw = written.replace(/\u001b\[[0-9;]{0,12}[A-Za-z]|\0|\r$/g, '');
  if (raw.startsWith('{')) {
    try {
      const json: unknown = JSON.parse(raw);
      if (isRecord(json)) {
        const meta = isRecord(json._meta) ? json._meta : {};
        const message = text(json.message) || text(json['1']) || text(json['0']);
        const named = /"(?:subsystem|module)":"([^"]{1,64})"/.exec(text(json['0']))?.[1];
        const part = named ?? partOf(message) ?? null;
        const host = text(json.hostname) || null;
        const at = epoch(text(json.time));
        return { raw, at, level: text(meta.logLevelName), subsystem: part, host, message };
      }
    } catch {
      // Cut in half by the tail, or no JSON after all: it is plain text then.
    }
  }
  const plain = PLAIN.exec(raw);
  const level = /\b(WARN|ERROR|FATAL)\b/.exec(raw)?.[1] ?? '';
  return {
    raw,
    at: plain?.[1] ? epoch(plain[1]) : null,
    level,
    subsystem: plain?.[2] ?? null,
    host: null,
    message: plain?.[3] ?? raw,
  };
}

/**
 * The name that tells this machine's lines in a log that several write into, on a drive that they share; null where no
 * line bears it, as in a container or after the machine was renamed, and then all of them count.
 */
export const hostOf = (lines: readonly LogLine[], own: string): string | null =>
  lines.some(({ host }) => host === own) ? own : null;

/** Leaves out what another machine wrote; `own` as `hostOf` says. */
export const ofHost = (lines: readonly LogLine[], own: string | null): LogLine[] =>
  lines.filter(({ host }) => own === null || host === null || host === own);

/** Written at the end of an orderly stop (2026.9.6). */
const ENDED = /completed cleanly in \d+ms|shutdown completed cleanly/;
const BEGAN = /^loading configuration/;
const SERVED = /^(gateway )?ready\b|^http server listening/;

/**
 * Lines since the process began (epoch ms). Without a process: those of the last life that served and of what was
 * tried after it; after an orderly end only what was tried since.
 */
export function presentLife(lines: readonly LogLine[], startedAt: number | null): LogLine[] {
  if (startedAt !== null) {
    // A line without a time belongs to the one before it.
    let inside = false;
    return lines.filter(({ at }) => {
      if (at !== null) inside = at >= startedAt - 1_000;
      return inside;
    });
  }
  const afterEnd = lines.findLastIndex(({ message }) => ENDED.test(message)) + 1;
  const served = lines.findLastIndex(
    ({ message, subsystem }) => subsystem === 'gateway' && SERVED.test(message),
  );
  const began = lines.slice(0, Math.max(0, served)).findLastIndex(({ message }) => BEGAN.test(message));
  return lines.slice(Math.max(afterEnd, began));
}

const CONN = /\bconn=([0-9a-f]{8})/;
const connOf = (line: LogLine): string | undefined => CONN.exec(line.message)?.[1];

/** Leaves out every line of connections that are our own, or a command's bare probe. */
export function ofOthers(lines: readonly LogLine[]): LogLine[] {
  const left = new Set(
    lines
      .filter(({ raw, message }) => raw.includes(OWN_CLIENT) || COMMANDS_PROBE.test(message))
      .map(connOf)
      .filter((conn) => conn !== undefined),
  );
  return lines.filter((line) => !line.raw.includes(OWN_CLIENT) && !left.has(connOf(line) ?? ''));
}

/** The line as people read it. */
export function readable({ at, level, subsystem, message, raw }: LogLine): string {
  if (!raw.startsWith('{')) return raw;
  const when = at === null ? '' : `${new Date(at).toISOString()} `;
  return `${when}${level === '' ? '' : `${level} `}${subsystem === null ? '' : `[${subsystem}] `}${message}`;
}
