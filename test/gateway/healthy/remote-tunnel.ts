/**
 * A laptop without a gateway: people work with the one on another machine, through a tunnel like `ssh -L` that has a
 * port of its own here. Nothing listens on the usual port, there is no state and no log, and nobody wants them.
 */
import { clientOnly, farGateway } from '../far-gateway.ts';
import { defineHealthy } from '../healthy.ts';
import { connect } from '../socket.ts';
import { forwardTo } from '../tunnel.ts';

export default defineHealthy({
  name: 'remote-tunnel',
  title: 'a host for work alone, with a tunnel to the gateway on another machine',
  async plant(lab) {
    const far = await farGateway(lab);
    const port = await forwardTo(lab, far.port);
    clientOnly(lab, { url: `ws://127.0.0.1:${port}`, token: far.token });
    const client = await connect({ port, token: far.token, scopes: ['operator.read'] });
    const { ok } = await client.call('status');
    client.close();
    if (!ok) throw new Error('The gateway is not reached through the tunnel');
    return undefined;
  },
});
