/**
 * The proxy that the gateway's environment names is gone: whatever is outside cannot be reached, the model first. On
 * loopback all is well.
 *
 * Seen on the host: `[model-fetch] error … causeCode=ECONNREFUSED` in the log, and a provider that is outside.
 *
 * The twin has the same environment, and its model on its own host, which is excepted from the proxy.
 */
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { pairedOperator, say } from '../operator.ts';
import { turn } from '../turns.ts';

/** Nobody listens there. */
function deadProxy(lab: Lab): Record<string, string> {
  const proxy = `http://127.0.0.1:${lab.port + 18}`;
  return { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: 'localhost,127.0.0.1,::1' };
}

export default defineFault({
  name: 'model-proxy-down',
  title: "the proxy of the gateway's environment is gone",
  accepted: ['dns-or-network-egress'],
  async plant(lab) {
    lab.configure((config) => {
      const stub = config.models.providers.stub as { baseUrl: string };
      // A name of nobody: it is asked for only behind the proxy (RFC 2606).
      stub.baseUrl = 'https://models.example/v1';
    });
    await lab.start({ env: deadProxy(lab) });
    await say(await pairedOperator(lab), 'hello');
    await seen(lab, '[model-fetch] error');
    return undefined;
  },
  twin: {
    title: 'a proxy that is gone, and a model that is not asked through it',
    async plant(lab) {
      await lab.start({ env: deadProxy(lab) });
      const { status } = await turn(lab);
      if (status !== 'ok') throw new Error(`The turn ended "${status}", and should have been answered`);
      return undefined;
    },
  },
});
