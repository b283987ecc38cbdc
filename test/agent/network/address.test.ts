/** Addresses of a gateway elsewhere, as OpenClaw's own client reads them (2026.9.6). */
import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../src/agent/network/address.ts';

describe('an address', () => {
  it.each([
    ['ws://127.0.0.1:18789', { host: '127.0.0.1', port: 18_789, tls: false, here: true, path: '/' }],
    ['ws://localhost', { host: 'localhost', port: 80, tls: false, here: true }],
    ['ws://[::1]:18789', { host: '::1', port: 18_789, here: true, shown: 'ws://[::1]:18789' }],
    ['wss://gw.example.net', { host: 'gw.example.net', port: 443, tls: true, here: false }],
    ['https://gw.example.net/claw?x=1', { tls: true, path: '/claw?x=1', shown: 'wss://gw.example.net:443' }],
    ['http://192.168.0.20:18789', { tls: false, here: false, shown: 'ws://192.168.0.20:18789' }],
    ['ws://100.101.102.103:18789', { tls: false }],
    ['ws://studio.local:18789', { tls: false }],
    ['ws://desk.tail1234.ts.net:18789', { tls: false }],
    ['ws://[fd12:3456::7]:18789', { tls: false }],
    ['wss://ann:pass@gw.example.net', { shown: 'wss://gw.example.net:443' }],
  ])('%s', (text, expected) => {
    expect(readAddress(text, {})).toMatchObject(expected);
  });
});

describe('a client turns down', () => {
  it.each([
    ['gw.example.net:18789', 'malformed'],
    ['localhost:18789', 'malformed'],
    ['$'.concat('{GATEWAY_URL}'), 'malformed'],
    ['ws://', 'malformed'],
    ['ws://gw.example.net:99999', 'malformed'],
    ['ssh://gw.example.net', 'malformed'],
    ['ws://gw.example.net:18789', 'plain-outside'],
    ['ws://203.0.113.7:18789', 'plain-outside'],
    ['ws://172.32.0.1:18789', 'plain-outside'],
    ['ws://10.example.net:18789', 'plain-outside'],
  ])('%s', (text, refused) => {
    expect(readAddress(text, {})).toEqual({ refused });
  });
});

it('a plain name is taken where its network is said to be trusted, a public address is not', () => {
  const env = { OPENCLAW_ALLOW_INSECURE_PRIVATE_WS: '1' };
  expect(readAddress('ws://gw.example.net:18789', env)).toMatchObject({ tls: false });
  expect(readAddress('ws://203.0.113.7:18789', env)).toEqual({ refused: 'plain-outside' });
});
