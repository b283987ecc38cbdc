/** One trace from a command to the host and back, as a collector gets it; a collector that is away holds up nobody. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTracing, NO_TRACING, type Tracing } from '../../src/traces/tracing.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { type GotSpan, type TraceCollector, traceCollector } from '../fakes/trace-collector.ts';

let collector: TraceCollector;
let log: ReturnType<typeof recordedLog>;
let tracing: Tracing;

beforeEach(async () => {
  collector = await traceCollector();
  log = recordedLog();
  const headers = { authorization: 'Bearer t' };
  tracing = createTracing({
    collector: { endpoint: collector.endpoint, headers },
    version: '1',
    fetch,
    log,
  });
});
afterEach(() => collector.close());

const spans = (): GotSpan[] => collector.spans();
const named = (name: string): GotSpan | undefined => spans().find((span) => span.name === name);

describe('a trace', () => {
  it('goes on where the text of its parent goes, with the times that are known', async () => {
    let parent = '';
    await tracing.command('command triage', async (own) => {
      parent = own ?? '';
    });
    const job = tracing.span(parent, { name: 'job triage', from: 1_000, to: 2_500, problem: 'busy' });
    tracing.span(job ?? '', { name: 'host agent triage', from: 2_000, to: 2_500 });
    await tracing.told();
    expect(new Set(spans().map(({ traceId }) => traceId)).size).toBe(1);
    expect(named('job triage')?.parentSpanId).toBe(named('command triage')?.spanId);
    expect(named('host agent triage')?.parentSpanId).toBe(named('job triage')?.spanId);
    expect(named('job triage')).toMatchObject({
      ...{ startTimeUnixNano: '1000000000', endTimeUnixNano: '2500000000' },
      status: { code: 2, message: 'busy' },
    });
    expect(collector.got[0]).toMatchObject({ path: '/v1/traces', header: 'Bearer t' });
  });

  it.each(['', '00-0-0-01', '00-zz', 'x'.repeat(2_000)])('has no span under %j', async (parent) => {
    expect(tracing.span(parent, { name: 'job', from: 1, to: 2 })).toBeNull();
    await tracing.told();
    expect(collector.got).toEqual([]);
  });

  it('ends with an error where its command failed, which is thrown on', async () => {
    await expect(tracing.command('command x', () => Promise.reject(new Error('secret')))).rejects.toThrow(
      'secret',
    );
    await tracing.told();
    expect(named('command x')?.status).toEqual({ code: 2, message: 'failed' });
  });

  it('is dropped with one line in the log where the collector does not want it', async () => {
    collector.answer(503);
    for (let n = 0; n < 5; n += 1) await tracing.command('command x', async () => undefined);
    await tracing.told();
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });
});

it('is not kept where nobody asks for it', async () => {
  expect(await NO_TRACING.command('x', async (parent) => parent)).toBeNull();
});
