/**
 * @module agent/probes/certificate
 * The certificate that the gateway shows, beside the file it was told to use. Commands on this host pin the file's
 * certificate and nothing else (OpenClaw 2026.9.6), so a renewal that the process could not take shuts them all out.
 */
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { at, textAt } from '../gateways/config-file.ts';
import { homeOf } from '../gateways/places.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';

/** OpenClaw's own limit for the file (2026.9.6). */
const MOST_BYTES = 64 * 1024;
const LIMIT_MS = 3_000;

/** What the port shows to whoever asks; null where nobody speaks TLS in time. */
export function shownCertificate(port: number, host = '127.0.0.1'): Promise<X509Certificate | null> {
  return new Promise((resolve) => {
    const end = (shown: X509Certificate | null): void => {
      socket.destroy();
      resolve(shown);
    };
    const socket = connect({ host, port, rejectUnauthorized: false }, () =>
      end(socket.getPeerX509Certificate() ?? null),
    );
    socket.on('error', () => end(null)).setTimeout(LIMIT_MS, () => end(null));
  });
}

/** The certificate that the file holds; undefined where it cannot be told. */
async function inFile({
  host,
  target,
}: ProbeContext): Promise<{ path: string; fingerprint: string } | undefined> {
  const named = textAt(target.config.value, 'gateway.tls.certPath')?.trim();
  const path =
    named?.replace(/^~(?=\/|$)/, homeOf(target.env)) || join(target.stateDir, 'gateway/tls/gateway-cert.pem');
  const text = await host.read(target.root + path, { maxBytes: MOST_BYTES });
  try {
    if (!text.ok || !text.value) return undefined;
    return { path, fingerprint: new X509Certificate(text.value).fingerprint256 };
  } catch {
    return undefined; // Half written, or no certificate: then it pins nothing.
  }
}

export const certificate = defineProbe({
  id: 'certificate',
  title: 'the certificate that its port shows, beside the one in the file',
  gives: ['gateway.certificate', 'gateway.certificate.ended', 'gateway.certificate.file'],
  needs: 'loopback, and to read the certificate file',
  timeoutMs: 5_000,
  async look(context) {
    const { target, now } = context;
    const source = `https://127.0.0.1:${target.port}`;
    const running = target.processes.ok && target.processes.value.length > 0;
    if (!running || at(target.config.value, 'gateway.tls.enabled') !== true) return { source, facts: [] };
    const [shown, file] = await Promise.all([shownCertificate(target.port), inFile(context)]);
    if (shown === null) return { source, facts: [] };
    const over = Date.parse(shown.validTo) < now();
    const other = file !== undefined && file.fingerprint !== shown.fingerprint256;
    return {
      source,
      text: `valid until ${shown.validTo}`,
      facts: factsOn(target.subject, {
        'gateway.certificate': over ? 'expired' : other ? 'not-the-file' : 'ok',
        'gateway.certificate.ended': over ? new Date(shown.validTo).toISOString().slice(0, 10) : undefined,
        'gateway.certificate.file': other ? file.path : undefined,
      }),
    };
  },
});
