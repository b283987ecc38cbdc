/** Each OpenClaw agent's workspace: is it there, and should it be? */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { OpenClawProcess } from '../../../src/agent/gateways/processes.ts';
import { workspace } from '../../../src/agent/probes/workspace.ts';
import { contextOf, emptyPlace, said } from '../place.ts';
import { scriptedHost } from '../scripted-host.ts';

async function look(config: (dir: string) => unknown, prepare: (dir: string) => void = () => {}) {
  const place = emptyPlace();
  place.configure(config(place.dir));
  prepare(place.dir);
  const sight = await workspace.look(await contextOf(place));
  return (agent = 'main') => said(sight, `/agent:${agent}`);
}
const defaults = (path: string) => (dir: string) => ({
  agents: { defaults: { workspace: join(dir, path) } },
});

it('a folder that is there', async () => {
  const agent = await look(defaults('ws'), (dir) => mkdirSync(join(dir, 'ws')));
  expect(agent()).toMatchObject({
    'agent.workspace.path': expect.stringMatching(/\/ws$/),
    'agent.workspace.exists': true,
    'agent.workspace.is-directory': true,
    'agent.workspace.writable': true,
  });
});

it('a folder that a variable of the gateway names', async () => {
  const words = '$'.concat('{WORK_ROOT}/ws');
  const agent = await look(
    () => ({ agents: { defaults: { workspace: words } } }),
    (dir) => {
      mkdirSync(join(dir, 'ws'));
      writeFileSync(join(dir, 'state/.env'), `WORK_ROOT=${dir}\n`);
    },
  );
  expect(agent()).toMatchObject({ 'agent.workspace.exists': true });
});

it('a link to a folder is as good, a file is not', async () => {
  const link = await look(defaults('link'), (dir) => {
    mkdirSync(join(dir, 'real'));
    symlinkSync(join(dir, 'real'), join(dir, 'link'));
  });
  expect(link()).toMatchObject({ 'agent.workspace.exists': true, 'agent.workspace.is-directory': true });
  const file = await look(defaults('openclaw.json'));
  expect(file()).toMatchObject({ 'agent.workspace.exists': true, 'agent.workspace.is-directory': false });
});

describe('a folder that is gone', () => {
  it('should be there when somebody named it', async () => {
    const agent = await look(defaults('gone'));
    expect(agent()).toMatchObject({ 'agent.workspace.exists': false, 'agent.workspace.ever-used': true });
    expect(agent()).not.toHaveProperty('agent.workspace.writable');
  });

  it('should be there when turns were made in it, and need not when none were', async () => {
    const fresh = await look(() => ({}));
    expect(fresh()).toMatchObject({ 'agent.workspace.exists': false, 'agent.workspace.ever-used': false });
    const used = await look(
      () => ({}),
      (dir) => mkdirSync(join(dir, 'state/agents/main/sessions/one'), { recursive: true }),
    );
    expect(used()).toMatchObject({ 'agent.workspace.exists': false, 'agent.workspace.ever-used': true });
  });
});

describe('a folder that somebody named and that is not there', () => {
  const recorded = (path: string | null) => (dir: string) => {
    mkdirSync(join(dir, 'state/state'), { recursive: true });
    const database = new DatabaseSync(join(dir, 'state/state/openclaw.sqlite'));
    database.exec('CREATE TABLE workspace_setup_state (workspace_path TEXT)');
    if (path !== null)
      database.prepare('INSERT INTO workspace_setup_state VALUES (?)').run(path.replace('DIR', dir));
    database.close();
  };
  const notYet = async (prepare: (dir: string) => void) =>
    (await look(defaults('gone'), prepare))()['agent.workspace.not-yet'];

  it('has yet to be made where OpenClaw knows of no turn in it and never furnished it', async () => {
    expect(await notYet(recorded(null))).toBe(true);
    expect(await notYet(recorded('DIR/another'))).toBe(true);
  });

  it('is gone where OpenClaw furnished it', async () => {
    expect(await notYet(recorded('DIR/gone'))).toBe(false);
  });

  it('is gone where turns were made', async () => {
    const worked = (dir: string) => {
      recorded(null)(dir);
      mkdirSync(join(dir, 'state/agents/main/sessions/one'), { recursive: true });
    };
    expect(await notYet(worked)).toBe(false);
  });

  it('is not excused where there is no record to look into', async () => {
    expect(await notYet(() => {})).toBe(false);
  });
});

it('a folder that is named where OpenClaw would make it is made at the first turn, too', async () => {
  const agent = await look(defaults('state/workspace'));
  expect(agent()).toMatchObject({ 'agent.workspace.exists': false, 'agent.workspace.ever-used': false });
});

it('a folder is judged for the account that runs the gateway', async () => {
  const place = emptyPlace();
  place.configure({ agents: { defaults: { workspace: '/data/ws' } } });
  const context = await contextOf(place);
  const stat = (path: string) => ({
    ok: true as const,
    value: { kind: 'directory' as const, size: 0, mtimeMs: 0, uid: 0, gid: 0, mode: 0o755, id: path },
  });
  const status =
    'Uid:\t1000\t1000\t1000\t1000\nGid:\t1000\t1000\nGroups:\t27 1000 \nCapEff:\t0000000000000000\n';
  const host = {
    ...scriptedHost({ files: { '/proc/41/status': status } }),
    stat: async (path: string) => stat(path),
    // Root, which looks here, may.
    writable: async () => ({ ok: true as const, value: true }),
  };
  const main = { pid: 41 } as unknown as OpenClawProcess;
  const target = { ...context.target, processes: { ok: true as const, value: [main] } };
  const sight = await workspace.look({ ...context, host, target });
  expect(said(sight, '/agent:main')).toMatchObject({ 'agent.workspace.writable': false });
});

describe('several agents', () => {
  it('of a list or a table, each with its own folder', async () => {
    const listed = await look(
      (dir) => ({ agents: { list: [{ id: 'main' }, { id: 'ops', workspace: join(dir, 'ops') }] } }),
      (dir) => mkdirSync(join(dir, 'ops')),
    );
    expect(listed('ops')).toMatchObject({ 'agent.workspace.exists': true });
    const entries = await look((dir) => ({ agents: { entries: { ops: { workspace: join(dir, 'nope') } } } }));
    expect(entries('ops')).toMatchObject({ 'agent.workspace.exists': false });
  });

  it.each(['ws/ops', 'state/workspace-ops'])('without one of its own may have it at %s', async (path) => {
    const agent = await look(
      (dir) => ({
        agents: { defaults: { workspace: join(dir, 'ws') }, list: [{ id: 'main' }, { id: 'ops' }] },
      }),
      (dir) => mkdirSync(join(dir, path), { recursive: true }),
    );
    expect(agent('ops')).toMatchObject({ 'agent.workspace.exists': true });
  });
});

it('in a container is looked at as the gateway sees it', async () => {
  const place = emptyPlace();
  place.configure({ agents: { defaults: { workspace: '/data/ws' } } });
  const context = await contextOf(place);
  const host = scriptedHost({ files: { '/proc/7/root/data/ws/AGENTS.md': '' } });
  const sight = await workspace.look({
    ...context,
    host,
    target: { ...context.target, root: '/proc/7/root' },
  });
  expect(said(sight, '/agent:main')).toMatchObject({
    'agent.workspace.exists': true,
    'agent.workspace.path': '/data/ws',
  });
});

it('is not known when the configuration is not', async () => {
  const place = emptyPlace();
  place.configure('{ broken');
  expect(await workspace.look(await contextOf(place))).toMatchObject({ look: 'unavailable', facts: [] });
});
