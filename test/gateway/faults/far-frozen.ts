/**
 * The gateway elsewhere stands still (its process was stopped with SIGSTOP): the client's connection is taken by the
 * kernel over there, and nobody says a word.
 *
 * Seen on the host: mode remote; a connection at the address of `gateway.remote.url` is taken and stays silent, on HTTP
 * and on WebSocket.
 *
 * A client cannot tell a gateway that stands still from a tunnel that hangs (client-tunnel-silent), so that nobody
 * finishes the greeting is as much as can be said.
 *
 * In the twin it stood still for some seconds and goes on.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'far-frozen',
  title: 'the gateway elsewhere takes the connections of a client and says nothing',
  accepted: ['gateway-frozen', 'gateway-unreachable', 'handshake-timeout'],
  async plant(lab) {
    const far = await farGateway(lab);
    useFar(lab, { url: `ws://127.0.0.1:${lab.port}`, token: lab.token });
    far.signal('SIGSTOP');
    await isTold(lab, /timeout/i);
    return undefined;
  },
  twin: {
    title: 'the gateway elsewhere stood still for some seconds and goes on',
    async plant(lab) {
      const far = await farGateway(lab);
      useFar(lab, { url: `ws://127.0.0.1:${lab.port}`, token: lab.token });
      far.signal('SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      far.signal('SIGCONT');
      await isAnswered(lab);
      return undefined;
    },
  },
});
