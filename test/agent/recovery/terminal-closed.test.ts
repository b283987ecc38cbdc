/** `recover --local` at a real terminal: closed in the middle, it goes on to its end; closed at the question, or after Ctrl-C there, nothing is done. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRuns } from '../../../src/agent/recovery/run-folder.ts';
import { BROKEN, plant, stopAll, type World, worldIn } from './scripted-acts.ts';

const PROGRAM = fileURLToPath(new URL('./terminal-run.ts', import.meta.url));
/** Opens a terminal, types something at the question, and closes it: at once, or when a file is there. */
const TERMINAL = `
import os, pty, sys, time
typed, until, argv = sys.argv[1], sys.argv[2], sys.argv[3:]
pid, fd = pty.fork()
if pid == 0:
    os.execvp(argv[0], argv)
seen = b''
while b'yes? ' not in seen:
    seen += os.read(fd, 4096)
if typed:
    os.write(fd, typed.encode())
os.set_blocking(fd, False)
while until and not os.path.exists(until):
    try:
        os.read(fd, 4096)
    except BlockingIOError:
        time.sleep(0.02)
os.close(fd)
open(argv[2] + '/closed', 'w').close()
_, status = os.waitpid(pid, 0)
print(os.waitstatus_to_exitcode(status))
`;
const missing = spawnSync('python3', ['-c', 'import pty, os; os.waitstatus_to_exitcode']).status !== 0;

let dir: string;
let world: World;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'terminal-'));
  mkdirSync(join(dir, 'state'), { mode: 0o700 });
  world = worldIn(join(dir, 'gateway'));
  await plant(world);
});
afterEach(() => {
  stopAll(world);
  rmSync(dir, { recursive: true, force: true });
});

/** What it exits with; below 0 the signal that ended it. */
async function atTerminal(typed: string, until: string, meanwhile: () => void): Promise<number> {
  const argv = ['-c', TERMINAL, typed, until, process.execPath, PROGRAM, dir];
  const child = spawn('python3', argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = text(child.stdout);
  const gone = once(child, 'close');
  await expect.poll(() => existsSync(join(dir, 'closed')), { timeout: 20_000 }).toBe(true);
  meanwhile();
  await gone;
  return Number((await said).trim());
}
const report = () => JSON.parse(readFileSync(join(dir, 'report'), 'utf8'));

it.skipIf(missing)('in the middle: the run goes on without readers, to its end', async () => {
  const code = await atTerminal('yes\n', join(dir, 'accepting'), () =>
    writeFileSync(join(dir, 'let-go'), ''),
  );
  expect([code, report().outcome]).toEqual([0, 'recovered']);
  expect(world.config()).toContain('repaired');
  expect([world.starts().length, openRuns(join(dir, 'state'))]).toEqual([2, []]);
});

it.skipIf(missing).each([
  ['closed at the question', ''],
  ['Ctrl-C at the question', '\u0003'],
  ['another word than yes', 'y\n'],
])('%s: nothing is done, and that is no success', async (_what, typed) => {
  const code = await atTerminal(typed, typed === '' ? '' : join(dir, 'report'), () => undefined);
  expect([code, report().outcome, report().because]).toEqual([2, 'refused', 'run.not-wanted']);
  expect([world.config(), world.starts().length]).toEqual([BROKEN, 1]);
});
