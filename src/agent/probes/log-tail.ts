/**
 * @module agent/probes/log-tail
 * The gateway's log, as far as it speaks of the present run, or of the last attempt to start. Lines of our own
 * conversations are left out, so that looking twice gives the same answer.
 */
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { LINE_READERS } from '../../evidence/readers/index.ts';
import { startRefusal } from '../../evidence/readers/start-refusal.ts';
import type { Fact } from '../../protocol/evidence.ts';
import { PASSING_MS } from '../gateway-rpc/work-facts.ts';
import { textAt } from '../gateways/config-file.ts';
import {
  hostOf,
  type LogLine,
  logLine,
  ofHost,
  ofOthers,
  presentLife,
  readable,
} from '../gateways/log-lines.ts';
import { notOver } from '../gateways/log-over.ts';
import { readSince } from '../gateways/log-reach.ts';
import { ownUid } from '../private-files.ts';
import { defineProbe, type ProbeContext } from '../probe.ts';

/** The end that people are shown, and all that is read where no process says when its run began. */
const TAIL_BYTES = 256 * 1024;
const LAST_ATTEMPTS_BYTES = 1024 * 1024;
const KEPT_LINES = 60;
const KEPT_CHARS = 12_000;
const MOST_FACTS = 1_000;
const WORTH_KEEPING =
  /\b(warn|error|fatal|refus|fail|closed|restart|reload|unauthorized|missing|EADDRINUSE|ENOSPC)/i;

/** `openclaw-2026-11-21.log`, `openclaw-PROFILE-2026-11-21.log`: a file a day, by the host's own calendar. */
const ROLLING = /^(openclaw(?:-.+)?)-\d{4}-\d\d-\d\d\.log$/;

async function days(host: ProbeContext['host'], folder: string, family: string): Promise<string[]> {
  const listed = await host.list(folder);
  const names = (listed.ok ? (listed.value ?? []) : []).filter((name) => ROLLING.exec(name)?.[1] === family);
  return names.sort().map((name) => join(folder, name));
}

/**
 * The log and what was rolled away from it, newest first: at 100 MB it becomes NAME.1.log (OpenClaw 2026.9.6), at
 * midnight the next day's file begins.
 */
async function withRolled(
  host: ProbeContext['host'],
  path: string,
): Promise<{ path: string; size: number }[]> {
  const end = extname(path);
  const earlier = (file: string): string => `${file.slice(0, file.length - end.length)}.1${end}`;
  const family = ROLLING.exec(basename(path))?.[1];
  const others = family === undefined ? [] : await days(host, dirname(path), family);
  const before = others.filter((name) => name < path).at(-1);
  const names = [path, earlier(path), ...(before === undefined ? [] : [before])];
  const stats = await Promise.all(names.map((name) => host.stat(name)));
  return names.flatMap((name, n) => {
    const stat = stats[n];
    return stat?.ok && stat.value?.kind === 'file' ? [{ path: name, size: stat.value.size }] : [];
  });
}

const OTHERS_MAY_WRITE = 0o022;

/**
 * A default log counts only where folder and file are the gateway's and nobody else may write there: below /tmp anybody
 * may have been first. In a container all of it is the gateway's.
 */
async function isIts(host: ProbeContext['host'], { root, owner }: ProbeContext['target'], path: string) {
  if (root !== '') return true;
  const stats = await Promise.all([path, dirname(path)].map((each) => host.stat(each)));
  return stats.every(
    (stat) =>
      stat.ok &&
      stat.value !== null &&
      stat.value.uid === (owner.why === undefined ? (owner.uid ?? ownUid()) : -1) &&
      (stat.value.mode & OTHERS_MAY_WRITE) === 0,
  );
}

/** Where this gateway logs, as a path on this host: its own setting, else the newest default file (OpenClaw 2026.9.6). */
export async function logFile({ host, target }: ProbeContext): Promise<string> {
  const { root, env, owner } = target;
  const named = textAt(target.config.value, 'logging.file')?.replace(/^~(?=\/|$)/, env.HOME ?? '/');
  const rolling = named && ROLLING.exec(named.slice(dirname(named).length + 1));
  if (named && !rolling) return root + named;
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  const uid = (owner.why === undefined ? owner.uid : null) ?? process.getuid?.() ?? 0;
  const profile = main?.env?.OPENCLAW_PROFILE || env.OPENCLAW_PROFILE || 'default';
  const usual = profile === 'default' ? 'openclaw' : `openclaw-${profile}`;
  const family = rolling ? (rolling[1] ?? usual) : usual;
  // The second is used where somebody else owns the first.
  const folders = named
    ? [dirname(named)]
    : ['/tmp/openclaw', join(main?.env?.TMPDIR ?? tmpdir(), `openclaw-${uid}`)];
  for (const folder of folders) {
    const found = (await days(host, root + folder, family)).at(-1);
    if (found && (await isIts(host, target, found))) return found;
  }
  return named ? root + named : join(root + (folders[0] ?? '/tmp/openclaw'), `${family}-DATE.log`);
}

const joined = (lines: readonly LogLine[]): string => lines.map(({ raw }) => raw).join('\n');

/** That a provider could not be reached passes by itself; the others stay for as long as the log has them. */
const lately =
  (now: number) =>
  ({ fact, value, at }: Fact): boolean =>
    fact !== 'model.sign' ||
    !String(value).startsWith('endpoint-') ||
    Date.parse(at ?? '') > now - PASSING_MS;

/** Clocks of log and process table differ by rounding. Milliseconds. */
const ROUNDING = 1_000;

/** Read at one go; lines that all speak of faults cost a quarter of a second of processor time for so many characters. */
const PIECE_CHARS = 64 * 1024;

/** Lines in pieces that are short enough to be read at one go, in order. */
function piecesOf(lines: readonly LogLine[]): string[] {
  const pieces: string[] = [''];
  for (const { raw } of lines) {
    const last = pieces.at(-1) ?? '';
    if (last !== '' && last.length + raw.length > PIECE_CHARS) pieces.push(raw.slice(-PIECE_CHARS));
    else pieces[pieces.length - 1] = last === '' ? raw.slice(-PIECE_CHARS) : `${last}\n${raw}`;
  }
  return pieces;
}

/** What a command prints is its own affair, save for the words of a start that was refused. */
async function factsIn(lines: readonly LogLine[], gateway: string, signal: AbortSignal): Promise<Fact[]> {
  const structured = lines.some(({ raw }) => raw.startsWith('{'));
  const own = structured ? lines.filter(({ raw, subsystem }) => raw[0] === '{' && subsystem !== null) : lines;
  const reading = { gateway, kind: 'log', live: true } as const;
  const refusals = startRefusal.read(joined(lines), reading);
  const refused = refusals.find(({ fact }) => fact === 'gateway.start.refusal');
  // The newest first: when time is over, the oldest are missing. Others get their turn in between.
  const read: Fact[] = [];
  for (const piece of piecesOf(own).reverse()) {
    if (signal.aborted) break;
    read.unshift(...LINE_READERS.flatMap((reader) => reader.read(piece, reading)));
    await setImmediate();
  }
  const starts = [
    ...refusals,
    ...(refused?.at
      ? [{ fact: 'gateway.start.refused-at', subject: gateway, value: refused.at, at: refused.at }]
      : []),
  ].slice(0, MOST_FACTS / 2);
  // Where there is too much, what was said last is worth more.
  const others = read.filter(({ fact }) => !fact.startsWith('gateway.start.'));
  return [...starts, ...others.slice(starts.length - MOST_FACTS)];
}

/** A gateway that once ran in a place that is only a client has moved: what it met is over, but for a start that failed. */
const ofStarts = ({ fact }: Fact): boolean => fact.startsWith('gateway.start.');

export const logTail = defineProbe({
  id: 'log-tail',
  of: 'both',
  title: "the end of the gateway's log",
  gives: [
    ...new Set([...LINE_READERS.flatMap((reader) => reader.gives), 'gateway.start.refused-at' as const]),
  ],
  needs: "to read the log file as the gateway's user",
  timeoutMs: 8_000,
  async look(context) {
    const { host, target } = context;
    const path = await logFile(context);
    if (target.container && target.root === '') {
      const why = 'its log is inside a container that cannot be looked into';
      return { source: path, how: 'log', look: 'unavailable', why, facts: [] };
    }
    const main = target.processes.ok ? target.processes.value[0] : undefined;
    const since = main?.startedAt ?? null;
    const maxBytes = since === null ? LAST_ATTEMPTS_BYTES : TAIL_BYTES;
    const text = await host.read(path, { maxBytes, tail: true });
    if (!text.ok) return { source: path, how: 'log', look: text.look, why: text.why, facts: [] };
    if (text.value === null)
      return { source: path, how: 'log', look: 'unavailable', why: `${path} is not there`, facts: [] };
    const all = text.value
      .split(/\r?\n/)
      .filter((line) => line !== '')
      .map(logLine);
    const own = hostOf(all, hostname());
    const lines = ofOthers(presentLife(ofHost(all, own), since));
    const worth = lines.filter((line) => WORTH_KEEPING.test(`${line.level} ${line.message}`));
    const sight = {
      source: path,
      how: 'log' as const,
      text: worth
        .slice(-KEPT_LINES)
        .map((line) => readable(line).slice(0, 600))
        .join('\n')
        .slice(-KEPT_CHARS),
    };
    if (since === null) {
      const facts = await factsIn(lines, target.subject, context.signal);
      return { ...sight, facts: target.clientOf === null ? facts : facts.filter(ofStarts) };
    }
    const files = await withRolled(host, path);
    const run = { since: since - ROUNDING, host: own, gateway: target.subject };
    const life = await readSince(host, files, run, context.signal);
    const facts = life.facts.filter(lately(context.now())).filter(notOver(lines)).slice(0, MOST_FACTS);
    if (life.leftOut === null) return { ...sight, facts };
    return { ...sight, why: life.leftOut, text: `(${life.leftOut})\n${sight.text}`, facts };
  },
});
