/**
 * Somebody put a new token into the configuration while `gateway.reload.mode` is "off": the running gateway keeps the
 * old one, so every client that reads the file is turned away.
 *
 * Seen on the host: log `config change detected; evaluating reload (gateway.auth.token)` and then `config reload
 * disabled (gateway.reload.mode=off)`; the file's time is later than the process's start; connect with the file's
 * token answers `AUTH_TOKEN_MISMATCH`. (`config.get` would show configRevisionHash unlike appliedConfigHash, but
 * nobody with the file's token gets that far.)
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { defineFault } from '../fault.ts';
import { seen } from '../lab.ts';

export default defineFault({
  name: 'token-reload-off',
  title: 'the token was changed in the configuration while reload is off',
  accepted: ['token-drift', 'reload-off-stale-config'],
  async plant(lab) {
    lab.configure((config) => {
      config.gateway.reload = { mode: 'off' };
    });
    await lab.start();
    lab.configure((config) => {
      config.gateway.reload = { mode: 'off' };
      config.gateway.auth = { mode: 'token', token: 'lab-token-of-the-new-file-0003' };
    });
    await seen(lab, 'config reload disabled');
    return undefined;
  },
  twin: {
    title: 'reload is off and the configuration was edited, but only a comment and blank lines',
    async plant(lab) {
      lab.configure((config) => {
        config.gateway.reload = { mode: 'off' };
      });
      await lab.start();
      const text = readFileSync(lab.configFile, 'utf8');
      writeFileSync(lab.configFile, `// Token rotated in spring; see the handbook.\n${text}\n\n`);
      return undefined;
    },
  },
});
