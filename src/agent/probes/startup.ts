/**
 * @module agent/probes/startup
 * How long this gateway's starts take on this host, and how far the present one is. A start that makes progress is
 * waited for, however slow the machine; one that stands still is a fault.
 */

import { type Startup, startupsIn, worthParsing } from '../changes/log-history.ts';
import { logLine } from '../gateways/log-lines.ts';
import { isTime } from '../given-time.ts';
import type { Outcome } from '../host/host-port.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';
import { logFile } from './log-tail.ts';

const LOG_BYTES = 2 * 1024 * 1024;
/** Starts that the usual one is taken from: the newest. */
const COUNTED = 10;
/** No word for this long is no progress; three times the usual is late. Seconds. */
const STILL_S = 120;
const TIMES_USUAL = 3;
/** Without a history: the slowest migrations seen took four minutes. Seconds. */
const LATE_S = 600;

/** Ends of runs that were planned, and restarts that were asked for (tables of 2026.9.6). */
const PLANNED = [
  // Stopped by hand after that: then nothing is planned any more.
  `SELECT iif(outcome = 'planned_restart', completed_at_ms, NULL) AS at FROM gateway_boot_lifecycle WHERE outcome IS NOT NULL ORDER BY completed_at_ms DESC LIMIT 1`,
  'SELECT max(created_at) AS at FROM gateway_restart_intent',
  'SELECT max(created_at) AS at FROM gateway_restart_handoff',
];

async function plannedAge({ host, target, now }: ProbeContext): Promise<number | undefined> {
  const answers = await host.queries(`${target.root}${target.stateDir}/state/openclaw.sqlite`, PLANNED);
  const times = (answers.ok ? (answers.value ?? []) : []).map((rows) => rows?.[0]?.at).filter(isTime);
  return times.length > 0 ? Math.max(0, Math.round((now() - Math.max(...times)) / 1000)) : undefined;
}

function middle(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** The start that is under way: the last one without an end, of a process that is alive. */
function underWay(starts: readonly Startup[], { target }: ProbeContext): Startup | null {
  const last = starts.at(-1);
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  if (!last || last.ready !== null || !main || last.began < main.startedAt - 2_000) return null;
  return last;
}

/** When the gateway last said anything, epoch ms. */
function lastWord(text: string): number {
  for (const raw of text.trimEnd().split('\n').slice(-20).reverse()) {
    const { at, subsystem } = logLine(raw);
    if (at !== null && subsystem !== null) return at;
  }
  return 0;
}

export const startup = defineProbe({
  id: 'startup',
  title: 'how long starts take here, and how far the present one is',
  gives: [
    'gateway.startup.usual-s',
    'gateway.startup.elapsed-s',
    'gateway.startup.quiet-s',
    'gateway.startup.phase',
    'gateway.startup.overdue',
    'gateway.restart.planned-age-s',
  ],
  needs: "to read the log and the state database as the gateway's user",
  timeoutMs: 8_000,
  async look(context) {
    const path = await logFile(context);
    const text: Outcome<string | null> = await context.host.read(path, { maxBytes: LOG_BYTES, tail: true });
    const planned = await plannedAge(context);
    const plannedFacts = factsOn(context.target.subject, { 'gateway.restart.planned-age-s': planned });
    if (!text.ok) return { source: path, look: text.look, why: text.why, facts: plannedFacts };
    const starts = startupsIn(worthParsing(text.value ?? ''));
    const took = starts.flatMap(({ began, ready }) => (ready === null ? [] : [(ready - began) / 1000]));
    const usual = middle(took.slice(-COUNTED));
    const open = underWay(starts, context);
    const elapsed = open ? (context.now() - open.began) / 1000 : undefined;
    const quiet = open
      ? (context.now() - Math.max(open.lastWord, lastWord(text.value ?? ''))) / 1000
      : undefined;
    const late = usual === undefined ? LATE_S : Math.max(STILL_S, TIMES_USUAL * usual);
    return {
      source: path,
      text: starts
        .slice(-COUNTED)
        .map(({ began, ready, phase }) => {
          const end =
            ready === null
              ? `not ready, last: ${phase.slice(0, 100)}`
              : `ready after ${Math.round((ready - began) / 1000)} s`;
          return `${new Date(began).toISOString()} ${end}`;
        })
        .join('\n'),
      facts: [
        ...plannedFacts,
        ...factsOn(context.target.subject, {
          'gateway.startup.usual-s': usual === undefined ? undefined : Math.round(usual),
          'gateway.startup.elapsed-s': elapsed === undefined ? undefined : Math.round(elapsed),
          'gateway.startup.quiet-s': quiet === undefined ? undefined : Math.round(quiet),
          'gateway.startup.phase': open?.phase.slice(0, 200),
          'gateway.startup.overdue':
            elapsed === undefined || quiet === undefined ? undefined : elapsed > late && quiet > STILL_S,
        }),
      ],
    };
  },
});
