/**
 * Token and model key are references into a file of secrets, and the file was not taken along when the host was moved:
 * the gateway refuses to start.
 *
 * Seen on the host: nothing runs; `secrets.providers.house.path` names a file that is not there.
 *
 * The twin has the file.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

/** Writes the file and refers to it; returns where it is. */
function outOfFile(lab: Lab): string {
  const path = join(lab.dir, 'house-secrets.json');
  writeFileSync(path, JSON.stringify({ gateway: { token: lab.token } }), { mode: 0o600 });
  lab.configure((config) => {
    config.secrets = { providers: { house: { source: 'file', path, mode: 'json' } } };
    config.gateway.auth = {
      mode: 'token',
      token: { source: 'file', provider: 'house', id: '/gateway/token' },
    };
  });
  return path;
}

export default defineFault({
  name: 'secret-file-gone',
  title: 'the file that the token is taken from is not there',
  accepted: ['secretref-unresolved'],
  async plant(lab) {
    rmSync(outOfFile(lab));
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'the file that the token is taken from is there',
    async plant(lab) {
      outOfFile(lab);
      await lab.start();
      return undefined;
    },
  },
});
