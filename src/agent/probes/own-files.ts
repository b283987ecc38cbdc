/**
 * @module agent/probes/own-files
 * May the account that runs the gateway use the gateway's own files? One command with `sudo` leaves a configuration or
 * a database behind that only root may read; the next start then says that the file has no `gateway.mode`
 * (OpenClaw 2026.9.6), or that the state must be migrated.
 */
import { dirname, join } from 'node:path';
import { shutTo, type Want } from '../host/file-rights.ts';
import type { FileStat } from '../host/host-port.ts';
import { defineProbe, factsOn, type Glass } from '../probe.ts';

const MOST_AGENTS = 8;

/** Never fails: a file that cannot be looked at tells nothing here. */
async function statOf({ host, target }: Glass, path: string): Promise<FileStat | null> {
  const found = await host.stat(target.root + path);
  return found.ok ? found.value : null;
}

/** CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (capabilities(7)): no mode keeps such a process out. */
const OVER_MODES = 0b110n;

/** As whom a process acts, proc_pid_status(5); undefined where modes do not bind it. */
async function actsAs({ host }: Glass, pid: number): Promise<number | undefined> {
  const status = await host.read(`/proc/${pid}/status`, { maxBytes: 16 * 1024 });
  const text = status.ok ? (status.value ?? '') : '';
  const [uid, may] = [
    /^Uid:\s+\d+\s+(\d+)/m.exec(text)?.[1],
    /^CapEff:\s+([0-9a-f]{1,16})$/m.exec(text)?.[1],
  ];
  if (uid === undefined || may === undefined || (BigInt(`0x${may}`) & OVER_MODES) !== 0n) return undefined;
  return Number(uid);
}

/** The user id that the gateway runs with, or was last run with; undefined where that cannot be told. */
async function accountOf(glass: Glass): Promise<number | undefined> {
  const { target } = glass;
  if (!target.processes.ok) return undefined;
  const main = target.processes.value[0];
  if (main) return actsAs(glass, main.pid);
  // In a container that does not run, user ids and paths are its own.
  if (target.container) return undefined;
  const runners = new Set(target.units.map(({ owner }) => owner?.uid));
  if (runners.size > 0) return runners.size === 1 ? [...runners][0] : undefined;
  // Nothing runs it but people: whoever made the state folder and all that is in it.
  const state = target.stateDir;
  const made = await Promise.all(
    [state, join(state, 'state'), join(state, 'state', 'openclaw.sqlite')].map((path) => statOf(glass, path)),
  );
  const makers = new Set(made.map((one) => one?.uid));
  return makers.size === 1 ? [...makers][0] : undefined;
}

/** What a gateway must be able to do with its files, OpenClaw 2026.9.6. */
async function needed({ host, target }: Glass): Promise<[string, readonly Want[]][]> {
  const { stateDir, configPath } = target;
  const listed = await host.list(target.root + join(stateDir, 'agents'));
  const agents = (listed.ok ? (listed.value ?? []) : []).slice(0, MOST_AGENTS);
  const database = join(stateDir, 'state', 'openclaw.sqlite');
  const databases = [
    database,
    ...agents.map((id) => join(stateDir, 'agents', id, 'agent/openclaw-agent.sqlite')),
  ];
  const folders = [
    stateDir,
    dirname(database),
    ...agents.map((id) => join(stateDir, 'agents', id, 'sessions')),
  ];
  const above = new Set<string>();
  for (const start of [dirname(configPath), dirname(stateDir)])
    for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) above.add(folder);
  return [
    ...[...above]
      .filter((folder) => folder !== stateDir)
      .map((folder): [string, Want[]] => [folder, ['enter']]),
    [configPath, ['read']],
    ...folders.map((folder): [string, Want[]] => [folder, ['read', 'write', 'enter']]),
    ...databases
      .flatMap((file) => [file, `${file}-wal`, `${file}-shm`])
      .map((file): [string, Want[]] => [file, ['read', 'write']]),
  ];
}

export const ownFiles = defineProbe({
  id: 'own-files',
  title: "whether the gateway's account may use the gateway's own files",
  gives: ['gateway.files.shut', 'gateway.files.account'],
  needs: 'to see owner and mode of the configuration and of the state',
  timeoutMs: 3_000,
  async look(glass) {
    const { target } = glass;
    const source = target.stateDir;
    const account = await accountOf(glass);
    if (account === undefined || account === 0) return { source, facts: [] };
    const looks = await Promise.all(
      (await needed(glass)).map(async ([path, wants]) => ({ path, wants, found: await statOf(glass, path) })),
    );
    const shut = looks.flatMap(({ path, wants, found }) =>
      found && shutTo(account, found, wants)
        ? [`${path} (owner ${found.uid}, mode ${(found.mode & 0o777).toString(8)})`]
        : [],
    );
    return {
      source,
      facts: factsOn(target.subject, {
        'gateway.files.account': account,
        'gateway.files.shut': shut.length > 0 ? shut.slice(0, 8) : undefined,
      }),
    };
  },
});
