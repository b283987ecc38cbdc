/** The gate refuses what Slack refuses, and lets through what it does not. */
import { webApi } from '@slack/bolt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  BOT_TOKEN,
  CHANNEL,
  DEACTIVATED,
  EXTERNAL,
  GUEST,
  HIDDEN_CHANNEL,
  type LocalSlack,
  MIRA,
  OLAF,
  SECOND_CHANNEL,
  startLocalSlack,
  TEAM,
  UNINVITED_CHANNEL,
  whyNoLocalSlack,
} from './local-slack.ts';

const why = whyNoLocalSlack();
const SCOPES = [
  'chat:write',
  'channels:history',
  'users:read',
  'usergroups:read',
  'files:write',
  'app_mentions:read',
];
const EVENTS = ['app_mention', 'app_home_opened'];
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

type Payload = Record<string, unknown>;

describe.skipIf(why !== null)(`Slack behind the gate${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let slack: LocalSlack;
  /** What Slack handed to the bot, oldest first. */
  const heard: Payload[] = [];
  /** What the bot answers to the next interaction. */
  let answers: unknown[] = [];
  let clock = Date.now();

  beforeAll(async () => {
    const bot = async (request: Request): Promise<Response> => {
      const text = await request.text();
      const form = Object.fromEntries(new URLSearchParams(text));
      heard.push(JSON.parse(text.startsWith('{') ? text : (form.payload ?? JSON.stringify(form))) as Payload);
      const answer = answers.shift();
      return answer === undefined ? new Response() : Response.json(answer);
    };
    slack = await startLocalSlack(bot, { scopes: SCOPES, events: EVENTS, now: () => clock });
  });
  afterEach(() => {
    slack.gate.scopes.clear();
    for (const scope of SCOPES) slack.gate.scopes.add(scope);
    answers = [];
  });
  afterAll(() => slack?.stop());

  /** A call as the bot's library makes it; what Slack answers, refusals too. */
  async function call(method: string, args: Payload = {}): Promise<Payload> {
    const client = new webApi.WebClient(BOT_TOKEN, {
      slackApiUrl: slack.gate.apiUrl,
      retryConfig: { retries: 0 },
      logLevel: 'error' as webApi.WebClientOptions['logLevel'] & string,
    });
    try {
      return { ...(await client.apiCall(method, args)) };
    } catch (cause) {
      return (cause as { data: Payload }).data;
    }
  }
  const post = (more: Payload = {}) => call('chat.postMessage', { channel: CHANNEL, text: 'Hello', ...more });
  /** A message with buttons. */
  const withButtons = () =>
    post({
      blocks: [
        {
          type: 'actions',
          block_id: 'look-1',
          elements: [
            {
              type: 'button',
              action_id: 'details',
              value: 'inc-1',
              text: { type: 'plain_text', text: 'Details' },
            },
          ],
        },
      ],
    });
  /** A trigger that Slack gives the bot now. */
  async function trigger(): Promise<unknown> {
    await slack.types(MIRA, '/openclaw help');
    return heard.at(-1)?.trigger_id;
  }
  const modal = (more: Payload = {}) => ({
    type: 'modal',
    callback_id: 'explain',
    title: { type: 'plain_text', text: 'Explain' },
    submit: { type: 'plain_text', text: 'Explain' },
    blocks: [
      {
        type: 'input',
        block_id: 'text',
        label: { type: 'plain_text', text: 'The error' },
        element: { type: 'plain_text_input', action_id: 'text', multiline: true },
      },
    ],
    ...more,
  });

  describe('asked about people', () => {
    it.each([
      [MIRA, { deleted: false, team_id: TEAM, is_restricted: false, tz: 'Europe/Berlin' }],
      [GUEST, { is_restricted: true, is_ultra_restricted: true }],
      [EXTERNAL, { team_id: 'T09OTHER' }],
      [DEACTIVATED, { deleted: true }],
      ['U0BOT', { is_bot: true }],
    ])('says what %s is', async (user, expected) => {
      expect(await call('users.info', { user })).toMatchObject({ ok: true, user: { id: user, ...expected } });
    });

    it('tells the language only to who asks for it', async () => {
      const told = await call('users.info', { user: OLAF, include_locale: true });
      expect(told).toMatchObject({ user: { locale: 'de-DE' } });
      expect(await call('users.info', { user: OLAF })).not.toHaveProperty('user.locale');
    });

    it('names the members of a group that a test has made', async () => {
      slack.gate.groups.set('S01ONCALL', [MIRA, OLAF]);
      const told = await call('usergroups.users.list', { usergroup: 'S01ONCALL' });
      expect(told).toMatchObject({ users: [MIRA, OLAF] });
    });

    it.each([
      ['users.info', { user: 'U0NOBODY' }, 'user_not_found'],
      ['users.info', {}, 'invalid_arguments'],
      ['usergroups.users.list', { usergroup: 'S0NONE' }, 'no_such_subteam'],
      ['admin.users.list', {}, 'unknown_method'],
    ])('refuses %s %j', async (method, args, error) => {
      expect(await call(method, args)).toMatchObject({ ok: false, error });
    });
  });

  it.each([
    ['chat.postMessage', 'chat:write'],
    ['users.info', 'users:read'],
    ['usergroups.users.list', 'usergroups:read'],
    ['conversations.history', 'channels:history'],
    ['files.getUploadURLExternal', 'files:write'],
  ])('names the scope that %s needs when it is missing', async (method, needed) => {
    slack.gate.scopes.delete(needed);
    const provided = SCOPES.filter((scope) => scope !== needed).join(',');
    const refusal = await call(method, { channel: CHANNEL, text: 'x' });
    expect(refusal).toMatchObject({ ok: false, error: 'missing_scope', needed, provided });
  });

  it.each([
    ['chat.postMessage', { channel: UNINVITED_CHANNEL }, 'not_in_channel'],
    ['conversations.history', { channel: UNINVITED_CHANNEL }, 'not_in_channel'],
    ['chat.postMessage', { channel: HIDDEN_CHANNEL }, 'channel_not_found'],
    ['chat.postMessage', { channel: 'C0NONE' }, 'channel_not_found'],
    ['chat.postMessage', { channel: DEACTIVATED }, 'channel_not_found'],
    ['chat.postEphemeral', { channel: SECOND_CHANNEL, user: GUEST }, 'user_not_in_channel'],
    ['chat.postEphemeral', { channel: CHANNEL, user: MIRA, text: '' }, 'no_text'],
  ])('does not let %s speak in %j', async (method, args, error) => {
    expect(await call(method, { text: 'x', ...args })).toMatchObject({ ok: false, error });
  });

  it('shows a word to one person', async () => {
    expect(await call('chat.postEphemeral', { channel: CHANNEL, user: OLAF, text: 'psst' })).toMatchObject({
      ok: true,
    });
    expect((await slack.messages()).at(-1)).toMatchObject({ text: 'psst', ephemeral_to: OLAF });
  });

  describe('asked for a window', () => {
    it('opens one for a trigger, which is then used up', async () => {
      const trigger_id = await trigger();
      expect(await call('views.open', { trigger_id, view: modal() })).toMatchObject({ ok: true });
      expect(await slack.windows()).toMatchObject([{ callback_id: 'explain' }]);
      expect(await call('views.open', { trigger_id, view: modal() })).toMatchObject({
        error: 'exchanged_trigger_id',
      });
    });

    it('opens none for a trigger older than three seconds', async () => {
      const trigger_id = await trigger();
      clock += 3 * SECOND_MS + 1;
      expect(await call('views.open', { trigger_id, view: modal() })).toMatchObject({
        error: 'expired_trigger_id',
      });
    });

    it.each([
      ['no trigger', {}, 'invalid_arguments'],
      ['a trigger of its own making', { trigger_id: '1.2.abc' }, 'invalid_trigger_id'],
    ])('opens none for %s', async (_name, args, error) => {
      expect(await call('views.open', { ...args, view: modal() })).toMatchObject({ ok: false, error });
    });

    it('keeps its id when it is changed, and knows when it is gone', async () => {
      const opened = await call('views.open', { trigger_id: await trigger(), view: modal() });
      const { id: view_id, hash } = opened.view as Payload;
      const view = modal({ title: { type: 'plain_text', text: 'Done' } });
      const changed = await call('views.update', { view_id, hash, view });
      expect(changed).toMatchObject({ ok: true, view: { id: view_id } });
      expect(await call('views.update', { view_id, hash, view })).toMatchObject({ error: 'hash_conflict' });
      expect(await call('views.update', { view_id, view: modal() })).toMatchObject({ ok: true });
      expect(await call('views.update', { view_id: 'V0', view })).toMatchObject({ error: 'not_found' });
    });

    it('publishes a home tab', async () => {
      const view = { type: 'home', blocks: [{ type: 'divider' }] };
      expect(await call('views.publish', { user_id: MIRA, view })).toMatchObject({ ok: true });
      expect(await slack.home(MIRA)).toMatchObject(view);
      expect(await slack.home(OLAF)).toBeNull();
    });
  });

  it('takes a file in three steps, and shows it in the thread', async () => {
    const { ts } = await post();
    const length = 18_000;
    const { upload_url, file_id } = await call('files.getUploadURLExternal', {
      filename: 'evidence.txt',
      length,
    });
    const uploaded = await fetch(String(upload_url), { method: 'POST', body: 'x'.repeat(length) });
    expect(uploaded.status).toBe(200);
    const files = [{ id: file_id, title: 'Evidence' }];
    const place = { channel_id: CHANNEL, thread_ts: ts };
    expect(await call('files.completeUploadExternal', { files, ...place })).toMatchObject({ ok: true });
    expect((await slack.messages()).at(-1)).toMatchObject({ thread_ts: ts, files: [{ size: length }] });
    const elsewhere = { files, channel_id: UNINVITED_CHANNEL };
    expect(await call('files.completeUploadExternal', elsewhere)).toMatchObject({ error: 'not_in_channel' });
  });

  describe('an address for answers', () => {
    async function answer(url: unknown, text = 'Answer'): Promise<unknown> {
      const response = await fetch(String(url), { method: 'POST', body: JSON.stringify({ text }) });
      return response.json();
    }
    async function address(): Promise<unknown> {
      await slack.types(MIRA, '/openclaw help');
      return heard.at(-1)?.response_url;
    }

    it('is good for five, which only the asker sees', async () => {
      const url = await address();
      for (let at = 0; at < 5; at++) expect(await answer(url)).toMatchObject({ ok: true });
      expect(await answer(url)).toMatchObject({ error: 'used_url' });
      expect((await slack.messages()).at(-1)).toMatchObject({ text: 'Answer', ephemeral_to: MIRA });
    });

    it('is good for half an hour', async () => {
      const url = await address();
      clock += 30 * MINUTE_MS + 1;
      expect(await answer(url)).toMatchObject({ error: 'expired_url' });
    });

    it.each([
      [{ text: '' }, 'no_text'],
      [{ text: 'x', blocks: [{ type: 'banner' }] }, 'invalid_blocks'],
    ])('shows no answer such as %j to a command', async (said, error) => {
      answers = [said];
      const before = await slack.messages();
      await slack.types(MIRA, '/openclaw help');
      expect(slack.gate.calls.at(-1)).toMatchObject({ method: 'answer', reply: { ok: false, error } });
      expect(await slack.messages()).toEqual(before);
    });

    it('takes no empty word', async () => {
      expect(await answer(await address(), '')).toMatchObject({ error: 'no_text' });
    });
  });

  describe('somebody', () => {
    it('presses a button', async () => {
      const { ts } = await withButtons();
      await slack.clicks(OLAF, String(ts), 'details');
      expect(heard.at(-1)).toMatchObject({
        type: 'block_actions',
        user: { id: OLAF },
        actions: [{ action_id: 'details', value: 'inc-1', block_id: 'look-1' }],
      });
      await expect(slack.clicks(OLAF, String(ts), 'rerun')).rejects.toThrow('No button rerun');
    });

    it('mentions the bot, in a thread', async () => {
      const root = await slack.says(MIRA, 'Telegram is silent');
      const ts = await slack.mentions(MIRA, 'triage node-3', root);
      const event = { type: 'app_mention', text: '<@U0BOT> triage node-3', ts, thread_ts: root, user: MIRA };
      expect(heard.at(-1)).toMatchObject({ type: 'event_callback', event });
    });

    it('writes what a bot hears nothing of that did not subscribe, or lacks the scope', async () => {
      slack.gate.scopes.delete('app_mentions:read');
      const before = heard.length;
      await slack.says(MIRA, 'hello everybody');
      await slack.mentions(MIRA, 'hello');
      expect(heard.slice(before)).toEqual([]);
    });

    it('chooses a shortcut on a message', async () => {
      const ts = await slack.says(MIRA, 'gateway closed (1008)');
      await slack.shortcut(OLAF, ts, 'explain_message');
      const payload = heard.at(-1) ?? {};
      expect(payload).toMatchObject({
        type: 'message_action',
        callback_id: 'explain_message',
        message_ts: ts,
        message: { text: 'gateway closed (1008)', user: MIRA },
        user: { id: OLAF },
        channel: { id: CHANNEL },
      });
      expect(payload).not.toHaveProperty('actions');
      const { trigger_id } = payload;
      expect(await call('views.open', { trigger_id, view: modal() })).toMatchObject({ ok: true });
    });

    it('opens the home tab', async () => {
      await slack.opensHome(MIRA);
      expect(heard.at(-1)).toMatchObject({ event: { type: 'app_home_opened', user: MIRA, tab: 'home' } });
    });

    it('sends a window, and is told what is wrong with it', async () => {
      await call('views.open', { trigger_id: await trigger(), view: modal() });
      const values = { text: { text: { type: 'plain_text_input', value: 'closed (1008)' } } };
      answers = [{ response_action: 'errors', errors: { text: 'Too short' } }];
      expect(await slack.submits(MIRA, values)).toEqual({ text: 'Too short' });
      const view = modal({ title: { type: 'plain_text', text: 'Explained' } });
      answers = [
        { response_action: 'update', view },
        { response_action: 'update', view: { ...view, title: 'x' } },
      ];
      expect(await slack.submits(MIRA, values)).toBeNull();
      expect(await slack.windows()).toMatchObject([{ title: { text: 'Explained' } }]);
      expect(heard.findLast(({ type }) => type === 'view_submission')).toMatchObject({
        type: 'view_submission',
        user: { id: MIRA },
        view: { callback_id: 'explain', state: { values } },
      });
      expect(await slack.submits(MIRA, values)).toBeNull();
      expect(slack.gate.calls.at(-1)).toMatchObject({ method: 'answer', reply: { ok: false } });
      await expect(slack.submits(MIRA, values)).rejects.toThrow('No window is open');
    });
  });
});
