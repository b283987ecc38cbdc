/**
 * Somebody turned Tailscale Serve on for a gateway that listens on the network as well. The two do not go together, and
 * the gateway refuses to start.
 *
 * Seen on the host: nothing runs; `gateway.tailscale.mode` is "serve" and `gateway.bind` is "lan"; the refusal names both settings.
 *
 * The twin has the same words of Tailscale and leaves it off.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { refusedSaying } from '../refusal.ts';

const served = (lab: Lab, mode: string, bind: string) =>
  lab.configure(({ gateway }) => {
    gateway.bind = bind;
    gateway.tailscale = { mode };
    gateway.controlUi = { allowedOrigins: ['https://claw.example.org'] };
  });

export default defineFault({
  name: 'tailscale-on-lan',
  title: 'Tailscale Serve is on, and the gateway is to listen on the network too',
  accepted: ['config-conflict', 'config-invalid'],
  async plant(lab) {
    served(lab, 'serve', 'lan');
    await refusedSaying(await lab.start({ wait: false }), 'must resolve to loopback');
    return undefined;
  },
  twin: {
    title: 'Tailscale is written of in the configuration, and off',
    async plant(lab) {
      served(lab, 'off', 'loopback');
      await lab.start();
      return undefined;
    },
  },
});
