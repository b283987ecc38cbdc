/** `/freezes` as a pipeline sees it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type FreezeRequests, freezeRoutes, type HeldHost } from '../../src/freezes/routes.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { heldBy, MINUTE, T0 } from './given.ts';

const TOKEN = 'a-token-for-pipelines';
const held: HeldHost = { ...heldBy({ because: 'deploy', until: T0 + 30 * MINUTE }), host: 'node-3' };

let wishes: Parameters<FreezeRequests['begin']>[0][];
let lifted: string[];
let now: number;
let app: ReturnType<typeof freezeRoutes>;
beforeEach(() => {
  wishes = [];
  lifted = [];
  now = T0;
  app = freezeRoutes({
    token: TOKEN,
    log: silentLog,
    now: () => now,
    list: async () => [held],
    of: async (host) => (host === 'node-3' ? [held] : host === 'node-4' ? [] : null),
    async begin(wish) {
      wishes.push(wish);
      if (wish.hosts === 'node-3')
        return {
          ok: false,
          refused: { status: 409, title: 'Already frozen', detail: 'held', rivals: [held] },
        };
      return { ok: true, freeze: 'frz-new', held: [{ ...held, host: 'node-4', freeze: 'frz-new' }] };
    },
    async lift(id) {
      lifted.push(id);
      return id === 'frz-new';
    },
  });
});

const ask = (path: string, init: RequestInit = {}, token: string | null = TOKEN) =>
  app.request(path, {
    ...init,
    headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...init.headers },
  });
const post = (body: unknown, headers: Record<string, string> = {}) =>
  ask('/freezes', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });

describe('a pipeline that asks', () => {
  it('may go on where nothing is frozen', async () => {
    const answer = await ask('/freezes/node-4');
    expect([answer.status, await answer.json()]).toEqual([200, { frozen: false }]);
  });

  it('is locked out where something is, and told by whom', async () => {
    const answer = await ask('/freezes/NODE-3');
    expect(answer.status).toBe(423);
    expect(await answer.json()).toEqual({
      frozen: true,
      id: 'frz-other',
      by: 'sam',
      because: 'deploy',
      until: '2026-11-21T03:30:00.000Z',
      thread: 'https://example.com/thread',
    });
  });

  it('is told of a host that nobody enrolled', async () => {
    const answer = await ask('/freezes/node-9');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ title: 'Host not found', status: 404 });
  });

  it('sees all', async () => {
    expect(await (await ask('/freezes')).json()).toMatchObject({
      freezes: [{ host: 'node-3', active: true }],
    });
  });
});

describe('a pipeline that freezes', () => {
  it('gets an id, and the same wish again with the same key', async () => {
    const answer = await post(
      { host: 'node-4', for: '10m', because: 'deploy' },
      { 'idempotency-key': 'run-7' },
    );
    expect([answer.status, await answer.json()]).toEqual([
      201,
      { id: 'frz-new', hosts: ['node-4'], until: '2026-11-21T03:30:00.000Z' },
    ]);
    await post({ host: 'node-4' }, { 'idempotency-key': 'run-7' });
    expect(wishes.map(({ askId, lasts }) => [askId, lasts])).toEqual([
      ['pipeline:run-7', '10m'],
      ['pipeline:run-7', '30m'],
    ]);
  });

  it('is told who was first', async () => {
    const answer = await post({ host: 'node-3' });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      title: 'Already frozen',
      heldBy: [{ host: 'node-3', by: 'sam' }],
    });
  });

  it.each(['', '{', '[]', '{"host": 3}', '{"host":"x","sudo":true}', '{"host":""}'])(
    'is refused for %o',
    async (body) => {
      const answer = await post(body);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
      expect(wishes).toEqual([]);
    },
  );

  it('is refused for a body without end', async () => {
    expect((await post({ host: 'x', because: 'y'.repeat(20_000) })).status).toBe(413);
  });

  it('ends what it began', async () => {
    expect((await ask('/freezes/frz-new', { method: 'DELETE' })).status).toBe(200);
    expect((await ask('/freezes/frz-old', { method: 'DELETE' })).status).toBe(404);
    expect(lifted).toEqual(['frz-new', 'frz-old']);
  });
});

describe('a stranger', () => {
  it.each([null, 'wrong', `${TOKEN}x`, TOKEN.slice(0, -1), ''])(
    'with the token %o is turned away',
    async (token) => {
      for (const path of ['/freezes', '/freezes/node-3']) {
        const answer = await ask(path, {}, token);
        expect([answer.status, answer.headers.get('content-type')]).toEqual([
          401,
          'application/problem+json',
        ]);
      }
      expect((await ask('/freezes/frz-new', { method: 'DELETE' }, token)).status).toBe(401);
      expect(lifted).toEqual([]);
    },
  );

  it('cannot try tokens for long, and holds nobody else up', async () => {
    for (let n = 0; n < 20; n += 1) expect((await ask('/freezes', {}, `guess-${n}`)).status).toBe(401);
    expect((await ask('/freezes', {}, 'guess')).status).toBe(429);
    expect((await ask('/freezes')).status).toBe(200);
    now += MINUTE;
    expect((await ask('/freezes', {}, 'guess')).status).toBe(401);
  });
});

it('somebody who has the token cannot ask without end either', async () => {
  for (let n = 0; n < 240; n += 1) await ask('/freezes/node-4');
  expect((await ask('/freezes/node-4')).status).toBe(429);
});
