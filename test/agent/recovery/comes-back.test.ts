/** A gateway that restarts itself is waited for, and one that has gone is not. */
import { expect, it } from 'vitest';
import { servesNow } from '../../../src/agent/recovery/acts/comes-back.ts';
import { emptyPlace, gatewayLike, type Place, processLike } from '../place.ts';
import { HEALTHY_PAGES } from '../stand-in-gateway.ts';

const now = ({ dir, env }: Place) =>
  servesNow({ stateDir: `${dir}/own`, env }, 'default', new AbortController().signal);

function on(port: number): Place {
  const place = emptyPlace();
  place.configure({ gateway: { port } });
  return place;
}

it('serves, and a process without its pages is away', async () => {
  const gateway = await gatewayLike({ pages: HEALTHY_PAGES });
  const place = on(gateway.port);
  await processLike(place, { port: gateway.port });
  expect(await now(place)).toBe('serves');
  await gateway.close();
  expect(await now(place)).toBe('away');
});

it('is away while it says that it starts', async () => {
  const body = JSON.stringify({ ok: false, status: 'starting', version: '2026.9.6' });
  const starting = { '/startupz': { status: 503, type: 'application/json', body } };
  const gateway = await gatewayLike({ pages: starting });
  const place = on(gateway.port);
  await processLike(place, { port: gateway.port });
  expect(await now(place)).toBe('away');
});

it('is nowhere without a process', async () => {
  const gateway = await gatewayLike({ pages: {} });
  const place = on(gateway.port);
  await gateway.close();
  expect(await now(place)).toBe('none');
});
