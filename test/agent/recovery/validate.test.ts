/** What is asked of the file that a run leads to, before anything is changed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FILE_ACTS } from '../../../src/agent/recovery/acts/files.ts';
import {
  planIn,
  type RecoveryPlace,
  recoveryPlace,
  toolsFor,
  type Well,
  wellConfigured,
} from './stand-in-openclaw.ts';

async function validated(place: RecoveryPlace, finding: string, ids: string[]) {
  const made = await planIn(place, { finding });
  if (!made.ok) throw new Error(JSON.stringify(made));
  const tools = toolsFor(made.plan, made.memory);
  const acts = new Map(FILE_ACTS.map((make) => make(place.options)).map((act) => [act.id, act]));
  return Promise.all(ids.map((id) => acts.get(id)?.do(tools)));
}

const broken = (well: Well): object => ({ ...well, gateway: { ...well.gateway, tokn: 'x' } });

it('the planned file is judged, and not the one that is known to be broken', async () => {
  const place = recoveryPlace();
  mkdirSync(join(place.dir, 'workspace'));
  place.configure(broken(wellConfigured(place)));
  const [config, workspace, route] = await validated(place, 'config-invalid', [
    'validate.config',
    'validate.workspace',
    'validate.route',
  ]);
  expect(config).toEqual({ ok: true, told: { planned: true } });
  expect(workspace).toEqual({ ok: true, told: { folders: [join(place.dir, 'workspace')] } });
  expect(route).toEqual({ ok: true, told: { routes: ['stub/stub-1'] } });
});

it('a folder that is gone and a route that leads nowhere are told', async () => {
  const place = recoveryPlace();
  const well = wellConfigured(place);
  const model = { primary: 'claude-cli/x' };
  place.configure({ ...broken(well), agents: { defaults: { ...well.agents.defaults, model } } });
  const [workspace, route] = await validated(place, 'config-invalid', [
    'validate.workspace',
    'validate.route',
  ]);
  expect(workspace).toMatchObject({ ok: false, because: { code: 'workspace.gone' } });
  expect(route).toMatchObject({
    ok: false,
    because: { code: 'route.broken', params: { route: 'claude-cli/x' } },
  });
});

it('what a file includes and what variables stand for counts', async () => {
  const place = recoveryPlace();
  const well = wellConfigured(place);
  mkdirSync(join(place.dir, 'from-elsewhere'));
  const agents = { defaults: { ...well.agents.defaults, workspace: '$'.concat('{FOLDER_OF_THE_TEAM}') } };
  writeFileSync(join(place.dir, 'agents.json5'), `// who works here\n${JSON.stringify({ agents })}`);
  const { agents: _, ...rest } = broken(well) as Well;
  place.configure({ $include: './agents.json5', ...rest });
  const env = { ...place.options.env, FOLDER_OF_THE_TEAM: join(place.dir, 'from-elsewhere') };
  const there = { ...place, options: { ...place.options, env } };
  const [workspace] = await validated(there, 'config-invalid', ['validate.workspace']);
  expect(workspace).toEqual({ ok: true, told: { folders: [join(place.dir, 'from-elsewhere')] } });
});

it('an OpenClaw that cannot be asked lets nothing be changed', async () => {
  const place = recoveryPlace();
  place.configure(broken(wellConfigured(place)));
  const options = { ...place.options, openclaw: join(place.dir, 'not-there') };
  const made = await planIn({ ...place, options }, { finding: 'config-invalid' });
  expect(made).toMatchObject({ ok: false, because: { code: 'validate.not-asked' } });
});
