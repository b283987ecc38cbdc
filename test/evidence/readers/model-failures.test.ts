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

const LIMITED = {
  runId: 'a',
  model: 'm',
  failoverReason: 'billing',
  providerRuntimeFailureKind: 'rate_limit',
};
const step = (decision: string, runId: string, model = 'm', time = '2026-11-21T15:09:00.000+00:00') => {
  const asked = { requestedProvider: 'stub', requestedModel: model };
  const what = { event: 'model_fallback_decision', decision, runId, ...asked };
  const said = 'model fallback decision';
  return JSON.stringify({
    0: '{"subsystem":"model-fallback/decision"}',
    1: what,
    2: said,
    message: said,
    time,
  });
};

describe('a request that never got an answer', () => {
  const fetched = (codes: string) =>
    `2026-11-21T15:08:51.959Z [provider-transport-fetch] [model-fetch] error provider=stub api=openai-completions model=stub-1 elapsedMs=23 name=TypeError ${codes} message=fetch failed`;
  it.each([
    ['nobody listens', 'code=undefined causeName=Error causeCode=ECONNREFUSED', 'endpoint-refused'],
    [
      'the packets vanish',
      'code=undefined causeName=ConnectTimeoutError causeCode=UND_ERR_CONNECT_TIMEOUT',
      'endpoint-refused',
    ],
    ['no such name', 'code=ENOTFOUND causeName=undefined causeCode=undefined', 'endpoint-unresolved'],
    [
      'a certificate of its own',
      'code=undefined causeName=Error causeCode=DEPTH_ZERO_SELF_SIGNED_CERT',
      'endpoint-untrusted',
    ],
    [
      'a certificate that ran out',
      'code=undefined causeName=Error causeCode=CERT_HAS_EXPIRED',
      'endpoint-untrusted',
    ],
    [
      'an issuer that nobody knows',
      'code=undefined causeName=Error causeCode=UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'endpoint-untrusted',
    ],
    [
      'plain HTTP where TLS is spoken',
      'code=undefined causeName=Error causeCode=ERR_SSL_WRONG_VERSION_NUMBER',
      'endpoint-untrusted',
    ],
  ])('%s', (_title, codes, word) => {
    expect(signsIn(fetched(codes))).toEqual([word]);
  });

  it('that somebody ended says nothing, nor does one that is only spoken of', () => {
    expect(signsIn(fetched('code=ABORT_ERR causeName=undefined causeCode=undefined'))).toEqual([]);
    expect(signsIn('[telegram] message from ann: [model-fetch] error code=ECONNREFUSED')).toEqual([]);
  });
});

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
      'a limit on how long a context may be',
      {
        failoverReason: 'rate_limit',
        providerRuntimeFailureKind: 'rate_limit',
        rawErrorPreview: '429 Usage tier has no long context requests',
      },
      ['long-context'],
    ],
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

describe('a run that met a failure', () => {
  const failed = (runId: string, model = 'm') => line({ ...LIMITED, runId, model });
  const LATE = '2026-11-21T17:30:00.000+00:00';
  it.each([
    [
      'by the model that steps in',
      [failed('a'), step('candidate_failed', 'a'), step('candidate_succeeded', 'a')],
    ],
    ['as later runs of that model are', [failed('z'), failed('a'), step('candidate_succeeded', 'a')]],
    [
      'and others failed long before',
      [failed('z', 'n'), failed('a'), step('candidate_succeeded', 'a', 'm', LATE)],
    ],
  ])('is answered %s', (_title, lines) => {
    expect(signsIn(lines.join('\n'))).toEqual(['rate-limited', false]);
  });

  it.each([
    ['nothing steps in', [failed('a')]],
    ['the next one fails too', [failed('a'), step('candidate_failed', 'a')]],
    ['it fails again later', [failed('a'), step('candidate_succeeded', 'a'), failed('b')]],
    ['another model is asked elsewhere', [failed('b', 'n'), failed('a'), step('candidate_succeeded', 'a')]],
    [
      'all are put aside before they are asked',
      [failed('a'), step('candidate_succeeded', 'a'), step('skip_candidate', 'b')],
    ],
  ])('is not known to be answered where %s', (_title, lines) => {
    expect(signsIn(lines.join('\n'))).toEqual(['rate-limited']);
  });
});
