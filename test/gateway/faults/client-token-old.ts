/**
 * The gateway elsewhere has a new token, and this client still presents the old one.
 *
 * Seen on the host: `gateway.mode` is remote; the gateway at the configured address answers and refuses the token of
 * `gateway.remote.token` with `AUTH_TOKEN_MISMATCH`.
 *
 * The twin holds an old token too, in `gateway.auth.token`, which a client in remote mode takes last.
 */
import { clientOf } from '../client-only.ts';
import { defineFault } from '../fault.ts';
import { forwardTo } from '../tunnel.ts';

const OLD = 'lab-token-of-last-month-0009';

export default defineFault({
  name: 'client-token-old',
  title: 'a client-only host that presents an old token to the gateway elsewhere',
  accepted: ['token-drift'],
  async plant(lab) {
    await lab.start();
    return clientOf(lab, { url: `ws://127.0.0.1:${await forwardTo(lab, lab.port)}`, token: OLD });
  },
  twin: {
    title: 'the old token stands where a remote client looks last',
    async plant(lab) {
      await lab.start();
      const host = clientOf(lab, {
        url: `ws://127.0.0.1:${await forwardTo(lab, lab.port)}`,
        token: lab.token,
      });
      return { env: { ...host.env, OPENCLAW_GATEWAY_TOKEN: OLD } };
    },
  },
});
