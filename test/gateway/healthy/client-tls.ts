/**
 * The gateway elsewhere speaks TLS with a certificate of its own making, and the client knows it by its fingerprint.
 */
import { clientOf } from '../client-only.ts';
import { defineHealthy } from '../healthy.ts';
import { startWithTls } from '../tls-gateway.ts';

export default defineHealthy({
  name: 'client-tls',
  title: 'only a client, of a gateway whose certificate it pins',
  async plant(lab) {
    const tlsFingerprint = await startWithTls(lab);
    return clientOf(lab, {
      url: `wss://127.0.0.1:${lab.port}`,
      token: lab.token,
      tlsFingerprint: `sha256:${tlsFingerprint}`,
    });
  },
});
