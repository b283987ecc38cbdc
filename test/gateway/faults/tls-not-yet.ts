/**
 * Somebody turned TLS on in the configuration while `gateway.reload.mode` is "off": clients that read it speak TLS to a
 * port that does not.
 *
 * Seen on the host: `gateway.tls.enabled` is true and the port answers plain HTTP.
 *
 * The twin's configuration speaks of TLS too, and turns it off.
 */
import { defineFault } from '../fault.ts';
import { type GatewayConfig, type Lab, seen } from '../lab.ts';

const turn = (lab: Lab, enabled: boolean | undefined) =>
  lab.configure((config: GatewayConfig) => {
    config.gateway.reload = { mode: 'off' };
    if (enabled !== undefined) config.gateway.tls = { enabled };
  });

export default defineFault({
  name: 'tls-not-yet',
  title: 'TLS is on in the configuration, and the running gateway does not speak it',
  accepted: ['tls-mismatch'],
  async plant(lab) {
    turn(lab, undefined);
    await lab.start();
    turn(lab, true);
    await seen(lab, 'config reload disabled');
    return undefined;
  },
  twin: {
    title: 'the configuration says that TLS is off',
    async plant(lab) {
      turn(lab, false);
      await lab.start();
      return undefined;
    },
  },
});
