/** The saved configuration: readable, parsed, in which mode, and written before or after the start. */
import { chmodSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { config } from '../../../src/agent/probes/config.ts';
import { record } from '../boot-record.ts';
import { contextOf, emptyPlace, type Place, processLike, said } from '../place.ts';

const look = async (place: Place, more = {}) => config.look(await contextOf(place, more));

/** A command that answers `config validate --json` with these words. */
function command(place: Place, prints: string, code = 0): { openclaw: string } {
  const text = `#!/usr/bin/env node\nif (process.argv.slice(2).join() !== 'config,validate,--json') process.exit(9);\nconsole.log(${JSON.stringify(prints)});process.exitCode=${code}`;
  const openclaw = place.write('bin/openclaw.mjs', text);
  chmodSync(openclaw, 0o755);
  return { openclaw };
}

it('a running gateway with its configuration', async () => {
  const place = emptyPlace();
  place.configure(`// comments and trailing commas are fine
    { gateway: { mode: 'local', bind: 'loopback', reload: { mode: 'off' }, auth: { mode: 'token', token: 't0ken-of-config' }, }, }`);
  place.write('openclaw.json.bak', '{}');
  place.write('openclaw.json.last-good', '{}');
  place.write('openclaw.json.swp', '');
  await processLike(place);
  expect(said(await look(place))).toMatchObject({
    'config.path': place.configPath,
    'config.file': 'readable',
    'config.parse': 'ok',
    'config.mode': 'local',
    'config.bind': 'loopback',
    'config.reload-mode': 'off',
    'config.auth-configured': true,
    'gateway.auth.mode': 'token',
    'config.backups': 2,
    'config.changed-after-start': false,
  });
});

it('was written after the process started', async () => {
  const place = emptyPlace();
  place.configure({});
  await processLike(place);
  const later = Date.now() / 1000 + 60;
  utimesSync(place.configPath, later, later);
  expect(said(await look(place))).toMatchObject({
    'config.changed-after-start': true,
    'config.changed-at': new Date(Math.floor(later * 1000)).toISOString(),
  });
});

it('was written before the restart that the process has had within itself', async () => {
  const place = emptyPlace();
  place.configure({});
  const pid = await processLike(place);
  const later = Date.now() / 1000 + 60;
  utimesSync(place.configPath, later, later);
  record(place, [[pid, (later + 60) * 1000, null]]);
  expect(said(await look(place))).toMatchObject({ 'config.changed-after-start': false });
});

it('says nothing of what it does not hold', async () => {
  const place = emptyPlace();
  place.configure({});
  await processLike(place);
  expect(said(await look(place))).toMatchObject({
    'config.mode': 'unset',
    'config.bind': 'unset',
    'gateway.auth.mode': 'unset',
    'config.auth-configured': false,
    'config.reload-mode': 'hybrid',
  });
});

it('is put together from the files that it includes', async () => {
  const place = emptyPlace();
  place.write('parts/gateway.json', '{ "mode": "remote", "bind": "lan" }');
  place.configure({ gateway: { $include: './parts/gateway.json', mode: 'local' } });
  await processLike(place);
  expect(said(await look(place))).toMatchObject({ 'config.mode': 'local', 'config.bind': 'lan' });
});

it.each([
  ['is not there', null],
  ['is cut in the middle', '{ "mode": "local", "port'],
])('with an included part that %s, as OpenClaw refuses it', async (_, text) => {
  const place = emptyPlace();
  if (text !== null) place.write('parts/gateway.json', text);
  place.configure({ gateway: { $include: './parts/gateway.json' } });
  const facts = said(await look(place));
  expect(facts).toMatchObject({
    'config.file': 'readable',
    'config.parse': 'broken',
    'config.issues': [expect.stringContaining('./parts/gateway.json')],
  });
  expect(facts).not.toHaveProperty('config.mode');
});

it.each([
  ['2026.11.2', true],
  ['2026.9.6-2', false],
  ['2026.9.6', false],
  ['2026.9.5', false],
  ['of my own', undefined],
])('written by release %s, with 2026.9.6 installed', async (by, newer) => {
  const place = emptyPlace();
  place.configure({ meta: { lastTouchedVersion: by } });
  place.write('package.json', '{"name":"openclaw","version":"2026.9.6"}');
  const facts = said(await look(place, command(place, '{"valid":true}')));
  expect(facts['config.written-by']).toBe(by);
  expect(facts['config.newer-than-release']).toBe(newer);
});

describe('not to be had:', () => {
  it('a folder in its place', async () => {
    const place = emptyPlace();
    mkdirSync(place.configPath);
    expect(said(await look(place))).toMatchObject({ 'config.file': 'not-a-file' });
  });

  it('missing', async () => {
    const sight = await look(emptyPlace());
    expect(said(sight)).toMatchObject({ 'config.file': 'missing' });
    expect(said(sight)).not.toHaveProperty('config.mode');
  });

  it('broken, and nothing of it is quoted', async () => {
    const place = emptyPlace();
    place.configure('{ "gateway": { "auth": { "token": "very-secret-token" }');
    const sight = await look(place);
    expect(said(sight)).toMatchObject({ 'config.file': 'readable', 'config.parse': 'broken' });
    expect(JSON.stringify(sight)).not.toContain('very-secret');
  });
});

describe('with the gateway down, OpenClaw itself', () => {
  it('finds what is invalid', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { tokn: 'x' } });
    const issues = [{ path: 'gateway', message: 'Unrecognized key: "tokn"' }];
    const printed = `Config warnings:\n${JSON.stringify({ ok: false, valid: false, issues })}`;
    expect(said(await look(place, command(place, printed, 1)))).toMatchObject({
      'config.valid': false,
      'config.issues': ['gateway: Unrecognized key: "tokn"'],
    });
  });

  it('finds it valid', async () => {
    const place = emptyPlace();
    place.configure({});
    expect(said(await look(place, command(place, '{"valid":true,"warnings":[]}')))).toMatchObject({
      'config.valid': true,
    });
  });

  it.each([
    ['does not know the command', 'OpenClaw does not know the command'],
    ['is not there', null],
  ])('%s: then that is not known, and the rest is', async (_case, prints) => {
    const place = emptyPlace();
    place.configure({ gateway: { mode: 'local' } });
    const named = prints === null ? { openclaw: join(place.dir, 'nowhere') } : command(place, prints, 2);
    const sight = await look(place, named);
    expect(sight.why).toContain('config validate');
    expect(said(sight)).toMatchObject({ 'config.mode': 'local' });
    expect(said(sight)).not.toHaveProperty('config.valid');
  });

  it('is not asked while the gateway runs', async () => {
    const place = emptyPlace();
    place.configure({});
    await processLike(place);
    expect(said(await look(place, command(place, '{"valid":false}')))).not.toHaveProperty('config.valid');
  });
});
