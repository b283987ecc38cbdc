/**
 * A host for work alone reaches the gateway elsewhere through a tunnel. The tunnel was laid to the web server there, which
 * passes WebSockets on and says that they come from outside: with the token alone, and no device that it knows, the gateway
 * greets whoever comes from there and lets him do nothing.
 *
 * Seen on the host: mode remote with an address on loopback; the gateway greets, and each command is told `missing scope:
 * operator.read`.
 *
 * The twin's tunnel leads to the gateway itself, for which this is somebody of its own host.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';
import { frontDoor } from '../front-door.ts';
import { FORWARDED } from '../front-proxy.ts';
import type { Lab } from '../lab.ts';
import { forwardTo } from '../tunnel.ts';

/** The gateway elsewhere and its web server; this client's tunnel leads to the one or the other. */
async function throughTunnel(lab: Lab, to: 'web server' | 'gateway'): Promise<void> {
  await farGateway(lab, ({ gateway }) => {
    gateway.trustedProxies = ['127.0.0.1'];
  });
  const door = await frontDoor(lab, {
    to: lab.port,
    admits: ({ headers }) => {
      Object.assign(headers, FORWARDED);
      return true;
    },
  });
  const near = await forwardTo(lab, to === 'gateway' ? lab.port : door);
  useFar(lab, { url: `ws://127.0.0.1:${near}`, token: lab.token });
}

export default defineFault({
  name: 'far-rights-lost',
  title: 'the gateway elsewhere greets this client and lets it do nothing',
  accepted: ['missing-scope', 'device-identity-required', 'scope-mismatch'],
  async plant(lab) {
    await throughTunnel(lab, 'web server');
    await isTold(lab, 'missing scope: operator.read');
    return undefined;
  },
  twin: {
    title: 'the gateway elsewhere takes this client for one of its own host',
    async plant(lab) {
      await throughTunnel(lab, 'gateway');
      await isAnswered(lab);
      return undefined;
    },
  },
});
