/**
 * The gateway elsewhere was given TLS, and a client still says `ws://`.
 *
 * Seen on the host: mode remote; a connection is taken and closed, and whoever greets with TLS gets a certificate.
 *
 * The twin says `wss://` and pins the certificate.
 */
import { farGateway, fingerprintOf, isAnswered, isTold, useFar, withTls } from '../client-host.ts';
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'far-speaks-tls',
  title: 'a client says ws:// to a gateway elsewhere that speaks TLS',
  accepted: ['tls-mismatch'],
  async plant(lab) {
    await farGateway(lab, withTls);
    useFar(lab, { url: `ws://127.0.0.1:${lab.port}`, token: lab.token });
    await isTold(lab, /hang up|ECONNRESET|closed/);
    return undefined;
  },
  twin: {
    title: 'a client says wss:// and knows the certificate of the gateway elsewhere',
    async plant(lab) {
      await farGateway(lab, withTls);
      const tlsFingerprint = await fingerprintOf(lab);
      useFar(lab, { url: `wss://127.0.0.1:${lab.port}`, token: lab.token, tlsFingerprint });
      await isAnswered(lab);
      return undefined;
    },
  },
});
