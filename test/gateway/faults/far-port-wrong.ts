/**
 * A client of a gateway elsewhere still has the port that the gateway had before it moved: nobody listens there.
 *
 * Seen on the host: mode remote; `connect ECONNREFUSED` at the address of `gateway.remote.url`; nothing was ever served
 * from this host. The far gateway answers on its own port.
 *
 * The twin's address is right; `gateway.port`, which a client does not use, names a port where nobody listens.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'far-port-wrong',
  title: 'a client has the former port of the gateway elsewhere',
  accepted: ['wrong-target-url', 'gateway-unreachable'],
  async plant(lab) {
    useFar(lab, { url: `ws://127.0.0.1:${lab.port + 7}`, token: lab.token });
    await isTold(lab, 'ECONNREFUSED');
    return undefined;
  },
  twin: {
    title: 'a client has the right address, and a local port that it does not use',
    async plant(lab) {
      await farGateway(lab);
      useFar(lab, { url: `ws://127.0.0.1:${lab.port}`, token: lab.token }, { port: lab.port + 7 });
      await isAnswered(lab);
      return undefined;
    },
  },
});
