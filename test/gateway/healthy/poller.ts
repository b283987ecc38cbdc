/**
 * A script of the owner looks after the gateway its own way: it connects, asks, and drops the line without a word, every
 * second. The log is full of clients that come and go.
 */
import { connect as dial } from 'node:net';
import { comesBack } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';
import { connect } from '../socket.ts';

export default defineHealthy({
  name: 'poller',
  title: 'a script connects, asks and leaves again all the time',
  async plant(lab) {
    await lab.start();
    const { port, token } = lab;
    await comesBack(lab, async () => {
      const client = await connect({ port, token, scopes: ['operator.read'] });
      const { ok } = await client.call('status');
      client.close();
      if (!ok) throw new Error('The script was not answered');
      // And a bare look whether the port is open, as load balancers take it.
      const look = dial(port, '127.0.0.1', () => look.destroy());
      look.on('error', () => look.destroy());
    });
    return undefined;
  },
});
