/**
 * A client puts everything it has into its first message, more than the 64 KiB that a stranger may send.
 *
 * Seen on the host: `closed before connect … code=1009` with `cause: preauth-payload-too-large`, again and again;
 * every other client works.
 *
 * The twin sends as much after it has been greeted, which is allowed.
 */
import { once } from 'node:events';
import { comesBack, isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';

const MUCH = 'x'.repeat(200_000);

async function sendsTooMuch(port: number): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  const params = { minProtocol: 4, maxProtocol: 4, everything: MUCH };
  socket.addEventListener('open', () =>
    socket.send(JSON.stringify({ type: 'req', id: '1', method: 'connect', params })),
  );
  await once(socket, 'close');
}

export default defineFault({
  name: 'hello-too-large',
  title: 'the first message of a client is larger than a stranger may send',
  accepted: ['preauth-payload-too-large'],
  async plant(lab) {
    await lab.start();
    await comesBack(lab, () => sendsTooMuch(lab.port));
    return undefined;
  },
  twin: {
    title: 'a client sends much after it has been greeted',
    async plant(lab) {
      await lab.start();
      const { port, token } = lab;
      const client = await isLetIn(lab, { port, token, scopes: ['operator.read'] });
      for (let i = 0; i < 3; i++) await client.call('status', { everything: MUCH });
      return undefined;
    },
  },
});
