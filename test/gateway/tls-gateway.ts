/**
 * The lab's gateway behind TLS: its pages speak TLS only, so it is waited for in another way than the others.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, seen } from './lab.ts';

const LIMIT_MS = 120_000;

/** Starts it with a certificate of its own making and returns the certificate's fingerprint (SHA-256). */
export async function startWithTls(lab: Lab): Promise<string> {
  lab.configure((config) => {
    config.gateway.tls = { enabled: true, autoGenerate: true };
  });
  await lab.start({ wait: false });
  await seen(lab, 'gateway ready', LIMIT_MS);
  return new X509Certificate(readFileSync(join(lab.stateDir, 'gateway/tls/gateway-cert.pem'))).fingerprint256;
}
