/**
 * One authenticated host agent of the load bench, as small as it can be: a key of its own, the shipped handshake and
 * signatures, a socket with heartbeats. What it answers is scripted, and its journal is a number in memory: the hub is
 * measured here, not the host.
 */
import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import { answerWelcome, type Greeter, helloOf } from '../../src/agent/channel/greeting.ts';
import type { PinnedBot } from '../../src/agent/channel/keys.ts';
import { digestOf, sha256 } from '../../src/protocol/canonical.ts';
import { openSelfSigned } from '../../src/protocol/envelope.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { Joined, type JoinRequest } from '../../src/protocol/joining.ts';
import { HEARTBEAT_MS, PING, PONG } from '../../src/protocol/limits.ts';
import { generateSigningKey, loadSigner, randomText } from '../../src/protocol/signer.ts';
import { HEALTHY } from '../fakes/seen.ts';

export type LoadAgent = {
  name: string;
  /** Resolves when its session is live; rejects when the dial failed. */
  connect(): Promise<void>;
  connected(): boolean;
  close(): void;
};

/** `delivered`: an order reached the host, at the machine's clock (epoch ms, with fractions). */
export type Told = (what: 'delivered' | 'lost', order: string, at: number) => void;

const FACTS = {
  ...{ agentVersion: '0.1.0', platform: 'linux x64', nodeVersion: '24.0.0', openclawVersion: '2026.9.6' },
};
const clock = (): number => performance.timeOrigin + performance.now();
const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** The payload of an envelope, unchecked: the checks are the shipped host agent's, and cost the host and not the hub. */
const payloadOf = (envelope: string): Record<string, unknown> =>
  JSON.parse(
    Buffer.from((JSON.parse(envelope) as { payload: string }).payload, 'base64url').toString(),
  ) as Record<string, unknown>;

/** Joins with a one-time token, over HTTP as everybody does. `shows`: what a look brings, a frame each. */
export async function joinAgent(
  url: string,
  name: string,
  token: string,
  told: Told,
  shows: readonly Evidence[] = HEALTHY,
): Promise<LoadAgent> {
  const signer = await loadSigner(await generateSigningKey());
  const request: JoinRequest = {
    ...{ v: 1 as const, token: await sha256(token), name, nonce: randomText(32) },
    ...{ key: signer.publicKey, facts: FACTS },
  };
  const answer = await fetch(`${url}/agents/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, name, request: await signer.sign('ocjoin+jws', request) }),
  });
  const reply = (await answer.json()) as { joined?: string };
  const opened = await openSelfSigned(String(reply.joined), { purpose: 'ocjoined+jws', schema: Joined });
  if (!opened.ok) throw new Error(`${name} did not join: ${JSON.stringify(reply).slice(0, 300)}`);
  const { hostId, joinSeq, key } = opened.payload;
  const bot: PinnedBot = { v: 1, url, hostId, name, joinSeq, key, host: signer.kid };

  let counter = 0;
  const journal: Greeter['journal'] = {
    point: () => ({ length: 0, head: null }),
    hashAt: () => null,
    counter: () => counter,
    damaged: () => null,
  };
  const greeter: Greeter = {
    ...{ identity: { signer, bot }, journal, run: randomText(32), random: randomText },
    ...{ now: Date.now, facts: FACTS },
  };
  let live: WebSocket | null = null;

  async function carryOut(ws: WebSocket, frame: { order: string; delivery: string }): Promise<void> {
    const order = payloadOf(frame.order);
    const id = String(order.id);
    told('delivered', id, clock());
    counter = Math.max(counter, Number(payloadOf(frame.delivery).counter));
    const began = performance.now();
    const digest = await digestOf(order as never);
    ws.send(JSON.stringify({ type: 'accepted', id, order: digest, journaled: true }));
    const at = new Date().toISOString();
    const frames = shows.map((piece, seq) =>
      JSON.stringify({ type: 'evidence', id, seq, evidence: [{ ...piece, at }] }),
    );
    for (const text of frames) ws.send(text);
    const done = {
      ...{ v: 1 as const, id, order: digest, outcome: 'finished' as const, why: null },
      ...{ frames: frames.map(hash), tookMs: Math.round(performance.now() - began), at: Date.now() },
      journal: { length: 0, head: null },
    };
    ws.send(JSON.stringify({ type: 'done', id, done: await signer.sign('ocdone+jws', done) }));
  }

  return {
    name,
    connected: () => live !== null,
    close: () => live?.close(1000, 'bench'),
    async connect() {
      const ws = new WebSocket(`${url.replace('http', 'ws')}/agents/connect/${hostId}`, {
        perMessageDeflate: false,
        handshakeTimeout: 30_000,
      });
      const hello = await helloOf(greeter);
      await new Promise<void>((resolve, reject) => {
        let beats: NodeJS.Timeout | undefined;
        ws.once('open', () => ws.send(JSON.stringify(hello)));
        ws.on('error', reject);
        ws.on('close', (code, reason) => {
          clearInterval(beats);
          live = null;
          told('lost', name, clock());
          reject(new Error(`${name}: closed ${code} ${String(reason)}`));
        });
        ws.on('message', (data) => {
          const text = String(data);
          if (text === PONG) return;
          const frame = JSON.parse(text) as { type: string } & Record<string, string>;
          if (frame.type === 'welcome')
            void answerWelcome(String(frame.welcome), hello, greeter).then((answered) =>
              answered.ok
                ? ws.send(JSON.stringify({ type: 'proof', proof: answered.proof }))
                : reject(new Error(answered.why)),
            );
          else if (frame.type === 'ready') {
            live = ws;
            // Spread over the interval, as agents are that were not all started in one moment.
            const first = setTimeout(() => {
              ws.send(PING);
              beats = setInterval(() => ws.readyState === ws.OPEN && ws.send(PING), HEARTBEAT_MS);
            }, HEARTBEAT_MS * Math.random());
            ws.once('close', () => clearTimeout(first));
            resolve();
          } else if (frame.type === 'deliver')
            void carryOut(ws, frame as unknown as { order: string; delivery: string });
        });
      });
    },
  };
}
