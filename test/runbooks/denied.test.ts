import { describe, expect, it } from 'vitest';
import { denied, leavesOf, onlyNarrows } from '../../src/runbooks/denied.ts';

describe('what no recovery may touch', () => {
  it.each([
    'gateway',
    'gateway.auth',
    'gateway.auth.token',
    'gateway.auth.rateLimit.exemptLoopback',
    'gateway.bind',
    'gateway.tailscale.mode',
    'channels.telegram.dmPolicy',
    'plugins.entries.x.enabled',
    'tools.exec.security',
    'agents',
    'agents.defaults',
    'agents.defaults.tools.allow',
    'agents.entries.ops.tools.exec.host',
    'hooks.token',
  ])('%s is denied', (path) => {
    expect(denied(path)).not.toBeNull();
  });

  it.each([
    'gateway.port',
    'gateway.mode',
    'gateway.reload.mode',
    'agents.defaults.workspace',
    'agents.defaults.model.primary',
    'agents.entries.ops.workspace',
    'models.providers.stub.baseUrl',
    'tools.deny',
    'cron.enabled',
    'logging.level',
  ])('%s is not', (path) => {
    expect(denied(path)).toBeNull();
  });

  it('a policy adds to the list and takes nothing from it', () => {
    expect(denied('models.providers.stub.baseUrl', ['models.*'])).toBe('models.*');
    expect(denied('gateway.auth.token', [])).toBe('gateway.auth.*');
  });

  it('a key that holds others is asked about by its leaves', () => {
    const leaves = leavesOf(['agents', 'entries', 'ops'], { workspace: '/w', tools: { allow: ['x'] } });
    expect(leaves.map((path) => denied(path))).toEqual([null, 'agents.*.*.tools.*']);
  });
});

describe('a change that only narrows', () => {
  const open = { gateway: { bind: 'lan' } };
  const shut = { gateway: { bind: 'loopback', auth: { mode: 'token', token: 'a' } } };
  it('may bring the gateway back to this host, and a credential where none was', () => {
    expect(onlyNarrows(['gateway', 'bind'], open, shut)).toBe(true);
    expect(onlyNarrows(['gateway', 'auth', 'token'], open, shut)).toBe(true);
  });

  const plugin = (paths: string[], entries: object) => ({ plugins: { load: { paths }, entries } });
  it.each([
    ['webhooks that were switched on', ['hooks', 'enabled'], { hooks: { enabled: true } }, {}, true],
    [
      'webhooks that come back',
      ['hooks', 'enabled'],
      { hooks: { enabled: false } },
      { hooks: { enabled: true } },
      false,
    ],
    [
      'Tailscale that was switched on',
      ['gateway', 'tailscale', 'mode'],
      { gateway: { tailscale: { mode: 'serve' } } },
      {},
      true,
    ],
    [
      'Tailscale that comes back',
      ['gateway', 'tailscale', 'mode'],
      {},
      { gateway: { tailscale: { mode: 'funnel' } } },
      false,
    ],
    [
      'a folder of plugins that was added',
      ['plugins', 'load', 'paths'],
      plugin(['/a', '/b'], {}),
      plugin(['/a'], {}),
      true,
    ],
    ['another folder', ['plugins', 'load', 'paths'], plugin(['/a', '/b'], {}), plugin(['/c'], {}), false],
    [
      'the entry of a plugin that goes with its folder',
      ['plugins', 'entries', 'b', 'enabled'],
      plugin(['/b'], { b: { enabled: true } }),
      {},
      true,
    ],
    [
      'an entry whose folder stays',
      ['plugins', 'entries', 'b', 'enabled'],
      plugin(['/b'], { b: { enabled: false } }),
      plugin(['/b'], {}),
      false,
    ],
    ['a list of allowed plugins', ['plugins', 'allow'], { plugins: { allow: ['x'] } }, {}, false],
  ])('%s', (_title, path, before, after, narrows) => {
    expect(onlyNarrows(path, before, after)).toBe(narrows);
  });

  it('never widens, and never changes a credential that is there', () => {
    expect(onlyNarrows(['gateway', 'bind'], shut, open)).toBe(false);
    expect(onlyNarrows(['gateway', 'auth', 'token'], shut, { gateway: { auth: { mode: 'none' } } })).toBe(
      false,
    );
    expect(onlyNarrows(['gateway', 'auth', 'token'], open, { gateway: { auth: { token: 'a' } } })).toBe(
      false,
    );
    const other = { gateway: { auth: { mode: 'token', token: 'b' } } };
    expect(onlyNarrows(['gateway', 'auth', 'token'], shut, other)).toBe(false);
    expect(onlyNarrows(['channels', 'telegram'], open, shut)).toBe(false);
  });
});
