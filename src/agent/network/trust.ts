/**
 * @module agent/network/trust
 * Would a client believe the certificate at its gateway's address? It goes by the pinned fingerprint where there is one,
 * and by the authorities of Node, of the system and of `NODE_EXTRA_CA_CERTS` where there is none (2026.9.6).
 */
import { createHash, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, rootCertificates, type TLSSocket } from 'node:tls';
import type { Env } from '../gateways/places.ts';
import type { HostPort } from '../host/host-port.ts';
import type { Address } from './address.ts';

export type Trust = {
  /** SHA-256 of the only certificate that is believed, 64 hex digits. */
  pin: string | null;
  /** Whom else to believe. */
  ca: string[];
  /** This place does not look at certificates at all (`NODE_TLS_REJECT_UNAUTHORIZED=0`). */
  blind: boolean;
};

/** What the certificate there is for this client. */
export type Shown = 'believed' | 'pinned-other' | 'expired' | 'not-yet-valid' | 'wrong-name' | 'untrusted';

const LIMIT_MS = 3_000;
const MOST_BYTES = 2 * 1024 * 1024;
/** Bundles of the system's own; OpenClaw takes the first that is there where Node was not installed by the system. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
];

/** The pin as it is written, without its ornaments; null where it is none. */
export function bareFingerprint(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^sha-?256:?/i, '')
    .replace(/[:\s]/g, '')
    .toLowerCase();
  return /^[0-9a-f]{64}$/.test(bare) ? bare : null;
}

/** Whom commands of this place believe; `pin` as the configuration has it, already bare. */
export async function trustOf(host: HostPort, env: Env, pin: string | null): Promise<Trust> {
  const files = [env.NODE_EXTRA_CA_CERTS, ...BUNDLES].filter((path) => path);
  const texts = await Promise.all(files.map((path) => host.read(path ?? '', { maxBytes: MOST_BYTES })));
  const more = texts.flatMap((text) => (text.ok && text.value ? [text.value] : []));
  return { pin, ca: [...rootCertificates, ...more], blind: env.NODE_TLS_REJECT_UNAUTHORIZED === '0' };
}

const WORDS: Readonly<Record<string, Shown>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-name',
};

/** Judges an open connection; made without refusing anybody, with `trust.ca` and the name that was asked for. */
export function judgeShown(socket: TLSSocket, trust: Trust): Shown {
  const { raw } = socket.getPeerCertificate();
  if (trust.pin !== null)
    return raw !== undefined && createHash('sha256').update(raw).digest('hex') === trust.pin
      ? 'believed'
      : 'pinned-other';
  if (socket.authorized || trust.blind) return 'believed';
  const now = Date.now();
  const own = raw === undefined ? null : new X509Certificate(raw);
  // A certificate of one's own making that is over is over first of all.
  if (own !== null && Date.parse(own.validTo) < now) return 'expired';
  const why = socket.authorizationError as unknown as { code?: string } | string | null;
  return WORDS[typeof why === 'string' ? why : (why?.code ?? '')] ?? 'untrusted';
}

/** What stands at the address when TLS is spoken to it: how it is judged, or null where nobody speaks TLS in time. */
export function shownAt({ host, port }: Address, trust: Trust, signal: AbortSignal): Promise<Shown | null> {
  return new Promise((resolve) => {
    const end = (shown: Shown | null): void => {
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(shown);
    };
    const stop = (): void => end(null);
    const socket = connect(
      {
        host,
        port,
        ca: trust.ca,
        rejectUnauthorized: false,
        ...(isIP(host) === 0 ? { servername: host } : {}),
      },
      () => end(judgeShown(socket, trust)),
    );
    socket.on('error', () => end(null)).setTimeout(LIMIT_MS, () => end(null));
    signal.addEventListener('abort', stop, { once: true });
  });
}
