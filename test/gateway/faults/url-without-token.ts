/**
 * Somebody left `OPENCLAW_GATEWAY_URL` in the shell, with the very address of this host's gateway, and no credential
 * beside it. OpenClaw lends the configuration's token to no address of the environment, so every command is sent away.
 *
 * Seen on the host: the gateway is well and its configuration has the token; the shell has the address alone, and the
 * command line says that it has no credential.
 *
 * The twin's shell has the token beside the address.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const ASK = ['gateway', 'call', 'status', '--json', '--timeout', '12000'];

const address = ({ port }: Lab) => ({ OPENCLAW_GATEWAY_URL: `ws://127.0.0.1:${port}` });

export default defineFault({
  name: 'url-without-token',
  title: 'the shell has an address of its own for the gateway, and no credential beside it',
  accepted: ['url-override-no-credentials'],
  async plant(lab) {
    await lab.start();
    const env = address(lab);
    const { code, output } = await lab.cli(ASK, 60_000, env);
    if (code === 0 || !/credential|token/i.test(output))
      throw new Error(`Not what this fault is about (exit ${code}): ${output.slice(-1500)}`);
    return { env };
  },
  twin: {
    title: 'the shell has an address of its own for the gateway, and the token beside it',
    async plant(lab) {
      await lab.start();
      const env = { ...address(lab), OPENCLAW_GATEWAY_TOKEN: lab.token };
      const { code, output } = await lab.cli(ASK, 60_000, env);
      if (code !== 0) throw new Error(`The command was not answered: ${output.slice(-1500)}`);
      return { env };
    },
  },
});
