/**
 * @module agent/probes/changes
 * What changed before it broke, on one timeline: configuration, credentials, package, service definition, restarts
 * with their reasons, and beside them the first and last sight of each failure. Names and times, never values.
 */

import type { Fact } from '../../protocol/evidence.ts';
import { changeFacts, worthShowing } from '../changes/change.ts';
import {
  askedRestarts,
  configFileChanges,
  installedPackage,
  lostAgainstLastGood,
  serviceFiles,
} from '../changes/files.ts';
import { type Failure, failuresIn, worthParsing } from '../changes/log-history.ts';
import { auditLines, readRecords, STATE_QUERIES } from '../changes/state-records.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';
import { logFile } from './log-tail.ts';

/** A day of an ordinary gateway; of a noisy one the last hours. */
const LOG_BYTES = 3 * 1024 * 1024;
const MINUTE = 60_000;
/** A failure that was last seen longer ago is over, as far as the timeline is concerned. */
const GOES_ON_MS = 15 * MINUTE;
/** This close before the first failure, a change is the first suspect; an update may take longer to bite. */
const JUST_BEFORE_MS = 15 * MINUTE;
const UPDATE_BEFORE_MS = 60 * MINUTE;
const MOST_FAILURES = 24;
/** A setting that was changed longer ago is a choice by now. */
const DAY = 24 * 60 * MINUTE;
const TOOL_POLICY =
  /[:,] (?:agents\.[\w.]{0,80}\.)?tools(?:\.(?:allow|alsoAllow|deny|profile|byProvider)\b|(?=[,;]|$| and ))/;

async function recorded({ host, target }: ProbeContext) {
  const alive = new Set(target.processes.ok ? target.processes.value.map(({ pid }) => pid) : []);
  const path = `${target.stateDir}/state/openclaw.sqlite`;
  const answers = await host.queries(target.root + path, STATE_QUERIES);
  const records = readRecords(answers.ok ? (answers.value ?? []) : [], alive);
  const why = answers.ok ? null : `its record of changes: ${answers.why}`;
  if (records.audited) return { ...records, why };
  const lines = await host.read(`${target.root}${target.stateDir}/logs/config-audit.jsonl`, {
    maxBytes: 128 * 1024,
    tail: true,
  });
  const older = lines.ok && lines.value !== null ? auditLines(lines.value) : [];
  return { ...records, why, changes: [...records.changes, ...older], audited: older.length > 0 };
}

/** `from`: the oldest line that was read, epoch ms; a failure may have been there before it. */
type Logged = { failures: Failure[]; from: number | null; why: string | null };

async function failuresOf(context: ProbeContext): Promise<Logged> {
  const text = await context.host.read(await logFile(context), { maxBytes: LOG_BYTES, tail: true });
  if (!text.ok) return { failures: [], from: null, why: `first failures: ${text.why}` };
  const lines = worthParsing(text.value ?? '');
  const all = failuresIn(lines, context.target.subject);
  const from = Math.min(...lines.flatMap(({ at }) => at ?? []));
  return {
    failures: all.sort((a, b) => b.last - a.last).slice(0, MOST_FAILURES),
    from: Number.isFinite(from) ? from : null,
    why: null,
  };
}

const iso = (at: number): string => new Date(at).toISOString();

function failureFacts(subject: string, failures: readonly Failure[]): Fact[] {
  return failures.flatMap(({ fact, value, first, last, count, quote }) => {
    const words = [fact, value.slice(0, 200), String(count)];
    const line = quote.slice(0, 300);
    return [
      { fact: 'failure.first', subject, value: words, at: iso(first), quote: line },
      ...(last > first ? [{ fact: 'failure.last', subject, value: words, at: iso(last) }] : []),
    ];
  });
}

export const changes = defineProbe({
  id: 'changes',
  of: 'both',
  title: 'what changed: configuration, credentials, package, service, restarts, first failures',
  gives: [
    'change.config',
    'change.credential',
    'change.package',
    'change.service',
    'change.restart',
    'change.left-out',
    'failure.first',
    'failure.last',
    'failure.after',
    'failure.log-from',
    'config.lost-keys',
    'config.lost-sections',
    'config.size-percent',
    'gateway.package.newer-than-process',
    'gateway.service.newer-than-process',
    'host.utc-offset-min',
    'tools.policy-changed',
  ],
  needs: "to read the state database (a copy), the log, the package and the service's definition",
  timeoutMs: 5_000,
  async look(context) {
    const { host, target, openclaw } = context;
    const [records, log, asked, installed, service, lost] = await Promise.all([
      recorded(context),
      failuresOf(context),
      askedRestarts(host, target),
      installedPackage(host, target, openclaw),
      serviceFiles(host, target),
      lostAgainstLastGood(host, target),
    ]);
    const files = await configFileChanges(host, target, records.changes, records.audited);
    const now = context.now();
    const current = log.failures.filter(({ last }) => last > now - GOES_ON_MS);
    const first = current.length > 0 ? Math.min(...current.map((one) => one.first)) : null;
    const ofState = [...records.changes, ...files, ...asked];
    // A package that came before anything else here was installed: nothing was updated that could have broken.
    const began = (records.runs ?? []).map((run) => run.began);
    const isOlder = (at: number) => installed !== null && at < installed.at - MINUTE;
    const updated =
      installed?.followsAnother === true || [...began, ...ofState.map(({ at }) => at)].some(isOlder);
    const packages = updated ? (installed?.changes ?? []) : [];
    const all = [...ofState, ...packages, ...(service?.changes ?? [])];
    const { changes: shown, leftOut } = worthShowing(all, first, now);
    const before = shown.filter(({ at, kind }) => {
      const within = kind === 'package' ? UPDATE_BEFORE_MS : JUST_BEFORE_MS;
      return first !== null && at <= first && at > first - within;
    });
    const main = target.processes.ok ? target.processes.value[0] : undefined;
    const newer = (at: number | undefined) =>
      main === undefined || at === undefined ? undefined : at > main.startedAt + 1_000;
    const whys = [records.why, log.why].filter((one) => one !== null).join('; ');
    return {
      source: `${target.stateDir}, its log and its files`,
      ...(whys === '' ? {} : { why: whys }),
      text: shown
        .map(({ at, kind, what }) => `${iso(at)} ${kind}: ${what}`)
        .join('\n')
        .slice(0, 12_000),
      facts: [
        ...changeFacts(target.subject, shown),
        ...failureFacts(target.subject, log.failures),
        ...factsOn(target.subject, {
          'tools.policy-changed': records.audited
            ? all.some(({ kind, what, at }) => kind === 'config' && at > now - DAY && TOOL_POLICY.test(what))
            : undefined,
          'change.left-out': leftOut > 0 ? leftOut : undefined,
          'failure.log-from': log.from === null ? undefined : iso(log.from),
          'failure.after': first === null ? undefined : [...new Set(before.map(({ kind }) => kind))],
          'config.lost-keys': lost?.keys,
          'config.lost-sections': lost?.sections,
          'config.size-percent': lost?.sizePercent ?? undefined,
          'gateway.package.newer-than-process': newer(installed?.at),
          'gateway.service.newer-than-process': newer(service?.at),
        }),
        ...factsOn('host', { 'host.utc-offset-min': 0 - new Date(now).getTimezoneOffset() }),
      ],
    };
  },
});
