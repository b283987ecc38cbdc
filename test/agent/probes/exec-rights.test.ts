/** Which commands an agent may run and whom they wait for: settings and the approvals of the host, OpenClaw 2026.9.6. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { execRights } from '../../../src/agent/probes/exec-rights.ts';
import { contextOf, emptyPlace, type Place, said } from '../place.ts';

/** What `openclaw exec-policy` and `openclaw approvals` keep. */
function approvals(place: Place, kept: { defaults?: Record<string, string>; agents?: object }): void {
  mkdirSync(join(place.stateDir, 'state'));
  const database = new DatabaseSync(join(place.stateDir, 'state', 'openclaw.sqlite'));
  database.exec(
    `CREATE TABLE exec_approvals_config (config_key TEXT NOT NULL PRIMARY KEY, raw_json TEXT NOT NULL, socket_path TEXT,
     has_socket_token INTEGER NOT NULL, default_security TEXT, default_ask TEXT, default_ask_fallback TEXT,
     auto_allow_skills INTEGER, agent_count INTEGER NOT NULL, allowlist_count INTEGER NOT NULL,
     updated_at_ms INTEGER NOT NULL) STRICT`,
  );
  const { defaults = {}, agents = {} } = kept;
  const raw = JSON.stringify({
    version: 1,
    socket: { token: 'c2VjcmV0LXNvY2tldC10b2tlbg' },
    defaults,
    agents,
  });
  database
    .prepare("INSERT INTO exec_approvals_config VALUES ('current', ?, NULL, 1, ?, ?, NULL, 0, 0, 0, 0)")
    .run(raw, defaults.security ?? null, defaults.ask ?? null);
  database.close();
}

const exec = (policy: object) => ({ tools: { exec: policy } });
const RG = { allowlist: [{ pattern: '/usr/bin/rg' }] };

it.each<[string, object, Parameters<typeof approvals>[1], object]>([
  ['a mode', exec({ mode: 'ask' }), {}, { security: 'allowlist', ask: 'on-miss', listed: 0 }],
  [
    'a mode, and commands on the list',
    exec({ mode: 'allowlist' }),
    { agents: { main: RG } },
    { ask: 'off', listed: 1 },
  ],
  ['a list for every agent', exec({ mode: 'allowlist' }), { agents: { '*': RG } }, { listed: 1 }],
  ['settings of before', exec({ security: 'full', ask: 'always' }), {}, { security: 'full', ask: 'always' }],
  [
    'a host that is stricter',
    exec({ mode: 'full' }),
    { defaults: { security: 'deny' } },
    { security: 'deny' },
  ],
  [
    'a host that lets more through',
    exec({ mode: 'ask' }),
    { defaults: { security: 'full', ask: 'off' } },
    { security: 'allowlist', ask: 'on-miss' },
  ],
  [
    'the host, for this agent',
    {},
    { defaults: { security: 'full' }, agents: { main: { security: 'allowlist', ask: 'always' } } },
    { security: 'allowlist', ask: 'always' },
  ],
])('knows %s', async (_what, config, kept, wanted) => {
  const place = emptyPlace();
  place.configure(config);
  approvals(place, kept);
  const sight = await execRights.look(await contextOf(place));
  const told: Record<string, unknown> = said(sight, '/agent:main');
  for (const [key, value] of Object.entries(wanted)) expect(told[`agent.exec.${key}`]).toBe(value);
  expect(JSON.stringify(sight)).not.toMatch(/c2VjcmV0|usr.bin/);
});

it.each([
  [
    'commands run in a sandbox',
    { agents: { defaults: { sandbox: { mode: 'all' } } }, ...exec({ mode: 'deny' }) },
  ],
  ['nobody has set anything', {}],
])('says nothing of the host where %s', async (_what, config) => {
  const place = emptyPlace();
  place.configure(config);
  expect(said(await execRights.look(await contextOf(place)), '/agent:main')).toEqual({});
});

it('knows files that end at the workspace', async () => {
  const place = emptyPlace();
  place.configure({
    tools: { fs: { workspaceOnly: true } },
    agents: { entries: { main: {}, desk: { tools: { fs: { workspaceOnly: false } } } } },
  });
  const sight = await execRights.look(await contextOf(place));
  expect(said(sight, '/agent:main')).toMatchObject({ 'agent.files.workspace-only': true });
  expect(said(sight, '/agent:desk')).not.toHaveProperty('agent.files.workspace-only');
});

it('knows commands that run on a device node, where nothing here says what may run', async () => {
  const place = emptyPlace();
  place.configure(exec({ mode: 'deny', host: 'node' }));
  expect(said(await execRights.look(await contextOf(place)), '/agent:main')).toEqual({
    'agent.exec.on-node': true,
  });
});
