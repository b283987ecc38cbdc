/**
 * The words of every failure, said by the wrong notifier: chats, models, tools and quoted logs say nothing about the
 * gateway. The same words from the gateway itself do.
 */
import { describe, expect, it } from 'vitest';
import { openLogStream } from '../../../src/evidence/log-stream.ts';
import { LINE_READERS } from '../../../src/evidence/readers/index.ts';
import type { Fact } from '../../../src/protocol/evidence.ts';

const STAMP = '2026-11-21T03:00:00.000+00:00';
const context = { gateway: 'gateway:default', kind: 'log' };
const WORDS = [
  'unauthorized: gateway token mismatch (provide gateway auth token)',
  'ENOSPC: no space left on device, database or disk is full',
  'Refusing to bind gateway to lan without auth.',
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  'gateway closed (1008): pairing required',
];

const plain = (subsystem: string, message: string) => `${STAMP} [${subsystem}] ${message}`;
const json = (subsystem: string, message: string, more: unknown = undefined) =>
  JSON.stringify({
    0: JSON.stringify({ subsystem }),
    1: more ?? message,
    ...(more === undefined ? {} : { 2: message }),
    _meta: { logLevelName: 'INFO' },
    time: STAMP,
    message,
  });
const quoted = (words: string) => words.replaceAll('"', '\\"');

/** How the words of others get into a log, by what the program itself writes around them. */
const MOUTHS: readonly (readonly [string, (words: string) => string])[] = [
  [
    'a preview of a chat message',
    (w) => plain('telegram', `telegram inbound: chatId=7 from=9 len=90 preview="${w}"`),
  ],
  [
    'the message that is replied to',
    (w) => json('gateway/channels/telegram', `telegram reply-context: replyToId=4 replyToBody="${w}"`),
  ],
  [
    'an inbound message with its text beside it',
    (w) => json('web-inbound', 'inbound message', { from: '7', body: w }),
  ],
  ['text for a voice', (w) => json('tts', `synthesize: text="${w}"...`)],
  ['a prompt', (w) => plain('agent', `run start prompt="${w}"`)],
  ['an answer of the model', (w) => plain('agent', `assistant: ${w}`)],
  ['a person in a transcript', (w) => `user: ${w}`],
  ['a message in JSON', (w) => plain('gateway', `history [{"role":"user","text":"${quoted(w)}"}]`)],
  [
    'the result of a tool in JSON',
    (w) => json('gateway', `history [{"role": "tool", "output": "${quoted(w)}"}]`),
  ],
  [
    'what a tool was given',
    (w) => plain('tools', `exec failed: aborted raw_params={"command":"echo ${quoted(w)}"}`),
  ],
  ['a command of the agent', (w) => plain('gateway', `Started bash session ab12: echo ${w}`)],
  ['a reaction', (w) => json('gateway/channels/telegram', `telegram: reaction event enqueued: ${w}`)],
  ['a line of a log inside a line of a log', (w) => plain('gateway', `forwarded: ${plain('gateway/ws', w)}`)],
  [
    'a record of a log inside a record of a log',
    (w) => json('gateway', `forwarded: ${json('gateway/ws', w)}`),
  ],
  [
    'a chat message over several lines',
    (w) => `${plain('telegram', 'received message from 7: "my log says:')}\n${w}\nand now?"`,
  ],
];

const told = (facts: readonly Fact[]) =>
  facts.map((f) => `${f.fact}=${String(f.value)}`).filter((f) => !/\.hint=/.test(f));
const atOnce = (text: string) => told(LINE_READERS.flatMap((reader) => reader.read(text, context)));
function asStream(text: string): string[] {
  const stream = openLogStream(context);
  stream.push(new TextEncoder().encode(text));
  return told(stream.end().facts);
}

describe.each(MOUTHS)('%s', (_, says) => {
  it.each(WORDS)('saying “%s” tells nothing', (words) => {
    expect(atOnce(says(words))).toEqual([]);
    expect(asStream(says(words))).toEqual([]);
  });

  it('and the line after it counts again', () => {
    const text = `${says(WORDS[0] ?? '')}\n${plain('gateway', 'Refusing to bind gateway to lan without auth.')}`;
    expect(atOnce(text)).toContain('gateway.start.refusal=bind-no-auth');
    expect(asStream(text)).toContain('gateway.start.refusal=bind-no-auth');
  });
});

describe('said by a channel, a channel’s words are no refused connect', () => {
  it.each(['telegram', 'gateway/channels/whatsapp', 'web-inbound', 'auto-reply/commands'])(
    '%s',
    (subsystem) => {
      expect(atOnce(plain(subsystem, 'unauthorized: gateway token mismatch'))).not.toContain(
        'connect.refusal.code=AUTH_TOKEN_MISMATCH',
      );
      expect(atOnce(json(subsystem, 'Gateway failed to start: Invalid config'))).not.toContain(
        'gateway.start.refusal=config-invalid',
      );
    },
  );
});

describe.each(WORDS)('said by the gateway itself, “%s” tells something', (words) => {
  it.each([
    ['plain', plain('gateway', words)],
    ['JSONL', json('gateway', words)],
    ['journald', `Nov 21 03:00:00 box openclaw-gateway[41]: ${plain('gateway', words)}`],
    ['docker compose with times', `gateway-1  | 2026-11-21T03:00:00.1Z ${plain('gateway', words)}`],
    [
      'docker json-file',
      JSON.stringify({
        log: `${plain('gateway', words)}\n`,
        stream: 'stderr',
        time: '2026-11-21T03:00:00.1Z',
      }),
    ],
    [
      'docker json-file around JSONL',
      JSON.stringify({
        log: `${json('gateway', words)}\n`,
        stream: 'stdout',
        time: '2026-11-21T03:00:00.1Z',
      }),
    ],
    ['Windows line ends', `${plain('gateway', words)}\r\n`],
    ['colours', `\u001b[90m${STAMP}\u001b[39m \u001b[36m[gateway]\u001b[39m \u001b[31m${words}\u001b[39m`],
    ['NUL bytes', `\0\0\0${plain('gateway', words)}`],
    [
      'behind an apostrophe that opens nothing',
      `${plain('telegram', 'can\'t reply: "done"')}\n${plain('gateway', words)}`,
    ],
  ])('%s', (_, text) => {
    expect(atOnce(text)).not.toEqual([]);
    expect(asStream(text)).toEqual(atOnce(text));
  });
});
