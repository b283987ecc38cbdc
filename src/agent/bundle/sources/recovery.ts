/**
 * @module agent/bundle/sources/recovery
 * What was done here to bring the gateway back: the journals of the runs of that time, and the orders of this incident
 * with their ends, from the host agent's own journal.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Tried } from '../../../bundles/report-input.ts';
import { progressOf } from '../../../runbooks/progress.ts';
import { runOf } from '../../recovery/drive.ts';
import { type RunReading, readRun } from '../../recovery/run-journal.ts';
import { defineSource, type RawFile, type SourceContext } from '../source.ts';

const MOST_RUNS = 5;
const MOST_JOURNAL = 8 * 1024 * 1024;
const MOST_RUN = 4 * 1024 * 1024;

type Run = RunReading & { path: string; at: number };

function runsSince(folder: string, { since, target }: SourceContext): Run[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^[0-9a-f]{40}\.jsonl$/.test(name))
    .map((name) => ({
      path: join(folder, name),
      stat: statSync(join(folder, name), { throwIfNoEntry: false }),
    }))
    .filter(({ stat }) => stat !== undefined && stat.mtimeMs >= since && stat.size <= MOST_RUN)
    .sort((a, b) => (b.stat?.mtimeMs ?? 0) - (a.stat?.mtimeMs ?? 0))
    .slice(0, MOST_RUNS)
    .flatMap(({ path, stat }) => {
      const run = readRun(path);
      return run === null || run.head.plan.gateway !== target.name
        ? []
        : [{ ...run, path, at: stat?.mtimeMs ?? 0 }];
    });
}

function triedIn(run: Run): Tried {
  const { head, records, path } = run;
  const { by, because, plan } = head;
  const at = records[0]?.t ?? run.at;
  const last = records.at(-1)?.t ?? at;
  const progress = progressOf(runOf(run), { revision: records.length, now: last, saying: null });
  return { run: basename(path, '.jsonl').slice(0, 12), by, because, at, plan, progress };
}

/** Orders of this incident, and what was refused meanwhile; on the host itself, all of that time. */
async function orders({ host, ownState, incident, story, since }: SourceContext): Promise<RawFile | null> {
  const path = join(ownState ?? '', 'journal.jsonl');
  const text = await host.read(path, { maxBytes: MOST_JOURNAL, tail: true });
  if (!text.ok || text.value === null) return null;
  const ids = new Set<string>();
  const kept = text.value.split('\n').flatMap((line) => {
    try {
      const { t, entry } = JSON.parse(line) as {
        t: number;
        entry: { kind: string; id?: string; incident?: string };
      };
      if (!(t >= since)) return [];
      if (entry.kind === 'taken' && (story === null || entry.incident === incident)) ids.add(entry.id ?? '');
      const ours = ids.has(entry.id ?? '') || entry.kind === 'recovered-here' || entry.kind === 'refused';
      return ours ? [JSON.stringify({ at: new Date(t).toISOString(), ...entry })] : [];
    } catch {
      return [];
    }
  });
  if (kept.length === 0) return null;
  return { name: 'system/orders.jsonl', source: path, text: `${kept.join('\n')}\n`, cut: null };
}

export const recovery = defineSource({
  id: 'recovery',
  title: 'recoveries and orders',
  limitMs: 5_000,
  async collect(context) {
    const { ownState } = context;
    if (ownState === undefined) return {};
    const runs = runsSince(join(ownState, 'recovery', 'runs'), context);
    const files = runs.map((run, n): RawFile => {
      const lines = run.records.map(({ t, event }) =>
        JSON.stringify({ at: new Date(t).toISOString(), ...event }),
      );
      const text = [JSON.stringify(run.head), ...lines, ''].join('\n');
      return { name: `system/recovery-${n + 1}.jsonl`, source: run.path, text, cut: null };
    });
    const taken = await orders(context);
    return {
      files: taken === null ? files : [...files, taken],
      tried: runs.map(triedIn).sort((a, b) => a.at - b.at),
    };
  },
});
