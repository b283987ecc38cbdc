/**
 * Keys that change while hosts work: a host's own, the bot's, one that is in two places, one that was stolen. Nothing is
 * done twice or lost, nothing is done on the word of a key that has given way.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Agent, type AgentOptions, runAgent } from '../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import { loadIdentity } from '../../src/agent/channel/keys.ts';
import { finishRotation, rotateKey } from '../../src/agent/channel/rotate-key.ts';
import type { Operation } from '../../src/agent/operation.ts';
import type { HostMessage } from '../../src/hub/messages.ts';
import { ROTATION_GRACE_MS } from '../../src/hub/rotation-grace.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { eventually } from '../contracts/world.ts';
import { startBot, type TestBot, triageJob } from './bot.ts';

const NAME = 'node-3';
let bot: TestBot;
let home: string;
let done: string[];
/** How far the bot's clock goes ahead of the machine's, in milliseconds. */
let ahead: number;
const agents: Agent[] = [];
const folders: string[] = [];

beforeEach(async () => {
  ahead = 0;
  bot = await startBot({ now: () => Date.now() + ahead });
  home = folder();
  done = [];
  await joinBot({ url: bot.url, token: await bot.token(NAME), name: NAME, stateDir: home, version: '0.1.0' });
});
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.stop();
  await bot.close();
  for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'keys-'));
  folders.push(made);
  return made;
}

const triage: Operation = async (_args, { order }) => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  done.push(order);
};

/** As it ships, with a policy file of its own, since this machine may have one. */
async function started(stateDir = home, wait = true, more: Partial<AgentOptions> = {}): Promise<Agent> {
  const timing = { firstRetryMs: 20, lastRetryMs: 200 };
  const agent = await runAgent({
    stateDir,
    operations: { triage, 'freeze.hold': triage },
    version: '0.1.0',
    log: silentLog,
    timing,
    ...more,
  });
  agents.push(agent);
  if (wait) await agent.ready;
  return agent;
}

/** Whoever copies a machine's disk has this. */
function copied(): string {
  const copy = folder();
  cpSync(home, copy, { recursive: true });
  rmSync(join(copy, 'agent.lock'), { force: true });
  return copy;
}

const card = () => bot.card(NAME);
const until = <T>(look: () => Promise<T>, wanted: (seen: T) => boolean) => eventually(look, wanted);
const ends = () => bot.events.filter(({ type }) => type === 'done' || type === 'refused').map(({ id }) => id);
const give = async (id: string) => bot.dispatch(NAME, triageJob(id));
const tell = (message: HostMessage) => bot.tell(NAME, message);

describe('a host that rotates its key', () => {
  it('goes on with work under way and to come; each order is done once', async () => {
    const agent = await started();
    const before = (await card()).keyFingerprint;
    await tell({ type: 'confirm', key: String(before), by: 'slack:U-admin' });
    const given: string[] = [];
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 6; i++) {
        const id = `o-${round}-${i}`;
        given.push(id);
        await give(id);
        if (i === 2) {
          await rotateKey(home);
          agent.renew();
        }
      }
      await until(
        async () => ends().length,
        (n) => n === given.length,
      );
    }
    expect(done.sort()).toEqual(given.sort());
    expect(bot.events.filter(({ type }) => type === 'refused')).toEqual([]);
    const after = await card();
    expect(after.keyFingerprint).not.toBe(before);
    expect(after.keyFingerprint).toBe((await loadIdentity(home)).signer.kid);
    expect(after).toMatchObject({ confirmed: true, quarantined: null, connected: true });
  });

  it('takes what is made out to its new key before it has looked at the disk again', async () => {
    const agent = await started();
    await give('o-1');
    await rotateKey(home);
    await give('o-2');
    await until(
      async () => ends(),
      (seen) => seen.length === 2,
    );
    agent.renew();
    await until(
      async () => agent.connected(),
      (live) => !live,
    );
    await until(
      async () => agent.connected(),
      (live) => live,
    );
    // The bot has taken the next key, and the answer has not come yet.
    const lost: typeof fetch = async (...args) => {
      await fetch(...args);
      throw new TypeError('the line went dead');
    };
    await expect(rotateKey(home, lost)).rejects.toThrow('The bot cannot be reached.');
    await give('o-3');
    await until(
      async () => ends(),
      (seen) => seen.length === 3,
    );
    expect(agent.connected()).toBe(true);
    expect(bot.events.filter(({ type }) => type === 'refused')).toEqual([]);
    expect(done).toEqual(['o-1', 'o-2', 'o-3']);
  });

  it('takes an order that was made out to the key before', async () => {
    expect(await give('o-1')).toMatchObject({ state: 'absent' });
    await rotateKey(home);
    await started();
    await until(
      async () => ends(),
      (seen) => seen.length === 1,
    );
    expect(done).toEqual(['o-1']);
  });

  it('whose answer is lost finishes at the next start, with the same new key', async () => {
    const lost: typeof fetch = async (...args) => {
      await fetch(...args);
      throw new TypeError('the line went dead');
    };
    await expect(rotateKey(home, lost)).rejects.toThrow('The bot cannot be reached.');
    const taken = (await card()).keyFingerprint;
    expect((await loadIdentity(home)).signer.kid).not.toBe(taken);
    await started();
    expect((await loadIdentity(home)).signer.kid).toBe(taken);
    expect(await card()).toMatchObject({ connected: true, quarantined: null });
  });

  it('whose answer is lost does not dial with the former key while it cannot ask for it again', async () => {
    const lost: typeof fetch = async (...args) => {
      await fetch(...args);
      throw new TypeError('the line went dead');
    };
    await expect(rotateKey(home, lost)).rejects.toThrow('The bot cannot be reached.');
    ahead = ROTATION_GRACE_MS + 1;
    // Takes sockets, and cuts the first questions.
    let asked = 0;
    const port = Number(new URL(bot.url).port);
    const gate = createServer((near) => {
      near.on('error', () => near.destroy());
      near.once('data', (first) => {
        if (first.toString('latin1').startsWith('POST') && ++asked <= 3) return near.destroy();
        const far = connect(port, '127.0.0.1', () => far.write(first));
        far.on('error', () => near.destroy());
        near.pipe(far).pipe(near);
      });
    });
    await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
    const file = join(home, 'bot.json');
    const url = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), url }), { mode: 0o600 });
    const agent = await started();
    expect(asked).toBeGreaterThan(3);
    expect(await card()).toMatchObject({ quarantined: null, connected: true });
    await agent.stop();
    gate.close();
  });

  it.each(['host-key.json', 'bot.json'])('cut short before %s was written finishes', async (file) => {
    const kept = readFileSync(join(home, file), 'utf8');
    const pending = join(home, 'host-key.next.json');
    let text = '';
    const noted: typeof fetch = (...args) => {
      text = readFileSync(pending, 'utf8');
      return fetch(...args);
    };
    const { hostKey } = await rotateKey(home, noted);
    writeFileSync(join(home, file), kept, { mode: 0o600 });
    if (file === 'host-key.json')
      writeFileSync(join(home, 'bot.json'), readFileSync(join(home, 'bot.json')), { mode: 0o600 });
    writeFileSync(pending, text, { mode: 0o600 });
    await finishRotation(home);
    if (file === 'host-key.json') return expect((await card()).keyFingerprint).toBe(hostKey);
    expect((await loadIdentity(home)).signer.kid).toBe(hostKey);
  });

  it('is quarantined when the key before is used again, by whom it may be', async () => {
    const thief = copied();
    await rotateKey(home);
    await started();
    ahead = ROTATION_GRACE_MS + 1;
    await started(thief, false);
    const seen = await until(card, ({ quarantined }) => quarantined !== null);
    expect(seen.quarantined).toContain('had given way to a new one was used again');
    await until(card, ({ connected }) => !connected);
    expect(await give('o-1')).toMatchObject({ state: 'quarantined' });
    expect(done).toEqual([]);
  });

  it('that dialled with the key before, while the bot took the next one, dials again and is there', async () => {
    const late = copied();
    const { hostKey } = await rotateKey(home);
    const closed: (string | null)[] = [];
    // What it has read from its disk is the key before, until the answer to the rotation is written down.
    const agent = await started(late, false, { told: ({ because }) => closed.push(because) });
    await until(
      async () => closed.length,
      (times) => times >= 2,
    );
    expect(new Set(closed)).toEqual(new Set(['replaced']));
    expect(await card()).toMatchObject({ quarantined: null, connected: false });
    for (const file of ['host-key.json', 'bot.json', 'former-keys.json'])
      cpSync(join(home, file), join(late, file));
    await agent.ready;
    await give('o-1');
    await until(
      async () => ends(),
      (seen) => seen.length === 1,
    );
    expect(done).toEqual(['o-1']);
    expect(await card()).toMatchObject({ quarantined: null, connected: true, keyFingerprint: hostKey });
  });

  it('does not get a key past a bot that has quarantined it', async () => {
    await tell({ type: 'quarantine', why: 'its disk was copied', by: 'slack:U-admin' });
    await expect(rotateKey(home)).rejects.toThrow('is quarantined: its disk was copied');
    expect((await card()).keyFingerprint).toBe((await loadIdentity(home)).signer.kid);
  });

  it('asked for by somebody who has the present key of another host gets nothing', async () => {
    const other = folder();
    await joinBot({
      url: bot.url,
      token: await bot.token('node-4'),
      name: 'node-4',
      stateDir: other,
      version: '0.1.0',
    });
    const ours = JSON.parse(readFileSync(join(home, 'bot.json'), 'utf8')) as { hostId: string; name: string };
    const theirs = JSON.parse(readFileSync(join(other, 'bot.json'), 'utf8')) as object;
    const bent = { ...theirs, hostId: ours.hostId, name: ours.name };
    writeFileSync(join(other, 'bot.json'), JSON.stringify(bent), { mode: 0o600 });
    await expect(rotateKey(other)).rejects.toThrow('not signed by both keys (kid)');
    expect((await card()).keyFingerprint).toBe((await loadIdentity(home)).signer.kid);
  });
});

describe('one key on two machines', () => {
  it('ends with both shut out, and every order that was under way answered', async () => {
    const copy = copied();
    await started();
    await started(copy, false);
    for (let i = 0; i < 5; i++) await give(`o-${i}`);
    const seen = await until(card, ({ quarantined }) => quarantined !== null);
    expect(seen.quarantined).toMatch(/two host agents|not the one known here|has forgotten/);
    await until(card, ({ connected }) => !connected);
    await until(
      async () => ends().length,
      (n) => n === 5,
    );
    expect(new Set(done).size).toBe(done.length);
    const both = async () => agents.map((one) => one.connected());
    expect(await until(both, (seen) => !seen.includes(true))).toEqual([false, false]);
  });

  it('is not forgiven by a word in chat; a new token lets one of them in', async () => {
    const copy = copied();
    await started();
    await started(copy, false);
    await until(card, ({ quarantined }) => quarantined !== null);
    expect(await tell({ type: 'let-in', by: 'slack:U-admin' })).toMatchObject({
      ok: false,
      code: 'by-the-bot',
    });
    expect((await card()).quarantined).not.toBe(null);
    for (const agent of agents.splice(0)) await agent.stop();
    await joinBot({
      url: bot.url,
      token: await bot.token(NAME),
      name: NAME,
      stateDir: home,
      version: '0.1.0',
    });
    await started();
    expect(await card()).toMatchObject({ quarantined: null, connected: true });
  });
});

describe('an admin', () => {
  it('takes a host out and lets it in again', async () => {
    await started();
    await tell({ type: 'quarantine', why: 'it acts strangely', by: 'slack:U-admin' });
    expect(await card()).toMatchObject({ quarantined: 'it acts strangely', quarantinedBy: 'slack:U-admin' });
    await until(card, ({ connected }) => !connected);
    expect(await give('o-1')).toMatchObject({ state: 'quarantined' });
    expect(await tell({ type: 'let-in', by: 'slack:U-admin' })).toEqual({ ok: true });
    await until(card, ({ connected }) => connected);
    await give('o-2');
    await until(
      async () => ends(),
      (seen) => seen.length === 1,
    );
    expect(done).toEqual(['o-2']);
  });

  it('takes a key away: whoever has it is turned away for good', async () => {
    await started();
    expect(await tell({ type: 'revoke', by: 'slack:U-admin' })).toEqual({ ok: true });
    await until(card, ({ connected }) => !connected);
    expect(await card()).toMatchObject({ enrolled: false, keyFingerprint: null });
    expect(await give('o-1')).toEqual({ state: 'not-enrolled' });
    await expect(rotateKey(home)).rejects.toThrow('No key of node-3 is known here.');
    expect(await tell({ type: 'revoke', by: 'slack:U-admin' })).toEqual({ ok: false, code: 'not-joined' });
  });
});

describe('a bot with another signing key', () => {
  it('is followed by hosts that are there, and orders under way are done once', async () => {
    await started();
    const given = Array.from({ length: 6 }, (_, i) => `o-${i}`);
    for (const id of given) await give(id);
    await bot.succeed();
    await until(card, ({ connected }) => connected);
    for (const id of ['p-1', 'p-2']) await give(id);
    await until(
      async () => ends().length,
      (n) => n === 8,
    );
    expect(done.sort()).toEqual([...given, 'p-1', 'p-2'].sort());
    expect(bot.events.filter(({ type }) => type === 'refused')).toEqual([]);
  });

  it('is followed over several keys by a host that was away, with the order that waited for it', async () => {
    expect(await give('o-1')).toMatchObject({ state: 'absent' });
    await bot.succeed();
    await bot.succeed({ distrust: true });
    await bot.succeed({ distrust: true });
    await started();
    await until(
      async () => ends(),
      (seen) => seen.length === 1,
    );
    expect(done).toEqual(['o-1']);
    // Started anew it knows the key from its own disk, and the counters fit.
    for (const agent of agents.splice(0)) await agent.stop();
    await bot.restart();
    await started();
    await give('o-2');
    await until(
      async () => ends(),
      (seen) => seen.length === 2,
    );
    expect(await card()).toMatchObject({ quarantined: null, connected: true });
  });

  it('lets hosts join after it, and is followed by them further', async () => {
    await bot.succeed();
    const late = folder();
    await joinBot({
      url: bot.url,
      token: await bot.token('node-4'),
      name: 'node-4',
      stateDir: late,
      version: '0.1.0',
    });
    await started(late);
    await bot.succeed({ distrust: true });
    await until(
      () => bot.card('node-4'),
      ({ connected }) => connected,
    );
    expect(await bot.card('node-4')).toMatchObject({ quarantined: null, speaks: 2 });
  });

  it('is followed by a host that rotates its key before it has heard of it', async () => {
    await bot.succeed();
    await bot.succeed({ distrust: true });
    const { hostKey } = await rotateKey(home);
    await started();
    expect(await card()).toMatchObject({ keyFingerprint: hostKey, quarantined: null, connected: true });
  });

  it('is followed, though it answers a rotation that the bot with the key before has taken', async () => {
    const lost: typeof fetch = async (...args) => {
      await fetch(...args);
      throw new TypeError('the line went dead');
    };
    await expect(rotateKey(home, lost)).rejects.toThrow('The bot cannot be reached.');
    await bot.succeed({ distrust: true });
    ahead = ROTATION_GRACE_MS + 1;
    await started();
    expect(await card()).toMatchObject({ quarantined: null, connected: true });
    expect((await loadIdentity(home)).signer.kid).toBe((await card()).keyFingerprint);
  });

  it('that the one before has not signed for gets no rotation believed', async () => {
    await bot.succeed({ distrust: true, unsigned: true });
    const before = (await loadIdentity(home)).signer.kid;
    await expect(rotateKey(home)).rejects.toThrow('The answer is not from the bot');
    expect((await loadIdentity(home)).signer.kid).toBe(before);
  });

  it('that the one before has not signed for is not believed, and nothing is done for it', async () => {
    let refused = 0;
    const told = ({ connected }: { connected: boolean }): void => {
      if (!connected) refused += 1;
    };
    const agent = await started(home, true, { told });
    await bot.succeed({ distrust: true, unsigned: true });
    await give('o-1');
    await until(
      async () => refused,
      (n) => n >= 3,
    );
    expect(agent.connected()).toBe(false);
    expect(done).toEqual([]);
    expect((await card()).connected).toBe(false);
  });

  it('whose document has ended is asked to look, and changes nothing', async () => {
    await started();
    await bot.succeed({ expires: Date.now() + 1 });
    await until(card, ({ connected }) => connected);
    const { keyFingerprint } = await card();
    await tell({ type: 'confirm', key: String(keyFingerprint), by: 'slack:U-admin' });
    await give('o-1');
    const args = { freeze: 'f-1', by: 'U-mira', until: Date.now() + 60_000 };
    await bot.dispatch(NAME, triageJob('f-1', { op: 'freeze.hold', args }));
    await until(
      async () => ends().length,
      (n) => n === 2,
    );
    expect(done).toEqual(['o-1']);
    const refusals = bot.events.filter(({ type }) => type === 'refused');
    expect(refusals).toMatchObject([{ order: 'f-1', code: 'trust' }]);
  });
});
