/**
 * Dana's night, played by mira and olaf: who may change what, and who knows of it. Slack is local-slack behind the gate;
 * incidents, freezes and their files are real, hosts follow a script.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../src/bot.ts';
import { createConversation } from '../../src/conversation/create-conversation.ts';
import { fleetShard } from '../../src/hub/fleet-object.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { type SlackHandler, slackHandler } from '../../src/slack/http.ts';
import {
  BOT_TOKEN,
  CHANNEL,
  MIRA,
  OLAF,
  SECOND_CHANNEL,
  type ShownMessage,
  SIGNING_SECRET,
  whyNoLocalSlack,
} from '../fakes/local-slack.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';
import { aSlackWorld, type SlackWorld } from './slack-world.ts';

const why = whyNoLocalSlack();

describe.skipIf(why !== null)(`freezes in Slack${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let world: SlackWorld;
  let handle: SlackHandler;
  let mayAct = true;
  const work: Promise<unknown>[] = [];

  beforeAll(async () => {
    world = await aSlackWorld((request) => handle(request, (one) => work.push(one)), {
      announce: [SECOND_CHANNEL],
    });
    const log = recordedLog();
    const access = { botToken: BOT_TOKEN, apiUrl: world.slack.gate.apiUrl, fetch, log };
    const directory = createDirectory({ ...access, now: () => Date.now() });
    const conversation = createConversation({
      objects: world.objects,
      now: () => Date.now(),
      log,
      publicUrl: 'https://bot.example.org',
      command: '/openclaw',
      may: async (_person, right) =>
        right !== 'act' || mayAct ? { ok: true } : { ok: false, who: [], setting: 'OPERATOR_USERS' },
      explain,
      joinTokens: { create: () => Promise.reject(new Error('Nobody enrolls here')) },
      zoneOf: async ({ id, team = '' }) => {
        const standing = await directory.standing(id, team);
        return (standing.known && standing.zone) || null;
      },
    });
    handle = slackHandler({
      ...access,
      conversation,
      directory,
      command: '/openclaw',
      teams: [],
      channels: [],
      signingSecrets: [SIGNING_SECRET],
      now: () => Date.now(),
    });
  });
  afterAll(() => world?.stop());

  const wordsOf = (message: ShownMessage | undefined): string =>
    textsIn(message?.blocks ?? [])
      .join(' ')
      .replace(/\s+/g, ' ');
  /** The answer that only they see, after what `act` does. */
  async function told(act: () => Promise<unknown>, user = MIRA): Promise<ShownMessage> {
    const before = (await world.slack.messages()).length;
    await act();
    const isIt = (one: ShownMessage) => one.ephemeral_to === user;
    const shown = await world.slack.shows((all) => all.slice(before).some(isIt));
    return shown.slice(before).find(isIt) as ShownMessage;
  }
  const types = (line: string, user = MIRA) => told(() => world.slack.types(user, `/openclaw ${line}`), user);
  /** The notice, as it reads once it reads so. */
  async function notice(reads: RegExp, channel = CHANNEL): Promise<ShownMessage> {
    const isIt = (one: ShownMessage) =>
      !one.ephemeral_to &&
      one.text.startsWith('Change freeze on') &&
      reads.test(`${one.text} ${wordsOf(one)}`);
    const look = async () => (await world.slack.messages(channel)).findLast(isIt);
    await expect.poll(look, { timeout: 15_000 }).toBeDefined();
    return (await look()) as ShownMessage;
  }
  /** Presses Extend as the message read when it was looked at. */
  function extendAsShown({ ts: messageTs, blocks }: ShownMessage): () => Promise<unknown> {
    const action = (blocks as { elements?: { action_id?: string }[]; block_id?: string }[])
      .flatMap(({ elements = [], block_id }) => elements.map((one) => ({ ...one, block_id })))
      .find(({ action_id }) => action_id === 'freeze-extend');
    const body = JSON.stringify({ channel: CHANNEL, user: MIRA, messageTs, action });
    const headers = { 'content-type': 'application/json' };
    return () => fetch(`${world.slack.gate.url}/_control/interact`, { method: 'POST', headers, body });
  }
  const noticesOf = async (host: string, channel = CHANNEL): Promise<ShownMessage[]> =>
    (await world.slack.messages(channel)).filter(
      (one) => !one.ephemeral_to && one.text.startsWith(`Change freeze on ${host}`),
    );

  it('are told in the incident’s thread and where everybody looks, and whoever may can act on them', async () => {
    await world.enrol('node-1');
    await world.slack.types(MIRA, '/openclaw triage node-1');
    const shown = await world.slack.shows((all) =>
      all.some(({ text }) => /^node-1 .*config-invalid$/.test(text)),
    );
    const status = shown.find(({ text }) => text.startsWith('node-1 is down'));

    const answer = await types('freeze node-1 for 1h because the disk is swapped');
    expect(answer.text).toBe('Freeze on node-1 started');
    const own = await notice(/Held by OpenClaw:/);
    expect(own.thread_ts).toBe(status?.ts);
    expect(own.text).toBe('Change freeze on node-1 · active');
    expect(wordsOf(own)).toContain('the disk is swapped');
    expect(wordsOf(own)).toContain('Expires by itself, even if the bot is down');
    const everybodys = await notice(/node-1 · active/, SECOND_CHANNEL);
    expect(everybodys.thread_ts).toBeUndefined();

    expect((await told(() => world.slack.clicks(OLAF, own.ts, 'freeze-acknowledge'), OLAF)).text).toBe(
      'Acknowledged',
    );
    await notice(/Acknowledged: olaf/);
    const before = await notice(/node-1/);
    await world.slack.clicks(OLAF, own.ts, 'freeze-extend');
    const windows = async () => JSON.stringify(await world.slack.windows());
    await expect.poll(windows).toContain('How much longer');
    expect(await windows()).toContain('"initial_value":"30m"');
    const filled = { type: 'plain_text_input', value: 'by 2h because the disks are not in yet' };
    await world.slack.submits(OLAF, { text: { text: filled } });
    await expect.poll(windows).toContain('Extended until ');
    await notice(/Extended by olaf.*the disks are not in yet/);
    expect((await types('extend node-1 by 30m because of the cables', OLAF)).text).toMatch(
      /^Extended until /,
    );
    await notice(/Extended by olaf.*of the cables/);
    expect((await types('extend node-1 by 12h', OLAF)).text).toBe(
      'This freeze cannot end later than 12 h from now',
    );
    await notice(/Extended by olaf/, SECOND_CHANNEL);
    expect((await noticesOf('node-1')).map(({ ts }) => ts)).toEqual([before.ts]);

    expect((await told(() => world.slack.clicks(OLAF, own.ts, 'freeze-lift'), OLAF)).text).toBe(
      'Freeze on node-1 lifted',
    );
    const over = await notice(/· lifted/);
    expect(wordsOf(over)).toContain('Lifted by olaf');
    expect(JSON.stringify(over.blocks)).not.toContain('freeze-lift');
    await notice(/· lifted/, SECOND_CHANNEL);
    expect(await noticesOf('node-1', SECOND_CHANNEL)).toHaveLength(1);
  });

  it('of a second person are refused, with who was first and a way to them', async () => {
    await world.enrol('node-2');
    await types('freeze node-2');
    const first = await notice(/Held by OpenClaw: node-2/);
    const everybodys = await notice(/Held by OpenClaw: node-2/, SECOND_CHANNEL);
    const answer = await types('freeze node-2 for 2h', OLAF);
    expect(answer.text).toBe('Already frozen: node-2');
    expect(wordsOf(answer)).toContain('node-2 is held by mira until');
    // It is one notice in two channels; the way leads to the one that Slack took first.
    const ways = [`${CHANNEL}-${first.ts}`, `${SECOND_CHANNEL}-${everybodys.ts}`];
    expect(ways.filter((way) => JSON.stringify(answer.blocks).includes(way))).toHaveLength(1);
    expect(await noticesOf('node-2')).toHaveLength(1);
    for (const line of ['status', 'hosts', 'host node-2', 'triage node-2'])
      expect(wordsOf(await types(line)), line).toMatch(/node-2.*: no changes until .* by mira/);
    await types('unfreeze node-2');
    await notice(/node-2 · lifted/);
    expect(wordsOf(await types('hosts'))).not.toContain('no changes until');
  });

  it('of a label are one notice for all its hosts', async () => {
    for (const name of ['node-5', 'node-6', 'node-7', 'node-8']) {
      await world.enrol(name);
      const message = { type: 'label', name, add: ['lab'], remove: [] };
      await world.objects.send({ kind: 'fleet', name: fleetShard(name) }, message);
    }
    await types('freeze lab for 20m');
    const one = await notice(/4 hosts · active.*Held by OpenClaw: node-5, node-6, node-7, node-8/);
    expect(wordsOf(one)).toContain('Hosts: node-5, node-6, node-7, node-8');
    const lifted = await types('unfreeze node-6');
    expect(wordsOf(lifted)).toContain('It also covered: node-5, node-7, node-8.');
    await notice(/4 hosts · lifted/);
  });

  it('that begin later are planned, in the time of whoever asks', async () => {
    await world.enrol('node-9');
    const in3h = new Date(Date.now() + 3 * 3_600_000);
    const time = in3h.toLocaleTimeString('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Europe/Berlin',
    });
    const answer = await types(`freeze node-9 at ${time} for 30m`);
    expect(answer.text).toBe('Freeze on node-9 planned');
    const planned = await notice(/node-9 · planned/);
    const date = /"type":"date","timestamp":(\d+)/.exec(JSON.stringify(planned.blocks))?.[1];
    expect(Math.abs(Number(date) * 1000 - in3h.getTime())).toBeLessThan(60_000);
    expect(wordsOf(answer)).toContain('Times were read in Europe/Berlin');
    await types('unfreeze node-9');
  });

  it('are not for everybody', async () => {
    await world.enrol('node-10');
    mayAct = false;
    try {
      for (const line of ['freeze node-10', 'unfreeze node-10']) {
        const answer = await types(line);
        expect(answer.text).toBe('Permission denied: freeze and unfreeze hosts');
        expect(wordsOf(answer)).toContain('OPERATOR_USERS');
      }
    } finally {
      mayAct = true;
    }
    expect(await noticesOf('node-10')).toEqual([]);
  });

  it('that are over cannot be pressed any more', async () => {
    await world.enrol('node-11');
    await types('freeze node-11');
    const shown = await notice(/Held by OpenClaw: node-11/);
    const press = extendAsShown(shown);
    await types('extend node-11');
    await notice(/node-11 .*Extended by mira/);
    expect((await told(press)).text).toBe('This freeze was extended already');
    await types('unfreeze node-11');
    await notice(/node-11 · lifted/);
    expect((await told(press)).text).toBe('This freeze is over');
  });
});
