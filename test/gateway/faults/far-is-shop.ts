/**
 * The address of a client leads to a web server of somebody else: it answers everything, and an upgrade with a page.
 *
 * Seen on the host: mode remote; `Unexpected server response: 200` at the address of `gateway.remote.url`, and a page
 * that knows nothing of OpenClaw.
 *
 * The twin has that web server beside the gateway, on the next port.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';
import { startStranger } from '../stranger.ts';

export default defineFault({
  name: 'far-is-shop',
  title: 'the address of a client leads to a web server that is no gateway',
  accepted: ['wrong-target-url'],
  async plant(lab) {
    await startStranger(lab, lab.port + 1);
    useFar(lab, { url: `ws://127.0.0.1:${lab.port + 1}`, token: lab.token });
    await isTold(lab, /HTTP 200|response: 200/);
    return undefined;
  },
  twin: {
    title: 'the address of a client leads to the gateway, beside which a web server runs',
    async plant(lab) {
      await farGateway(lab);
      await startStranger(lab, lab.port + 1);
      useFar(lab, { url: `ws://127.0.0.1:${lab.port}`, token: lab.token });
      await isAnswered(lab);
      return undefined;
    },
  },
});
