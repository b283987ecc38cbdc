/** A gateway that gives times which no calendar holds: the rest of what it says is heard all the same. */
import { utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Talk } from '../../../src/agent/gateway-rpc/gateway-socket.ts';
import { workFacts } from '../../../src/agent/gateway-rpc/work-facts.ts';
import { config } from '../../../src/agent/probes/config.ts';
import { contextOf, emptyPlace, said } from '../place.ts';

const NOW = 1_795_000_000_000;
const TIMES = [-1, 0, 1e-9, 8.64e15, 8.64e15 + 1, -8.64e15 - 1, 1e21, 1e308, -1e308, Number.MAX_SAFE_INTEGER];

const told = (answers: Record<string, unknown>): Talk =>
  ({
    answers: Object.fromEntries(
      Object.entries(answers).map(([name, payload]) => [name, { ok: true, payload }]),
    ),
  }) as unknown as Talk;

describe.each(TIMES)('with the time %d', (at) => {
  it('of a session, the others are heard', () => {
    const session = (endedAt: number, status: string) => ({
      agentId: 'main',
      model: `m${endedAt}`,
      status,
      endedAt,
      lastRunError: 'invalid api key',
    });
    const facts = workFacts(
      'gateway:default',
      told({
        'sessions.list': { sessions: [session(at, 'failed'), session(NOW - 1_000, 'done')] },
      }),
      NOW,
    );
    expect(facts).toContainEqual({ fact: 'runs.failing', subject: 'gateway:default', value: false });
  });

  it('of an automation, that it failed is heard', () => {
    const job = {
      id: 'j',
      enabled: true,
      state: { lastRunAtMs: at, lastRunStatus: 'error', lastError: 'x' },
    };
    const off = { id: 'k', enabled: true, state: { autoDisabled: { atMs: at }, lastError: 'x' } };
    const facts = workFacts('gateway:default', told({ 'cron.list': { jobs: [job, off] } }), NOW);
    expect(facts).toContainEqual({ fact: 'schedule.failing', subject: 'gateway:default', value: true });
    for (const fact of facts) expect(fact.at ?? new Date(NOW).toISOString()).toMatch(/^20\d\d-/);
  });
});

it.each([0, 4e11, -1])('a configuration that was last written at second %d is read', async (at) => {
  const place = emptyPlace();
  place.configure({ gateway: { port: 1 } });
  utimesSync(place.configPath, at, at);
  const real = await contextOf(place);
  const sight = await config.look({
    ...real,
    target: { ...real.target, config: { ...real.target.config, mtimeMs: at * 1_000 * 1_000 } },
  });
  expect(said(sight)['config.parse']).toBe('ok');
});
