/**
 * The gateway speaks TLS with the certificate of the host. The tool that renews it was replaced and keeps its files in
 * another folder since; the old folder was removed, and the gateway refuses to start.
 *
 * Seen on the host: nothing runs; `gateway.tls.certPath` and `keyPath` name files that are not there and `autoGenerate` is
 * off; the log says `gateway tls: cert/key missing`.
 *
 * In the twin the paths are of the old folder, too, and it is a link to the new one.
 */
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Pair, selfSigned } from '../certificates.ts';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { isFree } from '../ports.ts';

/** Puts the pair of the host into `folder`, and the configuration expects it in `acme`. */
function renewedInto(lab: Lab, folder: string): void {
  const pair = selfSigned(lab, 'claw');
  mkdirSync(join(lab.dir, folder));
  const at = (where: string): Pair => ({
    certPath: join(lab.dir, where, 'fullchain.pem'),
    keyPath: join(lab.dir, where, 'privkey.pem'),
  });
  renameSync(pair.certPath, at(folder).certPath);
  renameSync(pair.keyPath, at(folder).keyPath);
  lab.configure(({ gateway }) => {
    gateway.tls = { enabled: true, autoGenerate: false, ...at('acme') };
  });
}

export default defineFault({
  name: 'certificate-folder-gone',
  title: 'the certificate is no longer where the configuration says, and the gateway refuses to start',
  accepted: ['config-conflict', 'tls-mismatch'],
  async plant(lab) {
    renewedInto(lab, 'certificates');
    const { printed } = await lab.startRefused();
    if (!/cert\/key missing/.test(printed())) throw new Error(`It said: ${printed().slice(-1500)}`);
    return undefined;
  },
  twin: {
    title: 'the certificate is in another folder, and a link leads there',
    async plant(lab) {
      renewedInto(lab, 'certificates');
      symlinkSync(join(lab.dir, 'certificates'), join(lab.dir, 'acme'));
      await lab.start({ wait: false });
      const limit = Date.now() + 120_000;
      while (await isFree(lab.port)) {
        if (Date.now() > limit) throw new Error('The gateway with TLS did not come up');
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      await seen(lab, 'http server listening');
      return undefined;
    },
  },
});
