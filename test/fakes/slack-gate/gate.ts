/**
 * A strict doorkeeper before local-slack. The emulator takes any token, any block and any thread, knows no
 * rate limit and forgets metadata; a bot tested only against it would fail in the real Slack. So this stands
 * in between, refuses what Slack refuses, has bad days on demand, and writes down every call.
 *
 * Its choice of error codes follows Slack's documents, not a real Slack.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { BOT_EVENTS, BOT_SCOPES } from '../../../src/slack/scopes.ts';
import { checkBlocks } from './block-kit.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { askedAboutPeople, type Directory, refusePlace, someChannels, somePeople } from './people.ts';
import { readable } from './readable.ts';
import { createResponseUrls } from './response-urls.ts';
import { hearsOf, refuseScope } from './scopes.ts';
import { asShortcut } from './shortcut.ts';
import { relay } from './socket-line.ts';
import { bytes, send, type Upstream } from './upstream.ts';
import { answerFault, createViews } from './views.ts';

export type Call = {
  /** A method of the Web API, `response_url`, or `answer`: what the bot says at once to what Slack hands it. */
  method: string;
  args: Record<string, unknown>;
  /** What the bot was told; null when the connection was cut. */
  reply: Record<string, unknown> | null;
  status: number;
};

export type SlackGate = Directory & {
  /** For `SLACK_API_URL`. */
  apiUrl: string;
  url: string;
  calls: Call[];
  /** Calls of one method that Slack carried out. */
  done(method: string): Call[];
  faults: Faults;
  /** What the app may do; a test takes away or adds what it is about. */
  scopes: Set<string>;
  /** What Slack hands to the bot passes here: as the bot gets it, or null when Slack would not tell it. */
  hand(payload: Args): Args | null;
  /** What the bot answers passes here on its way to the emulator; undefined when Slack would not take it. */
  take(answer: unknown): unknown;
  /** Cuts every connection, the bot's Socket Mode line too. */
  hangUp(): void;
  close(): Promise<void>;
};

export type Tokens = { bot: string; app: string };

export type GateOptions = {
  /** The emulator's page is to be read: see readable.ts. Calls are recorded as the bot made them. */
  readable?: boolean;
  /** Instead of those in the app's manifest. */
  scopes?: Iterable<string>;
  /** Events that the app subscribed to, instead of those in its manifest. */
  events?: Iterable<string>;
  /** Epoch ms; by it triggers and response addresses grow old. */
  now?: () => number;
};

type Args = Record<string, unknown>;
type Reply = Record<string, unknown>;

/** The emulator is told that it is reached here, and puts a port of its own behind it. */
export const EMULATOR = '/emulator';

/** Listens on a free loopback port. */
export async function startSlackGate(
  upstream: Upstream,
  tokens: Tokens,
  options: GateOptions = {},
): Promise<SlackGate> {
  const { now = () => Date.now() } = options;
  const calls: Call[] = [];
  const faults = createFaults();
  const metadata = new Map<string, unknown>();
  const sockets = new Set<Duplex>();
  const scopes = new Set<string>(options.scopes ?? Object.keys(BOT_SCOPES));
  const events = new Set<string>(options.events ?? Object.keys(BOT_EVENTS));
  const views = createViews(now);
  const responseUrls = createResponseUrls(now);
  const directory: Directory = { people: somePeople(), channels: someChannels(), groups: new Map() };

  function hand(payload: Args): Args | null {
    const { trigger_id: trigger, response_url: url, event } = payload;
    if (typeof trigger === 'string') views.trigger(trigger);
    if (typeof url === 'string') responseUrls.handed(url);
    if (typeof event === 'object' && event !== null && !hearsOf(event, events, scopes)) return null;
    return asShortcut(payload);
  }
  const shown = <T>(said: T): T => (options.readable ? readable(said) : said);

  function take(answer: unknown): unknown {
    if (typeof answer !== 'object' || answer === null || Object.keys(answer).length === 0) return answer;
    const args = answer as Args;
    const refusal = args.response_action === undefined ? messageFault(args) : answerFault(args);
    calls.push({ method: 'answer', args, reply: refusal ?? { ok: true }, status: 200 });
    return refusal === null ? shown(answer) : undefined;
  }

  const server = createServer((incoming, outgoing) => {
    const path = pathOf(incoming);
    const work = path.startsWith('/api/')
      ? api(path, incoming, outgoing)
      : path.startsWith('/_hooks/response/')
        ? respond(path, incoming, outgoing)
        : pass(path, incoming, outgoing);
    work.catch((cause: unknown) => outgoing.destroy(cause instanceof Error ? cause : undefined));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (incoming, socket, head) => {
    const path = pathOf(incoming);
    relay(upstream, path, incoming, socket, head, {
      down(text, answer) {
        const envelope = JSON.parse(text) as { payload?: Args; envelope_id?: string };
        if (!path.startsWith('/socket/') || envelope.payload === undefined) return text;
        const payload = hand(envelope.payload);
        if (payload !== null) return JSON.stringify({ ...envelope, payload });
        answer(JSON.stringify({ envelope_id: envelope.envelope_id }));
        return null;
      },
      up(text) {
        const said = JSON.parse(text) as { payload?: unknown };
        return said.payload === undefined ? text : JSON.stringify({ ...said, payload: take(said.payload) });
      },
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  /** Everything that is not said by the bot: the emulator's controls, its pages, files. */
  async function pass(path: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', headers } = incoming;
    const answer = await send(upstream, method, path, headers, await bytes(incoming));
    outgoing.writeHead(answer.status, { 'content-type': answer.type });
    outgoing.end(answer.body);
  }

  /** An answer by `response_url`. */
  async function respond(path: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const args = JSON.parse((await bytes(incoming)).toString('utf8')) as Args;
    const spent = responseUrls.refuse(path);
    const refusal = spent ?? (args.delete_original === true ? null : messageFault(args));
    const status = spent ? 404 : refusal ? 400 : 200;
    calls.push({ method: 'response_url', args, reply: refusal ?? { ok: true }, status });
    if (refusal === null) {
      const body = Buffer.from(JSON.stringify(shown({ response_type: 'ephemeral', ...args })));
      await send(upstream, 'POST', path, { 'content-type': 'application/json' }, body);
    }
    outgoing.writeHead(status, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(refusal ?? { ok: true }));
  }

  async function api(path: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const method = path.slice('/api/'.length).split('?')[0] ?? '';
    const args = parseArgs((await bytes(incoming)).toString('utf8'), incoming.headers['content-type'] ?? '');
    const fault = faults.take(method);
    const record = (status: number, reply: Reply | null): void => {
      calls.push({ method, args, reply, status });
    };
    if (fault !== undefined && fault.kind !== 'answer-lost' && fault.kind !== 'through') {
      spoil(fault, incoming, outgoing, record);
      return;
    }
    const bearer = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1];
    const refusal = refuseToken(method, bearer, tokens) ?? (await refuse(method, args));
    const reply = refusal ?? (await carryOut(method, args));
    record(200, reply);
    if (fault?.kind === 'answer-lost') incoming.socket.destroy();
    else {
      const headers = { 'content-type': 'application/json', 'x-oauth-scopes': [...scopes].join(',') };
      outgoing.writeHead(200, headers).end(JSON.stringify(reply));
    }
  }

  async function refuse(method: string, args: Args): Promise<Reply | null> {
    return (
      refuseScope(method, args, scopes) ??
      refusePlace(method, args, directory) ??
      views.refuse(method, args) ??
      (await refuseMessage(method, args))
    );
  }

  async function refuseMessage(method: string, args: Args): Promise<Reply | null> {
    if (!['chat.postMessage', 'chat.update', 'chat.postEphemeral'].includes(method)) return null;
    const fault = messageFault(args);
    if (fault !== null) return fault;
    if (typeof args.thread_ts !== 'string') return null;
    const thread = await call('conversations.replies', { channel: args.channel, ts: args.thread_ts });
    const root = (thread.messages as { ts: string }[] | undefined)?.some(({ ts }) => ts === args.thread_ts);
    return root ? null : { ok: false, error: 'thread_not_found' };
  }

  async function carryOut(method: string, args: Args): Promise<Reply> {
    const told = askedAboutPeople(method, args, directory);
    if (told !== undefined) return told;
    const reply = views.settled(method, args, await call(method, shown(views.onward(args))));
    if (reply.ok !== true) return reply;
    if (method === 'apps.connections.open') {
      const { pathname } = new URL(String(reply.url));
      return { ...reply, url: `ws://127.0.0.1:${port}${pathname}` };
    }
    // An edit without metadata keeps what the message had.
    if (args.metadata !== undefined) metadata.set(`${reply.channel} ${reply.ts}`, args.metadata);
    if (method !== 'conversations.history' && method !== 'conversations.replies') return reply;
    const messages = (reply.messages as { ts: string }[]).map((message) => {
      const kept = metadata.get(`${args.channel} ${message.ts}`);
      return kept === undefined || args.include_all_metadata !== 'true'
        ? message
        : { ...message, metadata: kept };
    });
    return { ...reply, messages };
  }

  async function call(method: string, args: Args): Promise<Reply> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokens.bot}` };
    const { body } = await send(
      upstream,
      'POST',
      `/api/${method}`,
      headers,
      Buffer.from(JSON.stringify(args)),
    );
    return JSON.parse(body.toString('utf8')) as Reply;
  }

  function hangUp(): void {
    for (const socket of sockets) socket.destroy();
  }

  return {
    ...directory,
    apiUrl: `http://127.0.0.1:${port}/api/`,
    url: `http://127.0.0.1:${port}`,
    calls,
    done: (method) => calls.filter((one) => one.method === method && one.reply?.ok === true),
    faults,
    scopes,
    hand,
    take,
    hangUp,
    close: () =>
      new Promise((resolve) => {
        hangUp();
        server.close(() => resolve());
      }),
  };
}

/** Without the prefix that the emulator's own addresses carry. */
const pathOf = ({ url = '/' }: IncomingMessage): string => url.replace(/^\/emulator:\d+/, '');

function spoil(
  fault: Exclude<Fault, { kind: 'answer-lost' | 'through' }>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  record: (status: number, reply: Reply | null) => void,
): void {
  if (fault.kind === 'cut') {
    record(0, null);
    incoming.socket.destroy();
    return;
  }
  const status = fault.kind === 'rate-limited' ? 429 : fault.kind === 'http' ? fault.status : 200;
  const error = fault.kind === 'rate-limited' ? 'ratelimited' : fault.kind === 'error' ? fault.error : 'page';
  const reply = { ok: false, error, ...('needed' in fault ? { needed: fault.needed } : {}) };
  record(status, reply);
  if (fault.kind === 'rate-limited') outgoing.setHeader('retry-after', String(fault.retryAfterS));
  outgoing.writeHead(status, { 'content-type': fault.kind === 'http' ? 'text/html' : 'application/json' });
  outgoing.end(fault.kind === 'http' ? '<html>Something went wrong</html>' : JSON.stringify(reply));
}

function refuseToken(method: string, bearer: string | undefined, tokens: Tokens): Reply | null {
  if (bearer === undefined) return { ok: false, error: 'not_authed' };
  const wanted = method === 'apps.connections.open' ? tokens.app : tokens.bot;
  if (bearer === wanted) return null;
  const known = bearer === tokens.app || bearer === tokens.bot;
  return { ok: false, error: known ? 'not_allowed_token_type' : 'invalid_auth' };
}

/** What Slack refuses in a message whoever sends it. */
function messageFault(args: Args): Reply | null {
  // Blocks without text are allowed by Slack, but then a notification says nothing.
  if (typeof args.text !== 'string' || args.text === '') return { ok: false, error: 'no_text' };
  if (args.text.length > 40_000) return { ok: false, error: 'msg_too_long' };
  if (args.metadata !== undefined && !isMetadata(args.metadata))
    return { ok: false, error: 'invalid_metadata_format' };
  // An edit with an empty list takes the blocks away (docs.slack.dev, chat.update).
  if (args.blocks === undefined || (args.ts !== undefined && isEmpty(args.blocks))) return null;
  const problem = checkBlocks(args.blocks);
  if (problem === null) return null;
  return { ok: false, error: problem.error, response_metadata: { messages: problem.messages } };
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function isMetadata(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { event_type: type, event_payload: payload } = value as Record<string, unknown>;
  return typeof type === 'string' && /^[a-z0-9_]{1,255}$/.test(type) && typeof payload === 'object';
}

/** Slack takes a form whose structures are JSON, or JSON. */
function parseArgs(text: string, type: string): Args {
  if (type.startsWith('application/json')) return JSON.parse(text) as Args;
  const form: Args = Object.fromEntries(new URLSearchParams(text));
  for (const name of ['blocks', 'metadata', 'attachments', 'view', 'files']) {
    if (typeof form[name] === 'string') form[name] = JSON.parse(form[name]);
  }
  return form;
}
