/**
 * A client-only host speaks TLS, and the gateway elsewhere does not: its certificate was to come from a proxy that is not
 * there any more.
 *
 * Seen on the host: `gateway.mode` is remote and the address begins with `wss://`; the place answers plain HTTP and no TLS.
 *
 * The twin speaks to the same gateway in the clear, through a tunnel's end on its own host.
 */
import { isTold } from '../client-host.ts';
import { clientOf } from '../client-only.ts';
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'client-tls-to-plain',
  title: 'a client-only host that speaks TLS to a gateway without it',
  accepted: ['tls-mismatch'],
  async plant(lab) {
    await lab.start();
    const host = clientOf(lab, { url: `wss://127.0.0.1:${lab.port}`, token: lab.token });
    await isTold(lab, /ssl|tls|wrong version|packet length|EPROTO/i, host.env);
    return host;
  },
  twin: {
    title: 'a client-only host that speaks plain WebSocket to a gateway without TLS',
    async plant(lab) {
      await lab.start();
      const host = clientOf(lab, { url: `ws://127.0.0.1:${lab.port}`, token: lab.token });
      const { code, output } = await lab.cli(['gateway', 'call', 'status', '--json'], 60_000, host.env);
      if (code !== 0) throw new Error(`The gateway should have answered: ${output.slice(-1500)}`);
      return host;
    },
  },
});
