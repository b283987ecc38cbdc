/** Refused and lost connects, in the gateway's log and in the words of its clients. */
import { describe, expect, it } from 'vitest';
import { connectLog, OWN_CLIENT } from '../../../src/evidence/readers/connect-log.ts';
import { codeIn, reasonIn } from '../../../src/evidence/readers/refusal-words.ts';
import type { Fact } from '../../../src/protocol/evidence.ts';

const read = (text: string) => connectLog.read(text, { gateway: 'gateway:default' });
const values = (facts: readonly Fact[], fact: string) =>
  facts.filter((f) => f.fact === fact).map((f) => f.value);
const CONN = 'conn=0a1b2c3d-0000-4000-8000-000000000001';

describe('lines of one connection', () => {
  const text = [
    `2026-11-21T03:00:00.000Z [ws] unauthorized ${CONN} peer=a->b remote=10.0.0.9 client=desk role=operator auth=token reason=token_mismatch guidance=unauthorized: gateway token mismatch (x)`,
    `2026-11-21T03:00:00.200Z [ws] closed before connect ${CONN} remote=10.0.0.9 origin=n/a code=1008 reason=unauthorized: gateway token mismatch (x) phase=auth_credentials_received`,
  ].join('\n');

  it('become one client with code, reason, close, name and time', () => {
    const all = read(text);
    expect(values(all, 'gateway.clients.failing')).toEqual([1]);
    const facts = all.filter(({ subject }) => subject !== 'gateway:default');
    expect(new Set(facts.map((f) => f.subject))).toEqual(new Set(['gateway:default/client:0a1b2c3d']));
    expect(Object.fromEntries(facts.map((f) => [f.fact, f.value]))).toEqual({
      'connect.refusal.code': 'AUTH_TOKEN_MISMATCH',
      'connect.refusal.reason': 'token_mismatch',
      'connect.close.code': 1008,
      'connect.close.reason': 'unauthorized: gateway token mismatch (x)',
      'connect.client': 'desk',
      'connect.remote': '10.0.0.9',
    });
    expect(facts[0]?.at).toBe('2026-11-21T03:00:00.200Z');
  });

  it('of the host agent itself are no evidence', () => {
    expect(read(text.replaceAll('client=desk', `client=${OWN_CLIENT}`))).toEqual([]);
  });
});

it('takes the cause from the structured part of a JSON line', () => {
  const line = JSON.stringify({
    1: { cause: 'handshake-timeout' },
    _meta: {},
    message: `closed before connect ${CONN} code=1000 reason=n/a phase=ws_upgrade_started`,
  });
  expect(values(read(line), 'connect.close.cause')).toEqual(['handshake-timeout']);
  expect(values(read(line), 'connect.close.reason')).toEqual(['']);
});

describe('words of clients', () => {
  it.each([
    ['gateway closed (1000 normal closure): no close reason', 1000, ''],
    ['gateway closed (1006 abnormal closure (no close frame)): no close reason', 1006, ''],
    ['gateway connect failed: Error: gateway closed (1012): service restart', 1012, 'service restart'],
    ['gateway closed (4000): connect timeout', 4000, 'connect timeout'],
  ])('%s', (text, code, reason) => {
    expect(values(read(text), 'connect.close.code')).toEqual([code]);
    expect(values(read(text), 'connect.close.reason')).toEqual([reason]);
  });

  it('a transport error counts only on the way to the gateway', () => {
    expect(
      values(
        read('gateway connect failed: Error: connect ECONNREFUSED 127.0.0.1:18789'),
        'connect.transport-error',
      ),
    ).toEqual(['ECONNREFUSED']);
    expect(
      values(read('fetch https://api.example.com failed: ECONNREFUSED'), 'connect.transport-error'),
    ).toEqual([]);
  });

  it('two different refusals are two clients', () => {
    const facts = read('unauthorized: gateway token mismatch\ngateway closed (1008): pairing required');
    expect(values(facts, 'connect.refusal.code').sort()).toEqual(['AUTH_TOKEN_MISMATCH', 'PAIRING_REQUIRED']);
    expect(new Set(facts.map((f) => f.subject)).size).toBe(2);
  });
});

it('a refused call names scope and method, and is no refused connect', () => {
  const facts = read(
    '⇄ res ✗ sessions.list 2ms errorCode=FORBIDDEN errorMessage=missing scope: operator.read conn=16015630…024a id=2',
  );
  expect(Object.fromEntries(facts.map((f) => [f.fact, f.value]))).toMatchObject({
    'rpc.error.missing-scope': 'operator.read',
    'rpc.error.method': 'sessions.list',
    'rpc.error.code': 'FORBIDDEN',
  });
  expect(values(facts, 'connect.refusal.code')).toEqual([]);
});

it('an audit line about a wish for more scopes is no refusal', () => {
  expect(
    read('security audit: device access upgrade requested reason=scope-upgrade device=ab ip=10.0.0.1'),
  ).toEqual([]);
});

describe('a detail code', () => {
  it.each([
    ['{"code":"AUTH_TAILSCALE_WHOIS_FAILED"}', 'AUTH_TAILSCALE_WHOIS_FAILED'],
    ['reason=device-signature-stale', 'DEVICE_AUTH_SIGNATURE_EXPIRED'],
    ['Unauthorized: Device Token Mismatch (rotate/reissue device token)', 'AUTH_DEVICE_TOKEN_MISMATCH'],
    ['unauthorized: gateway password not configured on gateway', 'AUTH_PASSWORD_NOT_CONFIGURED'],
    ['origin not allowed (open the Control UI from the gateway host)', 'CONTROL_UI_ORIGIN_NOT_ALLOWED'],
    [
      'control ui requires device identity (use HTTPS or localhost secure context)',
      'CONTROL_UI_DEVICE_IDENTITY_REQUIRED',
    ],
    ['all is well', null],
    ['no traces of token_mismatch anywhere', null],
  ])('of %j is %s', (text, code) => {
    expect(codeIn(text)).toBe(code);
  });

  it('comes with the reason word where there is one', () => {
    expect(reasonIn('unauthorized reason=trusted_proxy_missing_header_x-user')).toBe(
      'trusted_proxy_missing_header_x-user',
    );
    expect(reasonIn('pairing required: device is asking for more scopes than currently approved')).toBe(
      'scope-upgrade',
    );
    expect(reasonIn('hello')).toBe(null);
  });
});

describe('attempts become clients', () => {
  const attempt = (n: number, client = 'desk', more = '') => {
    const conn = `${(0x10000000 + n).toString(16)}-0000-4000-8000-000000000001`;
    const at = new Date(Date.parse('2026-11-21T03:00:00Z') + n * 1_000).toISOString();
    return [
      `${at} [ws] unauthorized conn=${conn} peer=a:${n}->b remote=10.0.0.9 client=${client} cli v2026.9.6 role=operator origin=n/a ua=n/a reason=token_mismatch guidance=unauthorized: gateway token mismatch (x)${more}`,
      `${at} [ws] closed before connect conn=${conn} remote=10.0.0.9 origin=n/a ua=n/a code=1008 reason=unauthorized: gateway token mismatch (x) phase=auth_credentials_received${more}`,
    ].join('\n');
  };
  const of = (facts: readonly Fact[]) =>
    [...new Set(facts.map((f) => f.subject))].filter((s) => s.includes('/'));

  it('one program that tries a thousand times is one client, with count, first and last time', () => {
    const facts = read(Array.from({ length: 1_000 }, (_, n) => attempt(n)).join('\n'));
    expect(of(facts)).toEqual(['gateway:default/client:10000000']);
    expect(values(facts, 'connect.attempts')).toEqual([1_000]);
    expect(values(facts, 'connect.first-at')).toEqual(['2026-11-21T03:00:00.000Z']);
    expect(facts.find((f) => f.fact === 'connect.refusal.code')?.at).toBe('2026-11-21T03:16:39.000Z');
    expect(values(facts, 'gateway.clients.failing')).toEqual([1]);
  });

  it('counts the attempts that the gateway kept back, once for both lines', () => {
    const facts = read([attempt(1), attempt(2, 'desk', ' suppressed=40')].join('\n'));
    expect(values(facts, 'connect.attempts')).toEqual([42]);
  });

  it('different programs are different clients; of a hundred the newest fifty are told, and all are counted', () => {
    const facts = read(Array.from({ length: 100 }, (_, n) => attempt(n, `desk-${n}`)).join('\n'));
    expect(of(facts)).toHaveLength(50);
    expect(values(facts, 'connect.client')).toContain('desk-99');
    expect(values(facts, 'gateway.clients.failing')).toEqual([100]);
  });

  it("the bare probe of a command is none, by its refusal, by its call, by the log's structured part", () => {
    const conn = 'conn=0a1b2c3d-0000-4000-8000-000000000001';
    const closed = JSON.stringify({
      0: '{"subsystem":"gateway/ws"}',
      1: { cause: 'device-required', client: 'cli', mode: 'probe' },
      2: `closed before connect ${conn} remote=127.0.0.1 code=1008 reason=device identity required phase=ws_upgrade_started`,
      _meta: {},
    });
    const call = (method: string) =>
      `[ws] ⇄ res ✗ ${method} 1ms errorCode=FORBIDDEN errorMessage=missing scope: operator.read conn=16015630…024a id=2`;
    expect(read(closed)).toEqual([]);
    expect(read([call('status'), call('system-presence')].join('\n'))).toEqual([]);
    expect(of(read(call('status')))).toHaveLength(1);
  });
});

describe('a client that did not wait for the answer leaves the word for its cause', () => {
  const closed = (meta: Record<string, unknown>, n = 1) =>
    JSON.stringify({
      0: '{"subsystem":"gateway/ws"}',
      1: { handshake: 'failed', ...meta },
      2: `closed before connect conn=0a1b2c3${n}-0000-4000-8000-000000000001 remote=10.0.0.9 fwd=n/a origin=n/a ua=node code=1008 reason=n/a phase=auth_validated`,
      _meta: {},
      time: `2026-11-21T03:00:0${n}.000Z`,
    });
  const waiting = { cause: 'pairing-required', deviceId: 'fa5a645cccd70ab9f5aa', reason: 'not-paired' };
  const approved = (id: string) =>
    JSON.stringify({
      0: '{"subsystem":"gateway"}',
      1: `device pairing approved device=${id} role=operator`,
      _meta: {},
      time: '2026-11-21T03:00:09.000Z',
    });

  it.each([
    [waiting, 'PAIRING_REQUIRED', 'not-paired'],
    [{ ...waiting, reason: 'scope-upgrade' }, 'PAIRING_REQUIRED', 'scope-upgrade'],
    [{ cause: 'device-required', client: 'openclaw-macos' }, 'DEVICE_IDENTITY_REQUIRED', undefined],
    [{ cause: 'control-ui-build-mismatch' }, 'CONTROL_UI_BUILD_MISMATCH', undefined],
    [{ cause: 'unauthorized', authReason: 'token_missing' }, 'AUTH_TOKEN_MISSING', 'token_missing'],
  ])('%j is %s', (meta, code, reason) => {
    const facts = read(closed(meta));
    expect(values(facts, 'connect.refusal.code')).toEqual([code]);
    expect(values(facts, 'connect.refusal.reason')).toEqual(reason === undefined ? [] : [reason]);
  });

  it('two devices behind one proxy are two clients', () => {
    const facts = read(`${closed(waiting)}\n${closed({ ...waiting, deviceId: 'other-device' }, 2)}`);
    expect(values(facts, 'gateway.clients.failing')).toEqual([2]);
  });

  it('a device that was approved after it had asked waits no longer', () => {
    const text = `${closed(waiting)}\n${closed(waiting, 2)}`;
    expect(values(read(`${text}\n${approved('fa5a645cccd70ab9f5aa')}`), 'connect.refusal.code')).toEqual([]);
    expect(values(read(`${text}\n${approved('0000000000000000aaaa')}`), 'connect.refusal.code')).toEqual([
      'PAIRING_REQUIRED',
    ]);
  });
});

it('a first message that the socket would not take has a cause, though the close names none', () => {
  const error = `[ws] error ${CONN} remote=10.0.0.9: Max payload size exceeded`;
  const close = `[ws] closed before connect ${CONN} remote=10.0.0.9 origin=n/a ua=node code=1006 reason=n/a phase=ws_upgrade_started`;
  expect(values(read(`${error}\n${close}`), 'connect.close.cause')).toEqual(['preauth-payload-too-large']);
  // Of a client that had been greeted, or of none at all, that is not known.
  expect(values(read(error), 'connect.close.cause')).toEqual([]);
  expect(values(read(close), 'connect.close.cause')).toEqual([]);
});
