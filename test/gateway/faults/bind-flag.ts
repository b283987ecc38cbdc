/**
 * The configuration says that the gateway is for the whole network, and it was started with `--bind loopback`: nobody
 * else can reach it, and on the host everything looks well.
 *
 * Seen on the host: `gateway.bind` is lan; the socket is on 127.0.0.1 and ::1 alone.
 *
 * In the twin flag and configuration both say loopback.
 */
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'bind-flag',
  title: 'the gateway listens on loopback alone, and its configuration wants the network',
  accepted: ['bind-scope-mismatch'],
  async plant(lab) {
    lab.configure((config) => {
      config.gateway.bind = 'lan';
      config.gateway.controlUi = { enabled: false };
    });
    await lab.start({ args: ['--bind', 'loopback'] });
    return undefined;
  },
  twin: {
    title: 'the flag says loopback, and so does the configuration',
    async plant(lab) {
      await lab.start({ args: ['--bind', 'loopback'] });
      return undefined;
    },
  },
});
