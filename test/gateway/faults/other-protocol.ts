/**
 * A client of something else was pointed at the gateway's port: its WebSocket opens, and its first message is no
 * `connect`. It tries for ever.
 *
 * Seen on the host: `invalid handshake` and `closed before connect … code=1008` with `cause: invalid-handshake`, again
 * and again with the same `ua=`; every other client works.
 *
 * The twin has three passers-by, who each tried once.
 */
import { once } from 'node:events';
import { comesBack } from '../clients.ts';
import { defineFault } from '../fault.ts';

const HELLO = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: {} });

async function sends(port: number, message: string, agent: string): Promise<void> {
  const headers = { 'user-agent': agent };
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers } as unknown as string[]);
  socket.addEventListener('open', () => socket.send(message));
  await once(socket, 'close');
}

export default defineFault({
  name: 'other-protocol',
  title: 'a client of another program keeps talking its own language to the gateway',
  accepted: ['invalid-first-frame'],
  async plant(lab) {
    await lab.start();
    await comesBack(lab, () => sends(lab.port, HELLO, 'tool-server-client/2.1'));
    return undefined;
  },
  twin: {
    title: 'three passers-by said something strange, once each',
    async plant(lab) {
      await lab.start();
      await sends(lab.port, HELLO, 'one');
      await sends(lab.port, '42["message","hi"]', 'two');
      await sends(lab.port, '{"type":"req","id":"1","method":"status"}', 'three');
      return undefined;
    },
  },
});
