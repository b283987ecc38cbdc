/** The doors for host agents: strangers are turned away before any object is touched. */
import type { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { agentRoutes, connectCheck } from '../../src/hub/agent-routes.ts';
import { createJoinToken } from '../../src/hub/enrolment.ts';
import { hostAddresses, sameText } from '../../src/hub/host-address.ts';
import { generateSigningKey, loadSigner, type Signer } from '../../src/protocol/signer.ts';
import { recordedLog } from '../fakes/recorded-log.ts';

let signer: Signer;
let touched: string[];
let log: ReturnType<typeof recordedLog>;
let reply: Record<string, unknown>;

beforeEach(async () => {
  signer = await loadSigner(await generateSigningKey());
  touched = [];
  log = recordedLog();
  reply = { ok: true, joined: 'signed' };
});

function app(): Hono {
  const objects = {
    send: async (to: { name: string }) => {
      touched.push(to.name);
      return reply;
    },
  };
  return agentRoutes({ objects, signer, log });
}

const post = (routes: Hono, body: unknown) =>
  routes.request('/agents/join', {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const token = async (name = 'node-3') =>
  (await createJoinToken({ signer, name, by: 'U-admin', now: 0 })).token;

describe('joining over HTTP', () => {
  it('hands a genuine token to the host’s own object', async () => {
    const answer = await post(app(), { token: await token(), name: 'node-3', request: 'x' });
    expect([answer.status, await answer.json(), touched]).toEqual([200, { joined: 'signed' }, ['node-3']]);
  });

  it('gives the object’s refusal on, with what to do', async () => {
    reply = { ok: false, code: 'token-used', message: 'Used.', hint: 'Make a new one.' };
    const answer = await post(app(), { token: await token(), name: 'node-3', request: 'x' });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({
      error: { code: 'token-used', message: 'Used.', hint: 'Make a new one.' },
    });
  });

  const refused: [string, number, string, () => Promise<unknown>][] = [
    ['no JSON', 400, 'request', async () => '{'],
    ['no join request', 400, 'request', async () => ({ token: 'x' })],
    [
      'an extra member',
      400,
      'request',
      async () => ({ token: await token(), name: 'node-3', request: 'x', sudo: 1 }),
    ],
    [
      'a name that is none',
      400,
      'request',
      async () => ({ token: await token(), name: '../etc', request: 'x' }),
    ],
    ['a made-up token', 403, 'token-unknown', async () => ({ token: 'x', name: 'node-3', request: 'x' })],
    [
      'a token for another host',
      403,
      'token-unknown',
      async () => ({ token: await token('node-4'), name: 'node-3', request: 'x' }),
    ],
    ['too much', 413, 'size', async () => 'x'.repeat(17_000)],
  ];
  it.each(refused)('%s touches no object (%d %s)', async (_name, status, code, body) => {
    const answer = await post(app(), await body());
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({
      error: { code, message: expect.any(String), hint: expect.any(String) },
    });
    expect(touched).toEqual([]);
  });

  it('tells every stranger of a flood the truth, wakes nothing, fills no log, and lets a genuine host in', async () => {
    for (let at = 0; at < 200; at++) {
      const stranger = { token: `made-up-${at}`, name: `node-${at}`, request: 'x' };
      expect((await post(app(), stranger)).status).toBe(403);
      expect((await post(app(), '{')).status).toBe(400);
    }
    expect(touched).toEqual([]);
    expect(new Set(log.lines.map(({ level }) => level))).toEqual(new Set(['debug']));
    expect((await post(app(), { token: await token(), name: 'node-3', request: 'x' })).status).toBe(200);
  });
});

describe('the address of a host', () => {
  it('leads to its object', async () => {
    const id = await hostAddresses(signer).idFor('gw.example.com');
    const checked = await connectCheck(signer)(`/agents/connect/${id}`);
    expect(checked).toEqual({ ok: true, address: { kind: 'host', name: 'gw.example.com' } });
  });

  it.each([
    ['another name', (id: string) => id.replace('node-3', 'node-4')],
    ['another code', (id: string) => `${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}`],
    ['no code', () => 'node-3'],
    ['an empty code', () => 'node-3.'],
    ['nothing', () => ''],
    ['a longer path', (id: string) => `${id}/more`],
    ['an upper-case name', (id: string) => id.replace('node', 'Node')],
  ])('with %s leads nowhere', async (_name, change) => {
    const id = change(await hostAddresses(signer).idFor('node-3'));
    const checked = await connectCheck(signer)(`/agents/connect/${id}`);
    expect(checked).toMatchObject({ ok: false, status: 404, body: { error: { code: 'host-unknown' } } });
  });

  it('of another bot leads nowhere', async () => {
    const other = await loadSigner(await generateSigningKey());
    const id = await hostAddresses(other).idFor('node-3');
    expect(await hostAddresses(signer).nameOf(id)).toBeNull();
  });

  it.each(['', 'Node-3', '-x', 'x-', 'a b', 'a/b', 'ü', 'x'.repeat(64)])(
    'is not made for %j',
    async (name) => {
      await expect(hostAddresses(signer).idFor(name)).rejects.toThrow();
    },
  );
});

it('compares texts whole', () => {
  expect([sameText('abc', 'abc'), sameText('abc', 'abd'), sameText('abc', 'ab'), sameText('', '')]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
