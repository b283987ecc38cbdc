import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';
import { drawFrom } from './draw.ts';

const draw = drawFrom(99);
const uuid = [8, 4, 4, 4, 12].map((length) => draw('hex', length)).join('-');
const redactor = createRedactor();

const STAYS: Record<string, readonly string[]> = {
  'states, not values': [
    'gateway.auth.token: unset',
    'secret: configured',
    'AUTH_TOKEN_MISMATCH canRetryWithDeviceToken=true',
    'hasToken=true tokenPresent: yes tokenLength=48',
    'unauthorized: gateway password missing (set gateway.remote.password)',
    'Refusing to bind gateway to lan without auth. (--password *** start with auth.)',
    'Token-Drift: Umgebungsvariablen, Konfigurationsdateien und Token',
    '与 gateway 认证 token 不匹配。canRetryWithDeviceToken=true,允许一次可信重试。',
  ],
  'references to secrets': [
    '"token": "$\u007bOPENCLAW_GATEWAY_TOKEN}"',
    'GW_TOKEN=$\u007bGW_TOKEN:?missing}',
    'openclaw config get gateway.auth.token\n=== part 72f3c2baeb16',
    '$ openclaw config get gateway.auth.token\n## Logs of 3b1e',
    '"apiKey": {"source":"env","provider":"default","id":"ANTHROPIC_API_KEY"}',
    '"apiKey":"__OPENCLAW_REDACTED__"',
    'token = process.env.GW_TOKEN',
    'KEY_FILE=/etc/ssl/private/gw.key',
    'password_file: /run/secrets/gw_password',
    'openclaw gateway run --token <token> --password <password>',
    '- `--token <token>`, `--password <password>`: see `gateway.auth`',
    '<ParamField path="--password <password>" type="string">',
    'Missing, wrong or revoked credentials receive `407 Proxy Authentication Required`',
    'Requires API keys and `LIVE=1` (or `OPENCLAW_LIVE_TEST=1`)',
    'Set the key:\n\n```bash\nopenclaw configure\n```',
    'secret (token by default; password if `gateway.auth.mode` is `"password"`)',
  ],
  'counts and settings': [
    'token usage: 45k/200k (22%)',
    'max_tokens: 8192 tokenizer=o200k_base contextTokens=128000',
    'PASSWORD_MIN_LENGTH=12',
    '"mainKey":"main","sessionKey":"agent:main:main","key":"agent:main:main"',
  ],
  'identifiers and digests': [
    `closed before connect conn=${uuid} code=1000 reason=n/a`,
    `{"event":"connect.challenge","payload":{"nonce":"${uuid}"}}`,
    `device nonce mismatch: expected ${draw('url', 32)} got ${draw('url', 32)}`,
    `"configRevisionHash":"${draw('url', 43)}"`,
    `x-request-id: ${draw('hex', 32)}`,
    `commit ${draw('hex', 40)} (HEAD -> main)`,
    `ghcr.io/openclaw/openclaw@sha256:${draw('hex', 64)} created 2026-09-06`,
    `"integrity": "sha512-${draw('alnum', 86)}=="`,
    `"publicKey":"${draw('url', 43)}"`,
    `ssh-ed25519 AAAA${draw('alnum', 64)} host-key`,
    `deviceId=${draw('hex', 64)} role=node status=pending`,
    `requestId=req_011${draw('alnum', 21)} status=529 overloaded_error`,
    `-----BEGIN PUBLIC KEY-----\n${draw('alnum', 60)}\n-----END PUBLIC KEY-----`,
    `at handle (/usr/lib/node_modules/openclaw/dist/server-${draw('alnum', 8)}.js:42:13)`,
  ],
  'addresses of nobody': [
    'listening on ws://127.0.0.1:18789 and ws://[::1]:18789, peers 10.0.0.7 100.64.3.2 fe80::1',
    'version 10.20.30.40; 1.2.3.4-beta.1 is not a valid version; section 2.3.4.1',
    'git@github.com:openclaw/openclaw.git openclaw@2026.9.6 getty@tty1.service',
    '/home/openclaw/clawd /root/.openclaw/openclaw.json /home/node/app',
    'telegram update_id=509303367 message_id=4165 chat=-1007029464034',
  ],
};

describe.each(Object.entries(STAYS))('R-02 %s', (_, lines) => {
  it.each(lines)('%s', (line) => {
    expect(redactor.text(line)).toBe(line);
  });
});
