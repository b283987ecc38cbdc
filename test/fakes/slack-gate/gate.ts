/**
 * A strict doorkeeper before local-slack. The emulator takes any token, any block and any thread, knows no
 * rate limit and forgets metadata; a bot tested only against it would fail in the real Slack. So this stands
 * in between, refuses what Slack refuses, has bad days on demand, and writes down every call.
 *
 * Its choice of error codes follows Slack's documents, not a real Slack.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { checkBlocks } from './block-kit.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';

/** Where the emulator listens: a Unix socket reaches into its network namespace. */
export type Upstream = { socketPath: string } | { host: string; port: number };

export type Call = {
  method: string;
  args: Record<string, unknown>;
  /** What the bot was told; null when the connection was cut. */
  reply: Record<string, unknown> | null;
  status: number;
};

export type SlackGate = {
  /** For `SLACK_API_URL`. */
  apiUrl: string;
  url: string;
  calls: Call[];
  /** Calls of one method that Slack carried out. */
  done(method: string): Call[];
  faults: Faults;
  /** Cuts every connection, the bot's Socket Mode line too. */
  hangUp(): void;
  close(): Promise<void>;
};

export type Tokens = { bot: string; app: string };

type Args = Record<string, unknown>;
type Reply = Record<string, unknown>;

/** Listens on a free loopback port. */
export async function startSlackGate(upstream: Upstream, tokens: Tokens): Promise<SlackGate> {
  const calls: Call[] = [];
  const faults = createFaults();
  const metadata = new Map<string, unknown>();
  const sockets = new Set<Duplex>();

  const server = createServer((incoming, outgoing) => {
    const work = incoming.url?.startsWith('/api/') ? api(incoming, outgoing) : pass(incoming, outgoing);
    work.catch((cause: unknown) => outgoing.destroy(cause instanceof Error ? cause : undefined));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (incoming, socket, head) => {
    const onward = request({ ...upstream, path: incoming.url, headers: incoming.headers });
    onward.on('upgrade', (answer, far, farHead) => {
      const lines = answer.rawHeaders.flatMap((name, at, all) =>
        at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : [],
      );
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      if (farHead.length > 0) socket.write(farHead);
      if (head.length > 0) far.write(head);
      far.pipe(socket).pipe(far);
      const end = (): void => {
        far.destroy();
        socket.destroy();
      };
      for (const one of [far, socket]) one.on('error', end).on('close', end);
    });
    onward.on('error', () => socket.destroy());
    onward.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  /** Everything that is not the Web API: the emulator's controls and its pages. */
  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const answer = await send(
      incoming.method ?? 'GET',
      incoming.url ?? '/',
      incoming.headers,
      await bytes(incoming),
    );
    outgoing.writeHead(answer.status, { 'content-type': answer.type });
    outgoing.end(answer.body);
  }

  async function api(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const method = (incoming.url ?? '').slice('/api/'.length).split('?')[0] ?? '';
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
    const refusal = refuseToken(method, bearer, tokens) ?? (await refuseMessage(method, args));
    const reply = refusal ?? (await carryOut(method, args));
    record(200, reply);
    if (fault?.kind === 'answer-lost') incoming.socket.destroy();
    else outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  }

  async function refuseMessage(method: string, args: Args): Promise<Reply | null> {
    if (method !== 'chat.postMessage' && method !== 'chat.update') return null;
    const fault = messageFault(args);
    if (fault !== null) return fault;
    if (typeof args.thread_ts !== 'string') return null;
    const thread = await call('conversations.replies', { channel: args.channel, ts: args.thread_ts });
    const root = (thread.messages as { ts: string }[] | undefined)?.some(({ ts }) => ts === args.thread_ts);
    return root ? null : { ok: false, error: 'thread_not_found' };
  }

  async function carryOut(method: string, args: Args): Promise<Reply> {
    const reply = await call(method, args);
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
    const { body } = await send('POST', `/api/${method}`, headers, Buffer.from(JSON.stringify(args)));
    return JSON.parse(body.toString('utf8')) as Reply;
  }

  function send(
    method: string,
    path: string,
    headers: IncomingMessage['headers'],
    body: Buffer,
  ): Promise<{ status: number; type: string; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const onward = request(
        { ...upstream, method, path, headers: { ...headers, 'content-length': String(body.length) } },
        (answer) => {
          const type = answer.headers['content-type'] ?? 'text/plain';
          bytes(answer).then((all) => resolve({ status: answer.statusCode ?? 502, type, body: all }), reject);
        },
      );
      onward.on('error', reject);
      onward.end(body);
    });
  }

  function hangUp(): void {
    for (const socket of sockets) socket.destroy();
  }

  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    url: `http://127.0.0.1:${port}`,
    calls,
    done: (method) => calls.filter((one) => one.method === method && one.reply?.ok === true),
    faults,
    hangUp,
    close: () =>
      new Promise((resolve) => {
        hangUp();
        server.close(() => resolve());
      }),
  };
}

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
  if (args.blocks === undefined) return null;
  const problem = checkBlocks(args.blocks);
  if (problem === null) return null;
  return { ok: false, error: problem.error, response_metadata: { messages: problem.messages } };
}

function isMetadata(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { event_type: type, event_payload: payload } = value as Record<string, unknown>;
  return typeof type === 'string' && /^[a-z0-9_]{1,255}$/.test(type) && typeof payload === 'object';
}

/** Slack takes a form whose structures are JSON, or JSON. */
function parseArgs(text: string, type: string): Args {
  if (type.startsWith('application/json')) return JSON.parse(text) as Args;
  const form: Args = Object.fromEntries(new URLSearchParams(text));
  for (const name of ['blocks', 'metadata', 'attachments']) {
    if (typeof form[name] === 'string') form[name] = JSON.parse(form[name]);
  }
  return form;
}

async function bytes(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
