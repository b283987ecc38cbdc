/**
 * A small program in OpenClaw's place, to the system like a gateway that nothing supervises: its name, its lock with an
 * owner of each boot, its two health pages, SIGUSR2 and SIGTERM as the real one takes them (2026.9.6). It starts in a
 * tenth of a second, and can be told to misbehave.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { realHost } from '../../../src/agent/host/host-port.ts';
import type { SupervisorMeans } from '../../../src/agent/recovery/acts/supervisor-means.ts';
import { emptyPlace, type Place } from '../place.ts';

const PROGRAM = `
import { createServer } from 'node:http';
import { appendFileSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
const { OPENCLAW_STATE_DIR: stateDir, OPENCLAW_CONFIG_PATH: configPath } = process.env;
const manners = JSON.parse(readFileSync(stateDir + '/manners.json', 'utf8'));
appendFileSync(stateDir + '/starts', process.argv.slice(2).join(' ') + ' ' + (process.env.OPENCLAW_SUPERVISOR_MODE ?? '-') + '\\n');
if (manners.refuses) process.exit(78);
const flag = process.argv.indexOf('--port');
const port = manners.port ?? (flag > 0 ? Number(process.argv[flag + 1]) : JSON.parse(readFileSync(configPath, 'utf8')).gateway.port);
process.title = 'openclaw-gateway';
const folder = stateDir + '/tmp/openclaw-' + process.getuid();
mkdirSync(folder, { recursive: true });
const lock = folder + '/gateway.state.lock';
const startTime = Number(readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ')[19]);
let status = 'started';
const boot = () => {
  writeFileSync(lock, JSON.stringify({ pid: process.pid, ownerId: randomUUID(), configPath, stateDir, port, startTime }));
  openSync(lock, 'r');
  status = 'started';
};
boot();
const say = (answer, code, body) => { answer.writeHead(code, { 'content-type': 'application/json' }); answer.end(JSON.stringify(body)); };
createServer((asked, answer) => {
  const failing = manners.failing ?? [];
  if (asked.url === '/startupz') return say(answer, status === 'started' ? 200 : 503, { ok: status === 'started', status, version: manners.version ?? '2026.9.6' });
  const ready = status === 'started' && failing.length === 0;
  say(answer, ready ? 200 : 503, { ready, failing });
}).listen(port, '127.0.0.1');
process.on('SIGUSR2', () => {
  status = 'draining';
  setTimeout(() => { rmSync(lock, { force: true }); setTimeout(boot, 200); }, manners.drainMs ?? 50);
});
process.on('SIGTERM', () => {
  if (manners.deaf) return;
  status = 'draining';
  setTimeout(() => { rmSync(lock, { force: true }); process.exit(0); }, manners.drainMs ?? 50);
});
if (manners.livesMs) setTimeout(() => process.exit(1), manners.livesMs);
`;

export type Manners = {
  /** It is refused: exit code 78. */
  refuses?: boolean;
  /** Another port than the configuration's. */
  port?: number;
  version?: string;
  failing?: string[];
  drainMs?: number;
  /** It does not end for SIGTERM. */
  deaf?: boolean;
  livesMs?: number;
};

export type Fake = {
  place: Place;
  means: SupervisorMeans;
  /** From its next start on. */
  behave(manners: Manners): void;
  /** Starts it, as a person would at a terminal; resolves with its pid when it has its lock. */
  start(args?: readonly string[], env?: Record<string, string>): Promise<number>;
  /** A line for each start: its arguments, and whom it takes for its supervisor. */
  starts(): string[];
  lock(): { pid: number; ownerId: string } | null;
  /** Resolves when there is a lock. */
  up(): Promise<void>;
};

/** Its folder, its package, and a configuration with `port`; ended with the test. */
export function fakeOpenClaw(port: number, manners: Manners = {}): Fake {
  const place = emptyPlace();
  place.write('pkg/package.json', JSON.stringify({ name: 'openclaw', version: '2026.9.6', type: 'module' }));
  const program = place.write('pkg/openclaw.mjs', PROGRAM);
  place.configure({ gateway: { mode: 'local', port, reload: { mode: 'off' } } });
  const behave = (next: Manners): void =>
    writeFileSync(join(place.stateDir, 'manners.json'), JSON.stringify(next));
  behave(manners);
  const lockFile = join(place.stateDir, 'tmp', `openclaw-${process.getuid?.() ?? 0}`, 'gateway.state.lock');
  const lock: Fake['lock'] = () => {
    try {
      return JSON.parse(readFileSync(lockFile, 'utf8')) as { pid: number; ownerId: string };
    } catch {
      return null; // Not there, or half written.
    }
  };
  const pids = new Set<number>();
  const up = async (): Promise<void> => {
    for (let n = 0; n < 100 && lock() === null; n++) await new Promise((resolve) => setTimeout(resolve, 50));
    if (lock() === null) throw new Error('the stand-in did not start');
  };
  onTestFinished(() => {
    const last = lock()?.pid;
    for (const pid of [...pids, ...(last ? [last] : [])])
      if (existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('openclaw'))
        process.kill(pid, 'SIGKILL');
  });
  return {
    place,
    means: {
      host: realHost(),
      env: place.env,
      openclaw: program,
      stateDir: join(place.dir, 'own'),
      now: Date.now,
      patienceMs: 10_000,
      askRestart: async () => ({ asked: null, because: { code: 'restart.not-asked', params: {} } }),
    },
    behave,
    async start(args = [], env = {}) {
      rmSync(lockFile, { force: true });
      const child = spawn(process.execPath, [program, 'gateway', 'run', ...args], {
        env: { ...place.env, ...env },
        stdio: 'ignore',
      });
      pids.add(child.pid ?? 0);
      await up();
      return child.pid ?? 0;
    },
    starts: () => {
      const file = join(place.stateDir, 'starts');
      return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    },
    lock,
    up,
  };
}
