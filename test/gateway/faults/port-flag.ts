/**
 * The gateway was started with `--port`, for a test as they said, and the configuration names another port: everybody
 * who reads the configuration knocks where nobody is.
 *
 * Seen on the host: the gateway's lock and its socket have one port, `gateway.port` another; nothing listens there.
 *
 * In the twin the environment of the gateway and of the operator's shell names the port, and the configuration yet
 * another one: both agree.
 */
import { defineFault } from '../fault.ts';
import { freeBlock } from '../ports.ts';

export default defineFault({
  name: 'port-flag',
  title: 'the gateway was started with another port than its configuration',
  accepted: ['wrong-target-url'],
  async plant(lab) {
    const port = await freeBlock();
    await lab.start({ port, args: ['--port', String(port)] });
    return undefined;
  },
  twin: {
    title:
      'the port stands in the environment of the gateway and of the shell, and wins over the configuration',
    async plant(lab) {
      const port = await freeBlock();
      const env = { OPENCLAW_GATEWAY_PORT: String(port) };
      await lab.start({ port, env });
      return { env };
    },
  },
});
