/** Orders with people's own signatures: whatever is altered afterwards, at rest or on the way, is not obeyed. */
import { expect, it } from 'vitest';
import { toBase64url } from '../../../src/protocol/base64url.ts';
import { canonicalText } from '../../../src/protocol/canonical.ts';
import { addSignature } from '../../../src/protocol/signer.ts';
import { anApproval, measureApprovalFlips } from '../../bench/approval-flips.ts';

type Jws = { payload: string; signatures: { protected: string; signature: string }[] };
const read = (text: string) => JSON.parse(text) as Jws;
const write = (jws: Jws): string => canonicalText(jws);
const payloadOf = (jws: Jws): Record<string, unknown> =>
  JSON.parse(Buffer.from(jws.payload, 'base64url').toString()) as Record<string, unknown>;
const withPayload = (jws: Jws, payload: unknown): Jws => ({
  ...jws,
  payload: toBase64url(new TextEncoder().encode(canonicalText(payload))),
});

it('an order altered at rest is not obeyed, whatever was altered', async () => {
  const { desk, honest, judge } = await anApproval();
  try {
    expect((await judge(honest)).verdict).toBe('run');
    const jws = read(honest.order);
    const order = payloadOf(jws);
    const changes: Record<string, unknown>[] = [
      { args: { plan: 'Q'.repeat(43), freeze: 'f-1' } },
      { args: { plan: 'P'.repeat(43) } },
      { requester: 'slack:T1/U-anna' },
      { host: 'H'.repeat(43) },
      { exp: Number(order.exp) + 1 },
      { op: 'triage', mode: 'read' },
      { id: 'another' },
    ];
    for (const change of changes) {
      const altered = { ...honest, order: write(withPayload(jws, { ...order, ...change })) };
      expect(await judge(altered), JSON.stringify(change)).toMatchObject({
        verdict: 'refused',
        code: 'signature',
      });
    }
  } finally {
    desk.close();
  }
});

it('consent counts only from the host’s own approvers, each once, and never from the requester', async () => {
  const { desk, honest, judge } = await anApproval();
  try {
    const jws = read(honest.order);
    const [bot, anna] = jws.signatures as [Jws['signatures'][0], Jws['signatures'][0]];
    const of = (...signatures: Jws['signatures']) =>
      judge({ ...honest, order: write({ ...jws, signatures }) });
    expect(await of(bot)).toMatchObject({ verdict: 'refused', code: 'policy' });
    expect(await of(anna)).toMatchObject({ verdict: 'refused', code: 'signer' });
    expect(await of(bot, anna, anna)).toMatchObject({ verdict: 'refused', code: 'header' });
    const stranger = await desk.stranger.signer.sign('ocorder+jws', payloadOf(jws));
    const both = await judge({
      ...honest,
      order: addSignature(write({ ...jws, signatures: [bot] }), stranger),
    });
    // The bot learns which order it was: its own signature stands.
    expect(both).toMatchObject({ verdict: 'refused', code: 'kid', id: payloadOf(jws).id });
  } finally {
    desk.close();
  }
});

it('takes 0 of 2,000 with one bit turned', { timeout: 60_000 }, async () => {
  const { accepted, refusals } = await measureApprovalFlips(2_000);
  expect(accepted).toBe(0);
  expect(Object.values(refusals).reduce((sum, count) => sum + count)).toBe(2_000);
});
