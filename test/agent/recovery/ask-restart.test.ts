/** Asking a gateway to restart itself: what its answers mean, and what its silence does not allow. */
import { expect, it } from 'vitest';
import type { Admin, Asked } from '../../../src/agent/gateway-admin/admin.ts';
import type { AdminDoor, Inside } from '../../../src/agent/gateway-admin/door.ts';
import { askThrough } from '../../../src/agent/recovery/acts/ask-restart.ts';

const { signal } = new AbortController();
type Answer = { status: string } | { code: string };

/** A door to a gateway that answers so; null: nobody is let in. */
function doorTo(answer: Answer | null, offers = true): { door: AdminDoor; asked: string[] } {
  const asked: string[] = [];
  const ask = async (method: string): Promise<Asked<unknown>> => {
    asked.push(method);
    if (answer && 'status' in answer) return { ok: true, value: answer };
    return { ok: false, because: { code: answer?.code ?? '', params: {} }, retryAfterMs: null };
  };
  const admin: Admin = { hello: {}, offers: () => offers, close: () => {}, ask: ask as Admin['ask'] };
  const door: AdminDoor = async (_, work) =>
    answer === null
      ? { ok: false, because: { code: 'gateway.token-mismatch', params: {} } }
      : { ok: true, value: await work({ admin } as Inside) };
  return { door, asked };
}

it.each([
  ['nothing runs', { status: 'scheduled' }, { asked: 'scheduled' }],
  ['turns run', { status: 'deferred' }, { asked: 'deferred' }],
  [
    'it is held by a freeze',
    { code: 'gateway.suspended' },
    { asked: null, because: { code: 'gateway.suspended' } },
  ],
  [
    'its answer was lost: asked otherwise it might restart twice',
    { code: 'gateway.no-answer' },
    { asked: 'scheduled' },
  ],
  ['nobody is let in', null, { asked: null, because: { code: 'gateway.token-mismatch' } }],
])('where %s', async (_, answer, told) => {
  expect(await askThrough(doorTo(answer).door, signal)).toMatchObject(told);
});

it('a release without the method is not asked', async () => {
  const { door, asked } = doorTo({ status: 'scheduled' }, false);
  expect(await askThrough(door, signal)).toMatchObject({
    asked: null,
    because: { code: 'gateway.no-method' },
  });
  expect(asked).toEqual([]);
});
