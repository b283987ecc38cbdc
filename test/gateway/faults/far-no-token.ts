/**
 * A client knows where the gateway elsewhere is and has no credential for it: somebody set up the address and nothing
 * more.
 *
 * Seen on the host: mode remote, no `gateway.remote.token`; the far gateway is there and sends the client away.
 *
 * The twin's file has no credential either, and its shell has one.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'far-no-token',
  title: 'a client has the address of the gateway elsewhere and no credential',
  accepted: ['auth-missing', 'device-identity-required'],
  async plant(lab) {
    await farGateway(lab);
    useFar(lab, { url: `ws://127.0.0.1:${lab.port}` });
    await isTold(lab, /token|device identity|credential/i);
    return undefined;
  },
  twin: {
    title: 'a client has its credential in the environment',
    async plant(lab) {
      await farGateway(lab);
      useFar(lab, { url: `ws://127.0.0.1:${lab.port}` });
      const env = { OPENCLAW_GATEWAY_TOKEN: lab.token };
      await isAnswered(lab, env);
      return { env };
    },
  },
});
