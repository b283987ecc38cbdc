/**
 * @module agent/gateway-admin/enter
 * Enters a gateway of this host as its administrator, by the rules that a look follows: the copy of the credential that
 * a local client would present, never to a stranger, never again once refused, and one other copy where it is a mismatch.
 */
import type { Because } from '../../protocol/recovery.ts';
import { precedenceHere } from '../credentials/client-precedence.ts';
import {
  type CredentialCopy,
  credentialCopies,
  otherCopies,
  presentedCopy,
} from '../credentials/credential-copies.ts';
import type { Fingerprint } from '../credentials/fingerprint.ts';
import { whyNotAnother, whyNotAnswerer, whyNotPresent } from '../credentials/may-present.ts';
import { authOf, MISMATCH, mayGuess, remember, remembered } from '../credentials/presenting.ts';
import type { Refusals } from '../credentials/refusals.ts';
import { at, textAt } from '../gateways/config-file.ts';
import type { Env, Target } from '../gateways/discover.ts';
import type { HostPort } from '../host/host-port.ts';
import { type Admin, adminOf, type Redact } from './admin.ts';
import { type Dialled, dial } from './line.ts';

/** What entering needs to know of the host; the target as it is at this moment, for a gateway that was started again. */
export type Entrance = {
  host: HostPort;
  target: Target;
  /** The environment that a local operator's shell has. */
  shell: Env;
  fingerprint: Fingerprint;
  refusals: Refusals;
  /** Path of the OpenClaw command. */
  openclaw: string;
  redact: Redact;
  /** Epoch ms. */
  now(): number;
  signal: AbortSignal;
  /** Something was changed then (epoch ms): refusals from before say nothing any more. */
  since?: number;
};

export type Entered = { ok: true; admin: Admin } | { ok: false; because: Because };

const SCOPES = ['operator.admin', 'operator.read', 'operator.write'];

const no = (code: string, params: Record<string, string> = {}): Entered => ({
  ok: false,
  because: { code, params },
});

function refusedAs(dialled: Extract<Dialled, { ok: false }>, { target, redact }: Entrance): Entered {
  const { refused, withheld, close, transport } = dialled;
  if (withheld !== null) return no('gateway.not-shown', { why: redact(withheld).slice(0, 300) });
  if (refused?.code === 'DEVICE_IDENTITY_REQUIRED') return no('gateway.wants-device');
  if (refused !== null) return no('gateway.refused', { refusal: refused.code ?? refused.errorCode });
  const how = transport ?? (close ? `${close.code} ${redact(close.reason)}`.trim() : 'closed');
  if (transport === 'stopped') return no('gateway.stopped', { method: 'connect' });
  return no('gateway.unreachable', { port: String(target.port), how: how.slice(0, 200) });
}

/** Dials with one copy, and once more as the gateway's own part where a command without a device is let in to nothing. */
async function tryCopy(entrance: Entrance, copy: CredentialCopy | null): Promise<Dialled> {
  const { target, signal } = entrance;
  const options = {
    port: target.port,
    tls: at(target.config.value, 'gateway.tls.enabled') === true,
    auth: copy === null ? null : authOf(copy),
    scopes: SCOPES,
    signal,
    whyNot: (own: { port: number }) => whyNotAnswerer(entrance, own.port),
  };
  const first = await dial({ ...options, as: copy === null ? 'backend' : 'cli' });
  if (first.ok ? isAdmin(first) : first.refused?.code !== 'DEVICE_IDENTITY_REQUIRED') return first;
  if (first.ok) first.line.close();
  return dial({ ...options, as: 'backend' });
}

const isAdmin = ({ line }: Extract<Dialled, { ok: true }>): boolean =>
  line.hello.auth?.scopes?.includes('operator.admin') ?? false;

/** The copies to try, at most two, the one that a local client takes first. */
async function candidates(entrance: Entrance, mode: string | null): Promise<CredentialCopy[]> {
  const { host, target, shell, fingerprint } = entrance;
  const copies = await credentialCopies(host, target, shell, fingerprint);
  const first = presentedCopy(copies, mode, await precedenceHere(entrance));
  if (first === null) return [];
  const guess = mayGuess(entrance) && (await whyNotAnother(entrance)) === null;
  return [first, ...(guess ? otherCopies(copies, first) : [])];
}

function welcome(dialled: Extract<Dialled, { ok: true }>, redact: Redact): Entered {
  if (isAdmin(dialled)) return { ok: true, admin: adminOf(dialled.line, redact) };
  dialled.line.close();
  return no('gateway.no-admin');
}

/** Never throws; whoever is let in closes the conversation. */
export async function enter(entrance: Entrance): Promise<Entered> {
  const { target, refusals, now, since, redact } = entrance;
  if (target.clientOf !== null) return no('gateway.elsewhere');
  const mode = textAt(target.config.value, 'gateway.auth.mode');
  if (mode === 'none') {
    const dialled = await tryCopy(entrance, null);
    return dialled.ok ? welcome(dialled, redact) : refusedAs(dialled, entrance);
  }
  const copies = await candidates(entrance, mode);
  if (copies.length === 0) return no('gateway.no-credential');
  const stranger = await whyNotPresent(entrance);
  if (stranger !== null) return no('gateway.not-shown', { why: redact(stranger).slice(0, 300) });
  const untried = copies.filter((copy) => remembered(entrance, copy, since) === null);
  let last: Entered = no('gateway.refused-before');
  for (const copy of untried.slice(0, 2)) {
    if (!refusals.mayTry(target.configPath, now(), since)) return no('gateway.refused-before');
    const dialled = await tryCopy(entrance, copy);
    if (dialled.ok) return welcome(dialled, redact);
    remember(entrance, copy, dialled);
    last = refusedAs(dialled, entrance);
    if (!MISMATCH.has(dialled.refused?.code ?? '')) return last;
  }
  return last;
}
