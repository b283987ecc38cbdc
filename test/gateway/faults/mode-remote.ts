/**
 * Somebody pointed this host's configuration at another gateway (`gateway.mode: "remote"`), and the gateway here now
 * refuses to start, exit code 78.
 *
 * Seen on the host: nothing listens on the port; the configuration is valid and says mode remote; the log's last line
 * is `Gateway start blocked: set gateway.mode=local (current: remote) or pass --allow-unconfigured.`
 */
import { defineFault, ranWellBefore } from '../fault.ts';

export default defineFault({
  name: 'mode-remote',
  title: 'gateway.mode is "remote" on the host that should run the gateway',
  accepted: ['gateway-mode-remote'],
  async plant(lab) {
    await ranWellBefore(lab);
    lab.configure((config) => {
      config.gateway.mode = 'remote';
      config.gateway.remote = {
        url: `ws://127.0.0.1:${lab.port + 2}`,
        token: 'lab-token-of-another-host-0004',
      };
    });
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'the mode is local; the address of a remote gateway is only kept for later',
    async plant(lab) {
      lab.configure((config) => {
        config.gateway.remote = { url: `ws://127.0.0.1:${lab.port + 2}` };
      });
      await lab.start();
      return undefined;
    },
  },
});
