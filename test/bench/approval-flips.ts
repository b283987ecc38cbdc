/**
 * Single bits turned in orders that people have signed with keys of their own: how many of them a host takes. Run by
 * itself: `npm run bench -- approval-flips 1000000`.
 */
import { type CheckContext, check } from '../../src/agent/channel/checks.ts';
import { Policy } from '../../src/agent/channel/policy.ts';
import { addSignature, verifyKey } from '../../src/protocol/signer.ts';
import { aDesk, type Desk, type Frame, NOW, SESSION, TERMS } from '../agent/desk.ts';

const AT_ONCE = 250;
const PLAN = 'P'.repeat(43);

/** How many were taken and why the others were not. */
export type Flips = { flips: number; accepted: number; refusals: Record<string, number> };

/** Mulberry32: a failure can be played again from its seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function flip(text: string, bit: number): string {
  const at = bit >> 3;
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << (bit & 7))) + text.slice(at + 1);
}

export type ApprovalDesk = { desk: Desk; honest: Frame; judge(frame: Frame): ReturnType<typeof check> };

/** A host that wants a signature of an approver's own key, and an order that has it. */
export async function anApproval(): Promise<ApprovalDesk> {
  const desk = await aDesk();
  const order = desk.order({
    id: 'inc-1.node-3.recovery.run.1',
    op: 'recovery.run',
    mode: 'change',
    args: { plan: PLAN, freeze: 'f-1' },
    requester: 'slack:T1/U-mira',
  });
  const frame = await desk.frame(order);
  const signed = addSignature(frame.order, await desk.anna.signer.sign('ocorder+jws', order));
  const policy = Policy.parse({
    read_only: false,
    allow: ['recovery.run'],
    approval: 'person-key',
    approvers: [{ person: 'slack:T1/U-anna', key: desk.anna.signer.publicKey.x }],
  });
  const context: CheckContext = {
    bot: { kid: desk.bot.signer.kid, key: await verifyKey(desk.bot.signer.publicKey) },
    host: desk.host.signer.kid,
    session: SESSION,
    now: NOW,
    terms: TERMS,
    can: () => true,
    policy: { ok: true, policy, source: 'bench' },
    journal: desk.journal,
    holds: async () => true,
  };
  return { desk, honest: { ...frame, order: signed }, judge: (one) => check(one, context) };
}

/** Turns `flips` bits, one in each copy of an honest order; throws if the honest one is not taken. */
export async function measureApprovalFlips(flips: number, seed = 20_261_123): Promise<Flips> {
  const { desk, honest, judge } = await anApproval();
  try {
    if ((await judge(honest)).verdict !== 'run') throw new Error('The honest order was not taken.');
    const random = numbers(seed);
    const turned = (): Frame => ({
      ...honest,
      order: flip(honest.order, Math.floor(random() * honest.order.length * 8)),
    });
    const refusals: Record<string, number> = {};
    let accepted = 0;
    for (let done = 0; done < flips; done += AT_ONCE) {
      const count = Math.min(AT_ONCE, flips - done);
      for (const one of await Promise.all(Array.from({ length: count }, () => judge(turned())))) {
        if (one.verdict !== 'refused') accepted += 1;
        else refusals[one.code] = (refusals[one.code] ?? 0) + 1;
      }
    }
    return { flips, accepted, refusals };
  } finally {
    desk.close();
  }
}

export const approvalFlipRows = ({ flips, accepted }: Flips): [string, string, string][] => [
  [
    'orders with approvals, one bit turned',
    `${accepted} of ${flips} taken`,
    'each one taken would be a forgery; unturned, it is taken',
  ],
];

if (process.argv[1]?.endsWith('approval-flips.ts'))
  console.log(JSON.stringify(await measureApprovalFlips(Number(process.argv[2] ?? 1_000_000))));
