/**
 * @module agent/recovery/repairs/processes
 * Repairs that change no file: restart, start what is stopped, wake what was suspended, end a second gateway. Here it is
 * looked whether they apply; acts of their own carry them out.
 */
import { pulseOf } from '../../gateways/processes.ts';
import { startOf } from '../../supervisors/instance.ts';
import { beyondRestart } from '../beyond-restart.ts';
import { endsWithProcess } from '../ends-with-process.ts';
import { certificateFitsKey, isUnloaded, showsOlderCertificate } from '../loaded.ts';
import {
  doesNotApply,
  type Looked,
  type Needs,
  type Repair,
  type RepairArgs,
  type Sight,
} from '../repair.ts';
import { because } from '../told-value.ts';

const stage: Repair['stage'] = async () => ({ ok: true, files: [] });

const applies = (
  code: string,
  needs: Needs,
  args: RepairArgs,
  command: string[] | null,
  what?: string,
): Looked => ({
  applies: true,
  because: because(code),
  changes: what === undefined ? [] : [{ what, before: 'there', after: null }],
  args,
  needs,
  command,
  cautions: [],
});

const mainOf = ({ site }: Sight) => (site.target.processes.ok ? site.target.processes.value[0] : undefined);

/** A restart into a file that OpenClaw refuses would end what still serves. */
async function refusedFile({ config }: Sight): Promise<Looked | null> {
  if (config.value === null) return doesNotApply('config.unreadable');
  const judged = await config.judged();
  return judged.ok && !judged.valid ? doesNotApply('config.invalid') : null;
}

/** Findings of what is saved: a restart ends them only where it is not in force yet. */
const OF_WHAT_IS_SAVED: ReadonlySet<string> = new Set(['tls-mismatch']);

async function nothingToLoad({ site, finding }: Sight): Promise<Looked | null> {
  if (finding === null || !OF_WHAT_IS_SAVED.has(finding)) return null;
  const loads = (await isUnloaded(site)) || (await showsOlderCertificate(site));
  return loads ? null : doesNotApply('restart.nothing-to-load');
}

const restart: Repair = {
  id: 'restart',
  async look(sight) {
    const { processes, container } = sight.site.target;
    if (!processes.ok) return doesNotApply('processes.unseen', { why: processes.why });
    if (processes.value.length === 0 && container === undefined) return doesNotApply('gateway.not-running');
    if (mainOf(sight)?.state === 'stopped') return doesNotApply('gateway.suspended');
    const beyond = await beyondRestart(sight.site, sight.finding);
    if (beyond !== null) return { applies: false, because: beyond };
    const refused = (await nothingToLoad(sight)) ?? (await refusedFile(sight));
    if (refused !== null) return refused;
    if (!(await certificateFitsKey(sight.site))) return doesNotApply('restart.certificate-unsound');
    // A restart within the process keeps the port of its start (2026.9.6, observed).
    const port = mainOf(sight)?.lock?.port;
    const moved = port !== undefined && port !== sight.site.target.clientPort;
    return sight.finding === 'reload-off-stale-config' && moved
      ? applies('restart.to-configured-port', 'stop-start', { port: 'configured' }, null)
      : applies('restart.orderly', endsWithProcess(sight.finding, 'restart'), {}, null);
  },
  stage,
};

const startStopped: Repair = {
  id: 'start-stopped',
  async look(sight) {
    const { processes, maybeStarting, rivals, lockers } = sight.site.target;
    if (!processes.ok) return doesNotApply('processes.unseen', { why: processes.why });
    if (processes.value.length > 0) return doesNotApply('gateway.running');
    if (maybeStarting > 0) return doesNotApply('gateway.starting');
    const [locker] = lockers;
    if (locker !== undefined) {
      const code = locker.state === 'stopped' ? 'gateway.locked-by-suspended' : 'gateway.locked-by-command';
      return doesNotApply(code, { pid: String(locker.pid) });
    }
    if (rivals.samePort.length > 0) return doesNotApply('gateway.port-taken');
    return (await refusedFile(sight)) ?? applies('start.stopped', 'start', {}, null);
  },
  stage,
};

const resumeFrozen: Repair = {
  id: 'resume-frozen',
  async look(sight) {
    const main = mainOf(sight);
    const { host } = sight.site;
    if (main === undefined || (await pulseOf(host, main.pid))?.state !== 'stopped')
      return doesNotApply('gateway.not-suspended');
    const started = await startOf(host, main.pid);
    const pid = String(main.pid);
    return applies('resume.suspended', 'reload', { pid: main.pid, started }, ['kill', '-CONT', pid]);
  },
  stage,
};

const stopDuplicate: Repair = {
  id: 'stop-duplicate',
  async look(sight) {
    const { host, target } = sight.site;
    // One on a state of its own is a neighbour, whatever port it has.
    const [second] = target.rivals.sameState;
    const [neighbour] = target.rivals.samePort;
    const main = mainOf(sight);
    if (second === undefined && neighbour !== undefined)
      return doesNotApply('rival.has-own-state', { pid: String(neighbour.pid) });
    // Somebody starts it anew each time that it ends: ending it once more mends nothing.
    if (second === undefined && sight.finding === 'duplicate-gateway')
      return doesNotApply('rival.comes-and-goes');
    if (second === undefined || main === undefined) return doesNotApply('rival.none');
    if (main.lock === null || second.lock !== null) return doesNotApply('rival.unclear');
    const started = await startOf(host, second.pid);
    const pid = String(second.pid);
    const args = { pid: second.pid, started };
    return applies('rival.same-state', 'reload', args, ['kill', '-TERM', pid], `process ${pid}`);
  },
  stage,
};

export const PROCESS_REPAIRS: readonly Repair[] = [restart, startStopped, resumeFrozen, stopDuplicate];
