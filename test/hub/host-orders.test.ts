/** Which orders the bot signs at all: a change needs somebody else's word, unless it only holds back or steers. */
import { describe, expect, it } from 'vitest';
import { orderOf } from '../../src/hub/host-orders.ts';
import { OPERATIONS } from '../../src/protocol/operations.ts';

const NOW = 1_795_000_000_000;
const job = (op: string, args: Record<string, unknown>, approvedBy?: string[]) => ({
  id: 'inc-1.node-3.1',
  op,
  args,
  incident: 'inc-1',
  requester: 'slack:T1/U1',
  expiresAt: NOW + 60_000,
  ...(approvedBy ? { approvedBy } : {}),
});
const order = (...of: Parameters<typeof job>) =>
  orderOf(job(...of) as never, 'h'.repeat(43), NOW, OPERATIONS);

const RUN = { plan: 'd'.repeat(43) };
const STEER = { run: 'inc-1.node-3.1', act: 'abort', by: 'slack:T1/U1' };

describe('an order', () => {
  it.each([
    ['nobody has agreed', undefined],
    ['only the requester agrees: requester approves', ['slack:T1/U1']],
  ])('to change something is not signed where %s', (_name, approvedBy) => {
    expect(() => order('recovery.run', RUN, approvedBy)).toThrow('Nobody but the requester');
  });

  it('to change something is signed with somebody else’s word', () => {
    expect(order('recovery.run', RUN, ['slack:T1/U2'])).toMatchObject({ op: 'recovery.run', mode: 'change' });
  });

  it('that steers what was agreed to needs no other word', () => {
    expect(order('recovery.steer', STEER)).toMatchObject({ op: 'recovery.steer', mode: 'change' });
  });
});
