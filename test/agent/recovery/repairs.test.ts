/** Each repair on real files: when it applies, what it would change, and when it keeps its hands off. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import JSON5 from 'json5';
import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../src/agent/recovery/make-plan.ts';
import { plannedRepair } from '../../../src/agent/recovery/planned-repair.ts';
import { repairCalled } from '../../../src/agent/recovery/repairs/index.ts';
import { openSite } from '../../../src/agent/recovery/site.ts';
import { SEEN_ONLY } from '../../../src/agent/recovery/surroundings.ts';
import { actsOf } from '../../../src/runbooks/steps.ts';
import { planIn, type RecoveryPlace, recoveryPlace, type Well, wellConfigured } from './stand-in-openclaw.ts';

type Json = Record<string, unknown>;
type Case = {
  title: string;
  finding: string | null;
  way?: 'rollback';
  choice?: number;
  /** What the host's own policy names. */
  denied?: string[];
  /** The file as it is; null: none. */
  now: (well: Well, place: RecoveryPlace) => object | string | null;
  /** Copies beside it, by ending. */
  before?: (well: Well, place: RecoveryPlace) => Record<string, object | string>;
  prepare?: (place: RecoveryPlace) => void;
  /** What is planned: the repair's id and the file that it leads to; or why nothing. */
  gives: { repair: string; file?: (well: Well, place: RecoveryPlace) => object } | { why: string };
};

const withAuth = (well: Well, auth: object): object => ({ ...well, gateway: { ...well.gateway, auth } });
const text = (value: object | string): string =>
  typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`;
const TOKEN = { mode: 'token', token: 'token-of-this-host-that-nobody-may-see-0001' };

/** The record that OpenClaw keeps of folders that it has furnished (2026.9.6). */
function worked({ stateDir }: RecoveryPlace, folders: string[]): void {
  mkdirSync(join(stateDir, 'state'), { recursive: true });
  const db = new DatabaseSync(join(stateDir, 'state', 'openclaw.sqlite'));
  db.exec('CREATE TABLE workspace_setup_state (workspace_path TEXT, updated_at INTEGER)');
  folders.forEach((folder, n) => {
    db.prepare('INSERT INTO workspace_setup_state VALUES (?, ?)').run(folder, n);
  });
  db.close();
}

const CASES: Case[] = [
  {
    title: 'a key that this release does not know goes',
    finding: 'config-invalid',
    now: (well) => ({ ...well, gateway: { tokn: 'typo', ...well.gateway } }),
    gives: { repair: 'remove-unknown-key', file: (well) => well },
  },
  {
    title: 'a gateway that does not run, and nobody had the time to ask why: its file is refused',
    finding: 'gateway-unreachable',
    now: (well) => ({ ...well, gateway: { tokn: 'typo', ...well.gateway } }),
    gives: { repair: 'remove-unknown-key', file: (well) => well },
  },
  {
    title: 'a word that was replaced gets the word of today',
    finding: 'reload-mode-retired',
    now: (well) => ({ ...well, gateway: { ...well.gateway, reload: { mode: 'hot' } } }),
    gives: {
      repair: 'remove-unknown-key',
      file: (well) => ({ ...well, gateway: { ...well.gateway, reload: { mode: 'hybrid' } } }),
    },
  },
  {
    title: 'an unknown key below the credential goes while the credential stays',
    finding: 'config-invalid',
    now: (well) => withAuth(well, { ...TOKEN, tokn: 'x' }),
    gives: { repair: 'remove-unknown-key', file: (well) => well },
  },
  {
    title: 'a misspelt credential alone is no repair of ours',
    finding: 'config-invalid',
    now: (well) => withAuth(well, { mode: 'token', tokn: 'x' }),
    gives: { why: 'rollback.denied' },
  },
  {
    title: 'a value that is refused gets what it was before',
    finding: 'config-reload-skipped',
    now: (well) => ({ ...well, gateway: { ...well.gateway, port: 'many' } }),
    before: (well) => ({ 'last-good': well }),
    gives: { repair: 'config-rollback', file: (well) => well },
  },
  {
    title: 'an address that is none becomes this host alone',
    finding: 'config-reload-skipped',
    now: (well) => ({ ...well, gateway: { ...well.gateway, bind: 127001 } }),
    gives: { repair: 'remove-unknown-key', file: (well) => well },
  },
  {
    title: 'and is not opened, whatever it was before',
    finding: 'config-conflict',
    now: (well) => ({ ...well, gateway: { ...well.gateway, bind: 'tailnet' } }),
    before: (well) => ({ 'last-good': { ...well, gateway: { ...well.gateway, bind: 'lan' } } }),
    gives: { why: 'rollback.denied' },
  },
  {
    title: 'an address that this host does not have comes back to loopback',
    finding: 'config-conflict',
    now: (well) => ({
      ...well,
      gateway: { ...well.gateway, bind: 'custom', customBindHost: '192.0.2.44' },
    }),
    before: (well) => ({ 'last-good': well }),
    gives: { repair: 'config-rollback', file: (well) => well },
  },
  {
    title: 'what a start was refused for beyond all checks goes back to what last was in force',
    finding: 'config-invalid',
    now: (well) => ({ ...well, hooks: { enabled: true, path: '/hooks' } }),
    before: (well) => ({ 'last-good': well }),
    gives: { repair: 'config-rollback', file: (well) => well },
  },
  {
    title: 'and so does what the finding does not point to',
    finding: 'config-conflict',
    now: (well) => ({ ...well, bindings: [{ agentId: 'sales' }] }),
    before: (well) => ({ 'last-good': well }),
    gives: { repair: 'config-rollback', file: (well) => well },
  },
  {
    title: 'but not with a denied key among it',
    finding: 'config-conflict',
    now: (well) => ({ ...well, channels: {}, gateway: { ...well.gateway, controlUi: { enabled: false } } }),
    before: (well) => ({ 'last-good': well }),
    gives: { why: 'rollback.denied' },
  },
  {
    title: 'a plugin that was added is taken away again',
    finding: 'plugin-load-failed',
    now: (well) => ({
      ...well,
      plugins: { load: { paths: ['/opt/night-watch'] }, entries: { 'night-watch': { enabled: true } } },
    }),
    before: (well) => ({ bak: well }),
    gives: { repair: 'config-rollback', file: (well) => well },
  },
  {
    title: 'what OpenClaw filled in when it carried the file over is no way back; the model of before is',
    finding: 'model-auth-missing',
    now: (well) => ({
      ...well,
      agents: { defaults: { model: { primary: 'openai/one' } }, entries: { main: {} } },
    }),
    before: (well) => ({
      bak: { ...well, agents: { defaults: { model: { primary: 'openai/one' } } } },
      'last-good': { ...well, agents: { defaults: { model: { primary: 'stub/stub-1' } } } },
    }),
    gives: {
      repair: 'config-rollback',
      file: (well) => ({
        ...well,
        agents: { defaults: { model: { primary: 'stub/stub-1' } }, entries: { main: {} } },
      }),
    },
  },
  {
    title: 'a key of a model provider that never was another is for a person to bring',
    finding: 'model-auth-missing',
    now: (well) => well,
    gives: { why: 'way.needs-new-credential' },
  },
  {
    title: 'a file that was cut comes back whole',
    finding: 'config-invalid',
    now: (well) => text(well).slice(0, 300),
    before: (well) => ({ 'last-good': well, bak: { ...well, gateway: { ...well.gateway, port: 1 } } }),
    gives: { repair: 'config-rollback', file: (well) => well },
  },
  {
    title: 'a file that is gone comes back whole',
    finding: 'config-missing',
    now: () => null,
    before: (well) => ({ 'last-good': well }),
    gives: { repair: 'config-rollback', file: (well) => well },
  },
  {
    title: 'a file that a script wrote over comes back whole',
    finding: 'gateway-mode-missing',
    now: () => ({ tools: { deny: ['exec'] } }),
    before: (well) => ({ 'last-good': well }),
    gives: { repair: 'config-rollback', file: (well) => well },
  },
  {
    title: 'one missing key comes back alone',
    finding: 'gateway-mode-missing',
    now: (well) => {
      const { mode: _, ...gateway } = well.gateway;
      return { ...well, gateway, logging: { level: 'debug' } };
    },
    before: (well) => ({ bak: well }),
    gives: { repair: 'config-rollback', file: (well) => ({ ...well, logging: { level: 'debug' } }) },
  },
  {
    title: "a person's own copy is not taken without being chosen",
    finding: 'config-missing',
    now: () => null,
    before: (well) => ({ 'of-tuesday': well }),
    gives: { why: 'rollback.no-earlier' },
  },
  {
    title: 'and is where it was',
    finding: 'config-missing',
    choice: 0,
    now: () => null,
    before: (well) => ({ 'of-tuesday': well }),
    gives: { repair: 'config-rollback', file: (well) => well },
  },
  {
    title: 'without an earlier file nothing is made up',
    finding: 'gateway-mode-missing',
    now: () => ({ tools: { deny: ['exec'] } }),
    gives: { why: 'rollback.no-earlier' },
  },
  {
    title: "and OpenClaw's own repair is left to people, with what else it changes",
    finding: 'gateway-mode-missing',
    now: () => ({ tools: { deny: ['exec'] } }),
    gives: { why: 'way.doctor-by-hand' },
  },
  {
    title: 'a policy that somebody chose is told by its key',
    finding: 'tool-policy-denies',
    now: (well) => ({ ...well, tools: { deny: ['*'] } }),
    before: (well) => ({ bak: well }),
    gives: { why: 'way.policy-chosen' },
  },
  {
    title: 'an older file that listens to the network does not come back',
    finding: 'config-missing',
    now: () => null,
    before: (well) => ({ bak: { ...well, gateway: { ...well.gateway, bind: 'lan' } } }),
    gives: { why: 'rollback.would-widen' },
  },
  {
    title: 'a network without a credential gets both back, and only narrower',
    finding: 'bind-refused-no-auth',
    now: (well) => {
      const { auth: _, ...gateway } = well.gateway;
      return { ...well, gateway: { ...gateway, bind: 'lan' } };
    },
    before: (well) => ({ 'last-good': well }),
    gives: { repair: 'config-rollback', file: (well) => well },
  },
  {
    title: 'a rollback that people ask for leaves denied keys as they are',
    finding: null,
    way: 'rollback',
    now: (well) => ({
      ...withAuth(well, { mode: 'token', token: 'another-token-of-today-0003' }),
      logging: { level: 'trace' },
    }),
    before: (well) => ({ bak: well }),
    gives: {
      repair: 'config-rollback',
      file: (well) => withAuth(well, { mode: 'token', token: 'another-token-of-today-0003' }),
    },
  },
  {
    title: 'and touches nothing where only denied keys differ',
    finding: null,
    way: 'rollback',
    now: (well) => ({ ...well, channels: { telegram: { dmPolicy: 'pairing' } } }),
    before: (well) => ({ bak: { ...well, channels: { telegram: { dmPolicy: 'open' } } } }),
    gives: { why: 'rollback.nothing-differs' },
  },
  {
    title: 'a workspace that is gone becomes the one of an earlier file',
    finding: 'workspace-path-missing',
    now: (well, { dir }) => ({
      ...well,
      agents: { defaults: { ...well.agents.defaults, workspace: join(dir, 'nowhere') } },
    }),
    before: (well) => ({ bak: well }),
    prepare: ({ dir }) => mkdirSync(join(dir, 'workspace')),
    gives: { repair: 'set-workspace', file: (well) => well },
  },
  {
    title: 'one that nobody had before is chosen by a person',
    finding: 'workspace-path-missing',
    now: (well) => well,
    prepare: ({ dir }) => mkdirSync(join(dir, 'workspace-of-tuesday')),
    gives: { why: 'workspace.no-earlier' },
  },
  {
    title: 'and then it is that one',
    finding: 'workspace-path-missing',
    choice: 0,
    now: (well) => well,
    prepare: ({ dir }) => mkdirSync(join(dir, 'workspace-of-tuesday')),
    gives: {
      repair: 'set-workspace',
      file: (well, { dir }) => ({
        ...well,
        agents: { defaults: { ...well.agents.defaults, workspace: join(dir, 'workspace-of-tuesday') } },
      }),
    },
  },
  {
    title: 'the only other folder that the gateway ever worked in is the one of before',
    finding: 'workspace-path-missing',
    now: (well, { dir }) => ({
      ...well,
      agents: { defaults: { ...well.agents.defaults, workspace: join(dir, 'nowhere') } },
    }),
    prepare: (place) => {
      mkdirSync(join(place.dir, 'workspace'));
      worked(place, [join(place.dir, 'workspace'), join(place.dir, 'long-gone')]);
    },
    gives: { repair: 'set-workspace', file: (well) => well },
  },
  {
    title: 'of two such folders a person chooses',
    finding: 'workspace-path-missing',
    now: (well, { dir }) => ({
      ...well,
      agents: { defaults: { ...well.agents.defaults, workspace: join(dir, 'nowhere') } },
    }),
    prepare: (place) => {
      for (const name of ['workspace', 'other']) mkdirSync(join(place.dir, name));
      worked(place, [join(place.dir, 'workspace'), join(place.dir, 'other')]);
    },
    gives: { why: 'workspace.no-earlier' },
  },
  {
    title: 'a workspace that is there is left alone',
    finding: 'workspace-path-missing',
    now: (well) => well,
    prepare: ({ dir }) => mkdirSync(join(dir, 'workspace')),
    gives: { why: 'workspace.all-there' },
  },
  {
    title: 'a command-line backend gives way to the route of before',
    finding: 'cli-only-backend',
    now: (well) => ({
      ...well,
      agents: { defaults: { ...well.agents.defaults, model: { primary: 'claude-cli/x' } } },
    }),
    before: (well) => ({ bak: well }),
    gives: { repair: 'set-model-route', file: (well) => well },
  },
  {
    title: 'or to the only one that is configured',
    finding: 'cli-only-backend',
    now: (well) => ({ ...well, agents: { defaults: { ...well.agents.defaults, model: 'claude-cli/x' } } }),
    gives: {
      repair: 'set-model-route',
      file: (well) => ({ ...well, agents: { defaults: { ...well.agents.defaults, model: 'stub/stub-1' } } }),
    },
  },
  {
    title: 'of several that nobody used before a person chooses',
    finding: 'model-not-found',
    now: (well) => {
      const stub = { ...well.models.providers.stub, models: [{ id: 'stub-1' }, { id: 'stub-2' }] };
      const model = { primary: 'stub/stub-9' };
      return {
        ...well,
        agents: { defaults: { ...well.agents.defaults, model } },
        models: { mode: 'replace', providers: { stub } },
      };
    },
    gives: { why: 'route.no-earlier' },
  },
  {
    title: 'an earlier route whose provider is gone is none',
    finding: 'cli-only-backend',
    now: (well) => ({
      ...well,
      agents: { defaults: { ...well.agents.defaults, model: 'claude-cli/x' } },
      models: { mode: 'replace', providers: {} },
    }),
    before: (well) => ({ bak: well }),
    gives: { why: 'route.no-earlier' },
  },
  {
    title: 'a placeholder gives way to the value that was there before',
    finding: 'credential-redacted',
    now: (well) => withAuth(well, { mode: 'token', token: '__OPENCLAW_REDACTED__' }),
    before: (well) => ({ bak: well }),
    gives: { repair: 'align-credential', file: (well) => well },
  },
  {
    title: 'a placeholder without a past gives way to a new value',
    finding: 'credential-redacted',
    now: (well) => withAuth(well, { mode: 'token', token: '__OPENCLAW_REDACTED__' }),
    gives: { repair: 'align-credential' },
  },
  {
    title: 'a variable that nobody sets gives way to an earlier value',
    finding: 'token-drift',
    now: (well) => withAuth(well, { mode: 'token', token: '$'.concat('{TOKEN_OF_NOBODY}') }),
    before: (well) => ({ 'last-good': well }),
    gives: { repair: 'align-credential', file: (well) => well },
  },
  {
    title: 'a variable that nobody sets and never had a value is a matter for people',
    finding: 'token-drift',
    now: (well) => withAuth(well, { mode: 'token', token: '$'.concat('{TOKEN_OF_NOBODY}') }),
    gives: { why: 'credential.variable-unset' },
  },
  {
    title: 'token and password without a word which counts: as it was',
    finding: 'auth-ambiguous-mode',
    now: (well) => withAuth(well, { token: TOKEN.token, password: 'password-of-nobody-0004' }),
    before: (well) => ({ 'last-good': well }),
    gives: { repair: 'align-credential', file: (well) => well },
  },
  {
    title: 'the word that says which kind counts follows the kind that is there',
    finding: 'auth-not-configured',
    now: (well) => withAuth(well, { ...TOKEN, mode: 'password' }),
    gives: { repair: 'align-credential', file: (well) => well },
  },
  ...['gateway.auth.*', 'gateway.auth.token', 'gateway.*'].flatMap((pattern): Case[] => [
    {
      title: `an earlier credential stays where it is if the policy of the host names ${pattern}`,
      finding: 'credential-redacted',
      denied: [pattern],
      now: (well) => withAuth(well, { mode: 'token', token: '__OPENCLAW_REDACTED__' }),
      before: (well) => ({ bak: well }),
      gives: { why: 'candidate.denied' },
    },
    {
      title: `and so does a placeholder (${pattern})`,
      finding: 'credential-redacted',
      denied: [pattern],
      now: (well) => withAuth(well, { mode: 'token', token: '__OPENCLAW_REDACTED__' }),
      gives: { why: 'candidate.denied' },
    },
  ]),
  {
    title: 'the word that says which kind counts stays if the policy of the host names it',
    finding: 'auth-not-configured',
    denied: ['gateway.auth.mode'],
    now: (well) => withAuth(well, { ...TOKEN, mode: 'password' }),
    gives: { why: 'candidate.denied' },
  },
  {
    title: 'an address that is none is left to people if the policy of the host names it',
    finding: 'config-reload-skipped',
    denied: ['gateway.bind'],
    now: (well) => ({ ...well, gateway: { ...well.gateway, bind: 127001 } }),
    gives: { why: 'config.refused-otherwise' },
  },
  {
    title: 'an older file with a plugin more than the last in force does not come back',
    finding: 'config-missing',
    now: () => null,
    choice: 0,
    before: (well) => ({ 'last-good': well, bak: { ...well, plugins: { load: { paths: ['/tmp/x'] } } } }),
    gives: { why: 'candidate.denied' },
  },
  {
    title: 'a list of agents whose hands were others before is left to people',
    finding: 'heartbeat-unknown-account',
    now: (well) => ({
      ...well,
      agents: { ...well.agents, list: [{ id: 'ops', tools: { deny: ['exec'] } }] },
    }),
    before: (well) => ({ bak: { ...well, agents: { ...well.agents, list: [{ id: 'ops' }] } } }),
    gives: { why: 'rollback.denied' },
  },
  {
    title: 'a gateway that let everybody in before does not again',
    finding: 'auth-not-configured',
    now: (well) => withAuth(well, { mode: 'password' }),
    before: (well) => ({ bak: withAuth(well, { mode: 'none' }) }),
    gives: { why: 'credential.none-configured' },
  },
];

describe.each(CASES)('$title', ({ finding, way, choice, denied, now, before, prepare, gives }) => {
  it(`${'why' in gives ? `is refused (${gives.why})` : gives.repair}`, async () => {
    const bare = recoveryPlace();
    const place = denied ? { ...bare, options: { ...bare.options, denied } } : bare;
    const well = wellConfigured(place);
    const present = now(well, place);
    if (present !== null) writeFileSync(place.configPath, text(present));
    for (const [ending, copy] of Object.entries(before?.(well, place) ?? {}))
      writeFileSync(`${place.configPath}.${ending}`, text(copy));
    prepare?.(place);
    const made = await planIn(place, {
      finding,
      ...(way ? { way } : {}),
      ...(choice === undefined ? {} : { choice }),
    });
    if ('why' in gives) {
      expect(made.ok).toBe(false);
      if (made.ok) return;
      const reasons = [made.because, ...(made.plan?.cautions ?? [])].map(({ code }) => code);
      expect(reasons).toContain(gives.why);
      expect(made.plan?.path).toBe('escalate');
      return;
    }
    if (!made.ok) throw new Error(JSON.stringify(made));
    const planned = plannedRepair({ told: { plan: made.memory } });
    expect(planned?.id).toBe(gives.repair);
    expect(actsOf(made.plan)).toContain('repair.apply');
    // Nothing runs here: what is mended must be started.
    expect(planned?.needs).toBe('start');
    const opened = await openSite(undefined, place.options, new AbortController().signal);
    if (!opened.ok || !planned) throw new Error('no site');
    const staged = await repairCalled(planned.id)?.stage(opened.site, planned.args);
    if (!staged?.ok) throw new Error(JSON.stringify(staged));
    const bytes = staged.files[0]?.bytes?.toString() ?? '';
    if (gives.file)
      expect(JSON5.parse(bytes) as Json).toEqual(JSON.parse(JSON.stringify(gives.file(well, place))));
    // Making a plan changes nothing.
    if (present !== null) expect(readFileSync(place.configPath, 'utf8')).toBe(text(present));
  });
});

it('what watches the file is named where the file is changed', async () => {
  const place = recoveryPlace();
  const well = wellConfigured(place);
  writeFileSync(place.configPath, text({ ...well, gateway: { tokn: 'typo', ...well.gateway } }));
  const watched = { code: 'caution.reload-watcher', params: {} };
  const surroundings = {
    ...SEEN_ONLY,
    outlook: async (...asked: Parameters<typeof SEEN_ONLY.outlook>) => ({
      ...(await SEEN_ONLY.outlook(...asked)),
      cautions: [watched],
    }),
  };
  const cautionsOf = async (finding: string) => {
    const tools = { ...place.options, signal: new AbortController().signal, say: () => {}, surroundings };
    const made = await makePlan({ finding }, tools);
    return made.plan?.cautions ?? [];
  };
  expect(await cautionsOf('config-invalid')).toContainEqual(watched);
  place.configure(well);
  expect(await cautionsOf('gateway-unreachable')).not.toContainEqual(watched);
});

it('a place that people chose from a list that is shown with the plan', async () => {
  const place = recoveryPlace();
  place.configure(wellConfigured(place));
  mkdirSync(join(place.dir, 'workspace-of-tuesday'));
  const made = await planIn(place, { finding: 'workspace-path-missing' });
  expect(made.ok === false && made.plan?.choices).toEqual([
    { code: 'choice.workspace', params: { folder: join(place.dir, 'workspace-of-tuesday'), agent: 'main' } },
  ]);
});

it('earlier configurations are offered the newest first, whoever’s they are, with their author where one is known', async () => {
  const place = recoveryPlace();
  const well = wellConfigured(place);
  place.configure({ ...well, gateway: { ...well.gateway, port: 9 } });
  const at = (hour: string): Date => new Date(`2026-11-20T${hour}:00:00.000Z`);
  const put = (ending: string, port: number, hour: string): string => {
    const path = `${place.configPath}.${ending}`;
    writeFileSync(path, text({ ...well, gateway: { ...well.gateway, port } }));
    utimesSync(path, at(hour), at(hour));
    return path;
  };
  const paths = [put('bak', 1, '01'), put('mine', 2, '03'), put('last-good', 3, '02')];
  const sha = createHash('sha256')
    .update(readFileSync(String(paths[2])))
    .digest('hex');
  mkdirSync(join(place.stateDir, 'state'), { recursive: true });
  const db = new DatabaseSync(join(place.stateDir, 'state', 'openclaw.sqlite'));
  db.exec('CREATE TABLE diagnostic_events (scope TEXT, event_key INTEGER, payload_json TEXT)');
  const row = { ts: at('04').toISOString(), event: 'config.external', nextHash: sha };
  db.prepare('INSERT INTO diagnostic_events VALUES (?, 1, ?)').run('config-audit', JSON.stringify(row));
  db.close();
  const made = await planIn(place, { finding: null, way: 'rollback' });
  const told = made.plan?.choices?.map(({ params: { from, at: when, by } }) => [from, when, by]);
  expect(told).toEqual([
    [paths[2], at('04').toISOString(), 'somebody outside OpenClaw'],
    [paths[1], at('03').toISOString(), ''],
    [paths[0], at('01').toISOString(), ''],
  ]);
});
