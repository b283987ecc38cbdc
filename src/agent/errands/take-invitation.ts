/**
 * @module agent/errands/take-invitation
 * Joining a bot through SSM, in two errands: the host makes its key and asks, then pins the bot. Whoever may send commands
 * could invite a host to a bot of their own; so only a bot is followed whose key this host's admin has named beforehand.
 */
import { rmSync } from 'node:fs';
import * as z from 'zod';
import { canonicalText } from '../../protocol/canonical.ts';
import { openSelfSigned } from '../../protocol/envelope.ts';
import { type Errand, Invitation, type JoiningAnswer } from '../../protocol/errand.ts';
import { FUTURE_SLACK_MS } from '../../protocol/limits.ts';
import { loadSigner, thumbprint } from '../../protocol/signer.ts';
import { Digest, HostName } from '../../protocol/words.ts';
import { joinRequest, keepJoined, readJoined } from '../channel/join.ts';
import { newHostKey } from '../channel/keys.ts';
import { lockState } from '../channel/state-lock.ts';
import { openStateDir, readPrivate, readSmall, statePaths, writePrivate } from '../private-files.ts';
import { AgentProblem } from '../problem.ts';
import { botIn } from './whose.ts';

/** What is kept between the two errands. */
const Joining = z.strictObject({
  key: z.string(),
  kid: Digest,
  nonce: Digest,
  name: HostName,
  url: z.string(),
  pinned: Digest,
});

const refused = (code: string, why: string): JoiningAnswer => ({ refused: { code, why: why.slice(0, 500) } });

/** Which of these folders an invitation by this bot is for. */
export function stateFor(dirs: readonly string[], bot: string): { dir: string } | JoiningAnswer {
  const may = dirs.filter((dir) => botIn(dir) === bot);
  const [dir] = may;
  if (dir === undefined)
    return refused(
      'not-expected',
      `nobody on this machine has said that this bot may take it: run host.mjs ssm-allow --bot ${bot} there`,
    );
  return may.length > 1 ? severalExpect(may.length) : { dir };
}

/** The bot takes one host, and which of these is a person's to say. */
export const severalExpect = (users: number): JoiningAnswer =>
  refused('several', `${users} users of this machine expect this bot: let one stay`);

/** The thumbprint of the key that the invitation is signed by; null where it is none. */
export async function inviter(errand: Extract<Errand, { invitation: string }>): Promise<string | null> {
  const opened = await openSelfSigned(errand.invitation, { purpose: 'ocinvite+jws', schema: Invitation });
  return opened.ok ? thumbprint(opened.payload.key) : null;
}

/** Makes a key and asks to be let in. Run as the owner of `dir`. */
export async function takeInvitation(
  errand: Extract<Errand, { invitation: string }>,
  dir: string,
  parts: { version: string; openclawVersion: string | null; now: number },
): Promise<JoiningAnswer> {
  const opened = await openSelfSigned(errand.invitation, { purpose: 'ocinvite+jws', schema: Invitation });
  if (!opened.ok) return refused('invitation', `this is no invitation (${opened.code})`);
  const { name, key, url, token, iat, exp } = opened.payload;
  const pinned = await thumbprint(key);
  openStateDir(dir);
  if (botIn(dir) !== pinned) return refused('not-expected', 'nobody on this machine expects this bot');
  if (parts.now >= exp || iat > parts.now + FUTURE_SLACK_MS)
    return refused('ttl', 'the invitation is not good at this time by the clock of this machine');
  const { text, signer } = await newHostKey();
  const request = await joinRequest({ ...parts, token, name, signer });
  const joining = { key: text, kid: signer.kid, nonce: request.nonce, name, url, pinned };
  writePrivate(statePaths(dir).joining, canonicalText(joining));
  return { request: await signer.sign('ocjoin+jws', request) };
}

/** Which of these folders waits for this answer of the bot's. */
export function stateThatJoins(dirs: readonly string[], joined: string): string | null {
  const { host } = payloadOf(joined);
  return dirs.find((dir) => kidIn(dir) === host) ?? null;
}

/** Pins the bot. Run as the owner of `dir`. */
export async function takeJoined(
  errand: Extract<Errand, { joined: string }>,
  dir: string,
  now: number,
): Promise<JoiningAnswer> {
  openStateDir(dir);
  const paths = statePaths(dir);
  const kept = Joining.safeParse(parse(readPrivate(paths.joining)));
  if (!kept.success) return refused('not-joining', 'this host does not wait for an answer of a bot');
  const { key, kid, nonce, name, url, pinned } = kept.data;
  const unlock = lockState(paths.lock);
  try {
    const bot = await readJoined(errand.joined, { request: { nonce, name }, pinned, hostKey: { kid } }, url);
    await keepJoined(dir, bot, key, now);
    rmSync(paths.joining, { force: true });
    // One invitation was expected, and it has come.
    rmSync(paths.mayJoin, { force: true });
    return { taken: (await loadSigner(key)).kid };
  } catch (error) {
    if (error instanceof AgentProblem) return refused(error.code, error.message);
    throw error;
  } finally {
    unlock();
  }
}

function kidIn(dir: string): string | null {
  try {
    return Joining.parse(parse(readSmall(statePaths(dir).joining))).kid;
  } catch {
    return null;
  }
}

/** What an envelope says, unread by whom: a hint for where to look, checked there. */
export function payloadOf(envelope: string): Record<string, unknown> {
  try {
    const { payload } = JSON.parse(envelope) as { payload: string };
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
