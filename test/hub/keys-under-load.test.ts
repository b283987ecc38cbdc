/**
 * Keys that change on several hosts that are asked all the time, theirs and the bot's own, also both at once. Whatever was
 * taken has one end that is told, and was done once; no honest host is taken for a copy.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rotateKey } from '../../src/agent/channel/rotate-key.ts';
import { eventually } from '../contracts/world.ts';
import { startBot, type TestBot, triageJob } from './bot.ts';
import { joinMany, type ManyHosts, twice } from './many-hosts.ts';

const HOSTS = 6;
/** In each every host's key changes, and the bot's. */
const ROUNDS = ['one after the other', 'both at once', 'both at once, and the former is left'] as const;
const PATIENCE_MS = 30_000;

let bot: TestBot;
let many: ManyHosts;

beforeAll(async () => {
  bot = await startBot();
  many = await joinMany(bot, { hosts: HOSTS, timing: { firstRetryMs: 10, lastRetryMs: 100 } });
}, 60_000);
afterAll(async () => {
  await many.stop();
  await bot.close();
});

const endsOf = (order: string) =>
  bot.events.filter((one) => (one.type === 'done' || one.type === 'refused') && one.order === order);

/** While the bot itself changes hands nobody answers: whoever rotates tries again, as the words say. */
async function rotate(name: string): Promise<void> {
  for (;;)
    try {
      await rotateKey(many.home(name));
      return many.agent(name).renew();
    } catch {
      expect((await bot.card(name).catch(() => null))?.quarantined ?? null, name).toBeNull();
      await wait(10);
    }
}

it('loses no order, does none twice and suspects nobody, while all keys change', async () => {
  const taken: string[] = [];
  let changing = true;
  /** What the bot could not take just now is given again, as the same one. */
  async function give(name: string, id: string): Promise<void> {
    for (;;) {
      const job = triageJob(id, { incident: `inc-${name}`, expiresAt: Date.now() + 300_000 });
      const reply = await bot.dispatch(name, job).catch(() => null);
      if (reply !== null) return void taken.push(id);
      await wait(5);
    }
  }
  /** Asks one host again and again, two at a time. */
  async function ask(name: string): Promise<void> {
    for (let n = 0; changing; n += 1) {
      await give(name, `${name}:${n}`);
      const before = n === 0 ? null : `${name}:${n - 1}`;
      while (changing && before !== null && endsOf(before).length === 0) await wait(5);
    }
  }
  const asking = many.names.map(ask);
  const rotateAll = () => Promise.all(many.names.map(rotate));

  for (const round of ROUNDS) {
    const before = taken.length;
    if (round === 'one after the other') {
      await rotateAll();
      await bot.succeed();
    } else await Promise.all([rotateAll(), bot.succeed({ distrust: round === ROUNDS[2] })]);
    const away = async () => {
      const cards = many.away().map(async (name) => ({ name, why: (await bot.card(name)).quarantined }));
      return Promise.all(cards);
    };
    expect(await eventually(away, (hosts) => hosts.length === 0, PATIENCE_MS), round).toEqual([]);
    // There is work in each round, before and after.
    await eventually(
      async () => taken.length,
      (now) => now > before + 2 * HOSTS,
      PATIENCE_MS,
    );
  }
  changing = false;
  await Promise.all(asking);
  const open = async () => taken.filter((order) => endsOf(order).length === 0);
  expect(await eventually(open, (orders) => orders.length === 0, PATIENCE_MS), 'without an end').toEqual([]);

  for (const name of many.names)
    expect(await bot.card(name), name).toMatchObject({ quarantined: null, connected: true });
  expect(taken.filter((order) => endsOf(order).length > 1)).toEqual([]);
  expect(twice(many.begun.map(({ order }) => order)), 'done twice').toEqual([]);
  expect(many.begun.filter(({ host, order }) => !order.startsWith(`${host}:`))).toEqual([]);
  // A look survives a change of keys: none is turned down because of it.
  expect(bot.events.filter(({ type }) => type === 'refused')).toEqual([]);
  expect(many.begun.length).toBe(taken.length);
}, 120_000);
