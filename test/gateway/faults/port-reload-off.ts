/**
 * Somebody gave the gateway another port in its configuration, reload is off, and nobody restarted it: whoever reads the
 * configuration calls a port where nobody listens, and the gateway serves the old one.
 *
 * Seen on the host: `gateway.port` is not the port of the process; `config reload disabled` in the log.
 *
 * The twin was restarted after the edit, and serves the new port.
 */
import { defineFault } from '../fault.ts';
import { type GatewayConfig, type Lab, seen } from '../lab.ts';

const without = (lab: Lab, change: (config: GatewayConfig) => void = () => {}) =>
  lab.configure((config) => {
    config.gateway.reload = { mode: 'off' };
    change(config);
  });

export default defineFault({
  name: 'port-reload-off',
  title: 'the configuration has a new port, and the running gateway still has the old one',
  accepted: ['reload-off-stale-config', 'wrong-target-url'],
  async plant(lab) {
    without(lab);
    await lab.start();
    without(lab, (config) => {
      config.gateway.port = lab.port + 6;
    });
    await seen(lab, 'config reload disabled');
    return undefined;
  },
  twin: {
    title: 'reload is off, and the gateway was restarted after the edit of its port',
    async plant(lab) {
      without(lab);
      const before = await lab.start();
      await before.stop();
      without(lab, (config) => {
        config.gateway.port = lab.port + 6;
      });
      await lab.start({ port: lab.port + 6 });
      return undefined;
    },
  },
});
