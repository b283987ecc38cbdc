/**
 * The file of secrets came back from a backup readable for everybody on the host. It has all that it should have, and
 * OpenClaw does not take secrets from a file that others can read: the gateway refuses to start.
 *
 * Seen on the host: nothing runs; `secrets.providers.vault.path` names a file of mode 644; the log says
 * `[SECRETS_PROVIDER_DEGRADED] file:vault` and that required secrets are unavailable.
 *
 * The twin's file is for its owner alone.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

function outOfFile(lab: Lab, mode: number): void {
  const path = join(lab.dir, 'vault.json');
  writeFileSync(path, JSON.stringify({ token: lab.token }));
  chmodSync(path, mode);
  lab.configure((config) => {
    config.secrets = { providers: { vault: { source: 'file', path, mode: 'json' } } };
    const token = { source: 'file', provider: 'vault', id: '/token' };
    config.gateway.auth = { mode: 'token', token };
  });
}

export default defineFault({
  name: 'secret-file-open',
  title: 'the file that the token is taken from is readable for everybody, and is not taken',
  accepted: ['secretref-unresolved', 'file-permission'],
  async plant(lab) {
    outOfFile(lab, 0o644);
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'the file that the token is taken from is for its owner alone',
    async plant(lab) {
      outOfFile(lab, 0o600);
      await lab.start();
      return undefined;
    },
  },
});
