/**
 * @module agent/gateways/containers
 * The containers of this host that hold a gateway, as their engine tells it over its socket (Docker Engine API 1.24
 * and later; Podman's compatible one). Only questions are asked, each with a time limit.
 */
import { join, posix } from 'node:path';
import * as z from 'zod';
import { type HostPort, type Outcome, seen, type Unseen } from '../host/host-port.ts';
import { gatewayCall, serves } from './gateway-call.ts';
import { brandOf, inNewWords } from './legacy-names.ts';
import { type Env, type Place, placeOf } from './places.ts';

export type Mount = { source: string; destination: string };

export type Container = {
  engine: 'docker' | 'podman';
  id: string;
  name: string;
  /** `running`, `restarting`, `paused`, `exited`, `created`, `dead`. */
  state: string;
  health: string | undefined;
  exitCode: number;
  restarts: number;
  restartPolicy: string;
  oomKilled: boolean;
  /** Epoch ms; NaN where there was none yet. */
  startedAt: number;
  finishedAt: number;
  /** Its first process as the host counts; 0 when none runs. */
  pid: number;
  argv: string[];
  /** What its image and its settings give it. May hold secrets. */
  env: Env;
  /** Where its gateway keeps its files, as the container sees them. */
  place: Place;
  mounts: Mount[];
  /** `host`, `none`, `container:ID`, else a network of its own. */
  network: string;
  published: { address: string; hostPort: number; port: number }[];
  /** Where its engine is asked. */
  socket: string;
};

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const number = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);
const words = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

const Listed = z.array(
  z.looseObject({
    Id: z.string(),
    Names: words,
    Image: text,
    Command: z.union([text, words]),
    Labels: z.unknown().optional(),
  }),
);
const Inspected = z.looseObject({
  Id: z.string(),
  Name: text,
  Path: text,
  Args: words,
  RestartCount: number,
  State: z.looseObject({
    Status: text,
    ExitCode: number,
    OOMKilled: z.boolean().nullish(),
    Pid: number,
    StartedAt: text,
    FinishedAt: text,
    Health: z.looseObject({ Status: text }).nullish(),
  }),
  Config: z.looseObject({ Env: words, WorkingDir: text, User: text, Image: text }),
  HostConfig: z.looseObject({ NetworkMode: text, RestartPolicy: z.looseObject({ Name: text }).nullish() }),
  Mounts: z.array(z.looseObject({ Source: text, Destination: text })).nullish(),
  NetworkSettings: z
    .looseObject({
      Ports: z
        .record(z.string(), z.array(z.looseObject({ HostIp: text, HostPort: text })).nullish())
        .nullish(),
    })
    .nullish(),
});

const OURS = /openclaw|clawdbot|moltbot/i;
const ASK_MS = 2_000;
/** A host with more containers than this that look like gateways is not triaged one by one. */
const MOST = 20;

/** Sockets of engines: as the operator's shell names it, then the usual ones, rootless ones included. */
function sockets(env: Env): { engine: Container['engine']; path: string }[] {
  const named = /^unix:\/\/(.+)$/.exec(env.DOCKER_HOST ?? '')?.[1];
  const runtime = env.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.() ?? 0}`;
  const all = [
    ...(named
      ? [{ engine: /podman/.test(named) ? ('podman' as const) : ('docker' as const), path: named }]
      : []),
    { engine: 'docker' as const, path: '/run/docker.sock' },
    { engine: 'docker' as const, path: '/var/run/docker.sock' },
    { engine: 'docker' as const, path: join(runtime, 'docker.sock') },
    { engine: 'podman' as const, path: '/run/podman/podman.sock' },
    { engine: 'podman' as const, path: join(runtime, 'podman/podman.sock') },
  ];
  return all.filter(({ path }, at) => all.findIndex((one) => one.path === path) === at);
}

const jsonOf = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null; // Not an engine's answer; the schema refuses it.
  }
};

/** Home of the user that a container runs as, where its settings do not say: as its images are made. */
const homeOfUser = (user: string): string => {
  const name = user.split(':')[0] ?? '';
  if (name === '' || name === 'root' || name === '0') return '/root';
  return /^\d+$/.test(name) ? '/home/node' : `/home/${name}`;
};

/** An engine's `inspect` of one container, if it holds a gateway. */
export function containerOf(json: unknown, engine: Container['engine'], socket: string): Container | null {
  const parsed = Inspected.safeParse(json);
  if (!parsed.success) return null;
  const it = parsed.data;
  const argv = [it.Path, ...it.Args].flatMap((word) => (/\s/.test(word) ? word.split(/\s+/) : [word]));
  const call = gatewayCall(argv);
  const set = Object.fromEntries(
    it.Config.Env.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const named =
    OURS.test(`${it.Config.Image} ${it.Name}`) || Object.keys(set).some((name) => OURS.test(name));
  if (call === null || !serves(call) || (call.faint && !named && !OURS.test(it.Config.WorkingDir)))
    return null;
  const env = { HOME: homeOfUser(it.Config.User), ...inNewWords(set, brandOf(call.script)) };
  const published = Object.entries(it.NetworkSettings?.Ports ?? {}).flatMap(([port, binds]) =>
    (binds ?? []).map(({ HostIp, HostPort }) => ({
      address: HostIp,
      hostPort: Number(HostPort),
      port: Number.parseInt(port, 10),
    })),
  );
  return {
    engine,
    id: it.Id,
    name: it.Name.replace(/^\//, ''),
    state: it.State.Status === 'stopped' ? 'exited' : it.State.Status,
    health: it.State.Health?.Status || undefined,
    exitCode: it.State.ExitCode,
    restarts: it.RestartCount,
    restartPolicy: it.HostConfig.RestartPolicy?.Name || 'no',
    oomKilled: it.State.OOMKilled === true,
    startedAt: Date.parse(it.State.StartedAt),
    finishedAt: it.State.FinishedAt.startsWith('0001') ? Number.NaN : Date.parse(it.State.FinishedAt),
    pid: it.State.Pid,
    argv,
    env,
    place: placeOf(env),
    mounts: (it.Mounts ?? []).map(({ Source, Destination }) => ({
      source: Source,
      destination: Destination,
    })),
    network: it.HostConfig.NetworkMode,
    published: published.filter((one) => one.hostPort > 0),
    socket,
  };
}

/** A path of the container as the host has it; null where no mount holds it. */
export function hostPath({ mounts }: Pick<Container, 'mounts'>, path: string): string | null {
  const holding = mounts
    .filter(
      ({ destination }) => path === destination || path.startsWith(`${destination.replace(/\/$/, '')}/`),
    )
    .sort((a, b) => a.destination.length - b.destination.length)
    .at(-1);
  return holding ? posix.join(holding.source, path.slice(holding.destination.length)) : null;
}

export type Containers = {
  found: Container[];
  /** Engines that are there and could not be asked. */
  silent: Unseen[];
};

async function ofEngine(
  host: HostPort,
  engine: Container['engine'],
  socket: string,
): Promise<Outcome<Container[]>> {
  const listed = await host.ask(socket, '/containers/json?all=1', { timeoutMs: ASK_MS });
  if (!listed.ok) return listed;
  if (listed.value === null) return seen([]);
  const all = Listed.safeParse(jsonOf(listed.value.body));
  if (!all.success) return { ok: false, look: 'unavailable', why: `${socket}: HTTP ${listed.value.status}` };
  const likely = all.data.filter(
    ({ Names, Image, Command, Labels }) =>
      /gateway/.test(`${Command} ${Names} ${JSON.stringify(Labels ?? {})}`) || OURS.test(`${Image} ${Names}`),
  );
  const inspected = await Promise.all(
    likely
      .slice(0, MOST)
      .map(({ Id }) => host.ask(socket, `/containers/${encodeURIComponent(Id)}/json`, { timeoutMs: ASK_MS })),
  );
  return seen(
    inspected.flatMap((answer) => {
      const body = answer.ok && answer.value !== null ? answer.value.body : null;
      return (body && containerOf(jsonOf(body), engine, socket)) || [];
    }),
  );
}

/** Every container that holds a gateway, of every engine that can be asked. Never throws. */
export async function gatewayContainers(host: HostPort, env: Env): Promise<Containers> {
  const there: { engine: Container['engine']; path: string; id: string }[] = [];
  for (const { engine, path } of sockets(env)) {
    const stat = await host.stat(path);
    // /run and /var/run are usually one folder.
    if (!stat.ok || stat.value === null || there.some(({ id }) => id === stat.value?.id)) continue;
    there.push({ engine, path, id: stat.value.id });
  }
  const answers = await Promise.all(there.map(({ engine, path }) => ofEngine(host, engine, path)));
  return {
    found: answers.flatMap((answer) => (answer.ok ? answer.value : [])),
    silent: answers.flatMap((answer) => (answer.ok ? [] : [answer])),
  };
}

/** The last lines that a container printed, both streams; null where there are none. */
export async function containerLog(
  host: HostPort,
  { socket, id }: Container,
  { lines = 120, timestamps = false }: { lines?: number; timestamps?: boolean } = {},
): Promise<Outcome<string | null>> {
  const times = timestamps ? '&timestamps=1' : '';
  const path = `/containers/${id}/logs?stdout=1&stderr=1&tail=${lines}${times}`;
  const answer = await host.ask(socket, path, { timeoutMs: ASK_MS });
  if (!answer.ok) return answer;
  if (answer.value === null || answer.value.status !== 200) return seen(null);
  return seen(withoutFrames(answer.value.body));
}

/** Without a terminal each piece stands behind 8 bytes: stream, 3 zeros, length (Docker Engine API, attach). */
export function withoutFrames(body: Buffer): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= body.length; ) {
    const stream = body[at] ?? 9;
    if (stream > 2 || body[at + 1] !== 0) return body.toString('utf8');
    const length = body.readUInt32BE(at + 4);
    pieces.push(body.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(pieces).toString('utf8');
}
