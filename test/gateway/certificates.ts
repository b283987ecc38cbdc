/**
 * Certificates as people make them for machines of their own: signed by a company's authority that nobody else knows,
 * or by themselves.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab.ts';

export interface Pair {
  certPath: string;
  keyPath: string;
}

const NAMES = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
const openssl = (args: readonly string[]) => execFileSync('openssl', [...args], { stdio: 'ignore' });

/** A pair for this host that is signed by itself. */
export function selfSigned(lab: Pick<Lab, 'dir'>, name: string): Pair {
  const pair = { certPath: join(lab.dir, `${name}.crt`), keyPath: join(lab.dir, `${name}.key`) };
  const made = ['-keyout', pair.keyPath, '-out', pair.certPath, '-days', '90', '-subj', '/CN=localhost'];
  openssl(['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-addext', NAMES, ...made]);
  return pair;
}

/** A pair for this host that a company's own authority signed, and the authority's certificate. */
export function companySigned(lab: Lab): Pair & { caPath: string } {
  const dir = join(lab.dir, 'pki');
  mkdirSync(dir);
  const [caPath, caKey, keyPath, certPath, asked, names] = [
    'company-ca.crt',
    'company-ca.key',
    'claw.key',
    'claw.crt',
    'claw.csr',
    'claw.ext',
  ].map((file) => join(dir, file)) as [string, string, string, string, string, string];
  writeFileSync(names, `${NAMES}\n`);
  const authority = [
    '-keyout',
    caKey,
    '-out',
    caPath,
    '-days',
    '900',
    '-subj',
    '/O=Example AG/CN=Example AG Root',
  ];
  openssl(['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...authority]);
  openssl(['req', '-newkey', 'rsa:2048', '-nodes', '-keyout', keyPath, '-out', asked, '-subj', '/CN=claw']);
  const signed = ['-CA', caPath, '-CAkey', caKey, '-CAcreateserial', '-days', '90', '-extfile', names];
  openssl(['x509', '-req', '-in', asked, '-out', certPath, ...signed]);
  return { certPath, keyPath, caPath };
}
