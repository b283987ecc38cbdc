/**
 * Between pages and gateway stands a proxy that cuts what is quiet for five seconds, sooner than the gateway's pings
 * come (every 25 s): pages connect, and are cut, for ever.
 *
 * Seen on the host: `webchat disconnected code=1006 reason=n/a` with always the same `durationMs` and no cause; the
 * gateway and every client that comes directly are well.
 *
 * The twin's proxy waits longer, and three people lose their line at different times.
 */
import { createServer, connect as dial } from 'node:net';
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { newDevice } from '../socket.ts';
import { open, pipe } from '../tunnel.ts';

const origin = 'https://ops.example.test';
const QUIET_MS = 5_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A proxy that cuts off who is quiet for so long; `cut` cuts off everybody. */
async function proxy(lab: Lab, quietMs: number): Promise<{ port: number; cut(): void }> {
  const lines = new Set<() => void>();
  const port = await open(
    lab,
    createServer((near) => {
      const far = dial(lab.port, '127.0.0.1');
      const cut = () => near.destroy();
      lines.add(cut);
      near.on('close', () => lines.delete(cut));
      near.setTimeout(quietMs, cut);
      pipe(near, far);
    }),
  );
  const cut = () => {
    for (const one of lines) one();
  };
  return { port, cut };
}

async function behindProxy(lab: Lab, quietMs: number) {
  lab.configure(({ gateway }) => {
    gateway.controlUi = { allowedOrigins: [origin] };
  });
  await lab.start();
  const { port, cut } = await proxy(lab, quietMs);
  const as = { id: 'openclaw-control-ui', mode: 'webchat' };
  const page = { port, token: lab.token, scopes: ['operator.read'], as, headers: { origin } };
  return { page: { ...page, device: newDevice() }, cut };
}

export default defineFault({
  name: 'proxy-idle',
  title: 'a proxy in between cuts every connection that is quiet',
  accepted: ['proxy-idle-timeout'],
  async plant(lab) {
    const { page } = await behindProxy(lab, QUIET_MS);
    for (let i = 0; i < 3; i++) await (await isLetIn(lab, page)).closed;
    return undefined;
  },
  twin: {
    title: 'people behind a patient proxy lose their line now and then',
    async plant(lab) {
      const { page, cut } = await behindProxy(lab, 600_000);
      for (const stayed of [500, 4_500, 9_000]) {
        const { closed } = await isLetIn(lab, page);
        await pause(stayed);
        cut();
        await closed;
      }
      await isLetIn(lab, page);
      return undefined;
    },
  },
});
