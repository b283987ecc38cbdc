/**
 * The owner had a gateway elsewhere before this one, and its address, its token and its certificate's fingerprint are still
 * in the configuration, in the block for a remote gateway. Nobody is there any more, and nobody asks: this host's own
 * gateway serves, since the mode is local.
 */
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'remote-leftover',
  title: 'the block for a former remote gateway is still in the configuration of one that serves itself',
  async plant(lab) {
    lab.configure(({ gateway }) => {
      gateway.remote = {
        url: `wss://127.0.0.1:${lab.port + 19}`,
        token: 'lab-token-of-the-former-gateway-0021',
        tlsFingerprint: `sha256:${'ab'.repeat(32)}`,
      };
    });
    await lab.start();
    await answeredTurn(lab);
    const { code, output } = await lab.cli(['gateway', 'call', 'status', '--json'], 120_000);
    if (code !== 0) throw new Error(`The command was not answered: ${output.slice(-1000)}`);
    return undefined;
  },
});
