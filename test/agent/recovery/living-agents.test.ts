/** Whose state folder a recovery at the terminal belongs in: real folders, locks of real processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { statePaths } from '../../../src/agent/private-files.ts';
import { startTime } from '../../../src/agent/process-mark.ts';
import { whereItBelongs } from '../../../src/agent/recovery/living-agents.ts';

let dir: string;
let children: ChildProcess[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'living-'));
  children = [];
  mkdirSync(join(dir, 'gateway'));
  writeFileSync(join(dir, 'gateway', 'openclaw.json'), '{"gateway":{"mode":"local"}}');
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dir, { recursive: true });
});

const usual = (): string => join(dir, 'usual');
const env = () => ({ HOME: dir, OPENCLAW_STATE_DIR: join(dir, 'gateway') });

/** The state folder of a host agent that runs, or ran. */
function agentIn(
  name: string,
  { uid, dead = false, home = dir }: { uid?: number; dead?: boolean; home?: string } = {},
): string {
  const state = join(dir, name);
  mkdirSync(state, { mode: 0o700 });
  const child = spawn('/bin/sleep', ['300'], { env: { HOME: home } });
  children.push(child);
  const pid = child.pid ?? 0;
  const started = dead ? '1' : startTime(pid);
  writeFileSync(statePaths(state).lock, JSON.stringify({ pid, started }), { mode: 0o600 });
  if (uid !== undefined) chownSync(state, uid, uid);
  return state;
}

const belongs = (...dirs: string[]) => whereItBelongs(usual(), { env: env() }, dirs);

it('the usual folder, where no host agent runs', () => {
  const dead = agentIn('dead', { dead: true });
  expect(belongs(usual(), dead, join(dir, 'none'))).toEqual({ ok: true, dir: usual(), adopted: false });
});

it('the usual one as well where its own host agent runs, whoever else does', () => {
  expect(belongs(agentIn('usual'), agentIn('other'))).toEqual({
    ok: true,
    dir: usual(),
    adopted: false,
  });
});

it('the folder of the host agent of this user that runs, and neither of two', () => {
  const one = agentIn('one');
  expect(belongs(usual(), one)).toEqual({ ok: true, dir: one, adopted: true });
  const two = agentIn('two');
  expect(belongs(usual(), one, two)).toEqual({
    ok: false,
    because: { code: 'state.several', params: { folders: `${one}, ${two}` } },
  });
});

it('the usual one beside a host agent of this user in another home, which looks after others', () => {
  const away = agentIn('away', { home: '/elsewhere' });
  expect(belongs(usual(), away)).toEqual({ ok: true, dir: usual(), adopted: false });
});

it.runIf(process.geteuid?.() === 0)('its own beside a host agent of another user', () => {
  const theirs = agentIn('theirs', { uid: 1 });
  expect(belongs(usual(), theirs)).toEqual({ ok: true, dir: usual(), adopted: false });
});
