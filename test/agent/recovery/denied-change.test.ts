/**
 * The last guard: whatever a repair has planned, no file takes the place of another one that lets more in, and none that
 * touches what the host's own policy names. Asked of the one function that writes, on real files.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Changed, changeFiles, type Terms } from '../../../src/agent/recovery/change-files.ts';
import { configOf, type MayTouch } from '../../../src/agent/recovery/config-value.ts';
import { sha256, shaOf } from '../../../src/agent/recovery/owned-files.ts';
import { alignCredential } from '../../../src/agent/recovery/repairs/align-credential.ts';
import { removeUnknownKey } from '../../../src/agent/recovery/repairs/remove-unknown-key.ts';
import { openSite } from '../../../src/agent/recovery/site.ts';
import { makeSnapshot } from '../../../src/agent/recovery/snapshot.ts';
import { DENIED } from '../../../src/runbooks/denied.ts';
import { drawFrom } from '../../redaction/draw.ts';
import { type RecoveryPlace, recoveryPlace, wellConfigured } from './stand-in-openclaw.ts';

type Json = { [key: string]: unknown };
const signal = new AbortController().signal;

type Given = {
  place?: RecoveryPlace;
  /** The file as it is; null: none. */
  now: object | string | null;
  lastGood?: object;
  denied?: string[];
};

/** A run that is about to write, on a host with this configuration. */
async function aboutToWrite({ place = recoveryPlace(), now, lastGood, denied = [] }: Given) {
  const text = typeof now === 'string' ? now : JSON.stringify(now);
  if (now !== null) writeFileSync(place.configPath, text);
  if (lastGood) writeFileSync(`${place.configPath}.last-good`, JSON.stringify(lastGood));
  const opened = await openSite(undefined, { ...place.options, denied }, signal);
  if (!opened.ok) throw new Error(JSON.stringify(opened));
  await makeSnapshot(opened.site, 'run-1');
  const was = now === null ? null : sha256(text);
  const write = (next: object, terms: Terms = {}) => {
    const bytes = Buffer.from(JSON.stringify(next));
    const file = { path: place.configPath, was, bytes, config: true };
    return changeFiles(opened.site, 'run-1', [file], { ...terms, signal });
  };
  const untouched = () => (shaOf(place.configPath) ?? null) === was;
  return { place, write, untouched, site: opened.site };
}

/** The value at a path, with all that is on the way to it. */
function setAt(config: Json, [key = '', ...rest]: readonly string[], value: unknown): Json {
  const inner = config[key];
  const below = typeof inner === 'object' && inner !== null ? (inner as Json) : {};
  return { ...config, [key]: rest.length === 0 ? value : setAt(below, rest, value) };
}

const well = wellConfigured({ dir: '/srv' } as RecoveryPlace);
const withGateway = (more: object): Json => ({ ...well, gateway: { ...well.gateway, ...more } });
const agents = (tools: object): Json => ({
  ...well,
  agents: {
    ...well.agents,
    list: [
      { id: 'main', workspace: '/w' },
      { id: 'ops', tools },
    ],
  },
});

describe('a change that opens the gateway is not written', () => {
  it.each<[string, object, object, string]>([
    ['a folder of plugins', well, { ...well, plugins: { load: { paths: ['/tmp/x'] } } }, 'candidate.denied'],
    ['webhooks', well, { ...well, hooks: { enabled: true, token: 'x' } }, 'candidate.denied'],
    ['trusted proxies', well, withGateway({ trustedProxies: ['0.0.0.0/0'] }), 'candidate.denied'],
    ['a funnel', well, withGateway({ tailscale: { mode: 'funnel' } }), 'candidate.denied'],
    ['another token', well, withGateway({ auth: { mode: 'token', token: 'b' } }), 'candidate.denied'],
    ['no token', well, withGateway({ auth: { mode: 'token' } }), 'candidate.opens-auth'],
    ['nobody is asked', well, withGateway({ auth: { mode: 'none' } }), 'candidate.opens-auth'],
    ['the network', well, withGateway({ bind: 'lan' }), 'candidate.widens-bind'],
    ['an included file', well, { ...well, $include: './more.json' }, 'candidate.denied'],
    [
      'hands of one agent in a list',
      agents({ deny: ['exec'] }),
      agents({ allow: ['*'] }),
      'candidate.denied',
    ],
  ])('%s', async (_title, now, next, code) => {
    const { write, untouched } = await aboutToWrite({ now });
    expect(await write(next)).toMatchObject({ ok: false, because: { code } });
    expect(untouched()).toBe(true);
  });

  it.each<[string, object, object]>([
    ['this host alone', withGateway({ bind: 'lan' }), well],
    ['a key that nobody denies', well, withGateway({ port: 18_790 })],
    [
      'a workspace of one agent in a list',
      agents({ deny: ['exec'] }),
      {
        ...well,
        agents: {
          ...well.agents,
          list: [
            { id: 'main', workspace: '/v' },
            { id: 'ops', tools: { deny: ['exec'] } },
          ],
        },
      },
    ],
  ])('while %s is', async (_title, now, next) => {
    const { write, place } = await aboutToWrite({ now });
    expect(await write(next)).toMatchObject({ ok: true });
    expect(configOf(readFileSync(place.configPath))?.value).toEqual(next);
  });

  it('and not even a narrower one where the policy of this host names the key', async () => {
    const { write, untouched } = await aboutToWrite({
      now: withGateway({ bind: 'lan' }),
      denied: ['gateway.bind'],
    });
    expect(await write(well)).toMatchObject({ ok: false, because: { code: 'candidate.widens-bind' } });
    expect(untouched()).toBe(true);
  });
});

describe('what a repair is there for', () => {
  const { mayTouch } = alignCredential;
  const other = withGateway({ auth: { mode: 'token', token: 'token-of-tuesday-0009' } });

  it('is written, and nothing else beside it', async () => {
    const { write, place } = await aboutToWrite({ now: other });
    const more = setAt(well, ['gateway', 'auth', 'allowTailscale'], true);
    expect(await write(more, { mayTouch })).toMatchObject({
      ok: false,
      because: { code: 'candidate.denied' },
    });
    expect(await write(well, { mayTouch })).toMatchObject({ ok: true });
    expect(configOf(readFileSync(place.configPath))?.value).toEqual(well);
  });

  it.each(['gateway.auth.*', 'gateway.auth.token', 'gateway.*'])(
    'is left alone where the policy of this host says %s',
    async (pattern) => {
      const { write, untouched } = await aboutToWrite({ now: other, denied: [pattern] });
      expect(await write(well, { mayTouch })).toMatchObject({
        ok: false,
        because: { code: 'candidate.denied', params: { key: 'gateway.auth.token', pattern } },
      });
      expect(untouched()).toBe(true);
    },
  );

  it('nobody is let in without a credential by it', async () => {
    const { write } = await aboutToWrite({ now: other });
    for (const auth of [{ mode: 'none', token: 'a' }, { mode: 'token' }, { mode: 'token', token: '' }])
      expect(await write(withGateway({ auth }), { mayTouch })).toMatchObject({
        ok: false,
        because: { code: 'candidate.opens-auth' },
      });
  });

  it('a misspelt key below the credential goes, a known one does not', async () => {
    const auth = { ...well.gateway.auth, tokn: 'x', rateLimit: { maxAttempts: 3 } };
    const { write } = await aboutToWrite({ now: withGateway({ auth }) });
    const terms = { mayTouch: removeUnknownKey.mayTouch };
    expect(await write(withGateway({ auth: { ...well.gateway.auth, tokn: 'x' } }), terms)).toMatchObject({
      ok: false,
      because: { code: 'candidate.denied' },
    });
    const { tokn: _, ...rest } = auth;
    expect(await write(withGateway({ auth: rest }), terms)).toMatchObject({ ok: true });
  });

  it('a file that decides the key in place of the configuration is as closed', async () => {
    const place = recoveryPlace();
    const env = join(place.stateDir, '.env');
    writeFileSync(env, 'OPENCLAW_GATEWAY_TOKEN=old\n');
    const { site } = await aboutToWrite({ place, now: well, denied: ['gateway.auth.*'] });
    const file = {
      path: env,
      was: sha256('OPENCLAW_GATEWAY_TOKEN=old\n'),
      bytes: Buffer.from('x'),
      config: false,
    };
    const asked = [{ ...file, decides: 'gateway.auth.token' }];
    const code = 'candidate.denied';
    expect(await changeFiles(site, 'run-1', asked, { signal })).toMatchObject({
      ok: false,
      because: { code },
    });
    expect(readFileSync(env, 'utf8')).toBe('OPENCLAW_GATEWAY_TOKEN=old\n');
  });
});

describe('a whole file', () => {
  const open: Json = setAt(
    { ...well, channels: { telegram: { dmPolicy: 'open' } } },
    ['gateway', 'bind'],
    'lan',
  );
  const whole: Terms = { whole: true };

  it('that was in force comes back as it was, whatever the policy names', async () => {
    const { write } = await aboutToWrite({ now: '{', lastGood: open, denied: ['gateway.auth.*'] });
    expect(await write(open, whole)).toMatchObject({ ok: true });
  });

  it.each<[string, Given['now'], Json, string[], string]>([
    [
      'with another token than that',
      null,
      withGateway({ auth: { mode: 'token', token: 'b' } }),
      [],
      'candidate.denied',
    ],
    ['with a plugin more than that', '{', { ...well, plugins: { allow: ['x'] } }, [], 'candidate.denied'],
    ['that listens further than that', null, withGateway({ bind: 'lan' }), [], 'candidate.widens-bind'],
    [
      'that the policy of this host forbids',
      null,
      { ...well, logging: { level: 'trace' } },
      ['logging.*'],
      'candidate.denied',
    ],
    ['that asks nobody', null, withGateway({ auth: { mode: 'none' } }), [], 'candidate.opens-auth'],
  ])('%s does not', async (_title, now, next, denied, code) => {
    const { write, untouched } = await aboutToWrite({ now, lastGood: well, denied });
    expect(await write(next, whole)).toMatchObject({ ok: false, because: { code } });
    expect(untouched()).toBe(true);
  });

  it('does not undo what the few keys of today say', async () => {
    const { write, untouched } = await aboutToWrite({
      now: { channels: { telegram: { dmPolicy: 'pairing' } } },
      lastGood: open,
    });
    expect(await write(open, whole)).toMatchObject({ ok: false, because: { code: 'candidate.denied' } });
    expect(untouched()).toBe(true);
  });

  it('that nothing is known beside comes back only where it opens nothing', async () => {
    const first = await aboutToWrite({ now: null });
    expect(await first.write(well, whole)).toMatchObject({ ok: true });
    const second = await aboutToWrite({ now: null });
    const { channels } = open;
    expect(await second.write({ ...well, channels }, whole)).toMatchObject({ ok: false });
    expect(second.untouched()).toBe(true);
  });
});

describe('of any differences', () => {
  const POLICY = ['models.providers.*', 'logging.level', 'cron.*', 'agents.*.*.workspace'];
  /** What makes the rest of such a section count. */
  const AWAKE: readonly [string, string[], unknown][] = [
    ['hooks', ['hooks', 'enabled'], true],
    ['gateway.tailscale', ['gateway', 'tailscale', 'mode'], 'serve'],
    ['gateway.customBindHost', ['gateway', 'bind'], 'custom'],
  ];
  const ALLOWED = ['gateway.port', 'gateway.mode', 'agents.defaults.thinking', 'session.scope', 'tools.deny'];

  function drawn(seed: number) {
    const draw = drawFrom(seed);
    const pick = <T>(all: readonly T[]): T => all[Number.parseInt(draw('hex', 4), 16) % all.length] as T;
    const pattern = pick([...DENIED, ...POLICY]);
    const parts = pattern.split('.');
    const path = parts.flatMap((part, n) =>
      part !== '*'
        ? [part]
        : n < parts.length - 1 || pick([1, 2]) === 1
          ? [draw('lower', 4)]
          : [draw('lower', 3), draw('lower', 3)],
    );
    const value = pick<unknown>([true, 'lan', 7, ['*'], { a: 1 }, {}, null, [{ b: 2 }]]);
    let next: Json = well;
    for (const _ of draw('digits', 1 + (seed % 3)))
      next = setAt(next, pick(ALLOWED).split('.'), draw('alnum', 5));
    const awake = AWAKE.find(([section]) => pattern.startsWith(section));
    next = setAt(next, path, value);
    if (awake) next = setAt(next, awake[1], awake[2]);
    return { pattern, path, next };
  }

  /** For what it opens, before OpenClaw is asked what it makes of it. */
  const isRefused = (result: Changed): boolean =>
    result.ok === false && /^candidate\.(denied|opens-auth|widens-bind)$/.test(result.because.code);

  it('none with a denied key among them is written, one way round or the other', async () => {
    const mayTouch: MayTouch[] = [() => false, removeUnknownKey.mayTouch ?? (() => true)];
    const written: string[] = [];
    const { write, untouched } = await aboutToWrite({ now: well, denied: POLICY });
    for (let seed = 1; seed <= 400; seed += 1) {
      const { next, path, pattern } = drawn(seed);
      const result = await write(next, { mayTouch: mayTouch[seed % 2] });
      if (!isRefused(result) || !untouched()) written.push(`${seed} ${pattern} ${path.join('.')}`);
    }
    expect(written).toEqual([]);
  }, 60_000);

  it('and as a whole file neither', async () => {
    const { write, untouched } = await aboutToWrite({ now: null, lastGood: well, denied: POLICY });
    const written: string[] = [];
    for (let seed = 1_000; seed < 1_100; seed += 1) {
      const { next, path } = drawn(seed);
      const result = await write(next, { whole: true });
      if (!isRefused(result) || !untouched()) written.push(`${seed} ${path.join('.')}`);
    }
    expect(written).toEqual([]);
  }, 60_000);
});
