/**
 * @module conversation/node-approve
 * `bot.mjs approve` on an approver's own machine: fetches the order, checks that what is shown is what is signed, asks,
 * and signs with a key that never leaves this machine.
 */
import { chmodSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { makeKeyFile, readKeyFile } from '../hub/node-signing-key.ts';
import type { Message } from '../messages/message.ts';
import { composeOrder } from '../messages/own-key.ts';
import { text } from '../messages/sentence.ts';
import { digestOf } from '../protocol/canonical.ts';
import { oneByOne, open } from '../protocol/envelope.ts';
import { Order } from '../protocol/order.ts';
import { Plan } from '../protocol/recovery.ts';
import { loadSigner, thumbprint, verifyKey } from '../protocol/signer.ts';
import { PublicKey } from '../protocol/words.ts';

/** Where an approver's key lies unless another place is named. */
export const APPROVER_KEY = join(homedir(), '.config', 'openclaw-bot', 'approver.key');

const Fetched = z.looseObject({
  v: z.literal(1),
  host: z.string().max(64),
  envelope: z.string().max(65_536),
  bot: PublicKey,
  plan: Plan,
});
const Failed = z.object({ error: z.object({ message: z.string(), hint: z.string() }) });

export type Approving = {
  id: string;
  /** Where the bot is reached. */
  url: string;
  keyFile: string;
  show(message: Message): void;
  say(line: string): void;
  ask(question: string): Promise<string>;
  fetch: typeof fetch;
};

/** Makes a key, 0600, and says what the host's admin puts into the policy, and the bot's into its roots. Never overwrites one. */
export async function newApproverKey(keyFile: string, say: (line: string) => void): Promise<boolean> {
  const made = await makeKeyFile(keyFile);
  if (!made.ok) {
    say(made.problem);
    return false;
  }
  chmodSync(dirname(keyFile), 0o700);
  const { publicKey, kid } = await loadSigner(made.jwk);
  say(text(made.made ? 'own-key.made' : 'own-key.there', { file: keyFile }));
  say(text('own-key.fingerprint', { kid }));
  say(text('own-key.to-policy'));
  say(`[[approvers]]\nperson = "slack:TEAM/YOUR-MEMBER-ID"\nkey = "${publicKey.x}"`);
  say(text('own-key.to-roots'));
  say(JSON.stringify(publicKey));
  return true;
}

/** True when the signature was taken. Nothing is signed that was not shown. */
export async function approveByKey(approving: Approving): Promise<boolean> {
  const { id, url, keyFile, show, say, ask } = approving;
  const key = readKeyFile(keyFile);
  if (!key.ok) return fail(say, key.problem, text('own-key.make-one'));
  const signer = await loadSigner(key.jwk);
  const code = (await ask(text('own-key.ask-code'))).trim();
  const where = `${url.replace(/\/+$/, '')}/approvals/${encodeURIComponent(id)}`;
  const headers = { authorization: `Bearer ${code}` };
  const fetched = await approving.fetch(where, { headers, redirect: 'error' });
  if (!fetched.ok) return refused(say, fetched);
  const read = Fetched.safeParse(await fetched.json());
  if (!read.success) return fail(say, text('own-key.unknown-form'), '');
  const { envelope, bot, host, plan } = read.data;
  const keys = new Map([[await thumbprint(bot), await verifyKey(bot)]]);
  const opened = await open(envelope, { purpose: 'ocorder+jws', keys, schema: Order });
  if (!opened.ok && opened.code !== 'kid')
    return fail(say, text('own-key.not-as-signed', { why: opened.why }), '');
  const order = opened.ok ? opened.payload : await behindOthers(envelope, keys);
  if (order === null || order.id !== id) return fail(say, text('own-key.another'), '');
  if (order.args.plan !== (await digestOf(plan))) return fail(say, text('own-key.another-plan'), '');
  show(composeOrder({ order, host, plan, bot: [...keys.keys()][0] ?? '' }));
  const answer = await ask(text('own-key.ask-consent'));
  if (answer.trim().toLowerCase() !== 'approve') return fail(say, text('own-key.nothing-signed'), '');
  const signature = await signer.sign('ocorder+jws', order);
  const body = JSON.stringify({ envelope: signature, key: signer.publicKey });
  const posted = await approving.fetch(where, {
    ...{ method: 'POST', body, redirect: 'error' },
    headers: { ...headers, 'content-type': 'application/json' },
  });
  if (!posted.ok) return refused(say, posted);
  say(text('own-key.taken', { kid: signer.kid }));
  return true;
}

/** Others may have signed before: their keys are not known here, the bot's signature is looked at by itself. */
async function behindOthers(
  envelope: string,
  keys: ReadonlyMap<string, Awaited<ReturnType<typeof verifyKey>>>,
): Promise<z.infer<typeof Order> | null> {
  for (const alone of oneByOne(envelope)) {
    const opened = await open(alone, { purpose: 'ocorder+jws', keys, schema: Order });
    if (opened.ok) return opened.payload;
  }
  return null;
}

async function refused(say: (line: string) => void, response: Response): Promise<false> {
  const read = Failed.safeParse(await response.json().catch(() => null));
  if (!read.success) return fail(say, text('own-key.status', { status: String(response.status) }), '');
  return fail(say, read.data.error.message, read.data.error.hint);
}

function fail(say: (line: string) => void, what: string, next: string): false {
  say(next === '' ? what : `${what}\n${next}`);
  return false;
}
