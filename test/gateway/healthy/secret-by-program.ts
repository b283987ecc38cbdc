/**
 * The gateway's token is in no file and no variable: a program of the house is asked for it at the start, as one asks a
 * password manager.
 */

import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLetIn } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'secret-by-program',
  title: 'the token comes out of a program that is asked for it',
  // Programs of the house are not run by a look: which token is in force cannot be known.
  verdicts: ['unknown', 'healthy'],
  async plant(lab) {
    const command = join(lab.dir, 'ask-the-vault');
    const values = JSON.stringify({ protocolVersion: 1, values: { 'gateway/token': lab.token } });
    writeFileSync(command, `#!/bin/sh\ncat >/dev/null\ncat <<'END'\n${values}\nEND\n`);
    chmodSync(command, 0o700);
    lab.configure((config) => {
      config.secrets = { providers: { house: { source: 'exec', command } } };
      const token = { source: 'exec', provider: 'house', id: 'gateway/token' };
      config.gateway.auth = { mode: 'token', token };
    });
    await lab.start();
    await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
    await answeredTurn(lab, 'good morning');
    return undefined;
  },
});
