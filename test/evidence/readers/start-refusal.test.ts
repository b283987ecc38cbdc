/** Why a start was refused, in the gateway's own words. */
import { describe, expect, it } from 'vitest';
import { startRefusal } from '../../../src/evidence/readers/start-refusal.ts';

const read = (text: string) =>
  Object.fromEntries(startRefusal.read(text, { gateway: 'gateway:default' }).map((f) => [f.fact, f.value]));
const word = (text: string) => read(text)['gateway.start.refusal'];

describe('a refusal', () => {
  it.each([
    ['Missing config. Run `openclaw setup` or set gateway.mode=local', 'config-missing'],
    [
      'Gateway start blocked: existing config is missing gateway.mode. Treat this as suspicious',
      'mode-missing',
    ],
    [
      'Gateway start blocked: set gateway.mode=local (current: remote) or pass --allow-unconfigured.',
      'mode-remote',
    ],
    ['Refusing to bind gateway to lan without auth.', 'bind-no-auth'],
    [
      'refusing to bind gateway to 0.0.0.0:18789 without auth (set gateway.auth.token/password)',
      'bind-no-auth',
    ],
    [
      'Invalid config: gateway.auth.token and gateway.auth.password are both configured, but gateway.auth.mode is unset.',
      'auth-ambiguous',
    ],
    ['Gateway auth is set to password, but no password is configured.', 'auth-missing'],
    [
      'Gateway failed to start: gateway auth mode is token, but no token was configured (set gateway.auth.token or OPENCLAW_GATEWAY_TOKEN).',
      'auth-missing',
    ],
    [
      'Gateway failed to start: Gateway token must not be blank or the literal string undefined/null.',
      'auth-missing',
    ],
    [
      'Gateway failed to start: gateway auth mode is password, but gateway.auth.password contains a provider reference object instead of a resolved string',
      'secret-unresolved',
    ],
    [
      'Gateway failed to start: gateway auth mode is trusted-proxy, but trustedProxy.userHeader is empty (set gateway.auth.trustedProxy.userHeader)',
      'config-conflict',
    ],
    ['Gateway failed to start: gateway.bind=custom requires gateway.customBindHost', 'config-conflict'],
    [
      'Gateway failed to start: gateway bind=tailnet could not resolve a Tailscale or loopback address; refusing wildcard fallback',
      'config-conflict',
    ],
    ['Gateway failed to start: hooks.enabled requires hooks.token', 'config-conflict'],
    ['Gateway failed to start: gateway tls: failed to load cert (Error: ENOENT)', 'config-conflict'],
    ["Gateway failed to start: hooks.path may not be '/'", 'config-conflict'],
    ['Gateway failed to start: hooks and moons', 'other'],
    ['Gateway failed to start: the moon is full. Run openclaw gateway status --deep', 'other'],
    ['Invalid --bind. Use "loopback", "lan", "tailnet", "auto", or "custom".', 'other'],
    ['tailscale serve/funnel requires gateway bind=loopback', 'config-conflict'],
    ['another gateway instance is already listening on ws://127.0.0.1:18789', 'port-taken'],
    ['gateway already running (pid 41); lock timeout after 5000ms', 'already-running'],
    [
      'StateDatabaseCoordinatorContentionError: another OpenClaw process owns gateway-lifecycle',
      'lifecycle-lock',
    ],
    ['openclaw: Node 20.1.0: node:sqlite is unavailable; use 24.16+', 'node-version'],
    ['openclaw: Node 22.23.3: node:sqlite truncates TEXT at embedded NUL; use 24.16+/26.1+', 'node-version'],
    [
      'Gateway failed to start: Invalid config at /etc/x.json:\ngateway.bind: gateway.bind must resolve to loopback when gateway.tailscale.mode=serve',
      'config-conflict',
    ],
    ['gateway requires state migration. Stop the service', 'maintenance'],
    [
      'Gateway failed to start: attempt to write a readonly database | gateway.maintenance_required | ERR_SQLITE_ERROR. Stop the service',
      'state-database',
    ],
    [
      'OpenClaw startup migrations did not complete cleanly; refusing to report the gateway ready.',
      'maintenance',
    ],
    ['Gateway failed to start: Invalid config at /etc/x.json:', 'config-invalid'],
    [
      "read failed: Error: EACCES: permission denied, open '/srv/openclaw.json'\n\nConfig file is not readable by the current process. If running in a container\nGateway start blocked: existing config is missing gateway.mode.",
      'no-permission',
    ],
    [
      "Gateway failed to start: Doctor cannot repair this state: shared state database is unreadable at /srv/openclaw.sqlite: EACCES: permission denied, stat '/srv/openclaw.sqlite'.",
      'no-permission',
    ],
    [
      'Gateway failed to start: shared state database is unreadable at /srv/x: disk I/O error',
      'state-database',
    ],
  ])('%s', (text, wanted) => {
    expect(word(text)).toBe(wanted);
  });

  it('keeps what OpenClaw found invalid', () => {
    const text = [
      'Gateway failed to start: Invalid config at /etc/x.json:',
      'x.json:2 — gateway: Unrecognized key: "prot"',
      'Run "openclaw doctor --fix" to repair, then retry.',
    ].join('\n');
    expect(read(text)['config.issues']).toEqual(['gateway: Unrecognized key: "prot"']);
  });

  it('is the particular one where a general one follows', () => {
    const text =
      'Gateway failed to start: another OpenClaw process owns gateway-lifecycle | gateway.maintenance_required. Stop the service';
    expect(word(`StateDatabaseCoordinatorContentionError\n${text}`)).toBe('lifecycle-lock');
    expect(word('Refusing to bind gateway to lan without auth.\ngateway requires state migration')).toBe(
      'bind-no-auth',
    );
  });

  it('for a cause without a word of ours is its own words, and the newer one counts', () => {
    const particular = 'Refusing to bind gateway to lan without auth.';
    const other = 'Gateway failed to start: the moon is full.';
    expect(read(`2026-11-21T03:00:00.000Z ${particular}\n2026-11-21T03:00:01.000Z ${other}`)).toMatchObject({
      'gateway.start.refusal': 'bind-no-auth',
    });
    expect(read(`2026-11-21T03:00:00.000Z ${particular}\n2026-11-21T03:09:00.000Z ${other}`)).toMatchObject({
      'gateway.start.refusal': 'other',
      'gateway.start.refusal-text': expect.stringContaining('the moon is full'),
    });
    expect(word(`2026-11-21T03:00:00.000Z ${other}\n2026-11-21T03:09:00.000Z ${particular}`)).toBe(
      'bind-no-auth',
    );
  });

  it('is not seen in a log that has none', () => {
    expect(read('gateway ready\nconfig hot reload applied (tools)')).toEqual({});
  });
});

it('starts that were refused for another gateway are counted, the several lines of one as one', () => {
  const line = (time: string, words: string) => `2026-11-21T${time}.000Z [gateway] ${words}`;
  const taken = 'another gateway instance is already listening on ws://127.0.0.1:18789';
  const text = [
    line('02:00:00', taken),
    line('03:00:00', taken),
    line('03:00:01', 'listen EADDRINUSE: address already in use 127.0.0.1:18789'),
    line('03:00:40', taken),
    line('03:01:20', taken),
  ].join('\n');
  expect(read(text)['gateway.start.turned-away-lately']).toBe(3);
  expect(read(line('03:00:00', 'Missing config. Run `openclaw setup`'))).not.toHaveProperty([
    'gateway.start.turned-away-lately',
  ]);
});
