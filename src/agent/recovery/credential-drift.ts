/**
 * @module agent/recovery/credential-drift
 * Which of this host's copies of the gateway's credential differ, by one real conversation: a copy is called wrong only
 * when the gateway itself has refused it. Refusals are counted as in every other look.
 */
import { type CredentialCopy, credentialCopies, ENVIRONMENT } from '../credentials/credential-copies.ts';
import { recordAt, textAt } from '../gateways/config-file.ts';
import { conversation } from '../probes/conversation.ts';
import type { Site } from './site.ts';

/** A handshake behind a busy loop takes this long. Milliseconds. */
const TALK_LIMIT_MS = 17_000;

export type Shown =
  | { is: 'accepted'; copy: string | null }
  | { is: 'mismatch'; copy: string }
  | { is: 'locked' }
  /** Nobody answered, or nothing could be shown. */
  | { is: 'unknown'; why: string };

/** Shows the gateway what a client of this host would show it. */
export async function showCredential(site: Site): Promise<Shown> {
  const signal = AbortSignal.any([site.signal, AbortSignal.timeout(TALK_LIMIT_MS)]);
  const sight = await conversation.look({ ...site, signal });
  const fact = (name: string) => sight.facts.find(({ fact }) => fact === name)?.value;
  const copy = fact('connect.credential');
  const code = String(fact('connect.refusal.code') ?? '');
  if (fact('connect.hello') === true) return { is: 'accepted', copy: typeof copy === 'string' ? copy : null };
  if (/^AUTH_(?:TOKEN|PASSWORD)_MISMATCH$/.test(code) && typeof copy === 'string')
    return { is: 'mismatch', copy };
  if (code === 'AUTH_RATE_LIMITED') return { is: 'locked' };
  return { is: 'unknown', why: code || sight.why || String(fact('connect.reached') ?? 'no answer') };
}

export type AuthState =
  | { is: 'whole'; kind: 'token' | 'password' }
  | { is: 'placeholder'; kind: 'token' | 'password' }
  | { is: 'unresolved'; kind: 'token' | 'password'; variable: string; process: boolean }
  /** Both are there and no word which counts, or the one that counts is not there. */
  | { is: 'ambiguous' }
  | { is: 'missing' }
  /** Somebody else vouches for clients, or nobody must. */
  | { is: 'other'; mode: string };

const copyOf = (copies: readonly CredentialCopy[], ids: readonly string[], kind: string) =>
  copies.find(({ id, kind: its }) => ids.includes(id) && its === kind);

/** What the configuration says of the credential, and whether that can work. */
export async function authState(site: Site): Promise<{ state: AuthState; copies: CredentialCopy[] }> {
  const { host, target, shell, fingerprint } = site;
  const copies = await credentialCopies(host, target, shell, fingerprint);
  const mode = textAt(target.config.value, 'gateway.auth.mode');
  const auth = recordAt(target.config.value, 'gateway.auth');
  const both = auth.token !== undefined && auth.password !== undefined;
  if (mode !== null && mode !== 'token' && mode !== 'password')
    return { state: { is: 'other', mode }, copies };
  if (mode === null && both) return { state: { is: 'ambiguous' }, copies };
  const kind = mode ?? (auth.password === undefined ? 'token' : 'password');
  const suffix = kind === 'password' ? '-password' : '';
  const own = copyOf(copies, [`config${suffix}`], kind);
  if (own === undefined) {
    const elsewhere = [...ENVIRONMENT, 'process-env', 'unit', 'flag', 'unit-flag'];
    const from =
      copyOf(
        copies,
        elsewhere.map((id) => id + suffix),
        kind,
      ) ?? copyOf(copies, elsewhere, kind);
    if (from) return { state: { is: 'whole', kind }, copies };
    return {
      state:
        Object.keys(auth).some((key) => key !== 'mode') || mode === 'password'
          ? { is: 'ambiguous' }
          : { is: 'missing' },
      copies,
    };
  }
  if (own.placeholder) return { state: { is: 'placeholder', kind }, copies };
  if (own.reference !== null && own.value === null) {
    const variable = /variable ([A-Z_][A-Z0-9_]*)/i.exec(own.place)?.[1] ?? own.reference;
    const process = copies.some(({ id }) => id === `${own.id}-in-process`);
    return { state: { is: 'unresolved', kind, variable, process }, copies };
  }
  if (/^\$\{/.test(own.value ?? ''))
    return { state: { is: 'unresolved', kind, variable: 'unknown', process: false }, copies };
  return { state: { is: 'whole', kind }, copies };
}
