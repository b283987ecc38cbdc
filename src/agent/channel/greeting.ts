/**
 * @module agent/channel/greeting
 * The host's side of the handshake: says hello, believes only the bot it has pinned, and proves its own key
 * over everything that was said.
 */
import { digestOf } from '../../protocol/canonical.ts';
import { open } from '../../protocol/envelope.ts';
import { type Hello, type Proof, sessionOf, Welcome } from '../../protocol/hello.ts';
import { SPEAKS } from '../../protocol/limits.ts';
import { thumbprint, verifyKey } from '../../protocol/signer.ts';
import type { HostFacts } from '../../protocol/words.ts';
import type { Journal } from './journal.ts';
import type { Identity } from './keys.ts';
import type { TrustKeeper } from './trust-keeper.ts';

export type Greeter = {
  identity: Identity;
  /** The bot's keys as they are believed now; absent: the one that was pinned at joining. */
  trust?: TrustKeeper;
  journal: Pick<Journal, 'point' | 'hashAt' | 'counter' | 'damaged'>;
  run: string;
  random: (bytes: number) => string;
  /** The host's own clock, epoch ms. */
  now: () => number;
  facts: HostFacts;
};

/** The first frame of a session. */
export async function helloOf(greeter: Greeter): Promise<Hello> {
  const { identity, journal, run, random, now, facts, trust } = greeter;
  const { bot, signer } = identity;
  return {
    type: 'hello',
    v: 1,
    speaks: [...SPEAKS],
    hostId: bot.hostId,
    key: signer.kid,
    run,
    nonce: random(32),
    origin: new URL(bot.url).origin,
    joinSeq: bot.joinSeq,
    // Of all keys that the bot has had: it counts on from one to the next.
    counter: Math.max(...(trust?.ever() ?? [await thumbprint(bot.key)]).map((kid) => journal.counter(kid))),
    journal: journal.point(),
    journalDamaged: journal.damaged()?.slice(0, 200) ?? null,
    facts,
    at: now(),
  };
}

export type Answered =
  /** `at`: the bot's clock when it answered. */
  { ok: true; proof: string; session: string; at: number } | { ok: false; why: string };

/** Checks the bot's welcome against the pinned key and this very hello; gives the proof to send. */
export async function answerWelcome(envelope: string, hello: Hello, greeter: Greeter): Promise<Answered> {
  const { identity, journal, run } = greeter;
  const pinned = identity.bot.key;
  const keys = greeter.trust?.keys() ?? new Map([[await thumbprint(pinned), await verifyKey(pinned)]]);
  const opened = await open(envelope, { purpose: 'ochello-bot+jws', keys, schema: Welcome });
  if (!opened.ok) return { ok: false, why: `the bot’s welcome was refused (${opened.code}): ${opened.why}` };
  const welcome = opened.payload;
  const [kid = ''] = opened.kids;
  if (welcome.hello !== (await digestOf(hello)))
    return { ok: false, why: 'the welcome is for another hello' };
  if (opened.kids.length !== 1 || welcome.bot !== kid || welcome.host !== identity.signer.kid)
    return { ok: false, why: 'the welcome names other keys' };
  if (welcome.session !== (await sessionOf(hello, welcome.nonce, kid)))
    return { ok: false, why: 'the welcome is for another session' };
  const proof: Proof = {
    v: 1,
    welcome: opened.digest,
    session: welcome.session,
    run,
    journalAt: welcome.journalAt === null ? null : journal.hashAt(welcome.journalAt),
  };
  return {
    ok: true,
    proof: await identity.signer.sign('ochello-host+jws', proof),
    session: welcome.session,
    at: welcome.at,
  };
}
