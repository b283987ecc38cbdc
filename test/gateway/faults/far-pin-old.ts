/**
 * The gateway elsewhere has a new certificate, and this client still pins the former one: it hangs up before it says who
 * it is.
 *
 * Seen on the host: mode remote; `gateway tls fingerprint mismatch`; the certificate at the address of
 * `gateway.remote.url` is not the one of `gateway.remote.tlsFingerprint`.
 *
 * The twin pins the certificate that is there, written in small letters.
 */
import { farGateway, fingerprintOf, isAnswered, isTold, useFar, withTls } from '../client-host.ts';
import { defineFault } from '../fault.ts';

/** The former certificate; any other one than the gateway's. */
const FORMER = Array(32).fill('5A').join(':');

export default defineFault({
  name: 'far-pin-old',
  title: 'a client pins a certificate that the gateway elsewhere no longer has',
  accepted: ['tls-mismatch'],
  async plant(lab) {
    await farGateway(lab, withTls);
    useFar(lab, { url: `wss://127.0.0.1:${lab.port}`, token: lab.token, tlsFingerprint: FORMER });
    await isTold(lab, 'fingerprint mismatch');
    return undefined;
  },
  twin: {
    title: 'a client pins the certificate that the gateway elsewhere has',
    async plant(lab) {
      await farGateway(lab, withTls);
      const tlsFingerprint = (await fingerprintOf(lab)).toLowerCase();
      useFar(lab, { url: `wss://127.0.0.1:${lab.port}`, token: lab.token, tlsFingerprint });
      await isAnswered(lab);
      return undefined;
    },
  },
});
