/** What a turn must show before it counts, and how the ways in which it fails are told; never by `status: ok` alone. */
import { expect, it } from 'vitest';
import type { Expected } from '../../../src/agent/recovery/acceptance/expected.ts';
import { receiptProof, turnFailure } from '../../../src/agent/recovery/acceptance/turn.ts';

const expected: Expected = {
  agent: 'main',
  workspace: '/w',
  seenAt: '/w',
  model: 'stub/stub-1',
  narrows: false,
};
const receipt = {
  successfulToolNames: ['write', 'read'],
  effective: { provider: 'stub', model: 'stub-1' },
  rerouted: false,
};
const ended = (more: object = {}, text = 'ACCEPTED n-1') => ({
  status: 'ok',
  terminalReceipt: { ...receipt, ...more },
  terminalReply: { text },
});

it.each([
  ['all of it', ended(), null],
  ['no tool', ended({ successfulToolNames: [] }), 'acceptance.tools-denied'],
  ['only the write', ended({ successfulToolNames: ['write'] }), 'acceptance.tools-denied'],
  ['another model', ended({ effective: { provider: 'stub', model: 'stub-2' } }), 'acceptance.other-model'],
  ['a model that is not named', ended({ effective: undefined }), 'acceptance.other-model'],
  ['a detour', ended({ rerouted: true }), 'acceptance.other-model'],
  ['a reply without the nonce', ended({}, 'Done!'), 'acceptance.reply-without-proof'],
  ['no receipt', { status: 'ok' }, 'acceptance.tools-denied'],
])('a turn that ended ok with %s', (_, turn, code) => {
  const proof = receiptProof(turn, expected, 'n-1');
  expect(proof.ok ? null : proof.because.code).toBe(code);
});

// Words of OpenClaw 2026.9.6, observed.
it.each([
  [
    'Unknown model: nosuch/model. Run openclaw models list',
    'acceptance.model-unknown',
    { model: 'nosuch/model' },
  ],
  [
    'CLI backend executable could not be resolved: claude',
    'acceptance.cli-backend-missing',
    { program: 'claude' },
  ],
  ['stub authentication failed, HTTP 401', 'acceptance.model-refuses-key', {}],
  [
    'Inline API key for provider "stub" is temporarily disabled after a provider auth/billing failure',
    'acceptance.model-cooling-down',
    {},
  ],
  ['Gateway is draining; new tasks are not accepted', 'acceptance.gateway-draining', {}],
  ['key sk-123 is wrong', 'acceptance.turn-failed', { error: 'key *** is wrong' }],
])('%s', (error, code, params) => {
  const redact = (text: string): string => text.replace('sk-123', '***');
  expect(turnFailure(error, redact)).toEqual({ ok: false, because: { code, params } });
});
