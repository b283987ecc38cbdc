/**
 * @module hub/host-join
 * Lets a host in by a one-time token. The token is burnt in the same transaction that notes the key, before
 * any answer, so that of two that race with one token exactly one wins.
 */
import { sha256 } from '../protocol/canonical.ts';
import { openSelfSigned } from '../protocol/envelope.ts';
import { JoinRequest } from '../protocol/joining.ts';
import type { Row, Store } from '../storage/objects.ts';
import { changeHost, readHost } from './host-record.ts';

export type JoinRefusal = { ok: false; code: string; message: string; hint: string };
export type JoinOutcome =
  | { ok: true; request: JoinRequest; kid: string; joinSeq: number; by: string }
  | JoinRefusal;

const AGAIN =
  'Make a new token with `enroll NAME` in chat (or `bot enroll NAME`) and run the new line on the host.';

/** In place of the time at which a token ends: a newer one was made for the same host. */
const REPLACED = 0;

/**
 * Keeps a token's hash, in place of earlier ones that nobody has used: whoever asks for a new token has lost the one
 * before, or somebody else has it. Tokens that are long past their time are forgotten on the way.
 */
export function keepToken(
  store: Store,
  token: { sha256: string; by: string; expiresAt: number },
  now: number,
): void {
  store.run('DELETE FROM tokens WHERE expires_at < ?', now - 24 * 3_600_000);
  store.run(
    'UPDATE tokens SET expires_at = ? WHERE used_at IS NULL AND expires_at > ? AND sha256 <> ?',
    REPLACED,
    now,
    token.sha256,
  );
  store.run(
    'INSERT OR IGNORE INTO tokens (sha256, by, expires_at) VALUES (?, ?, ?)',
    token.sha256,
    token.by,
    token.expiresAt,
  );
}

/** Checks the proof of possession, burns the token and notes the new key, which replaces any older one. */
export async function admit(
  store: Store,
  name: string,
  ask: { token: string; request: string },
  now: () => number,
): Promise<JoinOutcome> {
  const opened = await openSelfSigned(ask.request, { purpose: 'ocjoin+jws', schema: JoinRequest });
  if (!opened.ok)
    return refuse('join-proof', `The request is not signed by the key it brings (${opened.code}).`, AGAIN);
  const request = opened.payload;
  const hash = await sha256(ask.token);
  if (request.token !== hash)
    return refuse('join-proof', 'The signed request belongs to another token.', AGAIN);
  if (request.name !== name)
    return refuse('join-name', `The signed request is for another host than ${name}.`, AGAIN);
  const kid = opened.kids[0] as string;
  return store.tx(() => {
    const [token] = store.all<Row & { by: string; expires_at: number; used_at: number | null }>(
      'SELECT * FROM tokens WHERE sha256 = ?',
      hash,
    );
    if (!token) return refuse('token-unknown', `This token was not made for ${name}.`, AGAIN);
    if (token.used_at !== null) return refuse('token-used', 'This token has been used already.', AGAIN);
    if (token.expires_at === REPLACED)
      return refuse('token-replaced', `A newer token was made for ${name}; this one no longer works.`, AGAIN);
    if (token.expires_at <= now()) return refuse('token-expired', 'This token has expired.', AGAIN);
    store.run('UPDATE tokens SET used_at = ? WHERE sha256 = ?', now(), hash);
    const joinSeq = readHost(store).join_seq + 1;
    changeHost(store, {
      kid,
      public_x: request.key.x,
      join_seq: joinSeq,
      joined_at: now(),
      confirmed: 0,
      quarantined: null,
      quarantined_by: null,
      former_kid: null,
      former_x: null,
      rotated_at: null,
      speaks: null,
      marked: null,
      run: null,
      past_runs: '[]',
      // The host begins a new journal with its new key, so deliveries are counted from 1 again.
      counter: 0,
      taken: 0,
      journal_length: null,
      journal_head: null,
      agent_version: request.facts.agentVersion,
      openclaw_version: request.facts.openclawVersion,
      platform: request.facts.platform,
    });
    return { ok: true, request, kid, joinSeq, by: token.by };
  });
}

function refuse(code: string, message: string, hint: string): JoinRefusal {
  return { ok: false, code, message, hint };
}
