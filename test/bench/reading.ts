/**
 * What text costs: a diagnosis of one host's evidence and how that grows with the number of rules; and a log of
 * 100 MB read through the readers, beside grep looking for the same words.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { classify } from '../../src/diagnosis/classify.ts';
import type { Rule } from '../../src/diagnosis/rule.ts';
import { openLogStream } from '../../src/evidence/log-stream.ts';
import { LINE_READERS } from '../../src/evidence/readers/index.ts';
import { pastedEvidence } from '../../src/explain/pasted.ts';
import type { Evidence, FactValue, How } from '../../src/protocol/evidence.ts';
import { createRedactor } from '../../src/redaction/redact.ts';
import { fileOf } from '../gateway/programs.ts';
import { gatewayLog } from '../redaction/corpus.ts';
import { drawFrom } from '../redaction/draw.ts';
import { inWords, median, memoryMb } from './measure.ts';

export type ReadingFigures = {
  /** One host's evidence: citations in it, and a diagnosis of it in ms. */
  facts: number;
  classifyMs: number;
  /** The same with other numbers of rules; `strangers` wait for facts that were not seen, `alike` for the same. */
  growth: { rules: number; strangersMs: number; alikeMs: number }[];
  /** A log in MB (2^20), and MB read a second of processor time. */
  logMb: number;
  oursMbS: number;
  grepMbS: number;
  /** `explain` of that log: most memory it ever had, and that of one line; MB. */
  explainMb: number;
  oneLineMb: number;
  /** `explain` of 1 MiB of chosen text, redaction and reading each; ms of processor time, the slowest text. */
  chosenMs: { redact: number; read: number };
};

const MIB = 1_048_576;
const GATEWAY = 'gateway:default';
const NOW = Date.parse('2026-11-21T06:00:00Z');

function evidence(how: How, facts: readonly (readonly [string, string, FactValue])[]): Evidence {
  const at = new Date(NOW).toISOString();
  const all = facts.map(([fact, child, value]) => ({ fact, subject: `${GATEWAY}${child}`, value }));
  return { probe: how, subject: GATEWAY, source: how, at, how, look: 'seen', facts: all };
}

/** A host that works, with fifty clients that its log shows refused, and every sort of line in that log. */
function oneHost(): Evidence[] {
  const stream = openLogStream({ gateway: GATEWAY, kind: 'log' });
  const lines = Array.from({ length: 50 }, (_, n) => {
    const conn = `${(0x10000000 + n).toString(16)}-0000-4000-8000-000000000001`;
    return `${new Date(NOW - n * 60_000).toISOString()} [ws] unauthorized conn=${conn} remote=10.0.0.${n} client=desk-${n} cli v1 ua=n/a reason=token_mismatch guidance=unauthorized: gateway token mismatch (x)`;
  });
  stream.push(new TextEncoder().encode(`${lines.join('\n')}\n${gatewayLog(drawFrom(7), 200_000, 'x')}`));
  const live = evidence('live', [
    ['gateway.process.count', '', 1],
    ['gateway.process.state', '', 'running'],
    ['gateway.process.uptime-s', '', 90_000],
    ['gateway.listener.state', '', 'listening'],
    ['gateway.listener.owner', '', 'gateway'],
    ['gateway.http.live', '', 'ok'],
    ['gateway.http.ready', '', true],
    ['gateway.version.running', '', '2026.9.6'],
    ['gateway.version.installed', '', '2026.9.6'],
    ['config.file', '', 'readable'],
    ['config.parse', '', 'ok'],
    ['config.valid', '', true],
    ['config.mode', '', 'local'],
    ['gateway.disk.free-bytes', '', 1e11],
    ['gateway.disk.used-percent', '', 40],
    ['connect.refusal.code', '/client:probe', 'AUTH_TOKEN_MISMATCH'],
    ['credential.fingerprint', '/credential:a', 'f1'],
    ['credential.in-force', '/credential:a', true],
    ['credential.fingerprint', '/credential:b', 'f2'],
    ['credential.presented', '/credential:b', true],
    ['agent.workspace.exists', '/agent:main', true],
    ['agent.workspace.writable', '/agent:main', true],
  ]);
  return [live, { ...evidence('log', []), facts: stream.end().facts }];
}

function timed(work: () => unknown, rounds: number): number {
  work();
  const runs = Array.from({ length: rounds }, () => {
    const began = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  });
  return median(runs);
}

/** As many rules: copies of the real ones, some of facts that nobody saw. */
const copies = (count: number, of: (rule: Rule, n: number) => Rule): Rule[] =>
  Array.from({ length: count }, (_, n) => of(RULES[n % RULES.length] as Rule, n));
/** Its fact is one that was not seen. */
const stranger = (rule: Rule, n: number): Rule => ({
  ...rule,
  id: `${rule.id}-${n}`,
  hints: [],
  decisive: { fact: 'config.sign', is: `never-${n}` },
});
const alike = (rule: Rule, n: number): Rule => ({ ...rule, id: `${rule.id}-${n}`, suppresses: [] });

/** Processor seconds of this process's ended children: cutime + cstime of /proc/self/stat, in ticks of 1/100 s. */
function childrenS(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) / 100;
}

/** Processor seconds and most memory of a program that reads `file`. */
async function costOfReading(
  file: string,
  command: string,
  args: readonly string[],
): Promise<{ cpuS: number; peakMb: number }> {
  const input = openSync(file, 'r');
  const before = childrenS();
  // Not to /dev/null: there grep stops at the first word it finds.
  const child = spawn(command, [...args], { stdio: [input, 'pipe', 'ignore'] });
  child.stdout?.resume();
  let peakMb = 0;
  const look = setInterval(() => {
    peakMb = Math.max(peakMb, memoryMb(child.pid ?? 0, 'VmHWM'));
  }, 20);
  await once(child, 'close');
  clearInterval(look);
  closeSync(input);
  return { cpuS: childrenS() - before, peakMb };
}

function readThrough(file: string): number {
  const reading = openLogStream({ gateway: GATEWAY, kind: 'log' });
  const input = openSync(file, 'r');
  const memory = Buffer.alloc(1 << 18);
  const began = process.cpuUsage();
  for (let length = readSync(input, memory); length > 0; length = readSync(input, memory))
    reading.push(memory.subarray(0, length));
  reading.end();
  closeSync(input);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

/** What a stranger may paste to keep a bot busy, 1 MiB of it each: the most that its redaction and its reading cost. */
function chosenText(): { redact: number; read: number } {
  const pieces = [
    'data:\n  password: c2VjcmV0\n',
    `${['-----BEGIN', 'PRIVATE KEY-----'].join(' ')}\n`,
    '2026-11-02T10:00:00.000Z [ws] unauthorized conn=1 remote=127.0.0.1 reason=token_mismatch\n',
  ];
  const cost = (work: () => unknown): number => {
    const began = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1e3;
  };
  const texts = pieces.map((piece) => piece.repeat(Math.ceil(MIB / piece.length)).slice(0, MIB));
  const redactor = createRedactor({});
  return {
    redact: Math.max(...texts.map((text) => cost(() => redactor.text(text)))),
    read: Math.max(...texts.map((text) => cost(() => pastedEvidence(text, NOW)))),
  };
}

export async function measureReading({ quick }: { quick: boolean }): Promise<ReadingFigures> {
  const host = oneHost();
  const rounds = quick ? 9 : 25;
  const growth = (quick ? [100, 1_000] : [100, 1_000, 10_000]).map((rules) => {
    const [strangers, same] = [copies(rules, stranger), copies(rules, alike)];
    return {
      rules,
      strangersMs: timed(() => classify(host, NOW, strangers), rounds),
      alikeMs: timed(() => classify(host, NOW, same), quick ? 3 : 5),
    };
  });
  const folder = mkdtempSync(join(tmpdir(), 'reading-'));
  try {
    const file = join(folder, 'gateway.log');
    const part = gatewayLog(drawFrom(7), 4 * MIB, 'a-secret-of-nobody');
    const logMb = quick ? 20 : 100;
    writeFileSync(file, '');
    for (let n = 0; n < logMb / 4; n++) writeFileSync(file, `${part}\n`, { flag: 'a' });
    const one = join(folder, 'one.log');
    writeFileSync(one, 'gateway token mismatch\n');
    const words = join(folder, 'words');
    writeFileSync(words, [...new Set(LINE_READERS.flatMap((reader) => reader.near))].join('\n'));
    readThrough(file);
    const ours = median([1, 2, 3].map(() => readThrough(file)));
    const grep = await costOfReading(file, 'grep', ['-c', '-i', '-F', '-f', words]);
    const explain = [fileOf('host'), 'explain'];
    const small = await costOfReading(one, process.execPath, explain);
    const large = await costOfReading(file, process.execPath, explain);
    return {
      facts: host.reduce((sum, { facts }) => sum + facts.length, 0),
      classifyMs: timed(() => classify(host, NOW), rounds),
      growth,
      logMb,
      oursMbS: logMb / ours,
      grepMbS: logMb / Math.max(0.01, grep.cpuS),
      explainMb: large.peakMb,
      oneLineMb: small.peakMb,
      chosenMs: chosenText(),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function readingRows(r: ReadingFigures): [string, string, string][] {
  const rate = (mbS: number): string => `${mbS.toFixed(0)} MB/s`;
  return [
    [
      'diagnosis of one host’s evidence',
      inWords(r.classifyMs),
      `${r.facts} facts, ${RULES.length} rules; goal under 20 ms`,
    ],
    ...r.growth.map(({ rules, strangersMs, alikeMs }): [string, string, string] => [
      `… with ${rules} rules`,
      inWords(alikeMs),
      `${inWords(strangersMs)} where they wait for other facts`,
    ]),
    [
      `reading a log of ${r.logMb} MB`,
      rate(r.oursMbS),
      `grep -iF for the same words, ${rate(r.grepMbS)}; both in processor time`,
    ],
    [
      'explain of that log, most memory',
      `${r.explainMb.toFixed(0)} MB`,
      `${r.oneLineMb.toFixed(0)} MB for one line`,
    ],
    [
      'explain of 1 MiB of chosen text, at worst',
      `${inWords(r.chosenMs.read)} to read`,
      `${inWords(r.chosenMs.redact)} to redact; in processor time`,
    ],
  ];
}
