/** What a restart cannot mend is seen before anybody is interrupted for it. */
import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { beyondRestart } from '../../../src/agent/recovery/beyond-restart.ts';
import type { Site } from '../../../src/agent/recovery/site.ts';
import { createRedactor } from '../../../src/redaction/redact.ts';
import { contextOf, emptyPlace, gatewayLike, type Place, processLike } from '../place.ts';
import { knows, type Manners } from '../stand-in-gateway.ts';

const siteOf = async (place: Place): Promise<Site> =>
  ({ ...(await contextOf(place)), redactor: createRedactor({ known: [] }) }) as unknown as Site;

const TOKEN = 'right-token';

async function served(manners: Manners, more: object = {}): Promise<Place> {
  const gateway = await gatewayLike(manners);
  const place = emptyPlace();
  place.configure({ gateway: { port: gateway.port, auth: { mode: 'token', token: TOKEN } }, ...more });
  await processLike(place, { port: gateway.port });
  return place;
}

it('what clients alone meet, of a gateway that works for us', async () => {
  const place = await served(knows(TOKEN));
  for (const finding of ['handshake-timeout', 'protocol-mismatch'])
    expect(await beyondRestart(await siteOf(place), finding)).toMatchObject({
      code: 'gateway.works-for-others',
    });
  expect(await beyondRestart(await siteOf(place), 'session-stuck')).toBeNull();
});

it.each(['gateway-unreachable', 'gateway-frozen', 'service-stopped', 'stale-lock', 'lifecycle-lock-held'])(
  '%s, of a gateway that greets and answers a read',
  async (finding) => {
    const serves = await siteOf(await served(knows(TOKEN)));
    expect(await beyondRestart(serves, finding)).toEqual({ code: 'gateway.serves', params: { finding } });
    const hangsUp = await siteOf(await served({ ...knows(TOKEN), closeOnRequest: 1000 }));
    expect(await beyondRestart(hangsUp, finding)).toBeNull();
  },
);

it.each(['reload-off-stale-config', 'event-loop-saturated', 'boot-safe-mode', null])(
  '%s is nothing that greeting refutes',
  async (finding) => {
    expect(await beyondRestart(await siteOf(await served(knows(TOKEN))), finding)).toBeNull();
  },
);

it('what we meet as well is worth a restart', async () => {
  const place = await served({ ...knows(TOKEN), closeOnRequest: 1000 });
  expect(await beyondRestart(await siteOf(place), 'handshake-timeout')).toBeNull();
});

it('a model server that nobody has started', async () => {
  const providers = { own: { baseUrl: 'http://127.0.0.1:9/v1', models: [{ id: 'one' }] } };
  const agents = { defaults: { model: { primary: 'own/one' } } };
  const place = await served(knows(TOKEN), { agents, models: { providers } });
  expect(await beyondRestart(await siteOf(place), 'probe-false-green')).toMatchObject({
    code: 'model.nobody-listens',
    params: { address: expect.stringContaining('127.0.0.1:9') },
  });
});

it('a program in between that lets clients in and no further', async () => {
  const own = await gatewayLike(knows(TOKEN));
  const between = await gatewayLike({ ...knows(TOKEN), closeOnRequest: 1000 });
  const place = emptyPlace();
  place.configure({ gateway: { port: between.port, auth: { mode: 'token', token: TOKEN } } });
  await processLike(place, { port: own.port });
  expect(await beyondRestart(await siteOf(place), 'probe-false-green')).toEqual({
    code: 'gateway.works-behind',
    params: { own: String(own.port), asked: String(between.port) },
  });
});

it.each([
  ['may be written by anybody', 0o777, 'plugin.not-trusted'],
  ['belongs to its owner alone', 0o755, undefined],
])('a plugin whose folder %s', async (_, mode, code) => {
  const place = await served(knows(TOKEN));
  const folder = dirname(place.write('state/extensions/receipts/index.js', ''));
  chmodSync(folder, mode);
  const told = await beyondRestart(await siteOf(place), 'plugin-load-failed');
  expect(told?.code).toBe(code);
  if (code !== undefined) expect(told?.params).toEqual({ path: folder });
});
