/**
 * @module agent/probes/boots
 * How the previous run of the gateway ended, by its own record: stopped on purpose, restarted as planned, or
 * gone without a word.
 */
import * as z from 'zod';
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

export const boots = defineProbe({
  id: 'boots',
  title: "the gateway's own record of its runs",
  gives: ['gateway.boot.last-outcome', 'gateway.boot.recent-crashes'],
  needs: "to read the state database as the gateway's user; reads a copy",
  timeoutMs: 3_000,
  async look({ host, target, now }) {
    const source = `${target.stateDir}/state/openclaw.sqlite`;
    const rows = await host.query(target.root + source, LAST_RUNS);
    if (!rows.ok) return { source, look: rows.look, why: rows.why, facts: [] };
    const runs = Runs.safeParse(rows.value ?? []).data;
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
      }),
    };
  },
});
