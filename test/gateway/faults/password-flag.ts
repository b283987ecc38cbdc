/**
 * The gateway was started with `--password` by hand; the configuration holds another one, and everybody on the host
 * reads that.
 *
 * Seen on the host: the process has `--auth password --password …` on its command line; every client that takes the
 * password from the configuration is refused with AUTH_PASSWORD_MISMATCH. The port answers, `/readyz` is green.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

function byPassword(lab: Lab, password: string): void {
  lab.configure(({ gateway }) => {
    gateway.auth = { mode: 'password', password };
  });
}

export default defineFault({
  name: 'password-flag',
  title: 'started with another password than the configuration holds',
  accepted: ['token-drift'],
  async plant(lab) {
    byPassword(lab, 'password of the file 0001');
    await lab.start({ args: ['--auth', 'password', '--password', 'password of the flag 0002'] });
    return undefined;
  },
  twin: {
    title: 'the environment holds an old token, and the gateway goes by password',
    async plant(lab) {
      byPassword(lab, 'password of the file 0001');
      const env = { OPENCLAW_GATEWAY_TOKEN: 'token from before the change to passwords' };
      await lab.start({ env });
      return { env };
    },
  },
});
