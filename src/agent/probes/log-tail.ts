/**
 * @module agent/probes/log-tail
 * The end of the gateway's log, as far as it speaks of the present run, or of the last attempt to start. Lines
 * of our own conversations are left out, so that looking twice gives the same answer.
 */
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { READERS, readAll } from '../../evidence/readers/index.ts';
import { startRefusal } from '../../evidence/readers/start-refusal.ts';
import type { Fact } from '../../protocol/evidence.ts';
import { textAt } from '../config-file.ts';
import { type LogLine, logLine, ofOthers, presentLife, readable } from '../log-lines.ts';
import { defineProbe, type Glass } from '../probe.ts';

const TAIL_BYTES = 256 * 1024;
const KEPT_LINES = 60;
const KEPT_CHARS = 12_000;
const MOST_FACTS = 1_000;
const WORTH_KEEPING =
  /\b(warn|error|fatal|refus|fail|closed|restart|reload|unauthorized|missing|EADDRINUSE|ENOSPC)/i;

/** `openclaw-2026-11-21.log`, `openclaw-PROFILE-2026-11-21.log`: a file a day, by the host's own calendar. */
const ROLLING = /^(openclaw(?:-.+)?)-\d{4}-\d\d-\d\d\.log$/;

async function newest(host: Glass['host'], folder: string, family: string): Promise<string | null> {
  const listed = await host.list(folder);
  const days = (listed.ok ? (listed.value ?? []) : []).filter((name) => ROLLING.exec(name)?.[1] === family);
  const last = days.sort().at(-1);
  return last === undefined ? null : join(folder, last);
}

/** Where this gateway logs, as a path on this host: its own setting, else the newest default file (OpenClaw 2026.9.6). */
export async function logFile({ host, target }: Glass): Promise<string> {
  const { root, env } = target;
  const named = textAt(target.config.value, 'logging.file')?.replace(/^~(?=\/|$)/, env.HOME ?? '/');
  const rolling = named && ROLLING.exec(named.slice(dirname(named).length + 1));
  if (named && !rolling) return root + named;
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  const uid = process.getuid?.() ?? 0;
  const profile = main?.env?.OPENCLAW_PROFILE || env.OPENCLAW_PROFILE || 'default';
  const usual = profile === 'default' ? 'openclaw' : `openclaw-${profile}`;
  const family = rolling ? (rolling[1] ?? usual) : usual;
  // The second is used where somebody else owns the first.
  const folders = named
    ? [dirname(named)]
    : ['/tmp/openclaw', join(main?.env?.TMPDIR ?? tmpdir(), `openclaw-${uid}`)];
  for (const folder of folders) {
    const found = await newest(host, root + folder, family);
    if (found) return found;
  }
  return join(root + (folders[0] ?? '/tmp/openclaw'), `${family}-DATE.log`);
}

const joined = (lines: readonly LogLine[]): string => lines.map(({ raw }) => raw).join('\n');

/** What a command prints is its own affair, save for the words of a start that was refused. */
function factsIn(lines: readonly LogLine[], gateway: string): Fact[] {
  const structured = lines.some(({ raw }) => raw.startsWith('{'));
  const own = structured ? lines.filter(({ subsystem }) => subsystem !== null) : lines;
  const context = { gateway, kind: 'log' };
  const refusals = startRefusal.read(joined(lines), context);
  const refused = refusals.find(({ fact }) => fact === 'gateway.start.refusal');
  return [
    ...refusals,
    ...(refused?.at
      ? [{ fact: 'gateway.start.refused-at', subject: gateway, value: refused.at, at: refused.at }]
      : []),
    ...readAll(joined(own), context).filter(({ fact }) => !fact.startsWith('gateway.start.')),
  ].slice(0, MOST_FACTS);
}

export const logTail = defineProbe({
  id: 'log-tail',
  title: "the end of the gateway's log",
  gives: [...new Set([...READERS.flatMap((reader) => reader.gives), 'gateway.start.refused-at' as const])],
  needs: "to read the log file as the gateway's user",
  timeoutMs: 3_000,
  async look(glass) {
    const { host, target } = glass;
    const path = await logFile(glass);
    if (target.container && target.root === '') {
      const why = 'its log is inside a container that cannot be looked into';
      return { source: path, how: 'log', look: 'unavailable', why, facts: [] };
    }
    const text = await host.read(path, { maxBytes: TAIL_BYTES, tail: true });
    if (!text.ok) return { source: path, how: 'log', look: text.look, why: text.why, facts: [] };
    if (text.value === null)
      return { source: path, how: 'log', look: 'unavailable', why: `${path} is not there`, facts: [] };
    const main = target.processes.ok ? target.processes.value[0] : undefined;
    const all = text.value
      .split('\n')
      .filter((line) => line !== '')
      .map(logLine);
    const lines = ofOthers(presentLife(all, main?.startedAt ?? null));
    const worth = lines.filter((line) => WORTH_KEEPING.test(`${line.level} ${line.message}`));
    return {
      source: path,
      how: 'log',
      text: worth
        .slice(-KEPT_LINES)
        .map((line) => readable(line).slice(0, 600))
        .join('\n')
        .slice(-KEPT_CHARS),
      facts: factsIn(lines, target.subject),
    };
  },
});
