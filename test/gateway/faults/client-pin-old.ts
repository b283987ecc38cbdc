/**
 * The gateway elsewhere shows another certificate than the one that this client pins (`gateway.remote.tlsFingerprint`).
 *
 * Seen on the host: `gateway.mode` is remote; the fingerprint at the configured address is not the pinned one.
 *
 * The twin pins the right one, written without colons and in lower case.
 */
import { clientOf } from '../client-only.ts';
import { defineFault } from '../fault.ts';
import { startWithTls } from '../tls-gateway.ts';

export default defineFault({
  name: 'client-pin-old',
  title: 'a client-only host that pins a certificate which the gateway no longer has',
  accepted: ['tls-mismatch'],
  async plant(lab) {
    const own = await startWithTls(lab);
    const tlsFingerprint = own.replace(/^../, (first) => (first === 'AA' ? 'BB' : 'AA'));
    return clientOf(lab, { url: `wss://127.0.0.1:${lab.port}`, token: lab.token, tlsFingerprint });
  },
  twin: {
    title: 'the fingerprint is the right one in another spelling',
    async plant(lab) {
      const own = await startWithTls(lab);
      const tlsFingerprint = own.replaceAll(':', '').toLowerCase();
      return clientOf(lab, { url: `wss://127.0.0.1:${lab.port}`, token: lab.token, tlsFingerprint });
    },
  },
});
