/**
 * A client of an old release speaks protocol 3 only and is sent away at each attempt.
 *
 * Seen on the host: `protocol mismatch … client=3-3 expected=4` in the log, PROTOCOL_MISMATCH, close 1002.
 *
 * The twin speaks 3 as well, but is a probe: a gateway answers those on purpose.
 */
import { comesBack, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'client-too-old',
  title: 'a client speaks an older protocol than the gateway',
  accepted: ['protocol-mismatch'],
  async plant(lab) {
    await lab.start();
    const { port, token } = lab;
    const old = { port, token, scopes: ['operator.read'], protocol: [3, 3] as const };
    await comesBack(lab, () => isRefused(old));
    return undefined;
  },
  twin: {
    title: 'a probe that speaks the older protocol, which is allowed',
    async plant(lab) {
      await lab.start();
      const { port, token } = lab;
      const as = { id: 'openclaw-probe', mode: 'probe' };
      await isLetIn(lab, { port, token, scopes: [], protocol: [3, 3], as });
      return undefined;
    },
  },
});
