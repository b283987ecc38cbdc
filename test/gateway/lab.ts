/**
 * One imaginary host: a folder of its own, a block of ports, a model to talk to, and the real OpenClaw. Faults are
 * planted in a lab, and disposing of the lab ends everything that was started in it, last first.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gateway, startGateway } from './gateway.ts';
import type { OpenClaw } from './install.ts';
import { startModelStub } from './model-stub.ts';
import { freeBlock } from './ports.ts';
import { killRest, treeOf } from './process-tree.ts';
import { settleSharedStore } from './shared-store.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
/** The parts of `openclaw.json` that the faults touch. */
export interface GatewayConfig {
  gateway: { [key: string]: Json } & { auth?: { [key: string]: Json } };
  agents: { defaults: { workspace: string; model: { primary: string } } };
  models: { mode: string; catalogRefresh: Json; providers: { [id: string]: Json } };
  [key: string]: unknown;
}

export interface Lab {
  openclaw: OpenClaw;
  dir: string;
  port: number;
  /** The token in the configuration of a healthy lab. */
  token: string;
  configFile: string;
  stateDir: string;
  logFile: string;
  workspace: string;
  say(line: string): void;
  /** A gateway's and an operator's environment: nothing of ours leaks in, nothing of theirs leaves loopback. */
  env(extra?: Record<string, string>): Record<string, string>;
  /** Writes the healthy configuration, changed by `change`. */
  configure(change?: (config: GatewayConfig) => void): void;
  /** Starts a gateway; with `wait` (the default) until it is ready. */
  start(options?: {
    args?: readonly string[];
    env?: Record<string, string>;
    port?: number;
    wait?: boolean;
  }): Promise<Gateway>;
  /** Starts a gateway that is expected to refuse, and returns how it ended. Throws if it does not end by itself. */
  startRefused(options?: { args?: readonly string[]; env?: Record<string, string> }): Promise<Gateway>;
  /** Runs one `openclaw …` command as the operator of this host and returns what it printed. */
  cli(
    args: readonly string[],
    timeoutMs?: number,
    extra?: Record<string, string>,
  ): Promise<{ code: number; output: string }>;
  /** Starts one `openclaw …` command, and suspends it as Ctrl-Z does as soon as it prints. */
  suspendedCli(args: readonly string[]): Promise<void>;
  /** What the gateway wrote into its log file. */
  log(): string;
  /** Remembers something to undo; undone in reverse order. */
  onDispose(undo: () => void | Promise<void>): void;
  dispose(): Promise<void>;
}

/** The configuration of a healthy gateway on loopback: a token, a workspace, one model. */
function healthyConfig(lab: { dir: string; port: number; token: string; model: string }): GatewayConfig {
  return {
    gateway: { mode: 'local', port: lab.port, bind: 'loopback', auth: { mode: 'token', token: lab.token } },
    agents: { defaults: { workspace: join(lab.dir, 'workspace'), model: { primary: 'stub/stub-1' } } },
    models: {
      mode: 'replace',
      catalogRefresh: { enabled: false },
      providers: {
        stub: {
          baseUrl: lab.model,
          apiKey: 'lab-model-key',
          api: 'openai-completions',
          models: [
            { id: 'stub-1', name: 'Stub One', input: ['text'], contextWindow: 128_000, maxTokens: 4096 },
          ],
        },
      },
    },
    logging: { file: join(lab.dir, 'gateway.log'), level: 'info' },
    update: { checkOnStart: false },
    discovery: { mdns: { mode: 'off' } },
  };
}

/** Compiled code is kept between labs: it takes seconds off every start. */
function shareCompileCache(openclaw: OpenClaw, tmp: string): void {
  const shared = join(openclaw.cacheDir, 'compile-cache');
  mkdirSync(shared, { recursive: true });
  symlinkSync(shared, join(tmp, 'node-compile-cache'));
}

/** Ends the gateway that serves this state now, whoever has started it. */
function endServing(stateDir: string): void {
  const lock = join(stateDir, 'tmp', `openclaw-${process.getuid?.() ?? 0}`, 'gateway.state.lock');
  if (!existsSync(lock)) return;
  const { pid, startTime } = JSON.parse(readFileSync(lock, 'utf8')) as { pid: number; startTime?: number };
  // Another process may have the number by now.
  const tree = treeOf(pid);
  if (tree[0]?.started === String(startTime)) killRest(tree);
}

/** Opens a lab with a running model and no gateway yet. */
export async function openLab(openclaw: OpenClaw, say: (line: string) => void = () => {}): Promise<Lab> {
  const dir = mkdtempSync(join(tmpdir(), 'openclaw-lab-'));
  // A gateway that was killed this moment may still be writing: then the folder is not empty yet.
  const removeDir = () => rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  process.once('exit', removeDir);
  const undo: Array<() => void | Promise<void>> = [
    () => {
      process.off('exit', removeDir);
      removeDir();
    },
  ];
  const [home, tmp, workspace] = ['home', 'tmp', 'workspace'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [home, tmp, workspace]) mkdirSync(folder);
  shareCompileCache(openclaw, tmp);
  // A recovery starts a gateway that is nobody's child, and would outlive the lab.
  undo.push(() => endServing(join(dir, 'state')));
  const port = await freeBlock();
  const model = await startModelStub(port + 15);
  undo.push(() => model.close());

  const token = 'lab-token-of-the-config-file-0001';
  const configFile = join(dir, 'openclaw.json');
  const stateDir = join(dir, 'state');
  const logFile = join(dir, 'gateway.log');

  function env(extra: Record<string, string> = {}): Record<string, string> {
    return {
      PATH: [join(openclaw.cacheDir, 'node_modules', '.bin'), openclaw.nodeDir, '/usr/bin', '/bin'].join(':'),
      HOME: home,
      TMPDIR: tmp,
      LANG: 'C.UTF-8',
      NO_COLOR: '1',
      OPENCLAW_CONFIG_PATH: configFile,
      OPENCLAW_STATE_DIR: stateDir,
      // Nothing may look for updates, announce itself or report home: a closed port takes what still tries.
      OPENCLAW_NO_AUTO_UPDATE: '1',
      OPENCLAW_NPM_REGISTRY: 'http://127.0.0.1:9',
      OPENCLAW_DISABLE_BONJOUR: '1',
      DO_NOT_TRACK: '1',
      ...extra,
    };
  }

  function configure(change: (config: GatewayConfig) => void = () => {}): void {
    const config = healthyConfig({ dir, port, token, model: model.baseUrl });
    change(config);
    writeFileSync(configFile, `${JSON.stringify(config, null, 2)}\n`);
  }

  let closed = false;
  const begin: Lab['start'] = async (options = {}) => {
    if (closed) throw new Error('The lab is being taken down');
    settleSharedStore();
    const gateway = startGateway({
      openclaw,
      port: options.port ?? port,
      env: env(options.env),
      cwd: dir,
      args: options.args ?? [],
      say,
    });
    undo.push(async () => void (await gateway.stop()));
    if (options.wait !== false) await gateway.ready();
    return gateway;
  };

  configure();
  return {
    openclaw,
    dir,
    port,
    token,
    configFile,
    stateDir,
    logFile,
    workspace,
    say,
    env,
    configure,
    start: begin,
    async startRefused(options = {}) {
      const gateway = await begin({ ...options, wait: false });
      // Since 2026.9 a refused start runs OpenClaw's own triage before it exits: a minute on a busy machine.
      const late = new Promise<'late'>((resolve) => setTimeout(resolve, 240_000, 'late').unref());
      const ending = await Promise.race([gateway.ended, late]);
      if (ending === 'late' || ending.code === 0)
        throw new Error(`The gateway should have refused to start, but did not:\n${gateway.printed()}`);
      return gateway;
    },
    cli: (args, timeoutMs = 60_000, extra = {}) =>
      new Promise((resolve) => {
        const options = { cwd: dir, env: env(extra), timeout: timeoutMs, maxBuffer: 16_000_000 };
        const child = execFile(openclaw.command, [...args], options, (_error, out, err) =>
          resolve({ code: child.exitCode ?? 124, output: out + err }),
        );
        child.stdin?.end();
      }),
    async suspendedCli(args) {
      const child = spawn(openclaw.command, [...args], {
        cwd: dir,
        env: env(),
        detached: true,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      // The command works in a helper that has left our process group: all of the tree is meant.
      const kill = () => killRest(treeOf(child.pid ?? 0));
      process.prependOnceListener('exit', kill);
      undo.push(async () => {
        process.off('exit', kill);
        kill();
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      });
      await once(child.stdout, 'data');
      for (const { pid } of treeOf(child.pid ?? 0)) process.kill(pid, 'SIGSTOP');
    },
    log: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''),
    onDispose: (step) => void undo.push(step),
    async dispose() {
      closed = true;
      const failures: unknown[] = [];
      for (let step = undo.pop(); step; step = undo.pop()) {
        try {
          await step();
        } catch (error) {
          failures.push(error); // The rest must still be undone; told at the end.
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Some of the lab could not be taken down');
    },
  };
}

/** Waits until the gateway's log contains `words`; throws with its end when that takes longer than the limit. */
export async function seen(lab: Pick<Lab, 'log'>, words: string, limitMs = 30_000): Promise<void> {
  const started = Date.now();
  while (!lab.log().includes(words)) {
    if (Date.now() - started > limitMs)
      throw new Error(`The log never said "${words}". It ends:\n${lab.log().slice(-2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
