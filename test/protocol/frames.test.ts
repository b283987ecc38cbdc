/** Frames: closed shapes in each direction, and whatever else arrives has a name. */
import { describe, expect, it } from 'vitest';
import { BotFrame, HostFrame, readFrame } from '../../src/protocol/frames.ts';
import { MAX_FRAME_BYTES } from '../../src/protocol/limits.ts';
import { OPERATIONS } from '../../src/protocol/operations.ts';

const D = 'D'.repeat(43);

describe('a frame from a host', () => {
  it.each([
    { type: 'proof', proof: 'x' },
    { type: 'accepted', id: 'o-1', order: D, journaled: true },
    { type: 'evidence', id: 'o-1', seq: 0, evidence: [{ anything: true }] },
    { type: 'done', id: 'o-1', done: 'x' },
    { type: 'refused', id: null, code: 'size', why: 'too large' },
  ])('may be $type', (frame) => {
    expect(readFrame(JSON.stringify(frame), HostFrame)).toEqual({ ok: true, frame });
  });

  it.each([
    ['not JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['no type', '{}'],
    ['an unknown type', '{"type":"shell"}'],
    ['an extra member', JSON.stringify({ type: 'proof', proof: 'x', more: 1 })],
    ['what only the bot may say', JSON.stringify({ type: 'ready', session: D })],
    ['a sequence number below zero', JSON.stringify({ type: 'evidence', id: 'o', seq: -1, evidence: [] })],
    ['a sequence number without end', JSON.stringify({ type: 'evidence', id: 'o', seq: 1e9, evidence: [] })],
    ['deep nesting', `${'{"type":'.repeat(50_000)}`],
  ])('is garbage as %s', (_name, text) => {
    expect(readFrame(text, HostFrame)).toMatchObject({ ok: false, code: 'garbage' });
  });

  it('is measured in bytes, not in characters', () => {
    const umlauts = 'ü'.repeat(MAX_FRAME_BYTES / 2);
    expect(readFrame(`"${umlauts}"`, HostFrame)).toMatchObject({ ok: false, code: 'oversize' });
    expect(readFrame(`"${umlauts.slice(2)}"`, HostFrame)).toMatchObject({ ok: false, code: 'garbage' });
  });
});

it('tells a host nothing that only a host may say', () => {
  expect(readFrame(JSON.stringify({ type: 'done', id: 'o-1', done: 'x' }), BotFrame)).toMatchObject({
    code: 'garbage',
  });
});

describe('the arguments of an operation', () => {
  it.each([
    ['triage', {}, true],
    ['triage', { gateway: 'default', probes: ['http.health'], deep: true }, true],
    ['triage', { gateway: '' }, false],
    ['triage', { gateway: '-x' }, false],
    ['triage', { gateway: 'a/b' }, false],
    ['triage', { gateway: 'a\u0000b' }, false],
    ['triage', { probes: ['$(id)'] }, false],
    ['triage', { probes: Array(65).fill('a') }, false],
    ['describe', { deep: true }, false],
  ])('%s %j: %s', (op, args, fits) => {
    expect(OPERATIONS[op]?.args.safeParse(args).success).toBe(fits);
  });
});
