/**
 * @module node-serve
 * Door: `serve`, the bot as one process on Node. Opens everything in order, says where it listens, and ends in
 * the opposite order: nobody new, then goodbye to the hosts, then what is under way, then the store.
 */
import { existsSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { KEY_FILE } from './backup/manifest.ts';
import { serveCopies } from './backup/node-save-socket.ts';
import {
  approvals,
  behaviours,
  bundles,
  commandOf,
  conversation,
  desksOf,
  keepWindows,
  type Parts,
  pipelines,
  slackApp,
  slackDirectory,
  slackRequests,
  sweepBundles,
  tracingOf,
} from './bot.ts';
import { bundleFiles } from './bundles/node-bundle-files.ts';
import { compose } from './conversation/compose.ts';
import type { Conversation } from './conversation/conversation.ts';
import type { SsmSettings } from './dispatch/ssm-settings.ts';
import { freezeRoutes } from './freezes/routes.ts';
import { type Check, createHttp } from './http.ts';
import { agentRoutes, connectCheck } from './hub/agent-routes.ts';
import { keyFolder, readSigningKey } from './hub/node-signing-key.ts';
import { keptSuccession } from './hub/node-succession.ts';
import { acceptAgents } from './hub/node-websocket.ts';
import { succeeding } from './hub/succession.ts';
import { createLog } from './log.ts';
import { gather } from './metrics/gather.ts';
import { createMeters, type Meters } from './metrics/meters.ts';
import { processFigures, room, watchEventLoop } from './metrics/node-figures.ts';
import { loadSigner } from './protocol/signer.ts';
import { createRedactor } from './redaction/redact.ts';
import { type Settings, VERSION } from './settings.ts';
import { createSlackApp } from './slack/app.ts';
import { type SocketMode, socketMode } from './slack/node-socket-mode.ts';
import { objectFiles, openDataDir, SOCKET_FILE, tellWhyNot } from './storage/node-data-dir.ts';
import { createNodeObjects } from './storage/node-objects.ts';
import { openToRead } from './storage/node-own-place.ts';
import type { Objects } from './storage/objects.ts';
import { MIGRATIONS } from './stores.ts';
import { serveTerminal } from './terminal/node-server.ts';
import { terminalNotifier } from './terminal/notifier.ts';
import type { DeskChoice } from './tickets/desks.ts';

/** A request that takes longer than this to arrive is not one of ours, in milliseconds. */
const REQUEST_LIMIT_MS = 30_000;
/** How long answers to Slack that are under way are waited for at the end, in milliseconds. */
const LAST_WORDS_MS = 3_000;
/**
 * Connections that the system keeps until they are taken, at most what it allows (net.core.somaxconn, 4,096). With
 * Node's 511 thousands of hosts that dial at once were dropped before the bot knew of them, for half a minute each.
 */
const UNTAKEN = 65_535;

/** How often a bot that waits for another looks whether it has ended, in milliseconds. */
const LOOK_AGAIN_MS = 50;

/** What must be undone at the end, in the opposite order. */
type Ends = Array<() => unknown>;
/** Why the bot cannot run, in words for the operator. */
class CannotServe extends Error {}

type Started = {
  /** Rejects when Slack refuses the bot for good. */
  refused: Promise<never>;
  /** What the operator is told. */
  lines: string[];
};

/** Runs until a signal ends it; gives the exit code. `wait`: until the bot that has the data directory is gone. */
export async function serve(
  settings: Settings,
  choices: readonly DeskChoice[],
  ssm: SsmSettings | null,
  wait = false,
): Promise<number> {
  const ends: Ends = [];
  // Heard from the first moment: a signal during the start ends it in good order too.
  const signal = signalled();
  try {
    if (wait && (await free(settings.dataDir, signal)) === 'ended') return 0;
    const { refused, lines } = await start(settings, choices, ssm, ends);
    for (const line of lines) process.stdout.write(`${line}\n`);
    await Promise.race([signal, refused]);
    return 0;
  } catch (error) {
    if (!(error instanceof CannotServe)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  } finally {
    for (let end = ends.pop(); end; end = ends.pop()) await end();
  }
}

/** Waits until no other bot has the data directory. Then somebody else may still be quicker, and `start` says so. */
async function free(dataDir: string, signal: Promise<'ended'>): Promise<'free' | 'ended'> {
  for (let told = false; ; told = true) {
    const opened = openDataDir(dataDir, Date.now());
    if (opened.ok) opened.dir.close();
    if (opened.ok || !('holder' in opened)) return 'free';
    if (!told) process.stdout.write(`${tellWhyNot(dataDir, opened)}\nWaiting for it to end.\n`);
    const tick = new Promise<null>((resolve) => setTimeout(resolve, LOOK_AGAIN_MS, null));
    if ((await Promise.race([signal, tick])) === 'ended') return 'ended';
  }
}

async function start(
  settings: Settings,
  choices: readonly DeskChoice[],
  ssm: SsmSettings | null,
  ends: Ends,
): Promise<Started> {
  const { dataDir } = settings;
  const opened = openDataDir(dataDir, Date.now());
  if (!opened.ok) throw new CannotServe(tellWhyNot(dataDir, opened));
  ends.push(() => opened.dir.close());
  const newer = opened.dir.newer(MIGRATIONS);
  if (newer !== null) throw new CannotServe(`${newer}\nNothing was started.`);
  if (settings.signingKey === null && !existsSync(join(dataDir, KEY_FILE)) && objectFiles(dataDir).length > 0)
    throw new CannotServe(
      `The signing key ${join(dataDir, KEY_FILE)} is missing, and the hosts in ${dataDir} trust no other.\n` +
        'Nothing was started. Put it back (mode 0600), from your copy or an encrypted backup.',
    );
  const key = await readSigningKey(settings.signingKey, dataDir);
  if (!key.ok) throw new CannotServe(`${key.problem}\nNothing was started.`);
  const alone = await loadSigner(key.jwk).catch((error: Error) => {
    throw new CannotServe(`${error.message} Put the right one back. Nothing was started.`);
  });
  // A key from the environment stands by itself, unless what it succeeds lies in the data directory, too.
  const keys = keyFolder(settings.signingKey, dataDir);
  const { documents, formers } = keptSuccession(keys);
  const follows = await succeeding(alone, documents, formers);
  if (!follows.ok)
    throw new CannotServe(
      `The signing key is none that hosts would follow: ${follows.problem}. Nothing was started.\nPut back the key that belongs to ${join(keys, 'trust.json')}, or finish with: bot.mjs rotate-key --adopt`,
    );
  const { signer } = follows;
  const log = createLog({ level: settings.logLevel, redact: createRedactor({}).text });
  process.on('unhandledRejection', (cause) =>
    log.error({ cause: String(cause) }, 'A failure nobody waited for'),
  );

  const counts = new Map<string, number>();
  const command = commandOf(settings);
  const terminal = terminalNotifier({ compose: (notice) => compose(notice, command, settings.approvers) });
  const directory = slackDirectory(settings, log);
  const desks = desksOf(choices);
  const loop = watchEventLoop();
  ends.push(() => loop.stop());
  let meters: Meters | undefined;
  /** One for all: what it counts together is told once. */
  const metersOver = (raw: Objects): Meters => {
    meters ??= createMeters({ objects: raw, log });
    return meters;
  };
  const tracing = tracingOf(settings, log);
  ends.push(() => Promise.race([tracing.told(), pause(LAST_WORDS_MS)]));
  const partsOver = (raw: Objects): Parts => ({
    tracing,
    meters: metersOver(raw),
    objects: counted(raw, counts),
    signer,
    settings,
    ssm,
    log,
    directory,
    desks,
    files: bundleFiles(join(dataDir, 'bundles')),
    terminal,
  });
  const objects = createNodeObjects({
    dataDir,
    index: opened.dir.index,
    log,
    behaviours: (raw) => behaviours(partsOver(raw)),
  });
  ends.push(() => objects.close());
  const parts = partsOver(objects);
  // Before the objects close: what was counted last is theirs to keep.
  ends.push(() => parts.meters.told());

  const site: { app: Hono | null } = { app: null };
  const server = createAdaptorServer({
    fetch: (request, env) =>
      site.app?.fetch(request, env) ?? Response.json({ ready: false }, { status: 503 }),
    overrideGlobalObjects: false,
    serverOptions: { requestTimeout: REQUEST_LIMIT_MS },
  }) as Server;
  const agents = acceptAgents({ server, objects, check: connectCheck(signer), log });
  const address = await listen(server, settings);
  ends.push(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    await agents.close();
    server.closeAllConnections();
    await closed;
  });

  const publicUrl = settings.publicUrl ?? address;
  const answers = conversation(parts, publicUrl);
  const door = { path: join(dataDir, SOCKET_FILE), conversation: answers, notifier: terminal, command, log };
  const shell = await serveTerminal(door).catch((error: Error) => {
    throw new CannotServe(error.message);
  });
  ends.push(() => shell.close());
  const copies = await serveCopies(dataDir, (into) => objects.snapshot(into), log);
  ends.push(() => copies.close());

  const underWay = new Set<Promise<unknown>>();
  ends.push(() => Promise.race([Promise.allSettled(underWay), pause(LAST_WORDS_MS)]));
  const keep = (work: Promise<unknown>): void => {
    underWay.add(work);
    work
      .catch((error: unknown) => log.error({ error: String(error) }, 'Work after an answer to Slack failed'))
      .finally(() => underWay.delete(work));
  };
  const slack = slackRequests(parts, answers);
  const asked = pipelines(parts);
  await keepWindows(parts);
  sweepBundles(parts).catch((error: Error) =>
    log.warn({ error: error.message }, 'Old files of bundles could not be swept'),
  );
  const line = slackLine(parts, answers);
  if (line) ends.push(() => line.mode.stop());

  site.app = createHttp({
    log,
    agents: agentRoutes({ objects: parts.objects, signer, log }),
    approvals: approvals(parts),
    bundles: bundles(parts),
    ...(slack && { slack: (request: Request) => slack(request, keep) }),
    ...(asked && { freezes: freezeRoutes(asked) }),
    ready: async () => readiness(objects, line?.mode ?? null, dataDir),
    figures: async () => [
      ...processFigures({ objects: objects.figures(), counts, loop, dataDir }),
      ...(await gather(objects, Date.now())),
    ],
    ...(settings.metricsToken !== undefined && { metricsToken: settings.metricsToken }),
    publicName: new URL(publicUrl).hostname,
    isLocal,
  });

  const spoken = line ? 'Socket Mode' : slack ? 'POST /slack/events' : 'off';
  const made = `A new signing key was made: ${join(dataDir, KEY_FILE)}. Keep a copy: hosts trust it.`;
  return {
    refused: line?.refused ?? new Promise(() => undefined),
    lines: [
      `openclaw-incident-bot ${VERSION} listens on ${address} (Slack: ${spoken}; data: ${dataDir}; terminal: bot.mjs chat)`,
      ...(key.made ? [made] : []),
      ...warnings(settings, publicUrl),
    ],
  };
}

function listen(server: Server, { port, bind }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      const why = code === 'EADDRINUSE' ? `port ${port} on ${bind} is taken by another program.` : message;
      const next = 'Set PORT or BIND to something else. Nothing was started.';
      reject(new CannotServe(`The bot cannot listen: ${why}\n${next}`));
    });
    server.listen({ port, host: bind, backlog: UNTAKEN }, () => {
      const { port: given } = server.address() as AddressInfo;
      resolve(`http://${bind.includes(':') ? `[${bind}]` : bind}:${given}`);
    });
  });
}

/** Slack over a socket that the bot opens; null without SLACK_APP_TOKEN. */
function slackLine(
  parts: Parts,
  answers: Conversation,
): { mode: SocketMode; refused: Promise<never> } | null {
  const app = slackApp(parts, answers);
  const appToken = parts.settings.slack?.appToken;
  if (!app || appToken === undefined) return null;
  const { apiUrl, fetch, log } = app;
  const mode = socketMode({ appToken, apiUrl, fetch, log });
  createSlackApp({ ...app, receiver: mode });
  const refused = new Promise<never>((_resolve, reject) => {
    // Without a network it goes on trying; only a refusal by Slack itself ends the bot.
    mode.start().catch((error: Error) => reject(new CannotServe(`${error.message}\nThe bot was stopped.`)));
  });
  refused.catch(() => undefined);
  return { mode, refused };
}

/** The same objects, with every message counted by kind and type: what the bot is busy with. */
function counted(objects: Objects, counts: Map<string, number>): Objects {
  return {
    send(to, message) {
      const name = `${to.kind} ${message.type}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return objects.send(to, message);
    },
  };
}

/** Below it SQLite may not commit: a log beside a store grows by whole pages. */
const LEAST_ROOM = 1024 * 1024;

function readiness(objects: { figures(): unknown }, slack: SocketMode | null, dataDir: string): Check[] {
  const checks: Check[] = [];
  try {
    objects.figures();
    const full = room(dataDir).some((bytes) => bytes < LEAST_ROOM);
    checks.push(
      full ? { what: 'store', ok: false, why: 'the disk of DATA_DIR is full' } : { what: 'store', ok: true },
    );
  } catch (error) {
    checks.push({ what: 'store', ok: false, why: (error as Error).message });
  }
  if (slack?.connected()) checks.push({ what: 'slack', ok: true });
  else if (slack) checks.push({ what: 'slack', ok: false, why: 'there is no connection to Slack just now' });
  return checks;
}

function isLocal(context: Context): boolean {
  const { incoming } = context.env as { incoming?: IncomingMessage };
  return /^(127\.|::1$|::ffff:127\.)/.test(incoming?.socket.remoteAddress ?? '');
}

function warnings(settings: Settings, publicUrl: string): string[] {
  const lines: string[] = [];
  if (existsSync('.env') && openToRead('.env'))
    lines.push('Every user of this machine can read .env and the tokens in it. Run: chmod 600 .env');
  const { protocol, hostname } = new URL(publicUrl);
  if (/^(0\.0\.0\.0|\[::\])$/.test(hostname))
    lines.push('PUBLIC_URL is not set: `enroll` cannot name an address that hosts can reach.');
  else if (protocol === 'http:' && !/^(127\.|localhost$|\[::1\]$)/.test(hostname))
    lines.push(
      `Hosts reach it at ${publicUrl}, unencrypted: whoever listens in sees join tokens and evidence.`,
    );
  // The address that a host dialled is then only what its request says, which whoever passes it on can write.
  if (settings.publicUrl === undefined)
    lines.push(
      'PUBLIC_URL is not set: a stranger in between can pass on a host’s session unseen. Set it where hosts are not on this machine.',
    );
  if (settings.slack && settings.admins.length === 0)
    lines.push('ADMIN_USERS is not set: hosts can be enrolled from this machine only (bot.mjs enroll).');
  return lines;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

/** Ends at the first SIGTERM or SIGINT; a second one ends the process on the spot. */
function signalled(): Promise<'ended'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve('ended');
      });
    }
  });
}
