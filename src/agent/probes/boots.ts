/**
 * @module agent/probes/boots
 * How the previous run of the gateway ended, by its own record: stopped on purpose, restarted as planned, or
 * gone without a word.
 */
import * as z from 'zod';
import { isDate } from '../given-time.ts';
import { defineProbe, factsOn } from '../probe.ts';

const WORDS: Readonly<Record<string, string>> = {
  clean_stop: 'clean-stop',
  planned_restart: 'planned-restart',
};

/** Three crashes within it are a loop, whoever restarts it. Milliseconds. */
const RECENT_MS = 600_000;

/** Table of OpenClaw 2026.9.6; a run without outcome never said goodbye. */
const LAST_RUNS =
  'SELECT pid, started_at_ms, outcome FROM gateway_boot_lifecycle ORDER BY started_at_ms DESC LIMIT 20';
const Runs = z.array(
  z.object({ pid: z.number(), started_at_ms: z.number(), outcome: z.string().nullable() }),
);

/** When somebody ended it with SIGTERM, newest first. */
const LAST_STOPS =
  "SELECT completed_at_ms AS at FROM gateway_boot_lifecycle WHERE reason = 'stop (SIGTERM)' ORDER BY completed_at_ms DESC LIMIT 4";
const Stops = z.array(z.object({ at: z.number() })).length(4);
/** How far back the first of them counts, and by how much their distances may differ at most. Milliseconds. */
const STOPS_MS = 1_200_000;
const EVEN_MS = 10_000;

/** Seconds between its ends, where they are even: four within a fifth of each other are no person's work. */
function endedEvery(rows: unknown, now: number): number | undefined {
  const ends = Stops.safeParse(rows).data?.map(({ at }) => at) ?? [];
  if ((ends.at(-1) ?? 0) < now - STOPS_MS) return undefined;
  const apart = ends.slice(1).map((at, n) => (ends[n] ?? at) - at);
  const least = Math.min(...apart);
  const even = Math.max(...apart) - least <= Math.min(EVEN_MS, least / 5);
  return even ? Math.round(least / 1_000) : undefined;
}

export const boots = defineProbe({
  id: 'boots',
  title: "the gateway's own record of its runs",
  gives: ['gateway.boot.last-outcome', 'gateway.boot.recent-crashes', 'gateway.boot.ended-every-s'],
  needs: "to read the state database as the gateway's user; reads a copy",
  timeoutMs: 3_000,
  async look({ host, target, now }) {
    const source = `${target.stateDir}/state/openclaw.sqlite`;
    const rows = await host.queries(target.root + source, [LAST_RUNS, LAST_STOPS]);
    if (!rows.ok) return { source, look: rows.look, why: rows.why, facts: [] };
    const [last20, stops] = rows.value ?? [];
    const runs = Runs.safeParse(last20 ?? []).data?.filter((run) => isDate(run.started_at_ms));
    if (!runs) return { source, look: 'unavailable', why: 'its record has another form', facts: [] };
    if (!target.processes.ok)
      return { source, look: 'unavailable', why: `which run is on: ${target.processes.why}`, facts: [] };
    const pids = new Set(target.processes.value.map(({ pid }) => pid));
    // The run that is still on has no outcome yet; a container counts pids in its own way.
    const inside = target.root !== '';
    const ended = runs.filter(({ pid, outcome }) => outcome !== null || (!inside && !pids.has(pid)));
    const [last] = ended;
    const crashes = ended.filter((run) => run.outcome === null && run.started_at_ms > now() - RECENT_MS);
    const when = (run: { started_at_ms: number }) => new Date(run.started_at_ms).toISOString();
    return {
      source,
      text: runs
        .slice(0, 10)
        .map((run) => `${when(run)} pid ${run.pid}: ${run.outcome ?? 'no end recorded'}`)
        .join('\n'),
      facts: factsOn(target.subject, {
        'gateway.boot.last-outcome': last && (last.outcome === null ? 'crash' : WORDS[last.outcome]),
        'gateway.boot.recent-crashes': runs.length > 0 ? crashes.length : undefined,
        'gateway.boot.ended-every-s': endedEvery(stops, now()),
      }),
    };
  },
});
