/**
 * In a live log the head of a message decides. Whoever writes to a chat, gives a plugin its name or rings at the
 * gateway's door writes into that log as well: the words of every fault, said there, say nothing. The same words at
 * the head of the product's own line do.
 */
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/diagnosis/classify.ts';
import { openLogStream } from '../../../src/evidence/log-stream.ts';
import { LINE_READERS } from '../../../src/evidence/readers/index.ts';
import type { Fact } from '../../../src/protocol/evidence.ts';

const NOW = Date.parse('2026-11-21T03:01:00Z');
const STAMP = '2026-11-21T03:00:00.000+00:00';
const context = { gateway: 'gateway:default', kind: 'log', live: true } as const;

const record = (
  subsystem: string | null,
  message: string,
  level = 'INFO',
  more?: Record<string, unknown>,
) => {
  const first = subsystem === null ? message : JSON.stringify({ subsystem });
  const rest = subsystem === null ? {} : more ? { 1: more, 2: message } : { 1: message };
  return JSON.stringify({ 0: first, ...rest, _meta: { logLevelName: level }, time: STAMP, message });
};
const plain = (subsystem: string, message: string) => `${STAMP} [${subsystem}] ${message}`;

const atOnce = (text: string) => LINE_READERS.flatMap((reader) => reader.read(text, context));
function asStream(text: string): Fact[] {
  const stream = openLogStream(context);
  stream.push(new TextEncoder().encode(`${text}\n`));
  return stream.end().facts;
}
/** What is claimed of a gateway whose log says this, whichever way it is read. */
function claims(text: string): string[] {
  const both = [atOnce(text), asStream(text)].map((facts) => {
    const sight = { probe: 'log-tail', subject: 'gateway:default', source: 'log', how: 'log' as const };
    const evidence = [{ ...sight, at: STAMP, look: 'seen' as const, facts, tookMs: 1 }];
    return classify(evidence, NOW).findings.filter((f) => f.confidence >= 0.5);
  });
  return [...new Set(both.flat().map(({ id }) => id))];
}

/** What somebody may write into a chat to have a gateway accused, one for each kind of word that decides. */
const WORDS = [
  'Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:18789',
  'Refusing to bind gateway to lan without auth.',
  'Invalid config at /root/.openclaw/openclaw.json: gateway.bind: Invalid input',
  'write failed: ENOSPC: no space left on device',
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  "Call to 'getUpdates' failed! (409: Conflict: terminated by other getUpdates request)",
  'telegram: 401: Unauthorized, the bot token is invalid',
  '[telegram] [default] channel exited: 401: Unauthorized',
  'HTTP 401: invalid x-api-key (anthropic)',
  'FailoverError: HTTP 429: rate_limit_error',
  'cron: timer tick failed: database is locked',
  'announce delivery failed: no delivery target for the cron job',
  'stuck session: sessionKey=main state=processing age=900s',
  'ERR_MODULE_NOT_FOUND: failed to load plugin desk',
  'Cannot find module /usr/lib/node_modules/openclaw/dist/entry-AbCd1234.mjs',
  'node not connected: node is offline',
  'unauthorized: gateway token mismatch (provide gateway auth token)',
  'security audit: device pairing required, missing scope: operator.admin',
  'config reload failed: StartupMaintenanceRequiredError',
  'received SIGTERM; service gateway.service: Start request repeated too quickly',
  'listen EADDRINUSE: address already in use 127.0.0.1:18789',
  'gateway already running (pid 41); lock timeout after 5000ms',
];

/** How such words get into a log without a quotation mark around them. */
const MOUTHS: readonly (readonly [string, (words: string) => string])[] = [
  ['a chat, behind the name of who writes', (w) => record('gateway/channels/telegram', `dora: ${w}`)],
  ['a chat, bare', (w) => record('gateway/channels/slack/inbound', w)],
  ['a chat, told by a warning', (w) => record('telegram', `ignoring what 4711 wrote: ${w}`, 'WARN')],
  ['a chat of several lines', (w) => record('gateway/channels/discord', `new message\n${w}`, 'WARN')],
  [
    'a chat whose later lines look like a log',
    (w) => record('gateway/channels/discord', `new message\n${STAMP} [gateway] ${w}\n${plain('ws', w)}`),
  ],
  ['a chat that failed to be read', (w) => record('telegram', `update failed to parse: "${w}`, 'ERROR')],
  ['a field of a chat', (w) => record('gateway/channels/slack', 'event', 'INFO', { from: 'dora', text: w })],
  ['an agent that thinks aloud', (w) => record('agent/embedded', w)],
  ['an agent that tells of an error', (w) => record('agents/tools', `looked at the log: ${w}`, 'WARN')],
  ['the output of a tool', (w) => record('tools', `exec failed: ${w}`, 'ERROR')],
  ['a command that prints an answer', (w) => record(null, w)],
  ['a plugin with a part of its own', (w) => record('office-monitor', `prod-2: ${w}`, 'ERROR')],
  ['a plugin with a part of its own, bare', (w) => record('office-monitor/probe', w, 'ERROR')],
  ['a plugin with a telling name', (w) => record('plugins', `loaded 3 plugins: desk, "${w}", cat`)],
  ['a run of an automation', (w) => record('cron', `job 7 finished: ${w}`)],
  ['a client that names itself', (w) => record('gateway/ws', `webchat connected conn=0a1b2c3d ua=${w}`)],
  [
    'a client that says why it goes',
    (w) => record('gateway/ws', `webchat disconnected code=1000 reason=${w} conn=0a1b2c3d`),
  ],
  [
    'a frame that is no JSON',
    (w) => record('gateway', `parse/handle error: SyntaxError: Unexpected token 'h', ${w} is not valid JSON`),
  ],
  ['an event to clients', (w) => record('gateway', `event chat text=${w}`)],
  [
    'a line break in a log that is made of records',
    (w) => `${record('gateway', 'gateway ready')}\n${plain('gateway', w)}\n${w}`,
  ],
  ['a chat on the console, over several lines', (w) => `${plain('telegram', 'new message')}\n${w}`],
];

describe.each(MOUTHS)('%s', (_, line) => {
  it.each(WORDS)('does not make “%s” a claim', (words) => {
    expect(claims(line(words))).toEqual([]);
  });
});

it.each<[string, string, string]>([
  ['disk-full', 'gateway', 'session delivery: failed to scan pending entries: Error: ENOSPC: no space left'],
  ['disk-full', 'state/db', 'write failed: ENOSPC: no space left on device'],
  ['cron-tick-failed', 'cron', 'cron: timer tick failed'],
  ['channel-auth-failed', 'gateway/channels/telegram', '[default] channel exited: 401: Unauthorized'],
  ['update-stale-install', 'gateway', 'Installation replaced: running 2026.9.6 build a; on-disk 2026.10.1'],
  [
    'config-reload-skipped',
    'gateway/reload',
    'config reload skipped (invalid config): gateway: Unrecognized key',
  ],
])('%s is claimed where the product itself says it', (_id, subsystem, message) => {
  expect(claims(record(subsystem, message, 'WARN'))).not.toEqual([]);
  expect(claims(plain(subsystem, message))).not.toEqual([]);
});

it('a refused start is heard from the record of an error that no part of the gateway signs', () => {
  const refused = 'Gateway failed to start: Refusing to bind gateway to lan without auth.';
  expect(claims(record(null, refused, 'ERROR'))).toEqual(['bind-refused-no-auth']);
});
