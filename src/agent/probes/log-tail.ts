/**
 * @module agent/probes/log-tail
 * The end of the gateway's log, as far as it speaks of the present run, or of the last attempt to start. Lines
 * of our own conversations are left out, so that looking twice gives the same answer.
 */
import { join } from 'node:path';
import { readAll } from '../../evidence/readers/index.ts';
import { textAt } from '../config-file.ts';
import { USER_AGENT } from '../gateway-socket.ts';
import { defineProbe, type Glass } from '../probe.ts';

const TAIL_BYTES = 256 * 1024;
const KEPT_LINES = 60;
const KEPT_CHARS = 12_000;

/** Written at the end of an orderly stop (OpenClaw 2026.9.6); what stands before it is an earlier life. */
const ENDED = /shutdown\] completed cleanly|shutdown completed cleanly|completed cleanly in \d+ms/;
const WORTH_KEEPING =
  /"logLevelName":"(WARN|ERROR|FATAL)"|\b(warn|error|fatal|refus|fail|closed|restart|reload)/i;

const TIME = /"time":"([^"]{10,40})"|^\[?(\d{4}-\d\d-\d\d[T ][\d:.]{8,15}(?:Z|[+-]\d\d:?\d\d)?)/;

function timeOf(line: string): number | null {
  const match = TIME.exec(line);
  const at = Date.parse(match?.[1] ?? match?.[2] ?? '');
  return Number.isNaN(at) ? null : at;
}

/** Where this gateway logs: its own setting, else the day's default file (OpenClaw 2026.9.6). */
async function logFile({ host, target, now }: Glass): Promise<string | null> {
  const named = textAt(target.config.value, 'logging.file');
  if (named) return named;
  const profile = target.name === 'default' ? '' : `-${target.name}`;
  const listed = await host.list('/tmp/openclaw');
  const days = (listed.ok ? (listed.value ?? []) : [])
    .filter((name) =>
      new RegExp(`^openclaw${profile.replace(/[.]/g, '\\.')}-\\d{4}-\\d\\d-\\d\\d\\.log$`).test(name),
    )
    .sort();
  const today = `openclaw${profile}-${new Date(now()).toISOString().slice(0, 10)}.log`;
  return join('/tmp/openclaw', days.at(-1) ?? today);
}

/** Lines of this life: since the process began, or after the last orderly end when nothing runs. */
export function presentLife(lines: readonly string[], startedAt: number | null): string[] {
  if (startedAt === null) {
    const end = lines.findLastIndex((line) => ENDED.test(line));
    return lines.slice(end + 1);
  }
  // A line without a time belongs to the one before it.
  let inside = false;
  return lines.filter((line) => {
    const at = timeOf(line);
    if (at !== null) inside = at >= startedAt - 1_000;
    return inside;
  });
}

/** Leaves out every line of a connection that named itself as the host agent. */
export function withoutOurs(lines: readonly string[]): string[] {
  const conn = /\bconn=([0-9a-f]{8})/;
  const ours = new Set(
    lines.filter((line) => line.includes(USER_AGENT)).map((line) => conn.exec(line)?.[1] ?? line),
  );
  return lines.filter((line) => !line.includes(USER_AGENT) && !ours.has(conn.exec(line)?.[1] ?? line));
}

export const logTail = defineProbe({
  id: 'log-tail',
  title: "the end of the gateway's log",
  gives: [
    'gateway.start.refusal',
    'gateway.start.refusal-text',
    'gateway.start.refused-at',
    'gateway.disk.full-error',
    'connect.close.cause',
  ],
  needs: "to read the log file as the gateway's user",
  timeoutMs: 3_000,
  async look(glass) {
    const { host, target } = glass;
    const path = await logFile(glass);
    if (path === null) return { source: 'log', look: 'unavailable', why: 'no log file is known', facts: [] };
    const text = await host.read(path, { maxBytes: TAIL_BYTES, tail: true });
    if (!text.ok) return { source: path, how: 'log', look: 'unavailable', why: text.why, facts: [] };
    if (text.value === null)
      return { source: path, how: 'log', look: 'unavailable', why: `${path} is not there`, facts: [] };
    const main = target.processes.ok ? target.processes.value[0] : undefined;
    const all = text.value.split('\n').filter((line) => line !== '');
    const lines = withoutOurs(presentLife(all, main?.startedAt ?? null));
    const facts = readAll(lines.join('\n'), { gateway: target.subject, kind: 'log' });
    const worth = lines.filter((line) => WORTH_KEEPING.test(line)).slice(-KEPT_LINES);
    return {
      source: path,
      how: 'log',
      text: worth
        .map((line) => line.slice(0, 600))
        .join('\n')
        .slice(-KEPT_CHARS),
      facts: facts.slice(0, 1_000),
    };
  },
});
