/** The repairs of files with the real OpenClaw: what it calls valid, and what the running gateway takes. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FILE_ACTS } from '../../src/agent/recovery/acts/files.ts';
import { makePlan } from '../../src/agent/recovery/make-plan.ts';
import { plannedRepair } from '../../src/agent/recovery/planned-repair.ts';
import type { SiteOptions } from '../../src/agent/recovery/site.ts';
import type { Plan } from '../../src/protocol/recovery.ts';
import type { ActTools, RunMemory, Told } from '../../src/runbooks/act.ts';
import { actsOf } from '../../src/runbooks/steps.ts';
import { installOpenClaw, type OpenClaw } from './install.ts';
import { type Lab, openLab } from './lab.ts';

const SESSION = '11111111-1111-4111-8111-111111111111';

let openclaw: OpenClaw;
beforeAll(async () => {
  openclaw = await installOpenClaw((line) => process.stderr.write(`${line}\n`));
}, 600_000);

async function opened(): Promise<{ lab: Lab; options: SiteOptions }> {
  const lab = await openLab(openclaw);
  onTestFinished(() => lab.dispose(), 60_000);
  const options = { stateDir: join(lab.dir, 'host-agent'), env: lab.env(), openclaw: openclaw.command };
  return { lab, options };
}

async function planned(options: SiteOptions, finding: string) {
  const signal = AbortSignal.timeout(120_000);
  const made = await makePlan({ finding }, { ...options, signal, say: () => {} });
  if (!made.ok) throw new Error(JSON.stringify(made));
  return made;
}

function runs(options: SiteOptions, { plan, memory }: { plan: Plan; memory: Told }) {
  const told: Record<string, Told> = { plan: memory };
  return async (id: string) => {
    const act = FILE_ACTS.map((make) => make(options)).find((each) => each.id === id);
    if (!act) throw new Error(id);
    const tools: ActTools & { memory: RunMemory } = {
      memory: { run: 'run-1', plan, told },
      signal: AbortSignal.timeout(act.limitMs),
      say: () => {},
    };
    const result = await act.do(tools);
    if (result.ok && result.told) told[id] = result.told;
    return result;
  };
}

describe('a file that OpenClaw refuses', () => {
  it('is mended on a shadow file first, and is then the one that it takes', async () => {
    const { lab, options } = await opened();
    const well = readFileSync(lab.configFile, 'utf8');
    const bad = well.replace('"gateway": {', '"gateway": {\n    "tokn": "typo", // of mine');
    writeFileSync(lab.configFile, bad);
    const made = await planned(options, 'config-invalid');
    expect(plannedRepair({ told: { plan: made.memory } })).toMatchObject({
      id: 'remove-unknown-key',
      needs: 'start',
    });
    const run = runs(options, made);
    expect(await run('snapshot.make')).toMatchObject({ ok: true });
    expect(readFileSync(lab.configFile, 'utf8')).toBe(bad);
    expect(await run('doctor.lint')).toMatchObject({ ok: true, told: { errors: expect.any(Array) } });
    expect(await run('repair.apply')).toMatchObject({ ok: true });
    expect(readFileSync(lab.configFile, 'utf8')).toBe(bad.replace('"tokn": "typo",', ''));
    expect(await run('validate.config')).toEqual({ ok: true, told: { planned: false } });
    expect(await run('snapshot.put-back')).toMatchObject({ ok: true });
    expect(readFileSync(lab.configFile, 'utf8')).toBe(bad);
  }, 300_000);
});

it("OpenClaw's own repair changes more than the copy that it is shown, so that no recovery rehearses or runs it", async () => {
  const { lab } = await opened();
  const sessions = join(lab.dir, 'sessions-of-this-host');
  mkdirSync(join(sessions, 'main'), { recursive: true });
  const store = join(sessions, 'main', 'sessions.json');
  writeFileSync(
    store,
    JSON.stringify({ 'agent:main:main': { sessionId: SESSION, updatedAt: 1_760_000_000_000 } }),
  );
  const copy = join(lab.dir, 'rehearsal', 'openclaw.json');
  const state = join(lab.dir, 'rehearsal', 'state');
  mkdirSync(state, { recursive: true });
  lab.configure((config) => {
    config.session = { store: join(sessions, '{agentId}', 'sessions.json') };
  });
  copyFileSync(lab.configFile, copy);
  const env = { ...lab.env(), OPENCLAW_CONFIG_PATH: copy, OPENCLAW_STATE_DIR: state, HOME: join(copy, '..') };
  const ran = spawnSync(openclaw.command, ['doctor', '--fix', '--non-interactive'], {
    env,
    timeout: 180_000,
  });
  expect(ran.status).toBe(0);
  // Should this fail with a later release, a rehearsal may be thought of again.
  expect(existsSync(store)).toBe(false);
}, 300_000);

describe('a running gateway', () => {
  it('takes the workspace of an earlier file without a restart, and says when it works by it', async () => {
    const { lab, options } = await opened();
    copyFileSync(lab.configFile, `${lab.configFile}.bak`);
    const wrong = join(lab.dir, 'workspace-that-was-deleted');
    lab.configure(({ agents }) => {
      agents.defaults.workspace = wrong;
    });
    mkdirSync(lab.workspace, { recursive: true });
    await lab.start();
    const made = await planned(options, 'workspace-path-missing');
    expect(made.plan.radius).toMatchObject({ turns: 0, why: null });
    expect(made.plan.changes).toEqual([
      { what: 'agents.defaults.workspace', before: wrong, after: lab.workspace },
    ]);
    expect(actsOf(made.plan)).not.toContain('restart');
    const run = runs(options, made);
    expect(await run('validate.workspace')).toMatchObject({ ok: true });
    expect(await run('snapshot.make')).toMatchObject({ ok: true });
    expect(await run('repair.apply')).toMatchObject({ ok: true });
    expect(await run('applied')).toEqual({ ok: true, told: { asked: true } });
  }, 300_000);

  it('that was started with a credential of its own is stopped and started, not restarted', async () => {
    const { lab, options } = await opened();
    await lab.start({ args: ['--token', 'lab-token-of-the-flag-0002'] });
    const made = await planned(options, 'token-drift');
    expect(plannedRepair({ told: { plan: made.memory } })).toMatchObject({
      id: 'align-credential',
      needs: 'stop-start',
    });
    expect(made.plan.path).toBe('align');
    expect(made.plan.steps.map(({ operation }) => operation)).toContain('restart.stop-start');
    expect(actsOf(made.plan)).toEqual(expect.arrayContaining(['restart', 'restart.proof', 'acceptance']));
    expect(JSON.stringify(made)).not.toContain(lab.token);
    expect(JSON.stringify(made)).not.toContain('lab-token-of-the-flag-0002');
  }, 300_000);
});
