/**
 * The certificate was renewed and its key was not put beside it: the gateway keeps the pair that it has, and every
 * command on this host expects the certificate of the file.
 *
 * Seen on the host: the port shows another certificate than the file holds; `gateway tls fingerprint mismatch` is what
 * commands say; 2026.9.6 would have taken a pair that fits without a restart.
 *
 * The twin's renewal brings the key along.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { isFree } from '../ports.ts';

type Pair = { certPath: string; keyPath: string };

function makePair(lab: Lab, name: string): Pair {
  const pair = { certPath: join(lab.dir, `${name}.crt`), keyPath: join(lab.dir, `${name}.key`) };
  const made = ['-keyout', pair.keyPath, '-out', pair.certPath, '-days', '90', '-subj', '/CN=localhost'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...made], { stdio: 'ignore' });
  return pair;
}

/** Starts with a pair of its own and then has it renewed, whole or in part. */
async function renewed(lab: Lab, parts: readonly (keyof Pair)[]): Promise<void> {
  const old = makePair(lab, 'gateway');
  lab.configure(({ gateway }) => {
    gateway.tls = { enabled: true, autoGenerate: false, ...old };
  });
  await lab.start({ wait: false });
  for (const began = Date.now(); await isFree(lab.port); ) {
    if (Date.now() - began > 120_000) throw new Error('The gateway with TLS did not come up');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await seen(lab, 'gateway ready');
  const fresh = makePair(lab, 'fresh');
  for (const part of parts) copyFileSync(fresh[part], old[part]);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
}

export default defineFault({
  name: 'tls-not-renewed',
  title: 'the certificate was renewed without its key, and the gateway still shows the old one',
  accepted: ['tls-mismatch'],
  async plant(lab) {
    await renewed(lab, ['certPath']);
    return undefined;
  },
  twin: {
    title: 'certificate and key were renewed together',
    async plant(lab) {
      await renewed(lab, ['keyPath', 'certPath']);
      return undefined;
    },
  },
});
