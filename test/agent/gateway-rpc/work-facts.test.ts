/** What the gateway's own records say of the work, in the shapes of OpenClaw 2026.9.6. */
import { describe, expect, it } from 'vitest';
import type { Talk } from '../../../src/agent/gateway-rpc/gateway-socket.ts';
import { modelFacts, workFacts } from '../../../src/agent/gateway-rpc/work-facts.ts';

const NOW = Date.parse('2026-11-21T03:00:00Z');
const MINUTE = 60_000;
const LIMIT = 'LLM request failed: provider stub returned HTTP 429: rate limit reached';
const NO_TOOLS =
  'No callable tools remain after resolving explicit tool allowlist (tools.allow: old); no registered tools matched.';

function told(answers: Record<string, unknown>): Talk {
  const all = Object.entries(answers).map(([method, payload]) => [method, { ok: true, payload }]);
  return {
    reached: 'rpc',
    timedOut: null,
    transportError: null,
    upgradeStatus: null,
    refused: null,
    close: null,
    hello: {},
    answers: Object.fromEntries(all),
    stopped: false,
    withheld: null,
  };
}
const run = (status: string, ago: number, lastRunError?: string, model = 'stub-1') => ({
  key: 'agent:main:main',
  agentId: 'main',
  status,
  endedAt: NOW - ago,
  modelProvider: 'stub',
  model,
  ...(lastRunError ? { lastRunError } : {}),
});
const factsOf = (answers: Record<string, unknown>) =>
  workFacts('gateway:default', told(answers), NOW).map(({ fact, value }) => [fact, value]);

describe('runs', () => {
  it.each([
    ['failed and named', [run('failed', MINUTE, NO_TOOLS)], ['policy.sign', 'tool-denied']],
    [
      'failed by something that passes, just now',
      [run('failed', MINUTE, LIMIT)],
      ['model.sign', 'rate-limited'],
    ],
  ])('%s', (_title, sessions, sign) => {
    const facts = factsOf({ 'sessions.list': { sessions } });
    expect(facts).toContainEqual(['runs.failing', true]);
    expect(facts).toContainEqual(sign);
  });

  it.each([
    ['the gateway no longer knows that model', ['stub-1'], 'done', false],
    ['but not while it still knows it', ['stub-1', 'stub-2'], 'done', true],
    ['nor while the other one fails too', ['stub-1'], 'failed', true],
  ])(
    'one that failed is left behind once the agent answers with another: %s',
    (_title, ids, status, failing) => {
      const sessions = [run('failed', 5 * MINUTE, NO_TOOLS, 'stub-2'), run(status, MINUTE)];
      const models = ids.map((id) => ({ provider: 'stub', id }));
      const facts = factsOf({ 'sessions.list': { sessions }, 'models.list': { models } });
      expect(Object.fromEntries(facts)['runs.failing']).toBe(failing);
    },
  );

  it.each([
    [
      'a later run of the same model ended well',
      [run('failed', 5 * MINUTE, NO_TOOLS), run('done', MINUTE)],
      false,
    ],
    ['one is still running', [run('running', 0)], undefined],
    ['all are from yesterday', [run('failed', 24 * 60 * MINUTE, NO_TOOLS)], undefined],
    ['a limit half an hour ago', [run('failed', 30 * MINUTE, LIMIT)], true],
  ])('name nothing where %s', (_title, sessions, failing) => {
    const facts = factsOf({ 'sessions.list': { sessions } });
    expect(facts.filter(([fact]) => String(fact).endsWith('.sign'))).toEqual([]);
    expect(Object.fromEntries(facts)['runs.failing']).toBe(failing);
  });
});

describe('automations', () => {
  const job = (state = {}, more = {}) => ({ id: 'a', enabled: true, state, ...more });

  it('that nothing runs are a fault only where a person made them', () => {
    const off = { enabled: false };
    expect(factsOf({ 'cron.status': off, 'cron.list': { jobs: [job()] } })).toContainEqual([
      'schedule.sign',
      'disabled',
    ]);
    const own = { jobs: [job({}, { declarationKey: 'heartbeat:main' })] };
    expect(factsOf({ 'cron.status': off, 'cron.list': own })).toEqual([
      ['schedule.running', false],
      ['schedule.own-jobs', 0],
    ]);
  });

  const FAILED = {
    lastRunAtMs: NOW,
    lastDurationMs: 1_000,
    lastRunStatus: 'error',
    lastError: 'the model said no',
  };
  const UNSENT = { lastRunAtMs: NOW, lastRunStatus: 'ok', lastDeliveryStatus: 'not-delivered' };
  const spoke = (source: string) => ({ lastDiagnostics: { entries: [{ source, severity: 'error' }] } });
  it.each([
    // With nothing to send, the words of the failure stand where those of the delivery would.
    [
      'a model that failed',
      { ...FAILED, lastDeliveryStatus: 'unknown', lastDeliveryError: 'the model said no' },
      {},
      'run-error',
    ],
    ['a model that failed, told by its source', { ...FAILED, ...spoke('agent-run') }, {}, 'run-error'],
    ['no channel to send to', { ...FAILED, ...spoke('delivery') }, {}, 'delivery-failed'],
    [
      'no channel, in a release without sources',
      { ...FAILED, lastError: 'Channel is required' },
      {},
      'delivery-failed',
    ],
    ['a channel that refused', { ...UNSENT, lastDeliveryError: 'bot token missing' }, {}, 'delivery-failed'],
    ['nothing to say', { ...UNSENT, deliverySuppressionReason: 'silent' }, {}, undefined],
    [
      'a result that need not arrive',
      UNSENT,
      { delivery: { mode: 'announce', bestEffort: true } },
      undefined,
    ],
    [
      'ten failures, switched off by OpenClaw',
      { ...FAILED, autoDisabled: { atMs: NOW } },
      { enabled: false },
      'run-error',
    ],
  ])('of which the last run met %s', (_title, state, more, word) => {
    const facts = factsOf({ 'cron.list': { jobs: [job(state, more)] } });
    expect(facts.filter(([fact]) => fact === 'schedule.sign')).toEqual(word ? [['schedule.sign', word]] : []);
    expect(facts).toContainEqual(['schedule.failing', word !== undefined]);
  });

  it('that failed are named, the first three of them', () => {
    const jobs = [1, 2, 3, 4].map((n) =>
      job(FAILED, { id: `job-${n}`, name: n === 1 ? 'morning news' : undefined }),
    );
    expect(factsOf({ 'cron.list': { jobs } })).toContainEqual([
      'schedule.failing-jobs',
      'job-1 “morning news”, job-2, job-3 and 1 more',
    ]);
  });

  it.each([
    ['one that ran well', [{ lastRunAtMs: NOW - MINUTE, lastRunStatus: 'ok' }], false],
    ['one that failed', [FAILED], undefined],
    ['one that ran well too long ago', [{ lastRunAtMs: NOW - 300 * MINUTE, lastRunStatus: 'ok' }], undefined],
    ['one of each', [FAILED, { lastRunAtMs: NOW - MINUTE, lastRunStatus: 'ok' }], undefined],
  ])('are runs as well, where nobody chats: %s', (_title, states, failing) => {
    const jobs = states.map((state) => job(state));
    const facts = factsOf({ 'sessions.list': { sessions: [] }, 'cron.list': { jobs } });
    expect(Object.fromEntries(facts)['runs.failing']).toBe(failing);
  });

  it('that their owner switched off count for nothing, those that OpenClaw switched off do', () => {
    const well = job({ lastRunAtMs: NOW - MINUTE, lastRunStatus: 'ok' });
    const failing = (off: object) =>
      Object.fromEntries(
        factsOf({
          'sessions.list': { sessions: [] },
          'cron.list': { jobs: [well, job({ ...FAILED, ...off }, { enabled: false })] },
        }),
      );
    expect(failing({})).toMatchObject({ 'runs.failing': false, 'schedule.failing': false });
    expect(failing({ autoDisabled: { atMs: NOW } })).toMatchObject({ 'schedule.failing': true });
  });

  it('that were changed since they failed tell nothing until they run again', () => {
    const mended = { jobs: [job(FAILED, { updatedAtMs: NOW + 60_000 })] };
    expect(factsOf({ 'cron.list': mended })).toEqual([['schedule.own-jobs', 1]]);
    const running = { jobs: [job({ ...FAILED, runningAtMs: NOW + 59_000 }, { updatedAtMs: NOW + 60_000 })] };
    expect(factsOf({ 'cron.list': running })).toContainEqual(['schedule.sign', 'run-error']);
  });

  it('tell how their last run ended; one that is switched off tells nothing', () => {
    const failed = { lastRunAtMs: NOW, lastRunStatus: 'error', lastError: 'timed out' };
    expect(factsOf({ 'cron.list': { jobs: [job(failed)] } })).toContainEqual(['schedule.sign', 'run-error']);
    expect(factsOf({ 'cron.list': { jobs: [job(failed, { enabled: false })] } })).toEqual([
      ['schedule.own-jobs', 0],
    ]);
  });
});

it('takes the gateway\u2019s own word for a model that it cannot use', () => {
  const models = [{ provider: 'stub', id: 'stub-1', available: false, unavailableReason: 'missing-auth' }];
  const facts = modelFacts('gateway:default/agent:main', 'stub/stub-1', { ok: true, payload: { models } });
  expect(facts.map(({ fact, value }) => [fact, value])).toEqual([
    ['agent.model.in-catalogue', true],
    ['agent.model.provider-in-catalogue', true],
    ['agent.model.unavailable', 'missing-auth'],
  ]);
});

it('says nothing where another shape is answered', () => {
  expect(factsOf({ 'sessions.list': {}, 'cron.list': [], 'cron.status': 'on', status: null })).toEqual([]);
});
