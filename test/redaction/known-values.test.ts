import { describe, expect, it } from 'vitest';
import {
  collectSecretsFromConfig,
  collectSecretsFromDotenv,
  collectSecretsFromEnv,
} from '../../src/redaction/known-values.ts';
import { createRedactor } from '../../src/redaction/redact.ts';
import { drawFrom } from './draw.ts';
import { leaks } from './leaks.ts';

const draw = drawFrom(118);
const token = draw('alnum', 40);

describe('R-05 a known value in pieces is masked', () => {
  it.each([
    ['wrapped by a terminal', `${token.slice(0, 22)}\n${token.slice(22)}`],
    ['in groups of four', (token.match(/.{4}/g) ?? []).join(' ')],
    ['as joined strings', `"${token.slice(0, 9)}" +\n    "${token.slice(9)}"`],
    ['by its beginning', `got ${token.slice(0, 8)}…`],
    ['by its two ends', `${token.slice(0, 6)}...${token.slice(-6)}`],
    ['in unicode escapes', [...token].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('')],
    ['in HTML entities', [...token].map((c) => `&#${c.charCodeAt(0)};`).join('')],
  ])('%s', (_, shown) => {
    const said = createRedactor({ known: [token] }).text(`line ${shown} end`);
    expect(leaks(said, token), said).toBe(false);
    expect(leaks(said, shown), said).toBe(false);
    expect(said).toMatch(/^line .*end$/s);
  });
});

it('R-15 a short known value is found only as a word of its own', () => {
  const redactor = createRedactor({ known: ['gw-pw1'] });
  expect(redactor.text('try gw-pw1 now')).toBe('try ‹secret› now');
  expect(redactor.text('image registry/gw-pw12 and xgw-pw1')).toBe('image registry/gw-pw12 and xgw-pw1');
});

it.each([
  ['words of a program', ['token', 'true', 'gateway', 'default', 'openclaw', 'closed', 'null']],
  ['three characters', ['abc', '127', 'ws:']],
  ['a megabyte', ['x'.repeat(1_048_576), `gateway closed ${'y'.repeat(1_048_576)}`]],
  ['nothing', ['', '   ', '\n']],
])('R-15 known values that are %s wipe no diagnosis', (_, known) => {
  const line =
    'gateway closed (1000): token true abc ws://127.0.0.1:18789 default null xxxxxxxxxxxx openclaw';
  expect(createRedactor({ known }).text(line)).toBe(line);
});

it('later values are learned', () => {
  const redactor = createRedactor();
  redactor.add([{ value: token, path: 'gateway.auth.token' }]);
  expect(redactor.text(`x ${token}`)).toMatch(/^x ‹token:[0-9a-f]{8}›$/);
});

const [gateway, bot, header, inUrl] = [
  draw('hex', 48),
  draw('alnum', 30),
  draw('alnum', 24),
  draw('alnum', 18),
];

it('secrets are collected from a configuration, references are not', () => {
  const found = collectSecretsFromConfig({
    gateway: {
      port: 18_789,
      auth: { mode: 'token', token: gateway },
      remote: { url: `wss://ops:${inUrl}@gw.internal` },
    },
    channels: {
      telegram: { accounts: { main: { botToken: bot } } },
      slack: { botToken: { source: 'env', provider: 'default', id: 'SLACK' } },
    },
    models: {
      providers: {
        main: {
          apiKey: '$\u007bANTHROPIC_API_KEY}',
          request: { headers: { 'X-Team': header, accept: 'text/html' } },
        },
      },
    },
    agents: { defaults: { workspace: '/home/node/clawd', maxTokens: 4096 } },
  });
  expect(found).toEqual([
    { path: 'gateway.auth.token', value: gateway },
    { path: 'gateway.remote.url', value: inUrl },
    { path: 'channels.telegram.accounts.main.botToken', value: bot },
    { path: 'models.providers.main.request.headers.X-Team', value: header },
  ]);
});

it('secrets are collected from an environment by name, shape and address', () => {
  const found = collectSecretsFromEnv({
    OPENCLAW_GATEWAY_TOKEN: gateway,
    BACKEND: `ghp${'_'}${draw('alnum', 36)}`,
    DATABASE_URL: `postgres://oc:${inUrl}@db/oc`,
    PWD: '/root',
    TOKEN_FILE: '/run/token',
    LANG: 'C.UTF-8',
    EMPTY_TOKEN: '',
    UNSET_TOKEN: undefined,
  });
  expect(found.map(({ path }) => path)).toEqual(['OPENCLAW_GATEWAY_TOKEN', 'BACKEND', 'DATABASE_URL']);
});

it('a file kept for secrets holds some under names that say nothing, and settings that are none', () => {
  const found = collectSecretsFromDotenv({
    GW_WORDS: 'violet lamp crosses seven rivers',
    RELAY: draw('alnum', 20),
    NIGHT_DOOR: 'Tr0ub4dor&3x',
    OPENCLAW_GATEWAY_TOKEN: gateway,
    NODE_ENV: 'production',
    TZ: 'Europe/Berlin',
    BASE_URL: 'http://127.0.0.1:11434/v1',
    PRIMARY_MODEL: 'claude-opus-4-5-20251101',
    REGION: 'us-east-1',
    WORKSPACE: '/home/node/clawd-2',
    RELEASE: '2026.9.6-beta.2',
    OWNER: 'ops@example.org',
    GATEWAY_NAME: 'node-3.berlin.example',
    RETRY: '30000',
    HOSTS: '10.0.0.4:18789',
    TITLE: 'Night shift',
  });
  expect(found.map(({ path }) => path).sort()).toEqual([
    'GW_WORDS',
    'NIGHT_DOOR',
    'OPENCLAW_GATEWAY_TOKEN',
    'RELAY',
  ]);
});
