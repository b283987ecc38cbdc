/**
 * The gateway elsewhere has a certificate that it made itself, and this client was told the address and the token and
 * nothing about the certificate: it does not trust what it is shown, and hangs up.
 *
 * Seen on the host: mode remote with `wss://` and no `gateway.remote.tlsFingerprint`; the certificate at that address is
 * signed by nobody whom this host knows.
 *
 * The twin has the fingerprint of the certificate.
 */
import { farGateway, fingerprintOf, isAnswered, isTold, useFar, withTls } from '../client-host.ts';
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'far-certificate-unknown',
  title: 'a client was not told of the certificate that the gateway elsewhere made itself',
  accepted: ['tls-mismatch'],
  async plant(lab) {
    await farGateway(lab, withTls);
    useFar(lab, { url: `wss://127.0.0.1:${lab.port}`, token: lab.token });
    await isTold(lab, /certificate|self.signed/i);
    return undefined;
  },
  twin: {
    title: 'a client was told of the certificate that the gateway elsewhere made itself',
    async plant(lab) {
      await farGateway(lab, withTls);
      const tlsFingerprint = await fingerprintOf(lab);
      useFar(lab, { url: `wss://127.0.0.1:${lab.port}`, token: lab.token, tlsFingerprint });
      await isAnswered(lab);
      return undefined;
    },
  },
});
