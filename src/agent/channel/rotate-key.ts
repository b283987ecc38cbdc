/**
 * @module agent/channel/rotate-key
 * The host's key gives way to a new one without joining again. The new key is on disk before the bot hears of it, so
 * that whatever is cut short in between is finished at the next start: never are the bot's key and the host's two.
 */
import { rmSync } from 'node:fs';
import * as z from 'zod';
import { canonicalText } from '../../protocol/canonical.ts';
import { open } from '../../protocol/envelope.ts';
import { Rotated, type RotateRequest } from '../../protocol/joining.ts';
import { addSignature, loadSigner, randomText } from '../../protocol/signer.ts';
import { Digest } from '../../protocol/words.ts';
import { readPrivate, statePaths, writePrivate } from '../private-files.ts';
import { AgentProblem } from '../problem.ts';
import { ask } from './ask-bot.ts';
import { keepIdentity, loadIdentity, newHostKey, type PinnedBot } from './keys.ts';
import { keepTrust } from './trust-keeper.ts';

/** What lies beside the key while the bot may or may not have taken the next one. */
const Pending = z.strictObject({
  v: z.literal(1),
  /** The next key, as `host-key.json` will have it. */
  key: z.string(),
  former: Digest,
  nonce: Digest,
  request: z.string(),
});

/** Orders live for half an hour; a few keys back is more than enough. */
const FORMERS_KEPT = 4;

/** Thumbprints of keys that this host had before: orders that were made out to them are its own. Never throws. */
export function formerKeys(stateDir: string): string[] {
  try {
    return z.array(Digest).parse(JSON.parse(readPrivate(statePaths(stateDir).formerKeys) ?? '[]'));
  } catch {
    return [];
  }
}

/**
 * Thumbprints of every key of this host but the one that was read at the start: those before, the one on the disk, and
 * the next one where the bot may have taken it and its answer has not come. Never throws.
 */
export async function otherKeys(stateDir: string): Promise<string[]> {
  const paths = statePaths(stateDir);
  const keys = formerKeys(stateDir);
  try {
    const { host } = JSON.parse(readPrivate(paths.bot) ?? '{}') as Partial<PinnedBot>;
    if (host) keys.push(host);
    const pending = Pending.safeParse(parse(readPrivate(paths.nextKey) ?? ''));
    if (pending.success) keys.push((await loadSigner(pending.data.key)).kid);
  } catch {
    // Half written: what is there is told.
  }
  return keys;
}

export type RotatedKey = { former: string; hostKey: string };

/** Makes the next key and asks the bot to take it. @throws AgentProblem when the bot says no or cannot be reached. */
export async function rotateKey(stateDir: string, fetching?: typeof fetch): Promise<RotatedKey> {
  const finished = await finishRotation(stateDir, fetching);
  if (finished !== null) return finished;
  const { signer, bot } = await loadIdentity(stateDir);
  const { text, signer: next } = await newHostKey();
  const nonce = randomText(32);
  const request: RotateRequest = {
    v: 1,
    name: bot.name,
    joinSeq: bot.joinSeq,
    nonce,
    former: signer.kid,
    key: next.publicKey,
  };
  const signed = addSignature(
    await signer.sign('ocrotate+jws', request),
    await next.sign('ocrotate+jws', request),
  );
  const pending = { v: 1, key: text, former: signer.kid, nonce, request: signed };
  writePrivate(statePaths(stateDir).nextKey, canonicalText(pending));
  const rotated = await finishRotation(stateDir, fetching);
  if (rotated === null)
    throw new AgentProblem('rotate', 'The new key is gone from the disk.', 'Run it again.');
  return rotated;
}

/**
 * Finishes what was begun; null where nothing was. The bot that says no leaves everything as it was.
 * @throws AgentProblem as `rotateKey`.
 */
export async function finishRotation(stateDir: string, fetching?: typeof fetch): Promise<RotatedKey | null> {
  const text = readPrivate(statePaths(stateDir).nextKey);
  if (text === null) return null;
  const pending = Pending.safeParse(parse(text));
  const botText = readPrivate(statePaths(stateDir).bot);
  if (!pending.success || botText === null) {
    // Of an earlier joining, or never written whole: the bot has heard of none of it.
    rmSync(statePaths(stateDir).nextKey, { force: true });
    return null;
  }
  const { key, former, nonce, request } = pending.data;
  const bot = JSON.parse(botText) as PinnedBot;
  const next = await loadSigner(key);
  if (bot.host !== former) {
    // Finished but for this file, or of an earlier joining.
    rmSync(statePaths(stateDir).nextKey, { force: true });
    return bot.host === next.kid ? { former, hostKey: next.kid } : null;
  }
  let answer: Awaited<ReturnType<typeof ask>>;
  try {
    answer = await ask(`${bot.url}/agents/rotate`, { hostId: bot.hostId, request }, 'rotated', fetching);
  } catch (error) {
    const no = error instanceof AgentProblem && !PASSES.has(error.code);
    if (no) rmSync(statePaths(stateDir).nextKey, { force: true });
    throw error;
  }
  // Its own key may have changed since, and a host whose key has given way is not told so by a socket.
  const trust = await keepTrust(stateDir, bot.key);
  await trust.learn(answer.documents);
  const opened = await open(answer.text, { purpose: 'ocrotated+jws', keys: trust.keys(), schema: Rotated });
  if (!opened.ok || opened.payload.nonce !== nonce || opened.payload.host !== next.kid)
    throw new AgentProblem(
      'not-the-bot',
      'The answer is not from the bot that this host has joined. The present key stays.',
      'Something in the path intercepts the connection: find it, then run this again.',
    );
  writePrivate(
    statePaths(stateDir).formerKeys,
    JSON.stringify([former, ...formerKeys(stateDir)].slice(0, FORMERS_KEPT)),
  );
  keepIdentity(stateDir, key, { ...bot, host: next.kid });
  rmSync(statePaths(stateDir).nextKey, { force: true });
  return { former, hostKey: next.kid };
}

/** What a later try may get past: the bot may have taken the key and its answer been lost. */
const PASSES: ReadonlySet<string> = new Set(['unreachable', 'not-a-bot', 'not-the-bot', 'host-unknown']);

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
