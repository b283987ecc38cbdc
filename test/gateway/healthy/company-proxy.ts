/**
 * A host behind a company's proxy: everything outside goes through it, and what is on the host does not. The proxy is
 * asleep at night, and nothing needs it.
 */
import { defineHealthy } from '../healthy.ts';
import { turn } from '../turns.ts';

export default defineHealthy({
  name: 'company-proxy',
  title: 'proxy variables are set, and what is used is excepted from them',
  async plant(lab) {
    const proxy = 'http://127.0.0.1:9';
    const env = {
      HTTP_PROXY: proxy,
      HTTPS_PROXY: proxy,
      https_proxy: proxy,
      NO_PROXY: 'localhost,127.0.0.1,::1',
      no_proxy: 'localhost,127.0.0.1,::1',
    };
    await lab.start({ env });
    const { status } = await turn(lab);
    if (status !== 'ok') throw new Error(`The turn ended "${status}"`);
    return { env };
  },
});
