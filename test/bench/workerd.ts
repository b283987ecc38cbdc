/**
 * The built Worker in a workerd of its own, with its objects on disk and without a test harness in between,
 * which would be measured too. Cloudflare's own network is not: nothing here says what the edge adds.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import type { StartBot } from './bots.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const BUILT = join(ROOT, 'dist', 'worker', 'worker.js');

type WranglerToml = {
  compatibility_date: string;
  compatibility_flags: string[];
  durable_objects: { bindings: { name: string; class_name: string }[] };
};

/** workerd's own configuration, with what wrangler.toml says about the Worker. */
function capnp(
  settings: Record<string, string>,
  objects: string,
  ports: { bot: number; empty: number },
): string {
  const toml = parse(readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')) as unknown as WranglerToml;
  const quoted = (text: string) => JSON.stringify(text);
  const classes = toml.durable_objects.bindings;
  const bindings = [
    ...classes.map(
      (one) => `(name = ${quoted(one.name)}, durableObjectNamespace = ${quoted(one.class_name)})`,
    ),
    ...Object.entries(settings).map(([name, text]) => `(name = ${quoted(name)}, text = ${quoted(text)})`),
  ];
  const namespaces = classes.map(
    (one) =>
      `(className = ${quoted(one.class_name)}, uniqueKey = ${quoted(one.class_name)}, enableSql = true)`,
  );
  const since = `compatibilityDate = ${quoted(toml.compatibility_date)}`;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "bot", worker = .bot),
    (name = "empty", worker = .empty),
    (name = "objects", disk = (path = ${quoted(objects)}, writable = true)),
    (name = "loopback", network = (allow = ["local"])),
  ],
  sockets = [
    (name = "bot", address = "127.0.0.1:${ports.bot}", http = (), service = "bot"),
    (name = "empty", address = "127.0.0.1:${ports.empty}", http = (), service = "empty"),
  ],
);
const empty :Workerd.Worker = (
  modules = [(name = "empty.js", esModule = "export default { fetch: () => new Response() }")],
  ${since},
);
const bot :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  ${since},
  compatibilityFlags = [${toml.compatibility_flags.map(quoted).join(', ')}],
  bindings = [
    ${bindings.join(',\n    ')},
  ],
  durableObjectNamespaces = [
    ${namespaces.join(',\n    ')},
  ],
  durableObjectStorage = (localDisk = "objects"),
  globalOutbound = "loopback",
);
`;
}

/** The program itself: `bin/workerd` of the package is a script around it that leaves it behind when ended. */
function workerdBinary(): string {
  const ofWrangler = createRequire(createRequire(import.meta.url).resolve('wrangler'));
  return (ofWrangler('workerd') as { default: string }).default;
}

/** Takes two ports: the bot's, and the next one for an empty Worker beside it. */
export const onWorkerd: StartBot = (settings, dir, port) => {
  const objects = join(dir, 'objects');
  mkdirSync(objects, { recursive: true });
  copyFileSync(BUILT, join(dir, 'worker.js'));
  const ports = { bot: port, empty: port + 1 };
  const file = join(dir, 'workerd.capnp');
  writeFileSync(file, capnp(settings, objects, ports));
  const child = spawn(workerdBinary(), ['serve', file], {
    cwd: dir,
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      printed = (printed + chunk).slice(-20_000);
    });
  return {
    url: `http://127.0.0.1:${ports.bot}`,
    pid: child.pid ?? 0,
    emptyUrl: `http://127.0.0.1:${ports.empty}`,
    ended: () => (isOver(child) ? printed : null),
    stop: () => end(child),
  };
};

const isOver = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function end(child: ChildProcess): Promise<void> {
  if (isOver(child)) return;
  const over = once(child, 'exit');
  child.kill('SIGTERM');
  await over;
}

/** Makes dist/worker as it would be uploaded. About two seconds. */
export function buildWorker(): void {
  const made = spawnSync(process.execPath, [join(ROOT, 'infra', 'build.mjs'), 'worker'], {
    encoding: 'utf8',
  });
  if (made.status !== 0 || !existsSync(BUILT))
    throw new Error(`The Worker could not be built:\n${made.stderr}`);
}
