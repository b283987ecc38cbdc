/**
 * The model server in the house was given a certificate of its own making, and the gateway's address of it was changed to
 * `https://`. The gateway does not trust that certificate: no turn is answered, and every probe is green.
 *
 * Seen on the host: the certificate at `models.providers.stub.baseUrl` is signed by itself; `[model-fetch] error …
 * causeCode=DEPTH_ZERO_SELF_SIGNED_CERT` in the log, for each attempt.
 *
 * The twin's gateway was told of the certificate, with `NODE_EXTRA_CA_CERTS`.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createServer } from 'node:tls';
import { selfSigned } from '../certificates.ts';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { pairedOperator, say } from '../operator.ts';
import { answeredTurn } from '../turns.ts';

/** TLS before the lab's own model; returns the certificate's file. */
async function modelWithTls(lab: Lab): Promise<string> {
  const { certPath, keyPath } = selfSigned(lab, 'model-box');
  const pair = { cert: readFileSync(certPath), key: readFileSync(keyPath) };
  const server = createServer(pair, (outside) => {
    const inside = connect(lab.port + 15, '127.0.0.1');
    for (const end of [outside, inside]) {
      end.on('error', () => {
        outside.destroy();
        inside.destroy();
      });
    }
    outside.pipe(inside).pipe(outside);
    lab.onDispose(() => void inside.destroy());
    lab.onDispose(() => void outside.destroy());
  });
  server.on('tlsClientError', () => {});
  server.listen(lab.port + 16, '127.0.0.1');
  await once(server, 'listening');
  lab.onDispose(() => void server.close());
  lab.configure((config) => {
    const stub = config.models.providers.stub as { baseUrl: string };
    stub.baseUrl = `https://127.0.0.1:${lab.port + 16}/v1`;
  });
  return certPath;
}

export default defineFault({
  name: 'model-own-certificate',
  title: 'the model server has a certificate of its own making, which the gateway does not trust',
  accepted: ['tls-mismatch', 'dns-or-network-egress', 'probe-false-green'],
  async plant(lab) {
    await modelWithTls(lab);
    await lab.start();
    await say(await pairedOperator(lab), 'good morning');
    await seen(lab, 'SELF_SIGNED_CERT');
    return undefined;
  },
  twin: {
    title: 'the model server has a certificate of its own making, which the gateway was told of',
    async plant(lab) {
      const certificate = await modelWithTls(lab);
      await lab.start({ env: { NODE_EXTRA_CA_CERTS: certificate } });
      await answeredTurn(lab, 'good morning');
      return undefined;
    },
  },
});
