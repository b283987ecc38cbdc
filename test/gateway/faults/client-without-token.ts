/**
 * A client-only host that was never given the credential of its gateway.
 *
 * Seen on the host: `gateway.mode` is remote; the gateway at the configured address answers and asks for a token; there
 * is none in the configuration or the environment.
 *
 * The twin has it in its environment.
 */
import { clientOf } from '../client-only.ts';
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'client-without-token',
  title: 'a client-only host that has no credential for its gateway',
  accepted: ['auth-missing'],
  async plant(lab) {
    await lab.start();
    return clientOf(lab, { url: `ws://127.0.0.1:${lab.port}` });
  },
  twin: {
    title: 'the credential stands in the environment',
    async plant(lab) {
      await lab.start();
      const { env } = clientOf(lab, { url: `ws://127.0.0.1:${lab.port}` });
      return { env: { ...env, OPENCLAW_GATEWAY_TOKEN: lab.token } };
    },
  },
});
