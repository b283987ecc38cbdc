/**
 * What a recovery says to a living gateway, on the real one: its radius, its lease, and whether it works again. Each way
 * in which a gateway looks well and does not work is a test, since `status: ok` is said in most of them.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AdminDoor } from '../../../src/agent/gateway-admin/door.ts';
import { giveBackLease, takeLease } from '../../../src/agent/gateway-admin/lease.ts';
import { writeHolds } from '../../../src/agent/holds/kept-holds.ts';
import { leaseRests } from '../../../src/agent/holds/rest.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { expectedOf } from '../../../src/agent/recovery/acceptance/expected.ts';
import { turn } from '../../../src/agent/recovery/acceptance/turn.ts';
import { acceptance } from '../../../src/agent/recovery/acts/acceptance.ts';
import { askRadius, blastRadius } from '../../../src/agent/recovery/acts/blast-radius.ts';
import type { GatewayMeans } from '../../../src/agent/recovery/acts/gateway-means.ts';
import { giveBackLeaseAct, takeLeaseAct } from '../../../src/agent/recovery/acts/lease.ts';
import type { Told } from '../../../src/runbooks/act.ts';
import { installOpenClaw } from '../../gateway/install.ts';
import { type Lab, openLab } from '../../gateway/lab.ts';
import { act, changed, doorOf, meansOf, renew, strangeModels, withStrangeModels } from './place.ts';

let lab: Lab;
let door: AdminDoor;
const { signal } = new AbortController();
let means: GatewayMeans;

beforeAll(async () => {
  lab = await openLab(await installOpenClaw((line) => process.stderr.write(`${line}\n`)));
  await strangeModels(lab);
  lab.configure((config) => withStrangeModels(config, lab));
  await lab.start();
  means = meansOf(lab);
  door = doorOf(lab, means.stateDir);
}, 300_000);
afterAll(() => lab.dispose());

const left = (): string[] => readdirSync(lab.workspace).filter((name) => name.includes('acceptance'));
const sessions = async (): Promise<(string | undefined)[]> => {
  const asked = await door({ signal }, ({ admin }) => admin.ask('sessions.list', { limit: 50 }));
  if (!asked.ok || !asked.value.ok) throw new Error(`No sessions: ${JSON.stringify(asked)}`);
  return asked.value.value.sessions.map(({ key }) => key).filter((key) => key?.includes('acceptance'));
};

describe('acceptance of a gateway that works', { timeout: 120_000 }, () => {
  it('control: a read and a write, with nothing left of them', async () => {
    const done = await act(acceptance(means), 'control');
    expect(done).toEqual({
      ok: true,
      acceptance: { level: 'control', read: 'done', write: 'done', because: null },
    });
    expect(await sessions()).toEqual([]);
  });

  it('full: one turn that writes and reads in the workspace, with nothing left of it', async () => {
    const done = await act(acceptance(means), 'full');
    expect(done).toEqual({
      ok: true,
      acceptance: { level: 'full', read: 'done', write: 'done', because: null },
    });
    expect(left()).toEqual([]);
    expect(await sessions()).toEqual([]);
  });
});

describe('acceptance under a tool policy', { timeout: 120_000 }, () => {
  const note = (code: string, params: Record<string, unknown>) => ({
    ok: true,
    acceptance: { level: 'control', read: 'done', write: 'done', because: { code, params } },
  });
  const whole = { ok: true, acceptance: { read: 'done', write: 'done', because: null } };
  const all = { tools: 'session_status, agents_list, sessions_list' };
  const card = { tool: 'progress_card' };
  it.each([
    ['one tool, by the common policy', { deny: ['session_status'] }, null, whole],
    ['one tool, over the network alone', null, { deny: ['session_status'] }, whole],
    ['a group', { deny: ['group:sessions'] }, null, whole],
    ['every tool', { deny: ['*'] }, null, note('acceptance.tool-path-not-shown', all)],
    ['the writing one', { deny: ['progress_card'] }, null, note('acceptance.tool-write-not-shown', card)],
  ])('that denies %s: no failed gateway, and what was not shown is said', async (_, tools, gateway, says) => {
    await changed(lab, door, (config) => {
      if (tools) config.tools = tools;
      if (gateway) Object.assign(config.gateway, { tools: gateway });
    });
    try {
      expect(await act(acceptance(means), 'control')).toMatchObject(says);
    } finally {
      await changed(lab, door, () => {});
    }
    expect(await sessions()).toEqual([]);
  });
});

// Before a model is told that hangs: whatever the gateway begins by itself would be waited for.
describe('the lease', { timeout: 60_000 }, () => {
  const take = (run: string) => act(takeLeaseAct(means), 'control', {}, { run });
  const giveBack = (told: Record<string, Told>) => act(giveBackLeaseAct(means), 'control', told);
  // What a test that failed still holds would lock the next one out, and its own second run.
  afterEach(() =>
    door({ signal }, async ({ admin }) => {
      for (const id of ['run-1', 'freeze-3', 'run-4', 'freeze-4', 'run-5'])
        await giveBackLease(admin, id, null, signal);
    }),
  );

  it('is taken, renewed, seen by others, and given back', async () => {
    expect(await act(blastRadius(means))).toMatchObject({ ok: true, told: { turns: 0, why: null } });
    const first = await take('run-1');
    expect(first).toMatchObject({ ok: true, told: { leased: true, quiet: true } });
    const told = first.ok ? { 'lease.take': first.told ?? {} } : {};
    expect(await take('run-1')).toMatchObject({ told: { suspensionId: told['lease.take']?.suspensionId } });
    expect(await take('run-2')).toEqual({
      ok: false,
      because: { code: 'lease.held-by-another', params: {} },
    });
    // It locks us out, too.
    expect(await askRadius(door, signal)).toMatchObject({ turns: null, why: { code: 'gateway.suspended' } });
    expect(await giveBack(told)).toMatchObject({ ok: true, told: { resumed: true } });
    expect(await askRadius(door, signal)).toMatchObject({ turns: 0 });
    expect(await giveBack(told)).toMatchObject({ told: { resumed: false } });
  });

  it('of a freeze is the run’s own, and rests while the run needs the gateway', async () => {
    const ends = Date.now() + 600_000;
    const hold = { gateway: null, freeze: 'freeze-3', by: 'Ana', because: null, until: ends, ends };
    const kept = { ...hold, held: 'leased' as const, why: null, leases: [], at: Date.now() };
    writeHolds(means.stateDir, [kept], Date.now());
    await door({ signal }, ({ admin }) => takeLease(admin, 'freeze-3', { signal }));
    // Its suspension is not known here: the freeze's id finds it.
    expect(await giveBack({})).toMatchObject({ ok: true, told: { resumed: true } });
    expect(leaseRests(means.stateDir, 'freeze-3', Date.now())).toBe(true);
    expect(await askRadius(door, signal)).toMatchObject({ turns: 0 });
  });

  it('of a run that was faster than its freeze is given back under the run’s own id', async () => {
    writeHolds(means.stateDir, [], Date.now());
    const first = await take('run-4');
    const told = first.ok ? { 'lease.take': first.told ?? {} } : {};
    const ends = Date.now() + 600_000;
    const hold = { gateway: null, freeze: 'freeze-4', by: 'Ana', because: null, until: ends, ends };
    const kept = { ...hold, held: 'announced' as const, why: null, leases: [], at: Date.now() };
    writeHolds(means.stateDir, [kept], Date.now());
    expect(await giveBack(told)).toMatchObject({ ok: true, told: { resumed: true } });
    expect(await askRadius(door, signal)).toMatchObject({ turns: 0 });
  });

  it('of a run that lasts is renewed, and one of a freeze is left to whoever keeps the freeze', async () => {
    writeHolds(means.stateDir, [], Date.now());
    const first = await take('run-5');
    if (!first.ok) throw new Error(`Not taken: ${first.because?.code}`);
    const taken = first.told ?? {};
    const ends = async (): Promise<number> => {
      const asked = await door({ signal }, ({ admin }) =>
        admin.ask('gateway.suspend.status', { suspensionId: taken.suspensionId }),
      );
      return (asked.ok && asked.value.ok && asked.value.value.expiresAtMs) || 0;
    };
    const atFirst = await ends();
    expect(atFirst).toBeGreaterThan(0);
    const one = takeLeaseAct(means);
    await renew(one, { 'lease.take': { ...taken, requestId: 'freeze-5' } }, 'run-5');
    expect(await ends()).toBe(atFirst);
    await renew(one, { 'lease.take': taken }, 'run-5');
    expect(await ends()).toBeGreaterThan(atFirst);
    expect(await giveBack({ 'lease.take': taken })).toMatchObject({ told: { resumed: true } });
    await renew(one, {}, 'run-5');
    expect(await askRadius(door, signal)).toMatchObject({ turns: 0 });
  });
});

describe('acceptance of a gateway that only looks well', { timeout: 120_000 }, () => {
  const failsWith = async (code: string) => {
    const done = await act(acceptance(means), 'full');
    expect(done).toMatchObject({ ok: false, because: { code } });
    expect(left()).toEqual([]);
    return done;
  };

  it('the tool that writes is denied: the turn ends ok, and is not accepted', async () => {
    await changed(lab, door, (config) => {
      config.tools = { deny: ['write'] };
    });
    expect(await failsWith('acceptance.tools-denied')).toMatchObject({
      because: { params: { missing: expect.stringContaining('write') } },
    });
  });

  it('the workspace was not there when it was planned, also where the gateway has made it since', async () => {
    const madeAt = Date.now();
    const gone = join(lab.dir, 'gone');
    await changed(lab, door, (config) => {
      config.agents.defaults.workspace = gone;
    });
    const done = await act(acceptance(means), 'full', {}, { madeAt });
    expect(done).toMatchObject({
      ok: false,
      because: { code: expect.stringMatching(/^acceptance\.workspace-(missing|just-made)$/) },
    });
    mkdirSync(gone, { recursive: true });
    writeFileSync(join(gone, 'NOTES.md'), 'as a gateway does\n');
    expect(await act(acceptance(means), 'full', {}, { madeAt })).toMatchObject({
      ok: false,
      because: { code: 'acceptance.workspace-just-made' },
    });
  });

  it('the provider of the model is unknown', async () => {
    await changed(lab, door, (config) => {
      config.agents.defaults.model.primary = 'nosuch/model';
    });
    await failsWith('acceptance.model-unknown');
  });

  it('the provider refuses the key', async () => {
    await changed(lab, door, (config) => {
      config.agents.defaults.model.primary = 'refuses/refuses-1';
    });
    await failsWith('acceptance.model-refuses-key');
  });

  it('the gateway writes elsewhere than it should', async () => {
    const [meant, taken] = ['meant', 'taken'].map((name) => join(lab.dir, name)) as [string, string];
    for (const folder of [meant, taken]) mkdirSync(folder, { recursive: true });
    await changed(lab, door, (config) => {
      config.agents.defaults.workspace = taken;
    });
    const asked = await door({ signal }, ({ admin, target, host, redact }) => {
      const expected = { ...expectedOf(target), workspace: meant, seenAt: meant };
      return turn({ admin, host, expected, nonce: 'nonce-elsewhere', redact, signal, limitMs: 30_000 });
    });
    expect(asked).toMatchObject({
      ok: true,
      value: { ok: false, because: { code: 'acceptance.not-on-disk' } },
    });
  });

  it('a model that never answers: the turn is aborted, also in the gateway', async () => {
    await changed(lab, door, (config) => {
      config.agents.defaults.model.primary = 'hangs/hangs-1';
    });
    const running = door({ signal }, ({ admin, target, redact }) => {
      const expected = expectedOf(target);
      return turn({
        admin,
        host: realHost(),
        expected,
        nonce: 'nonce-hangs',
        redact,
        signal,
        limitMs: 30_000,
      });
    });
    await expect
      .poll(() => askRadius(door, signal), { timeout: 25_000 })
      .toMatchObject({ turns: 1, why: null });
    expect(await running).toMatchObject({ ok: true, value: { because: { code: 'acceptance.turn-hung' } } });
    await expect
      .poll(() => askRadius(door, signal), { timeout: 20_000 })
      .toMatchObject({ turns: 0, replies: 0 });
  });
});
