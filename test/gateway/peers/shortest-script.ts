/**
 * A script as somebody writes it for the faults that they know: a credential given by flag, a wrong workspace, a wrong
 * model, an invalid file, and a gateway that is not there. It is told what is right (workspace and model), which ours is
 * not. No lease, no consent, no journal, no put-back: the shortest way that is not reckless.
 */
import { copyFileSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import JSON5 from 'json5';
import type { Planted } from '../fault.ts';
import { readiness } from '../gateway.ts';
import { type Connection, connect } from '../socket.ts';
import { type Peer, type PeerSays, serving, startBehind } from './peer.ts';

type Config = { [key: string]: unknown };
type Path = readonly string[];
interface Issue {
  path: string;
  message: string;
}

const SCOPES = ['operator.read', 'operator.write', 'operator.admin'];
const VALIDATE_MS = 60_000;
const STOP_MS = 60_000;
const TURN_MS = 60_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const isRecord = (value: unknown): value is Config =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const get = (from: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), from);

function put(into: Config, path: Path, value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length > 0) {
    if (!isRecord(into[key])) into[key] = {};
    put(into[key] as Config, rest, value);
  } else if (value === undefined) delete into[key];
  else into[key] = value;
}

function parsed(file: string): Config | null {
  try {
    return JSON5.parse(readFileSync(file, 'utf8')) as Config;
  } catch {
    return null;
  }
}

async function validated({ lab, env }: Planted, file: string): Promise<{ valid: boolean; issues: Issue[] }> {
  const { output } = await lab.cli(['config', 'validate', '--json'], VALIDATE_MS, {
    ...env,
    OPENCLAW_CONFIG_PATH: file,
  });
  const { valid, issues = [] } = JSON.parse(
    output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1),
  ) as {
    valid: boolean;
    issues?: Issue[];
  };
  return { valid, issues };
}

/** Unknown keys go, other refused values come from the copy of what was last applied, or that whole copy. */
async function repairFile(planted: Planted, issues: readonly Issue[], right: [Path, unknown][]) {
  const { configFile } = planted.lab;
  const before = parsed(`${configFile}.last-good`);
  const now = parsed(configFile) ?? structuredClone(before);
  if (now === null) throw new Error('there is no earlier configuration');
  for (const { path, message } of issues) {
    const at = path === '' || path === '<root>' ? [] : path.split('.');
    const unknown = [...message.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
    if (/^Unrecognized key/.test(message)) for (const name of unknown) put(now, [...at, name], undefined);
    else if (at.length > 0) put(now, at, get(before, at));
  }
  for (const [path, value] of right) put(now, path, value);
  const candidate = `${configFile}.candidate`;
  writeFileSync(candidate, `${JSON.stringify(now, null, 2)}\n`, { mode: 0o600 });
  if (!(await validated(planted, candidate)).valid) throw new Error('the candidate is invalid, too');
  renameSync(candidate, configFile);
}

async function entered({ lab }: Planted): Promise<Connection> {
  const token = get(parsed(lab.configFile), ['gateway', 'auth', 'token']);
  if (typeof token !== 'string' || token.includes('${')) throw new Error('the token is no plain word');
  return connect({ port: lab.port, token, scopes: SCOPES });
}

async function stopped(planted: Planted, pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  for (const began = Date.now(); serving(planted.lab) === pid; await pause(100))
    if (Date.now() - began > STOP_MS) throw new Error('the old process does not end');
}

/** The configuration is in force, a read and a write by tools, and one turn. */
async function accepted(client: Connection): Promise<string | null> {
  for (const began = Date.now(); ; await pause(250)) {
    const told = await client.call('config.get');
    const { valid, configRevisionHash: saved, appliedConfigHash: used } = told.ok ? told.payload : {};
    if (valid === true && saved === used) break;
    if (Date.now() - began > 20_000) return 'the saved configuration is not in force';
  }
  for (const name of ['session_status', 'progress_card']) {
    const done = await client.call('tools.invoke', { name, args: {} });
    if (!done.ok || done.payload.ok !== true) return `${name} was not carried out`;
  }
  const key = `script-${Math.floor(performance.now())}`;
  const sessionKey = `agent:main:${key}`;
  const begun = await client.call('agent', { sessionKey, message: 'hello', idempotencyKey: key });
  if (!begun.ok) return begun.error.message;
  for (const began = Date.now(); Date.now() - began < TURN_MS; ) {
    const end = await client.call('agent.wait', { runId: begun.payload.runId, timeoutMs: 15_000 });
    if (end.ok && end.payload.status === 'ok') return null;
    if (!end.ok || end.payload.status !== 'timeout') return 'the turn failed';
  }
  return 'the turn has no end';
}

async function recover(planted: Planted, say: (step: string) => void): Promise<string | null> {
  const { lab } = planted;
  const agents = { workspace: lab.workspace, model: { primary: 'stub/stub-1' } };
  const expected: [Path, unknown][] = [
    [['agents', 'defaults', 'workspace'], agents.workspace],
    [['agents', 'defaults', 'model', 'primary'], agents.model.primary],
  ];
  const { valid, issues } = await validated(planted, lab.configFile);
  const runs = (await readiness(lab.port)).ready;
  const now = parsed(lab.configFile);
  const wrong = expected.filter(([path, value]) => get(now, path) !== value);
  // An empty one would be made, and look like a success.
  if (!existsSync(lab.workspace) || !statSync(lab.workspace).isDirectory())
    throw new Error('the workspace is missing');
  if (existsSync(lab.configFile)) copyFileSync(lab.configFile, `${lab.configFile}.before-script`);
  if (!valid) {
    say('file');
    await repairFile(planted, issues, wrong);
  } else if (runs) {
    const client = await entered(planted);
    const drifted = !client.hello.ok && client.hello.error.details?.code === 'AUTH_TOKEN_MISMATCH';
    if (!client.hello.ok && !drifted) throw new Error(client.hello.error.message);
    const pid = serving(lab);
    if (drifted && pid !== null) {
      say('stop');
      await stopped(planted, pid);
    } else if (wrong.length > 0) {
      say('patch');
      const told = await client.call('config.get');
      const patch: Config = {};
      for (const [path, value] of wrong) put(patch, path, value);
      const done = await client.call('config.patch', {
        raw: JSON.stringify(patch),
        baseHash: told.ok && told.payload.hash,
      });
      if (!done.ok) throw new Error(done.error.message);
    }
    client.close();
  } else if (wrong.length > 0) {
    say('file');
    await repairFile(planted, [], wrong);
  }
  if (serving(lab) === null) {
    say('start');
    if (!(await startBehind(planted))) return 'it did not come up';
  }
  const client = await entered(planted);
  if (!client.hello.ok) return client.hello.error.message;
  return accepted(client).finally(client.close);
}

export const shortestScript: Peer = {
  name: 'script',
  title: 'a script for four known faults, told the right workspace and model',
  async recover(planted): Promise<PeerSays> {
    const steps: string[] = [];
    try {
      const why = await recover(planted, (step) => void steps.push(step));
      return { recovered: why === null, words: [...steps, why ?? 'ok'].join('; ') };
    } catch (error) {
      return { recovered: false, words: [...steps, (error as Error).message.slice(0, 200)].join('; ') };
    }
  },
};
