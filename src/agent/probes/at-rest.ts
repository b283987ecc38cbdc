/**
 * @module agent/probes/at-rest
 * Is this gateway at rest: a configuration that nobody started, and that nothing would start? A profile that was made
 * and left, a rescue profile, a copy of somebody's folder. That it does not run is then no fault.
 */
import { join } from 'node:path';
import { startRefusal } from '../../evidence/readers/start-refusal.ts';
import type { Fact } from '../../protocol/evidence.ts';
import { startupsIn, worthParsing } from '../changes/log-history.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';
import { logFile } from './log-tail.ts';

const LOG_BYTES = 512 * 1024;
/** A run leaves a row here (2026.9.6); releases before that leave their lock and their log. */
const RUNS = 'SELECT count(*) AS n FROM gateway_boot_lifecycle';

/** Nothing runs it now, and nothing is installed that would. */
function idle({ target }: ProbeContext): boolean {
  const { processes, maybeStarting, lockers, units, container, silentEngines, elsewhere } = target;
  if (!processes.ok || processes.value.length > 0 || maybeStarting > 0 || lockers.length > 0) return false;
  if (container !== undefined || silentEngines.length > 0) return false;
  // A gateway with another state reads this very file: it is in use.
  if (elsewhere.some(({ sameConfig }) => sameConfig)) return false;
  return units.every(({ enabled }) => enabled === false);
}

/** Did it ever run or try to? Undefined where its records cannot be read. */
async function everStarted(context: ProbeContext): Promise<boolean | undefined> {
  const { host, target } = context;
  const state = target.root + target.stateDir;
  const rows = await host.queries(join(state, 'state', 'openclaw.sqlite'), [RUNS]);
  if (!rows.ok) return undefined;
  if (Number(rows.value?.[0]?.[0]?.n ?? 0) > 0) return true;
  const folders = await host.list(join(state, 'tmp'));
  if (!folders.ok) return undefined;
  for (const folder of (folders.value ?? []).slice(0, 8)) {
    const locks = await host.list(join(state, 'tmp', folder));
    if (locks.ok && locks.value?.some((name) => name.startsWith('gateway.'))) return true;
  }
  const path = await logFile(context);
  const [log, config] = await Promise.all([host.stat(path), host.stat(target.root + target.configPath)]);
  if (!log.ok || !config.ok) return undefined;
  // Another user's log in the folder that all share tells of another gateway.
  if (log.value === null || log.value.uid !== config.value?.uid) return false;
  const text = await host.read(path, { maxBytes: LOG_BYTES, tail: true });
  if (!text.ok) return undefined;
  const said = text.value ?? '';
  const refused = startRefusal.read(said, { gateway: target.subject, kind: 'log', live: true });
  return refused.length > 0 || startupsIn(worthParsing(said)).length > 0;
}

/** Does anybody mean it to run here: who looks, or a service or container that was set up for it? */
const wantedFacts = ({ target }: ProbeContext): Fact[] => {
  const { meant, units, container } = target;
  const set = units.some(({ enabled }) => enabled !== false) || container !== undefined;
  return factsOn(target.subject, { 'gateway.asked-for': meant !== undefined || set });
};

export const atRest = defineProbe({
  id: 'at-rest',
  title: 'whether anybody ever started it, or anything would',
  gives: ['gateway.at-rest', 'gateway.asked-for'],
  needs: "to read the log and the state database as the gateway's user",
  timeoutMs: 3_000,
  async look(context) {
    const { target } = context;
    const source = target.stateDir;
    const wanted = wantedFacts(context);
    if (target.meant === 'named' || !idle(context))
      return { source, facts: [...wanted, ...factsOn(target.subject, { 'gateway.at-rest': false })] };
    const started = await everStarted(context);
    if (started === undefined)
      return {
        source,
        look: 'unavailable',
        why: 'whether it was ever started cannot be told',
        facts: wanted,
      };
    return { source, facts: [...wanted, ...factsOn(target.subject, { 'gateway.at-rest': !started })] };
  },
});
