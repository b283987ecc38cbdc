/**
 * The configuration of a client names a variable instead of the token, and the shell has it.
 */
import { clientOf } from '../client-only.ts';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'client-secret-variable',
  title: 'only a client, whose token is a variable',
  async plant(lab) {
    await lab.start();
    const host = clientOf(lab, { url: `ws://127.0.0.1:${lab.port}`, token: `\${DESK_GATEWAY_TOKEN}` });
    return { env: { ...host.env, DESK_GATEWAY_TOKEN: lab.token } };
  },
});
