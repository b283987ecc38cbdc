/**
 * The gateway's token comes out of a password manager, whose program is asked for it at the start. Since the last reboot the
 * vault is locked and nobody has typed its password: the program ends with an error, and the gateway refuses to start.
 *
 * Seen on the host: nothing runs; `secrets.providers.vault` is a program, `gateway.auth.token` refers to it, and the log says
 * that the secret could not be resolved.
 *
 * The twin's vault is open; its program has words of its own on standard error, and gives the token.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

/** The program does `end` after it has read what it is asked for. */
function askVault(lab: Lab, end: string): void {
  const command = join(lab.dir, 'vault');
  writeFileSync(command, `#!/bin/sh\ncat >/dev/null\n${end}\n`, { mode: 0o700 });
  lab.configure((config) => {
    config.secrets = { providers: { vault: { source: 'exec', command } } };
    const token = { source: 'exec', provider: 'vault', id: 'gateway/token' };
    config.gateway.auth = { mode: 'token', token };
  });
}

export default defineFault({
  name: 'vault-locked',
  title: 'the program that is asked for the token ends with an error, its vault is locked',
  accepted: ['secretref-unresolved'],
  async plant(lab) {
    askVault(lab, "echo 'vault is locked, run vault unlock first' >&2; exit 1");
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'the program that is asked for the token talks and gives it',
    async plant(lab) {
      const values = JSON.stringify({ protocolVersion: 1, values: { 'gateway/token': lab.token } });
      askVault(lab, `echo 'vault: session is 3 days old' >&2\ncat <<'END'\n${values}\nEND`);
      await lab.start();
      await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
      return undefined;
    },
  },
});
