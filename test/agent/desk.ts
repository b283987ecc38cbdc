/**
 * Both ends of the signed channel without a socket: a bot that signs anything, honest or forged, and a host
 * agent's jobs on a real journal. What the host says is kept; what it does is counted.
 */
import { createPrivateKey, sign as signBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Jobs } from '../../src/agent/channel/job-parts.ts';
import { createJobs } from '../../src/agent/channel/jobs.ts';
import { type Disk, type Journal, openJournal } from '../../src/agent/channel/journal.ts';
import type { JournalEntry } from '../../src/agent/channel/journal-entry.ts';
import { keptFrames } from '../../src/agent/channel/kept-frames.ts';
import { Policy, type PolicyReading } from '../../src/agent/channel/policy.ts';
import { transcripts } from '../../src/agent/channel/transcripts.ts';
import { keepTrust, type TrustKeeper } from '../../src/agent/channel/trust-keeper.ts';
import type { Operation, Resume } from '../../src/agent/operation.ts';
import { toBase64url } from '../../src/protocol/base64url.ts';
import { canonicalText, digestOf } from '../../src/protocol/canonical.ts';
import { OPERATIONS, type OperationTerms } from '../../src/protocol/operations.ts';
import type { Delivery, Order } from '../../src/protocol/order.ts';
import { generateSigningKey, loadSigner, type Signer } from '../../src/protocol/signer.ts';
import { silentLog } from '../contracts/silent-log.ts';

export type Person = { jwk: string; signer: Signer };
export type Said = Record<string, unknown> & { type: string };
export type Frame = { order: string; delivery: string };

export async function person(): Promise<Person> {
  const jwk = await generateSigningKey();
  return { jwk, signer: await loadSigner(jwk) };
}

/** The operations of the protocol and one that changes something, as later versions will have. */
export const TERMS: Readonly<Record<string, OperationTerms>> = {
  ...OPERATIONS,
  restart: { mode: 'change', args: z.strictObject({ gateway: z.string().optional() }), limitMs: 1_000 },
  steer: { mode: 'change', args: z.strictObject({}), limitMs: 1_000, consent: 'none', beside: true },
  brief: { mode: 'read', args: z.strictObject({}), limitMs: 5 },
};

export const NOW = 1_795_000_000_000;
export const SESSION = 'S'.repeat(43);

export type Desk = {
  bot: Person;
  host: Person;
  anna: Person;
  stranger: Person;
  dir: string;
  journal: Journal;
  jobs: Jobs;
  said: Said[];
  effects: string[];
  policy: { reading: PolicyReading };
  /** The bot's keys that the host believes. */
  trust: TrustKeeper;
  order(more?: Partial<Order>): Order;
  delivery(order: Order, more?: Partial<Delivery>): Promise<Delivery>;
  /** An honest frame for an order. */
  frame(order?: Order, more?: Partial<Delivery>): Promise<Frame>;
  records(): JournalEntry[];
  /** The host agent's process ends and another starts on the same files. */
  restart(): void;
  close(): void;
};

type Options = {
  policy?: z.input<typeof Policy>;
  operations?: Record<string, Operation>;
  holds?: () => Promise<boolean>;
  deep?: (args: Record<string, unknown>) => boolean;
  disk?: Disk;
  /** By operation: what an interrupted order goes on with. */
  resume?: Readonly<Record<string, Resume>>;
  /** Why nothing is changed on the bot's word. */
  doubt?: string;
};

export async function aDesk(options: Options = {}): Promise<Desk> {
  const [bot, host, anna, stranger] = [await person(), await person(), await person(), await person()];
  const dir = mkdtempSync(join(tmpdir(), 'desk-'));
  const path = join(dir, 'journal.jsonl');
  const effects: string[] = [];
  const said: Said[] = [];
  const policy: Desk['policy'] = {
    reading: { ok: true, policy: Policy.parse(options.policy ?? {}), source: 'test' },
  };
  const operations = options.operations ?? {
    triage: async () => void effects.push('triage'),
    describe: async () => void effects.push('describe'),
    restart: async () => void effects.push('restart'),
  };
  let counter = 0;

  const trust = await keepTrust(dir, bot.signer.publicKey);
  function open(): { journal: Journal; jobs: Jobs } {
    const journal = openJournal({ path, now: () => NOW, ...(options.disk ? { disk: options.disk } : {}) });
    const jobs = createJobs({
      signer: () => host.signer,
      bot: { kid: bot.signer.kid, publicKey: bot.signer.publicKey },
      operations,
      policy: () => policy.reading,
      journal,
      log: silentLog,
      terms: TERMS,
      transcripts: transcripts(join(dir, 'errands')),
      now: () => NOW,
      trust: () => ({ bots: trust.keys(), doubt: options.doubt ?? null }),
      ...(options.holds ? { holds: options.holds } : {}),
      ...(options.deep ? { deep: options.deep } : {}),
      ...(options.resume ? { resume: { how: options.resume, frames: keptFrames(join(dir, 'frames')) } } : {}),
    });
    jobs.attach({ id: SESSION, now: () => NOW, send: (text) => said.push(JSON.parse(text) as Said) });
    return { journal, jobs };
  }

  let running = open();
  const desk: Desk = {
    bot,
    host,
    anna,
    stranger,
    dir,
    said,
    effects,
    policy,
    trust,
    get journal() {
      return running.journal;
    },
    get jobs() {
      return running.jobs;
    },
    order: (more = {}) => ({
      v: 1,
      id: 'o-1',
      op: 'triage',
      mode: 'read',
      args: {},
      host: host.signer.kid,
      incident: 'inc-1',
      requester: 'U-mira',
      iat: NOW,
      exp: NOW + 60_000,
      preconditions: [],
      ...more,
    }),
    async delivery(order, more = {}) {
      counter += 1;
      const digest = await digestOf(order);
      return {
        v: 1,
        order: digest,
        jti: `j-${counter}`,
        session: SESSION,
        counter,
        iat: NOW,
        exp: NOW + 60_000,
        ...more,
      };
    },
    async frame(order = desk.order(), more = {}) {
      return {
        order: await bot.signer.sign('ocorder+jws', order),
        delivery: await bot.signer.sign('ocdelivery+jws', await desk.delivery(order, more)),
      };
    },
    records: () =>
      readFileSync(path, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { entry: JournalEntry }).entry),
    restart() {
      running.journal.close();
      said.length = 0;
      running = open();
    },
    close() {
      running.journal.close();
      rmSync(dir, { recursive: true });
    },
  };
  return desk;
}

type Header = Record<string, unknown> | string;

/** A General JWS over any bytes under any header, as a forger would make it. */
export function forge(
  signers: { by: Person; header?: Header }[],
  payload: Uint8Array | string,
  typ = 'ocorder+jws',
): string {
  const body = toBase64url(typeof payload === 'string' ? new TextEncoder().encode(payload) : payload);
  const signatures = signers.map(({ by, header }) => {
    const said = header ?? { alg: 'Ed25519', kid: by.signer.kid, typ };
    const plain = typeof said === 'string' ? said : canonicalText(said);
    const head = toBase64url(new TextEncoder().encode(plain));
    const key = createPrivateKey({ key: JSON.parse(by.jwk), format: 'jwk' });
    return { protected: head, signature: toBase64url(signBytes(null, Buffer.from(`${head}.${body}`), key)) };
  });
  return canonicalText({ payload: body, signatures });
}
