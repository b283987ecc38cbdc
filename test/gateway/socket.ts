/**
 * A small client of the gateway's WebSocket (protocol 4, OpenClaw 2026.9.6): connect with a shared token or as a
 * device with a key of its own, then call methods. The lab uses it to be a client that a fault bites.
 */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { WebSocket as TlsSocket } from 'ws';

/** A device: a key pair and, once the gateway has paired it, its own token. */
export interface Device {
  id: string;
  publicKey: string;
  privateKey: KeyObject;
  token?: string;
}

export interface Refusal {
  code: string;
  message: string;
  details?: { code?: string; missingScope?: string; requestId?: string };
}

export type Answer = { ok: true; payload: Record<string, unknown> } | { ok: false; error: Refusal };

export interface Connection {
  hello: Answer;
  call(method: string, params?: Record<string, unknown>): Promise<Answer>;
  close(): void;
  /** Resolves when the connection is closed, by whichever side. */
  closed: Promise<void>;
}

const ANSWER_LIMIT_MS = 20_000;

/** A new device. Its id is the SHA-256 of the raw public key, in hex, as the gateway computes it. */
export function newDevice(): Device {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return {
    id: createHash('sha256').update(raw).digest('hex'),
    publicKey: raw.toString('base64url'),
    privateKey,
  };
}

/** Who a client says it is. The gateway knows a closed list of ids and modes; the name is free. */
export interface ClientName {
  id: string;
  mode: string;
  displayName?: string;
}
const operator: ClientName = { id: 'cli', mode: 'cli' };
const platform = 'linux';

/** The `device` part of `connect`: a signature over what is asked for and the server's nonce. */
function proofOf(
  device: Device,
  asked: { as: ClientName; role: string; scopes: string[]; token: string; nonce: string; ts: number },
) {
  const { as, role, scopes, token, nonce, ts } = asked;
  const words = ['v3', device.id, as.id, as.mode, role, scopes.join(','), ts, token, nonce];
  const payload = [...words, platform, ''].join('|');
  const signature = sign(null, Buffer.from(payload), device.privateKey).toString('base64url');
  return { id: device.id, publicKey: device.publicKey, signature, signedAt: ts, nonce };
}

/**
 * Connects and says hello. A device that has its own token uses it; otherwise `token` is the shared one. A refused
 * hello is an answer, not an error; an unreachable gateway is an error.
 */
export async function connect(options: {
  port: number;
  scopes: string[];
  token?: string;
  password?: string;
  /** What a setup code carries, for the first pairing of a phone. */
  bootstrapToken?: string;
  device?: Device;
  as?: ClientName;
  /** Oldest and newest protocol that the client speaks. */
  protocol?: readonly [number, number];
  /** How far the client's clock is ahead of the gateway's. */
  clockAheadMs?: number;
  /** Its port speaks TLS. */
  tls?: boolean;
  /** HTTP headers of the upgrade, as a browser or a proxy adds them. */
  headers?: Record<string, string>;
  /** A device node that people's agents may use, and the commands that it offers. */
  node?: { commands: string[] };
  /** Hears each event that the gateway sends. */
  onEvent?: (event: string, payload: Record<string, unknown>) => void;
}): Promise<Connection> {
  const { port, scopes, device, as = operator, protocol = [4, 4], clockAheadMs = 0, headers = {} } = options;
  const role = options.node ? 'node' : 'operator';
  // The lab's certificates are of its own making; that they are is another test's matter.
  const socket = options.tls
    ? (new TlsSocket(`wss://127.0.0.1:${port}`, {
        headers,
        rejectUnauthorized: false,
      }) as unknown as WebSocket)
    : new WebSocket(`ws://127.0.0.1:${port}`, { headers } as unknown as string[]);
  const waiting = new Map<string, (answer: Answer) => void>();
  let next = 0;

  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
  socket.addEventListener('close', ({ code, reason }) => {
    const message = `the gateway closed the connection (${code} ${reason})`;
    for (const answer of waiting.values()) answer({ ok: false, error: { code: 'CLOSED', message } });
  });

  function call(method: string, params: Record<string, unknown> = {}): Promise<Answer> {
    const id = String(++next);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${method}: no answer`)), ANSWER_LIMIT_MS);
      waiting.set(id, (answer) => {
        clearTimeout(late);
        waiting.delete(id);
        resolve(answer);
      });
      socket.send(JSON.stringify({ type: 'req', id, method, params }));
    });
  }

  const challenge = new Promise<{ nonce: string; ts: number }>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no challenge from the gateway')), ANSWER_LIMIT_MS);
    socket.addEventListener('error', () => reject(new Error(`no gateway on port ${port}`)));
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data));
      if (frame.type === 'event' && frame.event === 'connect.challenge') {
        clearTimeout(late);
        resolve(frame.payload);
      } else if (frame.type === 'event') options.onEvent?.(frame.event, frame.payload);
      if (frame.type === 'res') waiting.get(frame.id)?.(frame);
    });
  });
  const { nonce, ts } = await challenge;
  const token = device?.token ?? options.token;
  const auth = device?.token
    ? { deviceToken: device.token }
    : token
      ? { token }
      : options.bootstrapToken
        ? { bootstrapToken: options.bootstrapToken }
        : { password: options.password };
  const shown = token ?? options.bootstrapToken ?? '';
  const hello = await call('connect', {
    minProtocol: protocol[0],
    maxProtocol: protocol[1],
    client: { ...as, version: '2026.9.6', platform },
    role,
    scopes,
    caps: [],
    ...(options.node && { commands: options.node.commands }),
    ...((shown || options.password) && { auth }),
    ...(device && {
      device: proofOf(device, { as, role, scopes, token: shown, nonce, ts: ts + clockAheadMs }),
    }),
  });
  return { hello, call, close: () => socket.close(), closed };
}
