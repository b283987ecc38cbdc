/**
 * A host that is invited through AWS has its one-time token in the bot's store and in the command itself, for both to read
 * who may. It is no secret: whoever has all of the store but the bot's key does not get in by it.
 */
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SystemsManager } from '../../src/dispatch/systems-manager.ts';
import { sha256 } from '../../src/protocol/canonical.ts';
import { openSelfSigned } from '../../src/protocol/envelope.ts';
import { Invitation, readErrand } from '../../src/protocol/errand.ts';
import type { JoinRequest } from '../../src/protocol/joining.ts';
import { generateSigningKey, loadSigner, randomText } from '../../src/protocol/signer.ts';
import { eventually } from '../contracts/world.ts';
import { startBot, type TestBot } from './bot.ts';

const INSTANCE = 'i-0123456789abcdef0';
const FACTS = { agentVersion: '0.1.0', platform: 'linux x64', nodeVersion: '24.0.0', openclawVersion: null };

let bot: TestBot;
/** What the bot gave to AWS. */
let sent: string[];
const aws: SystemsManager = {
  document: 'D',
  async send({ order }) {
    sent.push(order);
    return { command: 'c-1' };
  },
  find: async () => ({ command: null }),
  look: async () => ({ state: 'under-way', delivered: false }),
  cancel: async () => undefined,
  standing: async () => ({ state: 'online', lastPing: null }),
};

beforeEach(async () => {
  sent = [];
  bot = await startBot({ ssm: aws });
  await bot.tell('node-9', { type: 'by-ssm', instance: INSTANCE, by: 'U-admin', url: bot.url });
  await eventually(
    async () => sent.length,
    (n) => n > 0,
  );
});
afterEach(() => bot.close());

/** Everything that somebody finds in the store of the invited host. */
async function stolen(): Promise<{ token: string; invitation: Invitation }> {
  let kept: { joining: string; body: string } | undefined;
  await bot.restart((dataDir) => {
    const store = new DatabaseSync(`${dataDir}/objects/host/node-9.db`);
    const joining = String(store.prepare('SELECT ssm_joining FROM host').get()?.ssm_joining);
    const body = String(store.prepare("SELECT body FROM errands WHERE id = 'join'").get()?.body);
    store.close();
    kept = { joining, body };
  });
  const errand = readErrand(kept?.body ?? '');
  if (errand === null || !('invitation' in errand)) throw new Error('there is no invitation');
  const opened = await openSelfSigned(errand.invitation, { purpose: 'ocinvite+jws', schema: Invitation });
  if (!opened.ok) throw new Error(opened.code);
  return { token: kept?.joining.split(' ')[1] ?? '', invitation: opened.payload };
}

/** A stranger's own key, and a request that proves both. */
async function joins(token: string): Promise<{ status: number; code: string }> {
  const signer = await loadSigner(await generateSigningKey());
  const request: JoinRequest = {
    ...{ v: 1, token: await sha256(token), name: 'node-9', nonce: randomText(32) },
    ...{ key: signer.publicKey, facts: FACTS },
  };
  const body = { token, name: 'node-9', request: await signer.sign('ocjoin+jws', request) };
  const answer = await fetch(`${bot.url}/agents/join`, { method: 'POST', body: JSON.stringify(body) });
  const { error } = (await answer.json()) as { error?: { code: string } };
  return { status: answer.status, code: error?.code ?? 'let in' };
}

it('does not let in who has stolen the token of an invitation, as it is or in the form of a usual one', async () => {
  const { token, invitation } = await stolen();
  expect(token).toBe(invitation.token);
  const secret = token.slice('ssm.'.length);
  const key = bot.signer.kid;
  // A usual token has a code by the bot's key over name and secret; nobody can make it from a store.
  const usual = [`${secret}.${'A'.repeat(22)}.${key}`, `${secret}.${key.slice(0, 22)}.${key}`];
  for (const tried of [token, secret, ...usual])
    expect(await joins(tried)).toEqual({ status: 403, code: 'token-unknown' });
  expect(await bot.card('node-9')).toMatchObject({ enrolled: false, keyFingerprint: null });
});
