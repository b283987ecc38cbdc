/**
 * Keys that change under a host that AWS alone reaches: its own, the bot's, one that is in two places. What a machine does
 * with an errand is done here in this process; AWS itself is test/dispatch's.
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import { loadIdentity } from '../../src/agent/channel/keys.ts';
import { formerKeys, rotateKey } from '../../src/agent/channel/rotate-key.ts';
import { openWork } from '../../src/agent/channel/work.ts';
import { takeErrand } from '../../src/agent/errands/take-errand.ts';
import { payloadOf } from '../../src/agent/errands/take-invitation.ts';
import { stateOfHost } from '../../src/agent/errands/whose.ts';
import { statePaths } from '../../src/agent/private-files.ts';
import type { SystemsManager } from '../../src/dispatch/systems-manager.ts';
import { ROTATION_GRACE_MS } from '../../src/hub/rotation-grace.ts';
import { readErrand } from '../../src/protocol/errand.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { eventually } from '../contracts/world.ts';
import { startBot, type TestBot, triageJob } from './bot.ts';

const NAME = 'node-3';
const INSTANCE = 'i-0123456789abcdef0';
const PATIENCE_MS = 20_000;

let bot: TestBot;
let home: string;
let done: string[];
/** Parameters of commands, in the order in which they came. */
let sent: string[];
/** While it is there, AWS takes nothing. */
let throttled: boolean;
/** Before the machine begins. */
let meanwhile: () => Promise<void>;
/** The folder that the machine takes every errand in; null: the one that the order is for. */
let forced: string | null;
/** How far the bot's clock goes ahead of the machine's, in milliseconds. */
let ahead: number;
const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'errand-keys-'));
  folders.push(made);
  return made;
}

async function machine(parameter: string): Promise<{ printed: string; complained: string }> {
  const errand = readErrand(parameter);
  if (errand === null || !('order' in errand)) throw new Error('no errand');
  const dir = forced ?? stateOfHost([home], String(payloadOf(errand.order).host));
  if (dir === null) return { printed: '', complained: 'OC-NOT-HERE' };
  const run = async (_: unknown, { order }: { order: string }) => void done.push(order);
  const operations = { triage: run, 'freeze.hold': run };
  const work = await openWork({ stateDir: dir, operations, log: silentLog });
  try {
    return { printed: await takeErrand(errand, work, { now: Date.now }), complained: '' };
  } finally {
    await work.jobs.stop();
    work.close();
  }
}

const aws: SystemsManager = {
  document: 'D',
  async send({ order }) {
    if (throttled) return { trouble: 'throttled', sent: 'no', why: 'ThrottlingException' };
    sent.push(order);
    await meanwhile();
    meanwhile = async () => undefined;
    printed.set(`c-${sent.length}`, await machine(order));
    return { command: `c-${sent.length}` };
  },
  find: async () => ({ command: null }),
  async look({ command }) {
    const said = printed.get(command);
    if (said === undefined) return { state: 'unknown' };
    const how = said.printed === '' ? 'failed' : 'success';
    return { state: 'ended', how, code: how === 'failed' ? 2 : 0, document: 'D', ...said };
  },
  cancel: async () => undefined,
  standing: async () => ({ state: 'online', lastPing: null }),
};
const printed = new Map<string, { printed: string; complained: string }>();

beforeEach(async () => {
  [done, sent, throttled, forced, meanwhile] = [[], [], false, null, async () => undefined];
  printed.clear();
  home = folder();
  ahead = 0;
  bot = await startBot({ ssm: aws, now: () => Date.now() + ahead });
  await joined();
});
afterEach(async () => {
  await bot.close();
  for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true });
});

async function joined(): Promise<void> {
  const token = await bot.token(NAME);
  await joinBot({ url: bot.url, token, name: NAME, stateDir: home, version: '0.1.0' });
  await bot.tell(NAME, { type: 'by-ssm', instance: INSTANCE, by: 'U-admin', url: bot.url });
}

const give = (id: string, more = {}) =>
  bot.dispatch(NAME, triageJob(id, { expiresAt: Date.now() + 300_000, ...more }));
const endOf = (id: string) =>
  eventually(
    async () => bot.events.find((event) => event.id === `${id}:end`),
    (seen) => seen !== undefined,
    PATIENCE_MS,
  );

describe('a host that AWS alone reaches', { timeout: 2 * PATIENCE_MS }, () => {
  it('is asked under its next key once it has rotated the one before away', async () => {
    await rotateKey(home);
    await give('o-1');
    expect(await endOf('o-1')).toMatchObject({ type: 'done' });
    expect(done).toEqual(['o-1']);
  });

  it('takes an order that is made out to the key before, and answers by the present one', async () => {
    const before = (await loadIdentity(home)).signer.kid;
    meanwhile = async () => void (await rotateKey(home));
    await give('o-1');
    expect(await endOf('o-1')).toMatchObject({ type: 'done' });
    expect(done).toEqual(['o-1']);
    expect(formerKeys(home)).toEqual([before]);
    expect((await bot.card(NAME)).quarantined).toBeNull();
  });

  it('that answers by the key before for what was made out to it is believed', async () => {
    const copy = folder();
    meanwhile = async () => {
      // The host answered before its key gave way; AWS brings the answer after.
      cpSync(home, copy, { recursive: true });
      await rotateKey(home);
      forced = copy;
    };
    await give('o-1');
    expect(await endOf('o-1')).toMatchObject({ type: 'done' });
    expect((await bot.card(NAME)).quarantined).toBeNull();
  });

  it('that answers by the key before while its next one is not written down is asked again', async () => {
    const copy = folder();
    cpSync(home, copy, { recursive: true });
    await rotateKey(home);
    // The bot has taken the next key before the machine has its answer.
    forced = copy;
    await give('o-1');
    await eventually(
      async () => printed.size,
      (answers) => answers === 1,
      PATIENCE_MS,
    );
    for (const file of ['host-key.json', 'bot.json', 'former-keys.json'])
      cpSync(join(home, file), join(copy, file));
    expect(await endOf('o-1')).toMatchObject({ type: 'done' });
    expect(sent.length).toBe(2);
    expect(done).toEqual(['o-1']);
    expect((await bot.card(NAME)).quarantined).toBeNull();
  });

  it('is quarantined when a key that has given way answers for the present one', async () => {
    const copy = folder();
    cpSync(home, copy, { recursive: true });
    await rotateKey(home);
    ahead = ROTATION_GRACE_MS + 1;
    forced = copy;
    await give('o-1');
    expect(await endOf('o-1')).toMatchObject({ type: 'refused', code: 'quarantined' });
    expect((await bot.card(NAME)).quarantined).toMatch(/given way/);
    expect(done).toEqual([]);
  });

  it('learns of the bot’s next key by the order itself, also of one that the key before had signed', async () => {
    throttled = true;
    await give('o-waits');
    await bot.succeed();
    throttled = false;
    expect(await endOf('o-waits')).toMatchObject({ type: 'done' });
    await bot.succeed({ distrust: true });
    await give('o-next');
    expect(await endOf('o-next')).toMatchObject({ type: 'done' });
    expect(done).toEqual(['o-waits', 'o-next']);
    expect(existsSync(statePaths(home).trust)).toBe(true);
  });

  it('does nothing for a key that does not follow, and people are told so', async () => {
    await bot.succeed({ unsigned: true });
    await give('o-1');
    expect(await endOf('o-1')).toMatchObject({ type: 'refused', code: 'ssm-untrusted' });
    expect(done).toEqual([]);
  });

  it('looks and changes nothing where the bot’s document has ended', async () => {
    const { keyFingerprint } = await bot.card(NAME);
    await bot.tell(NAME, { type: 'confirm', key: String(keyFingerprint), by: 'slack:U-admin' });
    await bot.succeed({ expires: Date.now() + 1 });
    await give('o-1');
    expect(await endOf('o-1')).toMatchObject({ type: 'done' });
    const args = { freeze: 'f-1', by: 'U-mira', until: Date.now() + 60_000 };
    await give('f-1', { op: 'freeze.hold', args });
    expect(await endOf('f-1')).toMatchObject({ type: 'refused', code: 'trust' });
    expect(done).toEqual(['o-1']);
  });

  it('is asked nothing in quarantine, and what was under way is not sent any more', async () => {
    throttled = true;
    await give('o-1');
    await bot.tell(NAME, { type: 'quarantine', why: 'its disk was copied', by: 'slack:U-admin' });
    expect(await endOf('o-1')).toMatchObject({ type: 'refused', code: 'quarantined' });
    throttled = false;
    expect(await give('o-2')).toMatchObject({ state: 'quarantined' });
    await bot.tell(NAME, { type: 'let-in', by: 'slack:U-admin' });
    await give('o-3');
    expect(await endOf('o-3')).toMatchObject({ type: 'done' });
    expect(done).toEqual(['o-3']);
  });

  it('whose key was taken away is asked nothing', async () => {
    throttled = true;
    await give('o-1');
    await bot.tell(NAME, { type: 'revoke', by: 'slack:U-admin' });
    expect(await endOf('o-1')).toMatchObject({ type: 'refused', code: 'revoked' });
    throttled = false;
    expect(await give('o-2')).toMatchObject({ state: 'not-enrolled' });
    expect(sent).toEqual([]);
  });

  it('forgets its earlier keys when it joins anew: an old delivery is for nobody', async () => {
    await rotateKey(home);
    await give('o-1');
    await endOf('o-1');
    await joined();
    expect(formerKeys(home)).toEqual([]);
    expect(await machine(String(sent[0]))).toMatchObject({ complained: 'OC-NOT-HERE' });
    expect(done).toEqual(['o-1']);
  });
});
