/** What the conversation with a gateway proves, and what it leaves open. */
import { expect, it } from 'vitest';
import { readFacts } from '../../../src/agent/gateway-rpc/conversation-facts.ts';
import type { Talk } from '../../../src/agent/gateway-rpc/gateway-socket.ts';

const greeted = (more: Partial<Talk>): Talk =>
  ({
    reached: 'hello',
    timedOut: null,
    transportError: null,
    upgradeStatus: null,
    refused: null,
    close: null,
    hello: { auth: { scopes: ['operator.read'] } },
    answers: {},
    stopped: false,
    ...more,
  }) as Talk;
const read = (more: Partial<Talk>) =>
  readFacts('gateway:default/client:probe', greeted(more)).find(({ fact }) => fact === 'rpc.read.ok')?.value;

it('a read that was answered works', () => {
  expect(read({ answers: { status: { ok: true, payload: {} } } as Talk['answers'] })).toBe(true);
});

it('a conversation that was closed before the read was answered does not work', () => {
  expect(read({ close: { code: 1000, reason: '' } })).toBe(false);
});

it('a read that nobody answered in time is unknown: the machine may be busy', () => {
  expect(read({ timedOut: 'rpc' })).toBeUndefined();
});
