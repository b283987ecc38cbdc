/** The certificate that a gateway shows, beside the file that commands on its host pin. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { certificate } from '../../../src/agent/probes/certificate.ts';
import { contextOf, emptyPlace, processLike, said } from '../place.ts';

const withOpenssl = it.skipIf(spawnSync('openssl', ['version']).status !== 0);
const DAY = 86_400_000;

/** A gateway's port that speaks TLS, with the file that its configuration names. */
async function speaking(tls: Record<string, unknown> = {}) {
  const place = emptyPlace();
  const make = (name: string) => {
    const [key, cert] = [join(place.dir, `${name}.key`), join(place.dir, `${name}.crt`)];
    const made = ['-keyout', key, '-out', cert, '-days', '30', '-subj', '/CN=localhost'];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync('openssl', ['req', '-x509', ...kind, ...made], { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  };
  const server = createServer(make('served'), (socket) => socket.on('error', () => {}));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const certPath = join(place.dir, 'served.crt');
  place.configure({ gateway: { port, tls: { enabled: true, certPath, ...tls } } });
  await processLike(place, { port });
  return { place, make, port };
}

withOpenssl('the one of the file', async () => {
  const { place } = await speaking();
  expect(said(await certificate.look(await contextOf(place)))).toMatchObject({ 'gateway.certificate': 'ok' });
});

withOpenssl('the file was renewed and the process did not take it', async () => {
  const { place, make } = await speaking({ certPath: '~/renewed.crt' });
  make('renewed');
  expect(said(await certificate.look(await contextOf(place)))).toMatchObject({
    'gateway.certificate': 'not-the-file',
    'gateway.certificate.file': expect.stringMatching(/renewed\.crt$/),
  });
});

withOpenssl('it has expired', async () => {
  const { place } = await speaking();
  const now = () => Date.now() + 31 * DAY;
  expect(said(await certificate.look(await contextOf(place, { now })))).toMatchObject({
    'gateway.certificate': 'expired',
    'gateway.certificate.ended': expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
});

withOpenssl('a file that is not there pins nothing', async () => {
  const { place } = await speaking({ certPath: '/nowhere/gateway.crt' });
  expect(said(await certificate.look(await contextOf(place)))).toMatchObject({ 'gateway.certificate': 'ok' });
});

it('without TLS there is none', async () => {
  const place = emptyPlace();
  await processLike(place);
  expect((await certificate.look(await contextOf(place))).facts).toEqual([]);
});
