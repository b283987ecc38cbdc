/**
 * Root at the terminal, and users of the same host who would like to be root. The gateway is a real OpenClaw of another
 * user; what root types is the built program. Everything that root reaches for it must be that user's, and everything
 * that is root's or a third user's must stay where it is.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startGateway } from '../gateway/gateway.ts';
import { installOpenClaw } from '../gateway/install.ts';
import { type Lab, openLab } from '../gateway/lab.ts';
import { giveTo, NOBODY } from '../gateway/other-user.ts';
import { hostFiles, type Ran, runFile } from '../gateway/programs.ts';

const isRoot = process.geteuid?.() === 0;
/** Accounts that every Linux has. */
const MALLORY = 1;
const CANARY = 'CANARY-only-root-may-read-this';
/** OpenClaw fills it in from its environment. */
const NAMED = ['$', '{ROOTS_SECRET}'].join('');
const VICTIM = 'CANARY-of-the-other-users-token';

let lab: Lab;
/** Node, OpenClaw and the host agent where every user may read them. */
let opt: string;
let home: string;

beforeAll(async () => {
  if (!isRoot) return;
  lab = await openLab(await installOpenClaw(() => {}));
  chmodSync(lab.dir, 0o755);
  // The gateway shuts the folder of its configuration to everybody else.
  opt = mkdtempSync(join(tmpdir(), 'readable-by-all-'));
  chmodSync(opt, 0o755);
  lab.onDispose(() => rmSync(opt, { recursive: true, force: true }));
  home = join(lab.dir, 'home-of-nobody');
  for (const folder of [home, lab.stateDir]) mkdirSync(folder, { recursive: true });
  const copied = spawnSync('cp', ['-al', lab.openclaw.cacheDir, join(opt, 'openclaw')]).status === 0;
  if (!copied) spawnSync('cp', ['-a', lab.openclaw.cacheDir, join(opt, 'openclaw')]);
  copyFileSync(process.execPath, join(opt, 'node'));
  chmodSync(join(opt, 'node'), 0o755);
  for (const { name, file } of hostFiles()) copyFileSync(file, join(opt, name));
  for (const path of [lab.stateDir, lab.workspace, home, lab.configFile]) giveTo(path, NOBODY);
  for (const path of [lab.dir, join(lab.dir, 'home'), join(lab.dir, 'tmp')]) chownSync(path, NOBODY, NOBODY);
}, 180_000);
afterAll(() => lab?.dispose());

const openclaw = (): string => join(opt, 'openclaw/node_modules/openclaw/openclaw.mjs');
const places = () => ({ OPENCLAW_STATE_DIR: lab.stateDir, OPENCLAW_CONFIG_PATH: lab.configFile });

/** As root types it in a shell with secrets of its own. */
function asRoot(words: string[], env: Record<string, string> = places(), limitMs = 240_000): Promise<Ran> {
  const own = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', ROOTS_SECRET: CANARY };
  return runFile(join(opt, 'host.mjs'), words, { env: { ...own, ...env }, cwd: '/', limitMs });
}

const state = (): string => join(home, 'agent');
const local = (...more: string[]): string[] => [
  ...['recover', '--local', '--json', '--state', state(), '--openclaw', openclaw()],
  ...more,
];

/** The gateway as its own user starts it. */
async function started(): Promise<void> {
  const command = join(lab.dir, 'openclaw-as-nobody');
  const as = `setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups`;
  writeFileSync(command, `#!/bin/sh\nexec ${as} '${join(opt, 'node')}' '${openclaw()}' "$@"\n`, {
    mode: 0o755,
  });
  const gateway = startGateway({
    openclaw: { ...lab.openclaw, command },
    port: lab.port,
    env: { ...lab.env(), HOME: home },
    cwd: '/',
    say: lab.say,
  });
  onTestFinished(async () => void (await gateway.stop()));
  await gateway.ready();
}

/** Everything that stands in files which this user owns or may read below a folder. */
function textBelow(dir: string): string {
  return readdirSync(dir, { withFileTypes: true })
    .map((entry) => {
      const path = join(dir, entry.name);
      if (entry.isDirectory()) return textBelow(path);
      return entry.isFile() && statSync(path).size < 4_000_000 ? readFileSync(path, 'latin1') : '';
    })
    .join('\n');
}

/** All that is ever written beside the configuration while `work` goes on. */
async function seenBeside(work: () => Promise<unknown>): Promise<string> {
  let seen = '';
  const watcher = watch(lab.dir, (_, name) => {
    try {
      if (name?.startsWith('.openclaw.json.')) seen += readFileSync(join(lab.dir, name), 'utf8');
    } catch {
      // It is gone again.
    }
  });
  try {
    await work();
  } finally {
    watcher.close();
  }
  return seen + textBelow(lab.stateDir) + textBelow(home);
}

/** A file of root's that nobody else may read. */
function rootOnly(name: string, text: string): string {
  const dir = join(lab.dir, 'root-only');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

/** The configuration as it was, whatever a test makes of it. */
function configured(change: Parameters<Lab['configure']>[0] = () => {}): void {
  rmSync(lab.configFile, { force: true });
  for (const name of readdirSync(lab.dir))
    if (name.startsWith('openclaw.json.')) rmSync(join(lab.dir, name), { force: true });
  lab.configure(change);
  chownSync(lab.configFile, NOBODY, NOBODY);
  chmodSync(lab.configFile, 0o600);
}

const asJson = (ran: Ran): Record<string, unknown> => {
  try {
    return JSON.parse(ran.stdout) as Record<string, unknown>;
  } catch {
    throw new Error(`no JSON: ${ran.stdout}\n${ran.stderr}`);
  }
};

const planted = (port: number) => ({ gateway: { mode: 'local', port, bind: 'loopback' } });

describe.runIf(isRoot)("what root does for another user's gateway", () => {
  it('a look, a bundle and a plan, each without a file or a word of root’s in it', async () => {
    configured((config) => Object.assign(config, { env: { A: NAMED, B: 'x' } }));
    await started();
    const out = join(home, 'bundle.tar.gz');
    const [look, bundle, plan] = [
      await asRoot(['triage', '--json', '--openclaw', openclaw()]),
      await asRoot(['bundle', '--out', out, '--state', state(), '--openclaw', openclaw()]),
      await asRoot(local('--plan')),
    ];
    expect(asJson(look).verdict).toBe('healthy');
    expect(statSync(out).uid).toBe(NOBODY);
    const unpacked = spawnSync('tar', ['-xzOf', out], { encoding: 'latin1', maxBuffer: 64_000_000 }).stdout;
    for (const said of [look.stdout, bundle.stdout, plan.stdout, unpacked])
      expect(said).not.toContain(CANARY);
  }, 300_000);

  it('nothing where it is not clear whose gateway is meant, or nobody has that name', async () => {
    const ran = await asRoot(['triage', '--owner', 'no-such-user-here']);
    expect(ran).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no user “no-such-user-here”'),
    });
    const other = await asRoot(['triage', '--json', '--owner', 'daemon']);
    expect(JSON.stringify(asJson(other).findings)).not.toContain(lab.token);
  });

  it('not a byte of what it prints steers root’s terminal', async () => {
    configured((config) => Object.assign(config.gateway, { '\u001b]0;title\u0007\u001b[2J': 1 }));
    const ran = await asRoot(['triage', '--openclaw', openclaw()]);
    expect(ran.stdout + ran.stderr).not.toMatch(/[\u001b\u0007\u009b]/);
    configured();
  });
});

describe.runIf(isRoot)('a gateway’s user who wants root to write or read for them', () => {
  it.each([
    ['a link to a file of root’s', (target: string) => symlinkSync(target, lab.configFile)],
    [
      'two links, the first of which leads to the second',
      (target: string) => {
        symlinkSync(target, join(lab.stateDir, 'one'));
        symlinkSync(join(lab.stateDir, 'one'), lab.configFile);
        onTestFinished(() => rmSync(join(lab.stateDir, 'one')));
      },
    ],
  ])(
    'puts %s in place of the configuration: the file stays as it is',
    async (_, link) => {
      configured();
      await started();
      const good = readFileSync(lab.configFile, 'utf8');
      const target = join(lab.dir, 'profile.sh');
      writeFileSync(target, '# of root\n', { mode: 0o644 });
      rmSync(lab.configFile);
      link(target);
      writeFileSync(`${lab.configFile}.last-good`, `{/*\nid > /tmp/pwned\n*/${good.trim().slice(1)}`);
      chownSync(`${lab.configFile}.last-good`, NOBODY, NOBODY);
      const ran = await asRoot(local('--yes', '--because', 'poc'));
      expect(asJson(ran).outcome).not.toBe('recovered');
      expect(readFileSync(target, 'utf8')).toBe('# of root\n');
      expect(statSync(target).uid).toBe(0);
    },
    300_000,
  );

  it.each([
    ['link as the last good configuration', 'last-good', '--plan'],
    ['link as the last good configuration', 'last-good', '--yes'],
    ['link as a backup', 'bak', '--yes'],
    ['link beside it', 'mine', '--plan'],
  ])(
    'gives a %s (%s, %s): what root alone may read reaches no file of theirs',
    async (_, ending, how) => {
      configured();
      const secret = {
        ...planted(lab.port),
        gateway: { ...planted(lab.port).gateway, auth: { token: CANARY } },
      };
      const target = rootOnly('openclaw.json', JSON.stringify(secret));
      symlinkSync(target, `${lab.configFile}.${ending}`);
      writeFileSync(lab.configFile, '{ broken');
      const said = await seenBeside(async () => {
        const ran = await asRoot(local(how, ...(how === '--yes' ? ['--because', 'poc'] : [])));
        expect(ran.stdout + ran.stderr).not.toContain(CANARY);
      });
      expect(said).not.toContain(CANARY);
      expect(readFileSync(lab.configFile, 'utf8')).toBe('{ broken');
    },
    300_000,
  );

  it.each([
    ['logging.file', (path: string) => ({ logging: { file: path } })],
    ['$include', (path: string) => ({ $include: path })],
    ['a workspace', (path: string) => ({ agents: { defaults: { workspace: join(path, '..') } } })],
    ['a file of variables', (path: string) => ({ env: { file: path }, secrets: { file: path } })],
  ])(
    'names a file of root’s by %s: not a line of it is in look or bundle',
    async (_, keys) => {
      const target = rootOnly('named.json', `{"x": "${CANARY}", "level": "error ${CANARY} refused"}\n`);
      configured((config) => Object.assign(config, keys(target)));
      const out = join(home, 'named.tar.gz');
      const [look, bundle] = [
        await asRoot(['triage', '--json', '--openclaw', openclaw()]),
        await asRoot(['bundle', '--out', out, '--state', state(), '--openclaw', openclaw()]),
      ];
      const unpacked = existsSync(out)
        ? spawnSync('tar', ['-xzOf', out], { encoding: 'latin1', maxBuffer: 64_000_000 }).stdout
        : '';
      expect(look.stdout + look.stderr + bundle.stdout + bundle.stderr + unpacked).not.toContain(CANARY);
    },
    300_000,
  );

  it.each(['.env', 'gateway-restart.log', 'state/openclaw.sqlite'])(
    'puts a link to a file of root’s at %s of the state: not a line of it is told',
    async (name) => {
      configured();
      const path = join(lab.stateDir, name);
      mkdirSync(join(path, '..'), { recursive: true });
      const kept = `${path}.kept`;
      if (existsSync(path)) renameSync(path, kept);
      symlinkSync(rootOnly('linked', `OPENCLAW_GATEWAY_TOKEN=${CANARY}\nerror ${CANARY}\n`), path);
      onTestFinished(() => {
        rmSync(path);
        if (existsSync(kept)) renameSync(kept, path);
      });
      const ran = await asRoot(['triage', '--json', '--openclaw', openclaw()]);
      expect(ran.stdout + ran.stderr).not.toContain(CANARY);
    },
  );

  it('cannot make root work in a folder of theirs that is named as root’s own state', async () => {
    configured();
    const dir = join(home, 'as-if-root');
    mkdirSync(dir, { mode: 0o700 });
    chownSync(dir, MALLORY, MALLORY);
    const ran = await asRoot([
      'recover',
      '--local',
      '--plan',
      '--json',
      '--state',
      dir,
      '--openclaw',
      openclaw(),
    ]);
    expect(ran.code).toBe(2);
    expect(readdirSync(dir)).toEqual([]);
  });
});

/** Takes whatever it is told on a port, as mallory's. */
async function listening(): Promise<{ port: number; heard(): string }> {
  let heard = '';
  const server = createServer((socket) => {
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n',
      );
    });
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: (server.address() as { port: number }).port, heard: () => heard };
}

describe.runIf(isRoot)('another user of the host', () => {
  it.each(['with the victim named', 'with nothing named'])(
    'runs what looks like a gateway on her state and somebody else’s configuration: no token is shown to her, %s',
    async (how) => {
      const { port, heard } = await listening();
      configured((config) => Object.assign(config.gateway, { port, auth: { mode: 'token', token: VICTIM } }));
      const hers = join(lab.dir, 'mallory');
      mkdirSync(join(hers, 'openclaw/dist'), { recursive: true });
      writeFileSync(join(hers, 'openclaw/dist/index.js'), 'setInterval(() => {}, 1000);\n');
      mkdirSync(join(hers, '.openclaw'), { recursive: true });
      giveTo(hers, MALLORY);
      onTestFinished(() => rmSync(hers, { recursive: true, force: true }));
      const child = spawn(
        join(opt, 'node'),
        [join(hers, 'openclaw/dist/index.js'), 'gateway', '--port', String(port)],
        {
          uid: MALLORY,
          gid: MALLORY,
          cwd: '/',
          env: {
            HOME: hers,
            OPENCLAW_STATE_DIR: join(hers, '.openclaw'),
            OPENCLAW_CONFIG_PATH: lab.configFile,
          },
        },
      );
      onTestFinished(() => void child.kill('SIGKILL'));
      const named = how === 'with the victim named' ? places() : {};
      const looked = await asRoot(['triage', '--json', '--openclaw', openclaw()], named);
      expect(heard() + looked.stdout + looked.stderr).not.toContain(VICTIM);
      const mixed = { OPENCLAW_STATE_DIR: join(hers, '.openclaw'), OPENCLAW_CONFIG_PATH: lab.configFile };
      for (const words of [
        ['triage', '--json'],
        ['recover', '--local', '--json', '--plan', '--state', join(hers, 's')],
      ]) {
        const ran = await asRoot([...words, '--openclaw', openclaw()], mixed);
        expect(heard() + ran.stdout + ran.stderr).not.toContain(VICTIM);
      }
    },
    120_000,
  );

  it('is told apart: a gateway whose state and configuration are of two users is not looked at', async () => {
    configured();
    const hers = join(lab.dir, 'state-of-mallory');
    mkdirSync(hers);
    chownSync(hers, MALLORY, MALLORY);
    chmodSync(lab.dir, 0o755);
    chmodSync(lab.configFile, 0o644);
    onTestFinished(() => rmSync(hers, { recursive: true }));
    const ran = await asRoot(['triage', '--json'], {
      OPENCLAW_STATE_DIR: hers,
      OPENCLAW_CONFIG_PATH: lab.configFile,
    });
    expect(asJson(ran)).toMatchObject({
      unknowns: [
        expect.objectContaining({
          why: expect.stringMatching(/its state belongs to user 1, its configuration to user 65534/),
        }),
      ],
      findings: [],
    });
  });
});
