/** Acceptance on the tool path: what counts as shown where OpenClaw answers that a tool is not available. */
import { expect, it } from 'vitest';
import type { Admin } from '../../../src/agent/gateway-admin/admin.ts';
import { control } from '../../../src/agent/recovery/acceptance/control.ts';

const READS = ['session_status', 'agents_list', 'sessions_list'];
const NONE: Record<string, string> = {};
const deny = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'not_found']));

/** A gateway whose tools fail with the code of `fails`; `silent` is a method that is not answered. */
function gateway(fails: Record<string, string>, silent = '') {
  const asked: string[] = [];
  const session = { key: '', label: '' };
  const ask = async (method: string, params: Record<string, string> = {}) => {
    asked.push(params.name ?? method);
    if (method === silent) return { ok: false, because: { code: 'gateway.no-answer', params: { method } } };
    if (method === 'sessions.create') Object.assign(session, { key: params.key, label: params.label });
    const code = fails[params.name ?? ''];
    const error = { code, message: 'as OpenClaw says' };
    if (method === 'tools.invoke') return { ok: true, value: code ? { ok: false, error } : { ok: true } };
    return { ok: true, value: { sessions: [session], agents: [] } };
  };
  const admin = { hello: {}, offers: () => true, close: () => {}, ask } as unknown as Admin;
  return { admin, asked };
}

const path = {
  ok: true,
  but: { code: 'acceptance.tool-path-not-shown', params: { tools: READS.join(', ') } },
};
const fails = (code: string) => ({ ok: false, because: { code } });

it.each([
  ['everything is allowed', NONE, true, { ok: true }, { ok: true }],
  ['the first tool is denied', deny('session_status'), true, { ok: true }, { ok: true }],
  ['two are denied', deny('session_status', 'agents_list'), true, { ok: true }, { ok: true }],
  ['all are denied', deny(...READS), true, path, { ok: true }],
  [
    'the writing tool is denied',
    deny('progress_card'),
    true,
    { ok: true },
    { ok: true, but: { code: 'acceptance.tool-write-not-shown', params: { tool: 'progress_card' } } },
  ],
  [
    'a tool is missing and no policy takes any away',
    deny(...READS),
    false,
    fails('acceptance.tool-not-allowed'),
    fails('acceptance.tool-not-allowed'),
  ],
  [
    'an allowed tool breaks',
    { ...deny('session_status'), agents_list: 'internal' },
    true,
    fails('acceptance.tool-failed'),
    fails('acceptance.tool-failed'),
  ],
])('%s', async (_, tools, narrows, read, write) => {
  const { admin } = gateway(tools);
  const shown = await control(admin, { id: 'main', narrows }, 'nonce-1', (text) => text);
  expect(shown).toMatchObject({ read, write });
  expect(shown.read).toHaveProperty('ok', read.ok);
  if (!('but' in read)) expect(shown.read).not.toHaveProperty('but');
});

it('a gateway that answers no plain read either has shown nothing, and is not written to', async () => {
  const { admin, asked } = gateway(deny(...READS), 'agents.list');
  const shown = await control(admin, { id: 'main', narrows: true }, 'nonce-1', (text) => text);
  expect(shown.read).toMatchObject(fails('gateway.no-answer'));
  expect(asked).toEqual([...READS, 'agents.list']);
});
