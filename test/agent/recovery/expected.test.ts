/** Before a turn: does the gateway mean the same folder and model, and was that folder there when it was planned? */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Admin } from '../../../src/agent/gateway-admin/admin.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { expectedOf, meansTheSame } from '../../../src/agent/recovery/acceptance/expected.ts';
import { emptyPlace, targetOf } from '../place.ts';

/** A place whose configuration names a workspace and a model, and a gateway that says what it uses. */
async function placeWith(theirs: { workspace?: string; model?: string } = {}) {
  const place = emptyPlace();
  const workspace = join(place.dir, 'workspace');
  mkdirSync(workspace);
  place.configure({ agents: { defaults: { workspace, model: { primary: 'stub/stub-1' } } } });
  const target = await targetOf(place.env);
  const agent = { id: 'main', workspace, model: { primary: 'stub/stub-1' } };
  const value = { agents: [{ ...agent, ...theirs }] };
  const ask: Admin['ask'] = (async () => ({ ok: true, value })) as unknown as Admin['ask'];
  const admin: Admin = { hello: {}, offers: () => true, close: () => {}, ask };
  return { workspace, expected: expectedOf(target), admin };
}

const LATER = Date.now() + 60_000;

it('the same folder and model', async () => {
  const { admin, expected, workspace } = await placeWith();
  expect(expected).toEqual({
    agent: 'main',
    workspace,
    seenAt: workspace,
    model: 'stub/stub-1',
    narrows: false,
  });
  expect(await meansTheSame(admin, realHost(), expected, LATER)).toEqual({ ok: true });
});

it('a folder that was made since it was planned is not the one that is missing', async () => {
  const { admin, expected } = await placeWith();
  expect(await meansTheSame(admin, realHost(), expected, Date.now() - 60_000)).toMatchObject({
    because: { code: 'acceptance.workspace-just-made' },
  });
});

it.each([
  ['another folder', { workspace: '/elsewhere' }, 'acceptance.wrong-workspace'],
  ['another model', { model: 'stub/stub-2' }, 'acceptance.other-model'],
])('%s', async (_, theirs, code) => {
  const { admin, expected } = await placeWith(theirs);
  expect(await meansTheSame(admin, realHost(), expected, LATER)).toMatchObject({
    ok: false,
    because: { code },
  });
});

it('a folder that is not there, and an agent that the gateway does not have', async () => {
  const { admin, expected } = await placeWith();
  const gone = { ...expected, seenAt: join(expected.seenAt, 'gone') };
  expect(await meansTheSame(admin, realHost(), gone, LATER)).toMatchObject({
    because: { code: 'acceptance.workspace-missing' },
  });
  expect(await meansTheSame(admin, realHost(), { ...expected, agent: 'work' }, LATER)).toMatchObject({
    because: { code: 'acceptance.agent-missing' },
  });
});
