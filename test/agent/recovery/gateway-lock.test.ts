/** One changing run of a gateway, whichever state folder and whichever user it is of: real processes, real files. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GatewayLock, lockGateway } from '../../../src/agent/recovery/gateway-lock.ts';

const SOURCE = fileURLToPath(new URL('./gateway-holder.ts', import.meta.url));
/** Of two users; nobody has rights on the other's processes. */
const [OWNER, OTHER] = [12_001, 12_002];
const isRoot = process.geteuid?.() === 0;
const hides =
  isRoot &&
  spawnSync('unshare', ['-m', 'mount', '-t', 'proc', '-o', 'hidepid=2', 'proc', '/proc']).status === 0;
const binds = isRoot && spawnSync('unshare', ['-m', 'mount', '--bind', tmpdir(), tmpdir()]).status === 0;

let built: string;
let program: string;
beforeAll(async () => {
  // Other users read it, and none of them may enter this tree.
  built = mkdtempSync(join(tmpdir(), 'holder-'));
  chmodSync(built, 0o755);
  program = join(built, 'holder.mjs');
  const banner = {
    js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);',
  };
  await build({
    entryPoints: [SOURCE],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner,
  });
});
afterAll(() => rmSync(built, { recursive: true }));

let state: string;
let children: ChildProcess[];
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'gateway-state-'));
  chmodSync(state, 0o755);
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(state, { recursive: true, force: true });
});

const lockFile = (): string => join(state, '.host-agent-recovery.lock');

type Sees = 'all' | 'no foreign process' | 'the folder read-only';
const MOUNTED: Record<Sees, string | null> = {
  all: null,
  'no foreign process': 'mount -t proc -o hidepid=2 proc /proc',
  'the folder read-only': 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"',
};

/** Takes the lock in a process of its own, as another user where one is named, which sees what it is let see. */
async function taken(run: string, { uid, sees = 'all' }: { uid?: number; sees?: Sees } = {}) {
  const node = [process.execPath, program, state, run];
  const as = uid === undefined ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
  const mounted = MOUNTED[sees];
  const argv =
    mounted === null
      ? [...as, ...node]
      : ['unshare', '-m', 'sh', '-c', `${mounted} && exec "$@"`, state, ...as, ...node];
  const child = spawn(argv[0] as string, argv.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const gone = new Promise((resolve) => child.once('close', resolve));
  const [line] = await new Promise<string[]>((resolve) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', (text) => resolve([text]));
    child.once('close', () => resolve(['{"ok":"died"}']));
  });
  const answer = JSON.parse(line as string) as GatewayLock;
  return {
    answer,
    pid: child.pid,
    /** Whether it is still that process's own, as it sees it now. */
    async held(): Promise<boolean> {
      const said = new Promise<string>((resolve) => {
        createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', resolve);
      });
      child.stdin?.write('held?\n');
      return (await said) === 'true';
    },
    end() {
      child.stdin?.end();
      return gone;
    },
    kill() {
      child.kill('SIGKILL');
      return gone;
    },
  };
}

describe('while one process has it', () => {
  it('another is refused, with whose it is; afterwards it is free, and nothing is left', async () => {
    const first = await taken('local-1');
    expect(first.answer.ok).toBe(true);
    const second = await taken('order-2');
    expect(second.answer).toMatchObject({
      ok: false,
      held: true,
      because: { code: 'gateway-lock.held', params: { run: 'local-1', process: String(first.pid) } },
    });
    await first.end();
    expect((await taken('order-3')).answer.ok).toBe(true);
  });

  it('of many at once one has it', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, (_, n) => taken(`run-${n}`)));
    expect(all.filter(({ answer }) => answer.ok)).toHaveLength(1);
    expect(readdirSync(state)).toHaveLength(1);
  });
});

it('a holder that was killed is followed by the next one', async () => {
  const first = await taken('local-1');
  await first.kill();
  expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ run: 'local-1', pid: first.pid });
  expect((await taken('order-2')).answer.ok).toBe(true);
});

it('one that was cleared away is taken again, and one that is another’s by then is lost', async () => {
  const first = lockGateway(state, 'local-1');
  if (!first.ok) throw new Error(first.because.code);
  rmSync(lockFile());
  expect(first.lock.held()).toBe(true);
  rmSync(lockFile());
  const second = await taken('order-2');
  expect(second.answer.ok).toBe(true);
  expect(first.lock.held()).toBe(false);
  first.lock.letGo();
  expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ run: 'order-2' });
});

it('one of another machine’s life is dead, and one from another container may live', () => {
  const mark = { pid: 1, started: '1', uid: 0, boot: 'another', ns: null, run: 'r' };
  writeFileSync(lockFile(), JSON.stringify(mark));
  const taken = lockGateway(state, 'local-1');
  expect(taken.ok).toBe(true);
  if (taken.ok) taken.lock.letGo();
  const elsewhere = JSON.stringify({ ...mark, boot: null, ns: 'pid:[1]' });
  writeFileSync(lockFile(), elsewhere);
  expect(lockGateway(state, 'local-1')).toMatchObject({
    ok: false,
    held: false,
    because: { code: 'gateway-lock.unknown-holder', params: { path: lockFile() } },
  });
  expect(readFileSync(lockFile(), 'utf8')).toBe(elsewhere);
});

describe.runIf(isRoot)('of two users', () => {
  beforeEach(() => chownSync(state, OWNER, OWNER));

  it('root writes nothing there, and gives way to the user of the gateway', async () => {
    const root = await taken('local-root');
    expect([root.answer.ok, await root.held(), readdirSync(state)]).toEqual([true, true, []]);
    const owner = await taken('order-2', { uid: OWNER });
    expect([owner.answer.ok, statSync(lockFile()).uid]).toEqual([true, OWNER]);
    expect(await root.held()).toBe(false);
    expect((await taken('local-root')).answer).toMatchObject({ because: { code: 'gateway-lock.held' } });
    await owner.kill();
    expect((await taken('local-root')).answer.ok).toBe(true);
  });

  it('whoever may not write there is refused, and told why', async () => {
    const { answer } = await taken('order-1', { uid: OTHER });
    expect(answer).toMatchObject({
      ok: false,
      because: { code: 'gateway-lock.not-taken', params: { why: 'EACCES', path: lockFile() } },
    });
  });

  it('root is led nowhere by a link that the user has put there', async () => {
    const target = join(built, 'of-root');
    writeFileSync(target, 'root’s own', { mode: 0o600 });
    spawnSync('ln', ['-s', target, lockFile()]);
    const { answer } = await taken('local-root');
    expect(answer.ok).toBe(false);
    expect(readFileSync(target, 'utf8')).toBe('root’s own');
  });

  it.runIf(binds)(
    'whose service sees the folder read-only takes it unseen, and gives way to one who comes',
    async () => {
      const confined = { uid: OWNER, sees: 'the folder read-only' } as const;
      const first = await taken('order-1', confined);
      expect([first.answer.ok, await first.held(), readdirSync(state)]).toEqual([true, true, []]);
      const other = await taken('local-1', { uid: OWNER });
      expect(other.answer.ok).toBe(true);
      expect(await first.held()).toBe(false);
      expect((await taken('order-2', confined)).answer).toMatchObject({
        ok: false,
        held: true,
        because: { code: 'gateway-lock.held', params: { run: 'local-1', process: String(other.pid) } },
      });
      await first.end();
      expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ run: 'local-1' });
      await other.kill();
      expect((await taken('order-2', confined)).answer.ok).toBe(true);
    },
  );

  it.runIf(hides)('a holder that /proc hides may live: refused, until it is gone', async () => {
    // Two users may share a state through its group.
    chmodSync(state, 0o777);
    const other = await taken('local-1', { uid: OTHER });
    expect(other.answer.ok).toBe(true);
    expect((await taken('order-2', { uid: OWNER, sees: 'no foreign process' })).answer).toMatchObject({
      ok: false,
      held: false,
      because: { code: 'gateway-lock.unknown-holder', params: { run: 'local-1' } },
    });
    await other.kill();
    expect((await taken('order-2', { uid: OWNER, sees: 'no foreign process' })).answer.ok).toBe(true);
  });
});
