/**
 * The gateway elsewhere has a certificate of the house's own authority, which this client knows. It ran out two days ago and
 * nobody renewed it: the client hangs up before it says who it is.
 *
 * Seen on the host: mode remote with `wss://`; the certificate at that address is past its date, and commands say
 * `certificate has expired`.
 *
 * The twin's gateway shows one that is good for months, of the same authority; the one that ran out lies beside it.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { companySigned } from '../certificates.ts';
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const DAY_MS = 24 * 3_600_000;
const day = (ahead: number) =>
  `${new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;

/** Has the authority of `companySigned` sign the same key again, for a time that is over. Returns the certificate. */
function runOut(pki: string): string {
  const ca = join(pki, 'ca.cnf');
  writeFileSync(join(pki, 'index.txt'), '');
  writeFileSync(
    ca,
    `[ca]\ndefault_ca=house\n[house]\ndatabase=${pki}/index.txt\nnew_certs_dir=${pki}\nrand_serial=yes\n` +
      'default_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n',
  );
  const out = join(pki, 'claw-former.crt');
  const signer = ['-cert', join(pki, 'company-ca.crt'), '-keyfile', join(pki, 'company-ca.key')];
  const span = ['-startdate', day(-92), '-enddate', day(-2)];
  const files = ['-in', join(pki, 'claw.csr'), '-extfile', join(pki, 'claw.ext'), '-out', out];
  execFileSync('openssl', ['ca', '-batch', '-notext', '-config', ca, ...signer, ...span, ...files], {
    stdio: 'ignore',
  });
  return out;
}

/** Starts the gateway elsewhere and sets this client up; the client's environment knows the authority. */
async function client(lab: Lab, expired: boolean): Promise<{ env: Record<string, string> }> {
  const { certPath, keyPath, caPath } = companySigned(lab);
  const former = runOut(dirname(certPath));
  await farGateway(lab, ({ gateway }) => {
    gateway.tls = { enabled: true, certPath: expired ? former : certPath, keyPath };
  });
  useFar(lab, { url: `wss://127.0.0.1:${lab.port}`, token: lab.token });
  return { env: { NODE_EXTRA_CA_CERTS: caPath } };
}

export default defineFault({
  name: 'far-certificate-expired',
  title: 'the certificate of the gateway elsewhere ran out',
  accepted: ['tls-mismatch'],
  async plant(lab) {
    const { env } = await client(lab, true);
    await isTold(lab, /expired/i, env);
    return { env };
  },
  twin: {
    title: 'the certificate of the gateway elsewhere was renewed in time',
    async plant(lab) {
      const { env } = await client(lab, false);
      await isAnswered(lab, env);
      return { env };
    },
  },
});
