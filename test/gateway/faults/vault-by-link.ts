/**
 * The key of the model comes out of a password manager. Its program was installed anew by a package manager, which keeps
 * the program in a cellar and puts a link to it where it was: OpenClaw runs no link for secrets.
 *
 * Seen on the host: `secrets.providers.vault.command` is a symbolic link, the program behind it works; the log says
 * `[SECRETS_PROVIDER_DEGRADED] exec:vault`, and turns fail while every probe is green.
 *
 * The twin's configuration names the program itself, and the link lies beside it.
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { answeredTurn, failingTurn } from '../turns.ts';

function installedByLink(lab: Lab, byLink: boolean): void {
  const [cellar, bin] = [join(lab.dir, 'cellar'), join(lab.dir, 'bin')];
  for (const folder of [cellar, bin]) mkdirSync(folder, { mode: 0o755 });
  const [program, link] = [join(cellar, 'keyring-2.4.1'), join(bin, 'keyring')];
  const values = JSON.stringify({ protocolVersion: 1, values: { 'models/stub': 'lab-model-key' } });
  writeFileSync(program, `#!/bin/sh\ncat >/dev/null\necho '${values}'\n`, { mode: 0o755 });
  symlinkSync(program, link);
  lab.configure((config) => {
    config.secrets = { providers: { vault: { source: 'exec', command: byLink ? link : program } } };
    const apiKey = { source: 'exec', provider: 'vault', id: 'models/stub' };
    Object.assign(config.models.providers.stub as object, { apiKey });
  });
}

export default defineFault({
  name: 'vault-by-link',
  title: 'the program that is asked for a secret is a link, which OpenClaw does not run',
  accepted: ['secretref-unresolved'],
  async plant(lab) {
    installedByLink(lab, true);
    await lab.start();
    await seen(lab, 'SECRETS_PROVIDER_DEGRADED');
    await failingTurn(lab);
    return undefined;
  },
  twin: {
    title: 'the program that is asked for a secret is named itself, and a link to it lies beside',
    async plant(lab) {
      installedByLink(lab, false);
      await lab.start();
      await answeredTurn(lab);
      return undefined;
    },
  },
});
