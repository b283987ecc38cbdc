/**
 * The gateway was started with `--port`, and the operators' environment says the same; the configuration does not.
 */
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'port-flag',
  title: 'the port was given by a flag, and clients know it',
  async plant(lab) {
    const port = lab.port + 2;
    await lab.start({ port, args: ['--port', String(port)] });
    return { env: { OPENCLAW_GATEWAY_PORT: String(port) } };
  },
});
