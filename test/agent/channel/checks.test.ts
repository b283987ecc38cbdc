/** What a host refuses, and that refusing leaves no trace of an effect. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REFUSALS } from '../../../src/agent/channel/checks.ts';
import { Policy } from '../../../src/agent/channel/policy.ts';
import { addSignature } from '../../../src/protocol/signer.ts';
import { aDesk, type Desk, NOW } from '../desk.ts';
import { FORGERIES } from '../forgeries.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await aDesk();
});
afterEach(() => desk.close());

function setPolicy(policy: object): void {
  desk.policy.reading = { ok: true, policy: Policy.parse(policy), source: 'test' };
}

const taken = () => desk.records().filter((entry) => entry.kind === 'taken');
const codes = () => desk.said.filter((one) => one.type === 'refused').map((one) => one.code);

it('carries out an honest order once', async () => {
  await desk.jobs.deliver(await desk.frame());
  expect(desk.effects).toEqual(['triage']);
  expect(codes()).toEqual([]);
});

describe('a forgery is refused with its own code, and the honest order after it still runs', () => {
  it.each(FORGERIES)('$name: $code', async ({ code, make, policy }) => {
    if (policy) setPolicy(typeof policy === 'function' ? policy(desk) : policy);
    await desk.jobs.deliver(await make(desk));
    expect(codes()).toEqual([code]);
    expect(desk.effects).toEqual([]);
    expect(taken()).toEqual([]);
    expect(desk.records().filter((entry) => entry.kind === 'refused')).toMatchObject([{ code }]);

    setPolicy({});
    await desk.jobs.deliver(await desk.frame());
    expect(desk.effects).toEqual(['triage']);
  });
});

describe('an order that was taken', () => {
  it('never runs again, and its recorded end is told again', async () => {
    const order = desk.order();
    await desk.jobs.deliver(await desk.frame(order));
    await desk.jobs.deliver(await desk.frame(order));
    expect(desk.effects).toEqual(['triage']);
    await expect.poll(() => desk.said.filter((one) => one.type === 'done').length).toBe(2);
    const [first, again] = desk.said.filter((one) => one.type === 'done');
    expect(again).toEqual(first);
  });

  it('is not run by the same recording played again', async () => {
    const frame = await desk.frame();
    for (let i = 0; i < 3; i++) await desk.jobs.deliver(frame);
    expect(desk.effects).toEqual(['triage']);
    expect(taken()).toHaveLength(1);
  });

  it('keeps its id from any other order', async () => {
    await desk.jobs.deliver(await desk.frame());
    await desk.jobs.deliver(await desk.frame(desk.order({ args: { deep: true } })));
    expect(codes()).toEqual(['duplicate']);
    expect(desk.effects).toEqual(['triage']);
  });

  it('keeps its delivery’s id from any other order', async () => {
    await desk.jobs.deliver(await desk.frame(desk.order(), { jti: 'j-x' }));
    await desk.jobs.deliver(await desk.frame(desk.order({ id: 'o-2' }), { jti: 'j-x' }));
    expect(codes()).toEqual(['duplicate']);
  });

  it('makes every counter up to its own worthless', async () => {
    await desk.jobs.deliver(await desk.frame(desk.order(), { counter: 10 }));
    await desk.jobs.deliver(await desk.frame(desk.order({ id: 'o-2' }), { counter: 10 }));
    await desk.jobs.deliver(await desk.frame(desk.order({ id: 'o-3' }), { counter: 9 }));
    await desk.jobs.deliver(await desk.frame(desk.order({ id: 'o-4' }), { counter: 11 }));
    expect(codes()).toEqual(['counter', 'counter']);
    expect(desk.effects).toEqual(['triage', 'triage']);
  });
});

const restart = { op: 'restart', mode: 'change' } as const;
const policy = () => ({
  read_only: false,
  allow: ['restart'],
  approvers: [{ person: 'U-anna', key: desk.anna.signer.publicKey.x }],
});

describe('a change', () => {
  it('runs with another person’s signature over the same bytes', async () => {
    setPolicy(policy());
    const order = desk.order(restart);
    const frame = await desk.frame(order);
    const approved = addSignature(frame.order, await desk.anna.signer.sign('ocorder+jws', order));
    await desk.jobs.deliver({ ...frame, order: approved });
    expect(desk.effects).toEqual(['restart']);
  });

  it('runs on the bot’s word alone only where the policy says slack', async () => {
    setPolicy({ ...policy(), approval: 'slack' });
    await desk.jobs.deliver(await desk.frame(desk.order(restart)));
    expect(desk.effects).toEqual(['restart']);
  });

  it('changes nothing on the word of a bot whose keys’ document has ended, and goes on looking', async () => {
    const doubt = 'what is known of the bot’s keys has ended';
    desk.close();
    desk = await aDesk({ doubt });
    setPolicy({ ...policy(), allow: ['@look', 'restart'], approval: 'slack' });
    await desk.jobs.deliver(await desk.frame(desk.order(restart)));
    await desk.jobs.deliver(await desk.frame(desk.order()));
    expect(codes()).toEqual(['trust']);
    expect(desk.effects).toEqual(['triage']);
  });

  it('waits for nobody: a second one is refused while the first runs', async () => {
    desk.close();
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    desk = await aDesk({ operations: { restart: () => gate } });
    setPolicy({ ...policy(), approval: 'slack' });
    await desk.jobs.deliver(await desk.frame(desk.order(restart)));
    await desk.jobs.deliver(await desk.frame(desk.order({ ...restart, id: 'o-2' })));
    expect(codes()).toEqual(['busy']);
    release();
  });
});

it('goes by the bot’s clock in a live session, however wrong the host’s own clock is', async () => {
  desk.jobs.attach({
    id: 'S'.repeat(43),
    now: () => NOW + 90_000,
    send: (text) => desk.said.push(JSON.parse(text)),
  });
  await desk.jobs.deliver(await desk.frame());
  expect(codes()).toEqual(['ttl']);
});

it('takes an order without a session on a road without one', async () => {
  desk.jobs.attach({ id: null, now: () => NOW, send: (text) => desk.said.push(JSON.parse(text)) });
  await desk.jobs.deliver(await desk.frame(desk.order(), { session: null }));
  expect(desk.effects).toEqual(['triage']);
});

it('has a row for every refusal that a single frame can meet', () => {
  const rows = new Set(FORGERIES.map((row) => row.code));
  const elsewhere = ['trust', 'duplicate', 'counter', 'busy', 'journal'];
  expect(REFUSALS.filter((code) => !rows.has(code))).toEqual(elsewhere);
});
