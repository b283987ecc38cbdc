/** A change of files: kept before, put back byte for byte, never over what a person has saved since. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FILE_ACTS } from '../../../src/agent/recovery/acts/files.ts';
import { sha256 } from '../../../src/agent/recovery/owned-files.ts';
import { preconditionsHold } from '../../../src/agent/recovery/preconditions.ts';
import { noteWrite, snapshotDir } from '../../../src/agent/recovery/snapshot.ts';
import { filesStand } from '../../../src/agent/recovery/standing.ts';
import type { ActTools, RunMemory } from '../../../src/runbooks/act.ts';
import { type Canary, filesUnder, leaksIn } from '../../fakes/canaries.ts';
import { planIn, type RecoveryPlace, recoveryPlace, toolsFor, wellConfigured } from './stand-in-openclaw.ts';

const HAND_WRITTEN = (place: RecoveryPlace): string => {
  const text = JSON.stringify(wellConfigured(place), null, 2);
  return `// of this host\r\n${text.replace('"gateway": {', '"gateway": {\n    "tokn": "typo", // ?').replaceAll('\n', '\r\n')}\r\n`;
};

type Tools = ActTools & { memory: RunMemory };

function act(place: RecoveryPlace, id: string) {
  const found = FILE_ACTS.map((make) => make(place.options)).find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
}

async function planned(before = HAND_WRITTEN, finding = 'config-invalid') {
  const place = recoveryPlace();
  writeFileSync(place.configPath, before(place), { mode: 0o640 });
  chmodSync(place.configPath, 0o640);
  const made = await planIn(place, { finding });
  if (!made.ok) throw new Error(JSON.stringify(made));
  const tools: Tools = toolsFor(made.plan, made.memory);
  const run = (id: string) => act(place, id).do(tools);
  return { place, tools, run, before: before(place), plan: made.plan, memory: made.memory };
}

describe('a repair of files', () => {
  it('is put in place with mode and every other byte kept, and taken back byte for byte', async () => {
    const { place, run, before, tools } = await planned();
    expect(await run('validate.config')).toEqual({ ok: true, told: { planned: true } });
    expect(await run('snapshot.make')).toMatchObject({ ok: true });
    expect(await act(place, 'repair.apply').seen?.(tools)).toBe('not-done');
    const applied = await run('repair.apply');
    expect(applied).toMatchObject({ ok: true, changed: [{ what: 'gateway.tokn', after: null }] });
    expect(readFileSync(place.configPath, 'utf8')).toBe(before.replace('"tokn": "typo",', ''));
    expect(statSync(place.configPath).mode & 0o777).toBe(0o640);
    expect(await act(place, 'repair.apply').seen?.(tools)).toBe('done');
    expect(await run('validate.config')).toEqual({ ok: true, told: { planned: false } });
    expect(await act(place, 'snapshot.put-back').seen?.(tools)).toBe('not-done');
    expect(await run('snapshot.put-back')).toMatchObject({ ok: true });
    expect(readFileSync(place.configPath, 'utf8')).toBe(before);
    expect(statSync(place.configPath).mode & 0o777).toBe(0o640);
    expect(await act(place, 'snapshot.put-back').seen?.(tools)).toBe('done');
    // Nothing of ours is left beside it.
    expect(
      readdirSync(place.dir).filter((name) => name.includes('candidate') || name.includes('.new')),
    ).toEqual([]);
  });

  it('through a link changes the file that it leads to, and leaves the link', async () => {
    const place = recoveryPlace();
    const real = place.write('settings/of-this-host.json', HAND_WRITTEN(place));
    symlinkSync(real, place.configPath);
    const made = await planIn(place, { finding: 'config-invalid' });
    if (!made.ok) throw new Error(JSON.stringify(made));
    const tools = toolsFor(made.plan, made.memory);
    await act(place, 'snapshot.make').do(tools);
    expect(await act(place, 'repair.apply').do(tools)).toMatchObject({ ok: true });
    expect(readFileSync(real, 'utf8')).not.toContain('tokn');
    await act(place, 'snapshot.put-back').do(tools);
    expect(readFileSync(real, 'utf8')).toBe(HAND_WRITTEN(place));
  });

  it('of a file that was not there is taken away again', async () => {
    const place = recoveryPlace();
    writeFileSync(`${place.configPath}.last-good`, JSON.stringify(wellConfigured(place)));
    const made = await planIn(place, { finding: 'config-missing' });
    if (!made.ok) throw new Error(JSON.stringify(made));
    const tools = toolsFor(made.plan, made.memory);
    await act(place, 'snapshot.make').do(tools);
    expect(await act(place, 'repair.apply').do(tools)).toMatchObject({ ok: true });
    expect(statSync(place.configPath).mode & 0o777).toBe(0o600);
    expect(await act(place, 'snapshot.put-back').do(tools)).toMatchObject({ ok: true });
    expect(existsSync(place.configPath)).toBe(false);
  });
});

describe('config edited by a human between approval and run', () => {
  it('is refused before anything is touched', async () => {
    const { place, run, tools, before } = await planned();
    await run('snapshot.make');
    const theirs = before.replace('18789', '18790');
    writeFileSync(place.configPath, theirs);
    expect(await filesStand(place.options, tools)).toMatchObject({ code: 'config.changed-meanwhile' });
    expect(await run('repair.apply')).toMatchObject({
      ok: false,
      because: { code: 'config.changed-meanwhile' },
    });
    expect(readFileSync(place.configPath, 'utf8')).toBe(theirs);
    expect(await act(place, 'repair.apply').seen?.(tools)).toBe('not-done');
  });

  it('and after the change theirs stays, and nothing is put back over it', async () => {
    const { place, run, tools } = await planned();
    await run('snapshot.make');
    await run('repair.apply');
    const theirs = `${readFileSync(place.configPath, 'utf8')}\n// mine`;
    writeFileSync(place.configPath, theirs);
    expect(await act(place, 'repair.apply').seen?.(tools)).toBe('unknown');
    expect(await act(place, 'snapshot.put-back').seen?.(tools)).toBe('unknown');
    const back = await run('snapshot.put-back');
    expect(back).toMatchObject({ ok: false, because: { code: 'put-back.changed-meanwhile' } });
    expect(readFileSync(place.configPath, 'utf8')).toBe(theirs);
  });

  it('is seen by the precondition of an order', async () => {
    const { place, before } = await planned();
    const holds = preconditionsHold(place.options);
    const wanted = { what: 'config-sha256' as const, gateway: 'default', is: sha256(before) };
    expect(await holds(wanted)).toBe(true);
    writeFileSync(place.configPath, `${before} `);
    expect(await holds(wanted)).toBe(false);
    expect(await holds({ ...wanted, gateway: 'nobody' })).toBe(false);
    unlinkSync(place.configPath);
    expect(await holds(wanted)).toBe(false);
  });
});

describe('a crash', () => {
  it('between the note and the rename leaves the file as it was, and says so', async () => {
    const { place, run, tools } = await planned();
    await run('snapshot.make');
    noteWrite(place.ownDir, 'run-1', place.configPath, sha256('what was about to be written'));
    expect(await act(place, 'repair.apply').seen?.(tools)).toBe('not-done');
    expect(await act(place, 'snapshot.put-back').seen?.(tools)).toBe('done');
    expect(await run('repair.apply')).toMatchObject({ ok: true });
    expect(await act(place, 'repair.apply').seen?.(tools)).toBe('done');
  });

  it('before the snapshot was whole lets nothing be changed', async () => {
    const { place, run, tools, before } = await planned();
    mkdirSync(snapshotDir(place.ownDir, 'run-1'), { recursive: true });
    expect(await run('repair.apply')).toMatchObject({ ok: false, because: { code: 'snapshot.lacks-file' } });
    expect(readFileSync(place.configPath, 'utf8')).toBe(before);
    expect(await act(place, 'snapshot.put-back').do(tools)).toMatchObject({ ok: false });
  });
});

it('a damaged copy in the snapshot is never put back', async () => {
  const { place, run } = await planned();
  await run('snapshot.make');
  await run('repair.apply');
  const changed = readFileSync(place.configPath, 'utf8');
  writeFileSync(join(snapshotDir(place.ownDir, 'run-1'), 'file-0'), '{}');
  expect(await run('snapshot.put-back')).toMatchObject({ ok: false, because: { code: 'put-back.failed' } });
  expect(readFileSync(place.configPath, 'utf8')).toBe(changed);
});

it('an earlier file that was changed after the plan is not what people agreed to', async () => {
  const place = recoveryPlace();
  const well = wellConfigured(place);
  writeFileSync(place.configPath, JSON.stringify({ ...well, gateway: { ...well.gateway, port: 'many' } }));
  writeFileSync(`${place.configPath}.bak`, JSON.stringify(well));
  const made = await planIn(place, { finding: 'config-invalid' });
  if (!made.ok) throw new Error(JSON.stringify(made));
  const tools = toolsFor(made.plan, made.memory);
  await act(place, 'snapshot.make').do(tools);
  writeFileSync(
    `${place.configPath}.bak`,
    JSON.stringify({ ...well, gateway: { ...well.gateway, port: 1 } }),
  );
  const applied = await act(place, 'repair.apply').do(tools);
  expect(applied).toMatchObject({ ok: false, because: { code: 'earlier.changed-meanwhile' } });
});

it('no secret is in a plan, in what acts tell, or beside the files that hold it', async () => {
  const place = recoveryPlace();
  const well = wellConfigured(place);
  const canaries: Canary[] = [
    { name: 'token', value: well.gateway.auth.token },
    { name: 'model key', value: well.models.providers.stub.apiKey },
    { name: 'misspelt', value: 'secret-under-a-misspelt-name-0007' },
    { name: 'older token', value: 'older-token-that-nobody-may-see-0008' },
  ];
  const auth = { mode: 'token', token: '__OPENCLAW_REDACTED__' };
  const older = {
    ...well,
    gateway: { ...well.gateway, auth: { mode: 'token', token: 'older-token-that-nobody-may-see-0008' } },
  };
  writeFileSync(place.configPath, JSON.stringify({ ...well, gateway: { ...well.gateway, auth } }));
  writeFileSync(`${place.configPath}.bak`, JSON.stringify(older));
  const said: unknown[] = [];
  for (const wanted of [
    { finding: 'credential-redacted' },
    { finding: null, way: 'rollback' as const },
    { finding: 'cli-only-backend' },
  ]) {
    const made = await planIn(place, wanted);
    said.push(made);
    if (!made.ok) continue;
    const tools = { ...toolsFor(made.plan, made.memory), say: (now: unknown) => void said.push(now) };
    for (const id of [
      'validate.config',
      'validate.workspace',
      'validate.route',
      'doctor.lint',
      'snapshot.make',
      'repair.apply',
    ])
      said.push(await act(place, id).do(tools));
    said.push(await act(place, 'snapshot.put-back').do(tools));
  }
  writeFileSync(
    place.configPath,
    JSON.stringify({ ...well, gateway: { ...well.gateway, tokn: 'secret-under-a-misspelt-name-0007' } }),
  );
  said.push(await planIn(place, { finding: 'config-invalid' }));
  expect(JSON.stringify(said)).toContain('fingerprint');
  const notes = Object.fromEntries(
    Object.entries(filesUnder(place.ownDir)).filter(([path]) => !/\/file-\d+$/.test(path)),
  );
  expect(Object.keys(notes).length).toBeGreaterThan(2);
  expect(leaksIn({ said: JSON.stringify(said), ...notes }, canaries)).toEqual([]);
  // The search finds what is there.
  expect(leaksIn(filesUnder(place.ownDir), canaries).length).toBeGreaterThan(0);
});
