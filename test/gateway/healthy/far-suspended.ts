/**
 * Somebody suspended the gateway elsewhere for a repair and renews the lease: it greets everybody and does nothing.
 *
 * Every call is refused with `unavailable during gateway suspension` meanwhile: somebody meant it to rest, so it is
 * waited for, from the client's side as on its own host (suspended-now).
 */
import { farGateway, isTold, useFar } from '../client-host.ts';
import { isLetIn } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';
import type { Lab } from '../lab.ts';
import type { Connection } from '../socket.ts';

/** Half of what a lease lasts. */
const RENEW_MS = 60_000;
/** A gateway that has just started has work of its own, and refuses for some seconds. */
const BUSY_LIMIT_MS = 90_000;

const prepare = (admin: Connection) =>
  admin.call('gateway.suspend.prepare', { requestId: 'repair-of-tonight' });

/** Suspends the far gateway; returns who holds it. */
async function suspend(lab: Lab): Promise<Connection> {
  const { port, token } = lab;
  const admin = await isLetIn(lab, { port, token, scopes: ['operator.admin', 'operator.read'] });
  for (const began = Date.now(); ; ) {
    const answer = await prepare(admin);
    if (answer.ok && answer.payload.status === 'ready') return admin;
    if (Date.now() - began > BUSY_LIMIT_MS)
      throw new Error(`It could not be suspended: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
  }
}

export default defineHealthy({
  name: 'far-suspended',
  title: 'the gateway elsewhere was suspended for a repair: it greets its clients, and they wait',
  verdicts: ['waiting'],
  async plant(lab) {
    await farGateway(lab);
    useFar(lab, { url: `ws://127.0.0.1:${lab.port}`, token: lab.token });
    const admin = await suspend(lab);
    const renewing = setInterval(() => void prepare(admin).catch(() => clearInterval(renewing)), RENEW_MS);
    lab.onDispose(() => clearInterval(renewing));
    await isTold(lab, 'suspension');
    return undefined;
  },
});
