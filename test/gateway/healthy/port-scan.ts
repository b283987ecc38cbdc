/**
 * Somebody knocked: a port scanner sent garbage, a browser asked for pages that do not exist, and one stranger tried a
 * token once. The gateway refused them all, as it should.
 */
import { once } from 'node:events';
import { connect as dial } from 'node:net';
import { defineHealthy } from '../healthy.ts';
import { connect } from '../socket.ts';

const KNOCKS = ['\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00', 'SSH-2.0-scan\r\n', 'GET /.env HTTP/1.0\r\n\r\n'];

export default defineHealthy({
  name: 'port-scan',
  title: 'a scanner knocked, and one wrong token was tried once',
  async plant(lab) {
    await lab.start();
    for (const knock of KNOCKS) {
      const socket = dial(lab.port, '127.0.0.1');
      socket.on('error', () => socket.destroy());
      await once(socket, 'connect');
      socket.write(knock);
      socket.setTimeout(1000, () => socket.destroy());
      socket.resume();
      await once(socket, 'close');
    }
    const raw = new WebSocket(`ws://127.0.0.1:${lab.port}`);
    raw.addEventListener('open', () => raw.send('hello?'));
    await once(raw, 'close');
    await fetch(`http://127.0.0.1:${lab.port}/v1/chat/completions`, { method: 'POST', body: '{}' });
    const stranger = await connect({ port: lab.port, token: 'guessed', scopes: ['operator.read'] });
    stranger.close();
    return undefined;
  },
});
