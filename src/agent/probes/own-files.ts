/**
 * @module agent/probes/own-files
 * May the account that runs the gateway use the gateway's own files? One command with `sudo` leaves a configuration or
 * a database behind that only root may read; the next start then says that the file has no `gateway.mode`
 * (OpenClaw 2026.9.6), or that the state must be migrated.
 */
import { dirname, join } from 'node:path';
import { textAt } from '../gateways/config-file.ts';
import { accountOf } from '../gateways/gateway-account.ts';
import { keptOut, type Want } from '../host/file-rights.ts';
import type { FileStat } from '../host/host-port.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';

const MOST_AGENTS = 8;
const MOST_CREDENTIALS = 16;

/** Never fails: a file that cannot be looked at tells nothing here. */
async function statOf(
  { host, target }: Pick<ProbeContext, 'host' | 'target'>,
  path: string,
): Promise<FileStat | null> {
  const found = await host.stat(target.root + path);
  return found.ok ? found.value : null;
}

/** What a gateway must be able to do with its files, OpenClaw 2026.9.6. */
async function needed({ host, target }: ProbeContext): Promise<[string, readonly Want[]][]> {
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
  const credentials = join(stateDir, 'credentials');
  const kept = await host.list(target.root + credentials);
  const secrets = (kept.ok ? (kept.value ?? []) : []).slice(0, MOST_CREDENTIALS);
  // A log that is not there yet is made in its folder; one that is there is written to.
  const log = textAt(target.config.value, 'logging.file')?.replace(/^~(?=\/|$)/, target.env.HOME ?? '/');
  const logs: [string, Want[]][] = [];
  if (log?.startsWith('/')) {
    const made = await statOf({ host, target }, log);
    logs.push(made ? [log, ['write']] : [dirname(log), ['write', 'enter']]);
  }
  const above = new Set<string>();
  for (const start of [
    dirname(configPath),
    dirname(stateDir),
    ...(log?.startsWith('/') ? [dirname(log)] : []),
  ])
    for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) above.add(folder);
  return [
    ...[...above]
      .filter((folder) => folder !== stateDir)
      .map((folder): [string, Want[]] => [folder, ['enter']]),
    [configPath, ['read']],
    ...logs,
    [credentials, ['read', 'enter']],
    ...secrets.map((name): [string, Want[]] => [join(credentials, name), ['read']]),
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
  async look(context) {
    const { target } = context;
    const source = target.stateDir;
    const account = await accountOf(context);
    if (account === undefined || account.uid === 0) return { source, facts: [] };
    const looks = await Promise.all(
      (await needed(context)).map(async ([path, wants]) => {
        const file = await statOf(context, path);
        const out = file && (await keptOut(context.host, account, { path: target.root + path, file, wants }));
        return out ? [`${path} (owner ${file.uid}, mode ${(file.mode & 0o777).toString(8)})`] : [];
      }),
    );
    const shut = looks.flat();
    return {
      source,
      facts: factsOn(target.subject, {
        'gateway.files.account': account.uid,
        'gateway.files.shut': shut.length > 0 ? shut.slice(0, 8) : undefined,
      }),
    };
  },
});
