/**
 * The program of the browser was removed from the host, and the configuration still names it: each start of the browser
 * fails. Everything else works.
 *
 * Seen on the host: `browser.executablePath` names a file that is not there, and what people say.
 *
 * In the twin the program is where the configuration says, and nobody has used it.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { script } from '../launch.ts';

const PROGRAM = join('opt', 'chromium', 'chrome');
const scopes = ['operator.admin', 'operator.read', 'operator.write'];

export default defineFault({
  name: 'browser-program-gone',
  title: 'the configured program of the browser is not there',
  accepted: ['browser-executable-invalid', 'browser-launch-failed'],
  complaint: 'the browser does not start any more: browser.executablePath not found',
  async plant(lab: Lab) {
    lab.configure((config) => {
      config.browser = { enabled: true, executablePath: join(lab.dir, PROGRAM) };
    });
    await lab.start();
    const user = await isLetIn(lab, { port: lab.port, token: lab.token, scopes });
    const answer = await user.call('browser.request', { method: 'POST', path: '/start', timeoutMs: 15_000 });
    if (!JSON.stringify(answer).includes('not found'))
      throw new Error(`The browser should not have been found: ${JSON.stringify(answer).slice(0, 500)}`);
    return undefined;
  },
  twin: {
    title: 'the configured program of the browser is there, and somebody says that it is not',
    async plant(lab: Lab) {
      mkdirSync(join(lab.dir, 'opt', 'chromium'), { recursive: true });
      const executablePath = script(lab, PROGRAM, '#!/bin/sh\nexec sleep 60\n');
      lab.configure((config) => {
        config.browser = { enabled: true, executablePath };
      });
      await lab.start();
      return undefined;
    },
  },
});
