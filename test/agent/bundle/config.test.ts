/** A configuration in a bundle: keys and settings stay, everything else is told by kind and length, secrets by a tag. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diffLines, keysThatDiffer } from '../../../src/agent/bundle/config/key-diff.ts';
import { shapeOf, shapeOfBroken } from '../../../src/agent/bundle/config/shape.ts';
import { config } from '../../../src/agent/bundle/sources/config.ts';
import { environment } from '../../../src/agent/bundle/sources/environment.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { keepConfig } from '../../../src/agent/kept-configs.ts';
import { createRedactor } from '../../../src/redaction/redact.ts';
import { emptyPlace, processLike } from '../place.ts';
import { collected, fileOf, KEY } from './given.ts';

const TOKEN = 'f8b8e2d70a1b4c5d96e7f8a9b0c1d2e3f4a5b6c7d8e9f0a1';
const OTHER = '71c3fe09b25d4a8897e0d1663fa2b4c85e9017d3a6f84b2c';
const teller = {
  redactor: createRedactor({ known: [TOKEN], key: KEY }),
  fingerprint: () => 'abcdef012345',
};
const shape = (value: unknown) => shapeOf(value, teller);

describe('the shape of a configuration', () => {
  it('keeps settings, and tells what is unknown by kind and length', () => {
    expect(
      shape({
        gateway: { mode: 'local', bind: 'loopback', port: 18789, auth: { mode: 'token' } },
        agents: { defaults: { workspace: '/srv/ws', systemPrompt: 'You are Anna, our lawyer' } },
        somethingNew: { greeting: 'hello there', on: true, level: 3, none: null },
      }),
    ).toEqual({
      gateway: { mode: 'local', bind: 'loopback', port: 18789, auth: { mode: 'token' } },
      agents: { defaults: { workspace: '/srv/ws', systemPrompt: '‹string, 24 characters›' } },
      somethingNew: { greeting: '‹string, 11 characters›', on: true, level: 3, none: null },
    });
  });

  it('tells a secret by a tag that is equal for equal values', () => {
    const told = shape({
      gateway: { auth: { token: TOKEN }, remote: { token: TOKEN } },
      hooks: { token: OTHER },
    }) as { gateway: { auth: { token: string }; remote: { token: string } }; hooks: { token: string } };
    expect(told.gateway.auth.token).toMatch(/^‹[a-z]+:[0-9a-f]{8}›$/);
    expect(told.gateway.remote.token).toBe(told.gateway.auth.token);
    expect(told.hooks.token).not.toBe(told.gateway.auth.token);
  });

  it.each(['closed', 'abc', 'changeme', 'correct horse', '123456', 'true'])(
    'never shows a password, even %s',
    (password) => {
      const told = JSON.stringify(shape({ gateway: { auth: { password } } }));
      expect(told).toMatch(/‹/);
      expect(told).not.toContain(`"${password}"`);
    },
  );

  it('keeps references to secrets, which are none', () => {
    const value = {
      gateway: { auth: { token: '$'.concat('{GW_TOKEN}') } },
      x: { source: 'env', provider: 'p', id: 'KEY' },
    };
    expect(shape(value)).toEqual(value);
  });

  it('does not show a name that no person gives', () => {
    const told = JSON.stringify(shape({ [TOKEN]: 1, 'a key\nwith a line': 2, ['k'.repeat(300)]: 3 }));
    expect(told).not.toContain(TOKEN);
    expect(told).toContain('‹key, 300 characters›');
    expect(told).toContain('‹key, 17 characters›');
  });

  it('takes __proto__ for a key, and 100 000 levels for too deep', () => {
    const told = shape(JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(Object.keys(told as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    let deep: unknown = 1;
    for (let n = 0; n < 100_000; n++) deep = { a: deep };
    expect(JSON.stringify(shape(deep))).toContain('deeper than anybody writes');
  });

  it('hides what the admins hide', () => {
    const rules = { hides: (path: string) => (path.startsWith('gateway.remote') ? 'crm' : null) };
    const told = shapeOf(
      { gateway: { mode: 'local', remote: { url: 'ws://10.0.0.1' } } },
      { ...teller, rules },
    );
    expect(told).toEqual({ gateway: { mode: 'local', remote: '‹hidden by crm›' } });
  });

  it('that does not parse is shown without any value', () => {
    const text = `{ gateway: { auth: { token: "${TOKEN}", mode: 'token' }, tokn ${OTHER} \n`;
    const told = shapeOfBroken(text);
    expect(told).toContain('gateway: { auth: { token: ‹text, 50 characters›');
    expect(told).not.toContain(OTHER.slice(0, 12));
  });
});

describe('what differs', () => {
  const tell = {
    value: (value: unknown, path: readonly string[]) => shapeOf(value, teller, path),
    key: (key: string) => key,
  };
  it('is told key by key, without values that may not be told', () => {
    const before = { gateway: { port: 1, auth: { token: TOKEN } }, tools: { allow: ['a'] }, note: 'abc' };
    const after = { gateway: { port: 2, auth: { token: OTHER } }, plugins: { enabled: true }, note: 'abd' };
    const lines = diffLines(keysThatDiffer(before, after), tell);
    expect(lines).toEqual([
      expect.stringMatching(/^~ gateway\.auth\.token: "‹.*›" → "‹.*›"$/),
      '~ gateway.port: 1 → 2',
      '~ note: "‹string, 3 characters›" (another value)',
      '+ plugins: {"enabled":true}',
      '- tools: {"allow":["a"]}',
    ]);
    expect(lines.join()).not.toContain(TOKEN);
  });
});

describe('on a host', () => {
  it('versions are listed, and each that differs is compared; the last good one goes into the report', async () => {
    const place = emptyPlace();
    const path = place.configPath;
    place.configure({ gateway: { port: 1, auth: { token: TOKEN } } });
    await keepConfig(realHost(), join(place.dir, 'own'), path, Date.UTC(2026, 10, 20));
    place.configure({ gateway: { port: 3, auth: { token: TOKEN } } });
    writeFileSync(`${path}.last-good`, JSON.stringify({ gateway: { port: 2, auth: { token: TOKEN } } }));
    writeFileSync(`${path}.bak`, '{ broken');
    const got = await collected(config, place);
    expect(got.files?.map(({ name }) => name)).toEqual([
      'config/shape.json',
      'config/versions.tsv',
      'config/diff-last-good.txt',
      'config/diff-seen-1.txt',
    ]);
    expect(fileOf(got, 'config/diff-last-good.txt')).toContain('~ gateway.port: 2 → 3');
    expect(fileOf(got, 'config/versions.tsv')).toMatch(/bak\t.*\tbroken/);
    expect(got.configDifference).toMatchObject({
      changes: [{ what: 'gateway.port', before: '2', after: '3' }],
    });
    expect(JSON.stringify(got.files)).not.toContain(TOKEN.slice(0, 12));
  });

  it('one that does not parse is told with the place of the error', async () => {
    const place = emptyPlace();
    place.configure('{ "gateway": {\n  "port": 1,,\n');
    const got = await collected(config, place);
    expect(got.missing?.[0]?.why).toBe('it does not parse at line 2, column 13');
    expect(fileOf(got, 'config/broken.txt')).toContain('"port": 1,,');
  });

  it('one that is not there or may not be read is said to be missing', async () => {
    const place = emptyPlace();
    expect((await collected(config, place)).missing?.[0]?.what).toBe('configuration');
    mkdirSync(place.configPath);
    expect((await collected(config, place)).missing?.[0]?.why).toMatch(/not a regular file|EISDIR|could not/);
  });

  it('two copies of one credential show by their tags whether they agree', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { mode: 'local' } });
    writeFileSync(join(place.stateDir, '.env'), `OPENCLAW_GATEWAY_TOKEN=${TOKEN}\nMY_NOTE=private words\n`);
    await processLike(place, { env: { OPENCLAW_GATEWAY_TOKEN: OTHER } });
    const text = fileOf(await collected(environment, place), 'config/environment.tsv');
    const tags = [...text.matchAll(/^OPENCLAW_GATEWAY_TOKEN\t.*\t‹\w+:([0-9a-f]{8})›$/gm)].map(
      ([, tag]) => tag,
    );
    expect([tags.length, new Set(tags).size]).toEqual([2, 2]);
    expect(text).toMatch(/MY_NOTE\t.*\t‹string, 13 characters›/);
    expect(text).not.toContain('private words');
  });
});
