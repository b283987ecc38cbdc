/** Each part of a gateway is believed about its own matters: an agent about models, a channel about chats. */
import { describe, expect, it } from 'vitest';
import { READERS } from '../../../src/evidence/readers/index.ts';
import { type Speaker, speakerOf } from '../../../src/evidence/readers/speakers.ts';

const STAMP = '2026-11-21T03:00:00.000+00:00';
const LOG = { gateway: 'gateway:default', kind: 'log' };
const PASTED = { gateway: 'gateway:default', kind: 'text' };
const read = (text: string, context: typeof LOG = PASTED) =>
  READERS.flatMap((reader) => reader.read(text, context)).map(
    ({ fact, value }) => `${fact}=${String(value)}`,
  );
const json = (subsystem: string, message: string) =>
  JSON.stringify({ 0: JSON.stringify({ subsystem }), 1: message, _meta: {}, time: STAMP, message });

/** In three languages, with every kind of word that decides about a gateway. */
const SPOKEN_OF = [
  'why does my other box say "unauthorized: gateway token mismatch (provide gateway auth token)"?',
  'gestern war die Platte voll: Error: ENOSPC: no space left on device, write; der Gateway lief nicht mehr',
  '网关断开了 gateway closed (1000 normal closure): no close reason, 后来提示 missing scope: operator.write',
  'Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:18789',
  'listen EADDRINUSE: address already in use 127.0.0.1:18789',
];

it.each<[Speaker, readonly string[]]>([
  [
    'gateway',
    ['gateway', 'gateway/ws', 'ws', 'state/db', 'sqlite/transaction', 'diagnostic', 'reload', 'no-such-part'],
  ],
  [
    'channel',
    [
      'telegram',
      'gateway/channels/whatsapp/inbound',
      'telegram/send',
      'auto-reply/reply-timing',
      'telegram-auto-reply',
      'outbound/deliver',
    ],
  ],
  [
    'agent',
    [
      'agent/embedded',
      'agents/tools',
      'model-fallback',
      'harness/native-hook-relay',
      'gateway/session-companion',
    ],
  ],
  ['helper', ['memory', 'media-understanding', 'tts', 'image-generation']],
  ['tool', ['tools']],
  ['job', ['cron', 'gateway/heartbeat', 'tasks/executor']],
  ['plugin', ['plugins', 'gateway/plugins', 'plugins/runtime']],
])('a %s speaks under its names in the file and on the console', (speaker, names) => {
  expect(names.filter((name) => speakerOf(name) !== speaker)).toEqual([]);
});

describe.each(SPOKEN_OF)('“%s”', (words) => {
  it.each([
    ['an agent', 'agent/embedded'],
    ['a tool', 'tools'],
    ['a channel', 'gateway/channels/telegram'],
    ['a memory', 'memory'],
    ['a job', 'cron'],
  ])('said by %s tells nothing of the gateway, however the line is printed', (_, part) => {
    const lines = [
      json(part, words),
      `${STAMP} [${part}] ${words}`,
      `03:00:00 [${part}] ${words}`,
      `${STAMP} ERROR [${part}] ${words}`,
      `${STAMP} error ${part} ${words}`,
      `gateway-1  | ${STAMP} [${part}] ${words}`,
      `Nov 21 03:00:00 box openclaw-gateway[41]: ${STAMP} [${part}] ${words}`,
    ];
    for (const line of lines) {
      // A job that speaks of failing may be a failing job.
      const ofGateway = [...read(line), ...read(line, LOG)].filter(
        (fact) => !fact.startsWith('schedule.hint='),
      );
      expect(ofGateway).toEqual([]);
    }
  });

  it('tells something where the gateway says it, and where nobody is named', () => {
    expect(read(json('gateway', words))).not.toEqual([]);
    expect(read(`03:00:00 [gateway] ${words}`)).not.toEqual([]);
    expect(read(words)).not.toEqual([]);
  });
});

it.each([
  [
    'agent/embedded',
    'embedded run agent end: isError=true error=HTTP 429: rate_limit_error anthropic',
    'model.sign=rate-limited',
  ],
  ['telegram', 'channel exited: Unauthorized | Telegram bot token invalid', 'channel.sign=auth-refused'],
  ['cron', 'cron: scheduler disabled by configuration', 'schedule.sign=disabled'],
])('%s is believed about its own: %s', (part, words, fact) => {
  expect(read(json(part, words))).toContain(fact);
});

it('a memory without a key of its own says nothing of the model of an agent', () => {
  const words = 'memory sync failed (session-start): Error: No API key found for provider "openai".';
  expect(read(json('memory', words)).filter((fact) => fact.startsWith('model.'))).toEqual([]);
  expect(read(json('agent/embedded', words))).toContain('model.sign=auth');
});

it('a tool that is a client of the gateway tells how the gateway answered it', () => {
  const words = 'sessions_spawn failed: gateway closed (1008): pairing required';
  expect(read(json('tools', words))).toContain('connect.refusal.code=PAIRING_REQUIRED');
  expect(read(`${STAMP} [tools] ${words}`)).toContain('connect.close.code=1008');
  expect(read(`${STAMP} [tools] exec failed: gateway closed (1008): pairing required`)).toEqual([]);
});

it('what the model has said so far, in an event to clients, is no word of the gateway', () => {
  const event =
    '→ event agent seq=9 clients=1 run=ab12…cd34 agent=main session=main stream=assistant aseq=3 text=';
  expect(read(json('gateway/ws', `${event}${SPOKEN_OF[0]}`))).toEqual([]);
});
