/**
 * The gateway elsewhere was given a certificate and speaks TLS now; the client's configured address still begins with
 * `ws://`.
 *
 * Seen on the host: `gateway.mode` is remote; the address takes the connection and drops it, and the same place speaks
 * TLS.
 *
 * The twin's address begins with `wss://`, and it knows the certificate by its fingerprint.
 */
import { clientOf } from '../client-only.ts';
import { defineFault } from '../fault.ts';
import { startWithTls } from '../tls-gateway.ts';

export default defineFault({
  name: 'client-plain-to-tls',
  title: 'a client-only host that speaks plain WebSocket to a gateway behind TLS',
  accepted: ['tls-mismatch'],
  async plant(lab) {
    await startWithTls(lab);
    return clientOf(lab, { url: `ws://127.0.0.1:${lab.port}`, token: lab.token });
  },
  twin: {
    title: 'a client-only host that pins the certificate of its gateway',
    async plant(lab) {
      const tlsFingerprint = await startWithTls(lab);
      return clientOf(lab, { url: `wss://127.0.0.1:${lab.port}`, token: lab.token, tlsFingerprint });
    },
  },
});
