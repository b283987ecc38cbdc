/** Failed calls to a model in the log of OpenClaw 2026.9.6: its own classes decide, not its sentence. */
import { describe, expect, it } from 'vitest';
import { modelFailures } from '../../../src/evidence/readers/model-failures.ts';

const WRONG = 'Authentication failed at the provider. Re-authenticate and verify your provider credentials.';
function line(more: Record<string, unknown>): string {
  const what = { event: 'embedded_run_agent_end', isError: true, error: WRONG, provider: 'stub', ...more };
  const record = { 0: '{"subsystem":"agent/embedded"}', 1: what, 2: 'embedded run agent end' };
  return JSON.stringify({
    ...record,
    message: 'embedded run agent end',
    time: '2026-11-21T15:08:51.959+00:00',
  });
}
const signsIn = (text: string) =>
  modelFailures.read(text, { gateway: 'gateway:default' }).map(({ value }) => value);

describe('a failed call to a model', () => {
  it.each([
    [
      'a page before the provider',
      { failoverReason: 'auth', providerRuntimeFailureKind: 'auth_html' },
      ['blocked'],
    ],
    [
      'a key that nobody knows',
      { failoverReason: 'auth', providerRuntimeFailureKind: 'unclassified' },
      ['auth'],
    ],
    [
      'a shape that is refused',
      { failoverReason: 'format', providerRuntimeFailureKind: 'schema' },
      ['shape'],
    ],
    ['a limit', { failoverReason: 'rate_limit', providerRuntimeFailureKind: 'rate_limit' }, ['rate-limited']],
    [
      'a request that is declined',
      { failoverReason: 'format', providerRuntimeFailureKind: 'unclassified' },
      [],
    ],
    [
      'the page of a server in trouble',
      { providerRuntimeFailureKind: 'upstream_html', rawErrorPreview: '502 <html>' },
      [],
    ],
    ['one that ended well', { isError: false, failoverReason: 'auth' }, []],
  ])('is %s', (_title, more, expected) => {
    expect(signsIn(line(more))).toEqual(expected);
  });

  it('is none where somebody only quotes it', () => {
    const chat = { 0: '{"subsystem":"gateway/channels/telegram"}', 1: line({ failoverReason: 'auth' }) };
    expect(signsIn(JSON.stringify({ ...chat, message: line({ failoverReason: 'auth' }) }))).toEqual([]);
  });
});
