/**
 * People are to be let in by the word of a proxy, and the list of proxies that may give it is empty: the gateway refuses
 * to start.
 *
 * Seen on the host: nothing runs; `gateway.auth.mode` is trusted-proxy, `gateway.trustedProxies` is not there, and the
 * refusal says so.
 *
 * The twin's list has the proxy of this host.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { refusedSaying } from '../refusal.ts';

const vouched = (lab: Lab, proxies?: string[]) =>
  lab.configure(({ gateway }) => {
    gateway.auth = {
      mode: 'trusted-proxy',
      trustedProxy: { userHeader: 'x-forwarded-user', allowLoopback: true },
      password: 'lab-password-for-the-host-itself-0031',
    };
    if (proxies) gateway.trustedProxies = proxies;
  });

export default defineFault({
  name: 'proxy-list-empty',
  title: 'a proxy is to vouch for everybody, and no proxy is trusted',
  accepted: ['config-conflict', 'trusted-proxy-identity-failed', 'config-invalid'],
  async plant(lab) {
    vouched(lab);
    await refusedSaying(await lab.start({ wait: false }), 'trustedProxies');
    return undefined;
  },
  twin: {
    title: 'a proxy is to vouch for everybody, and it is trusted',
    async plant(lab) {
      vouched(lab, ['127.0.0.1']);
      await lab.start();
      return undefined;
    },
  },
});
