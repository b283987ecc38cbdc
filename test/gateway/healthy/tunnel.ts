/**
 * Clients come through a forwarder on another port, as `ssh -L` or `socat` make one; the configuration names it as
 * the remote address. The forwarder is no rival and no stranger on the gateway's port.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import { defineHealthy } from '../healthy.ts';
import { pairedOperator } from '../operator.ts';

export default defineHealthy({
  name: 'tunnel',
  title: 'clients reach the gateway through a forwarder on another port',
  async plant(lab) {
    const open = new Set<Socket>();
    const server = createServer((client) => {
      const gateway = dial(lab.port, '127.0.0.1');
      for (const [from, to] of [
        [client, gateway],
        [gateway, client],
      ] as const) {
        open.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy()).on('close', () => open.delete(from));
      }
    });
    server.listen(lab.port + 1, '127.0.0.1');
    await once(server, 'listening');
    lab.onDispose(() => {
      for (const socket of open) socket.destroy();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    lab.configure((config) => {
      config.gateway.remote = { url: `ws://127.0.0.1:${port}`, token: lab.token };
    });
    await lab.start();
    const client = await pairedOperator(lab, 'through-the-tunnel', port);
    await client.call('status');
    return undefined;
  },
});
