/**
 * A host in other hands: it has joined with its own key and speaks the handshake as shipped, and then says what it
 * likes. The attacks are those that once held the bot up.
 */
import WebSocket from 'ws';
import { answerWelcome, helloOf } from '../../src/agent/channel/greeting.ts';
import { loadIdentity } from '../../src/agent/channel/keys.ts';
import { DICTIONARY } from '../../src/evidence/dictionary.ts';
import type { Evidence, Fact } from '../../src/protocol/evidence.ts';
import { randomText } from '../../src/protocol/signer.ts';

export type Hostile = {
  /** Resolved with the id of the next order that the bot brings. */
  order(): Promise<string>;
  /** Says all of it as fast as the socket takes it; resolved when it is gone, or the bot has closed. */
  say(frames: Iterable<string>): Promise<void>;
  closed: Promise<number>;
  end(): void;
};

/** Dials and shakes hands; `counter` is what it claims to have seen. `waited` resolves also when the bot hangs up. */
export async function hostileHost(stateDir: string, counter = 0): Promise<Hostile> {
  const identity = await loadIdentity(stateDir);
  const { bot } = identity;
  const journal = {
    point: () => ({ length: 0, head: null }),
    hashAt: () => null,
    counter: () => counter,
    damaged: () => null,
  };
  const facts = { agentVersion: '0', platform: 'linux', nodeVersion: '24', openclawVersion: null };
  const greeter = { identity, journal, run: randomText(32), random: randomText, now: Date.now, facts };
  const url = `${bot.url.replace(/^http/, 'ws')}/agents/connect/${encodeURIComponent(bot.hostId)}`;
  const ws = new WebSocket(url, { perMessageDeflate: false });
  const orders: string[] = [];
  const waiting: ((id: string) => void)[] = [];
  const closed = new Promise<number>((resolve) => ws.on('close', resolve));
  ws.on('error', () => ws.terminate());
  await new Promise((resolve) => ws.once('open', resolve));
  const hello = await helloOf(greeter);
  const live = new Promise<void>((resolve) => {
    ws.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Record<string, string>;
      if (frame.type === 'welcome')
        void answerWelcome(String(frame.welcome), hello, greeter).then((said) => {
          if (said.ok) ws.send(JSON.stringify({ type: 'proof', proof: said.proof }));
        });
      if (frame.type === 'ready') resolve();
      if (frame.type !== 'deliver') return;
      const { payload } = JSON.parse(String(frame.order)) as { payload: string };
      const { id } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { id: string };
      const next = waiting.shift();
      if (next) next(id);
      else orders.push(id);
    });
  });
  ws.send(JSON.stringify(hello));
  await Promise.race([live, closed]);
  return {
    closed,
    order() {
      const id = orders.shift();
      return id === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(id);
    },
    async say(frames) {
      for (const text of frames) {
        if (ws.readyState !== ws.OPEN) return;
        await new Promise<void>((resolve) => ws.send(text, () => resolve()));
      }
    },
    end: () => ws.terminate(),
  };
}

const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

function piece(n: number, facts: Fact[], text?: string): Evidence {
  const at = new Date().toISOString();
  const head = {
    probe: `p${n}`,
    subject: 'host',
    source: 's',
    at,
    how: 'live' as const,
    look: 'seen' as const,
  };
  return { ...head, facts, ...(text === undefined ? {} : { text }) };
}

const evidence = (id: string, seq: number, pieces: Evidence[]): string =>
  JSON.stringify({ type: 'evidence', id, seq, evidence: pieces });

/** 8,000 facts, each of a gateway of its own: 0.7 MB that once took half a minute. */
export const poisonedLook = (id: string): string[] =>
  count(2).map((seq) =>
    evidence(
      id,
      seq,
      count(2).map((n) =>
        piece(
          n,
          count(2_000).map((i) => ({
            fact: 'connect.refusal.code',
            subject: `gateway:g${seq}-${n}-${i}/client:c`,
            value: 'AUTH_TOKEN_MISMATCH',
          })),
        ),
      ),
    ),
  );

/** As much as one look may bring, of everything that a rule may ask for, in many frames: the dearest that is judged. */
export function dearLook(id: string): string[] {
  const words = Object.entries(DICTIONARY).flatMap(([fact, entry]) =>
    ('words' in entry ? [...entry.words] : ['x']).map((value) => ({ fact, on: entry.on, value })),
  );
  const facts = count(3_900).map((i): Fact => {
    const { fact, on, value } = words[i % words.length] ?? { fact: 'x', on: 'host', value: 'x' };
    const gateway = `gateway:g${i % 60}`;
    const subject = on === 'host' ? 'host' : on === 'gateway' ? gateway : `${gateway}/${on}:c${i % 12}`;
    return { fact, subject, value };
  });
  return count(39).map((seq) => evidence(id, seq, [piece(seq, facts.slice(seq * 100, seq * 100 + 100))]));
}

/** 800 clients of one gateway, each refused. */
export const crowdedLook = (id: string): string[] =>
  count(8).map((seq) =>
    evidence(id, seq, [
      piece(
        seq,
        count(98).map((i) => ({
          fact: 'connect.refusal.code',
          subject: `gateway:a/client:c${seq}-${i}`,
          value: 'AUTH_TOKEN_MISMATCH',
        })),
      ),
    ]),
  );

/** 16 MiB that take the redactor longest. */
export const hostileText = (id: string): string[] =>
  count(34).map((seq) =>
    evidence(
      id,
      seq,
      count(30).map((n) => piece(n, [], 'sk-'.repeat(5_400))),
    ),
  );

/** 1,000 frames of 505 KB about orders that nobody gave. */
export function* unasked(): Generator<string> {
  const filler = 'x'.repeat(505_000);
  for (const n of count(1_000)) yield `{"type":"evidence","id":"o-${n}","seq":0,"evidence":["${filler}"]}`;
}

/** 20,000 refusals of orders that nobody gave. */
export function* refusals(): Generator<string> {
  for (const n of count(20_000))
    yield JSON.stringify({ type: 'refused', id: `o-${n}`, code: 'policy', why: 'no' });
}
