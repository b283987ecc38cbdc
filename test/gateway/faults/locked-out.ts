/**
 * A forgotten script tries an old token again and again, and this gateway counts loopback too: after three failures
 * everybody from this host is locked out, the right token included.
 *
 * Seen on the host: clients are refused with AUTH_RATE_LIMITED and `retryAfterMs`; the log shows the mismatches
 * before it.
 */
import { comesBack, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

function countsLoopback(lab: Lab): void {
  lab.configure(({ gateway }) => {
    const rateLimit = { maxAttempts: 3, windowMs: 60_000, lockoutMs: 300_000, exemptLoopback: false };
    gateway.auth = { ...gateway.auth, rateLimit };
  });
}

export default defineFault({
  name: 'locked-out',
  title: 'too many wrong tokens: the limiter refuses everybody from this host',
  accepted: ['auth-rate-limited'],
  async plant(lab) {
    countsLoopback(lab);
    await lab.start();
    const script = { port: lab.port, scopes: ['operator.read'], token: 'token of last year' };
    await comesBack(lab, () => isRefused(script));
    await isRefused(script);
    return undefined;
  },
  twin: {
    title: 'one wrong token, far from the limit, and then the right one',
    async plant(lab) {
      countsLoopback(lab);
      await lab.start();
      const script = { port: lab.port, scopes: ['operator.read'] };
      await isRefused({ ...script, token: 'token of last year' });
      await isLetIn(lab, { ...script, token: lab.token });
      return undefined;
    },
  },
});
