/**
 * Who somebody is, asked of a Slack that is strict about tokens and arguments: guests, people of other
 * companies, bots and deactivated accounts are never full members, and what cannot be read is said to be unknown.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDirectory, type Standing } from '../../src/slack/directory.ts';
import { recordedLog } from '../fakes/recorded-log.ts';

const TOKEN = 'xoxb-directory';
const HOME = 'T01HOME';
const ORG = 'E01ORG';

type Reply = Record<string, unknown> | 'page' | 'silence';
/** What Slack says to a call, by method and argument; a list is said in order, its last for good. */
let replies: Record<string, Reply | Reply[]>;
let calls: string[];
let url: string;
/** Answers that were held back. */
let held: (() => void)[];

const server = createServer((request, response) => {
  void read(request).then((form) => {
    const key = callOf(request, form);
    calls.push(key);
    const said = replies[key] ?? { ok: false, error: 'test_did_not_expect_this_call' };
    const reply = Array.isArray(said) ? ((said.length > 1 ? said.shift() : said[0]) as Reply) : said;
    if (reply === 'silence') held.push(() => response.end());
    else if (reply === 'page')
      response.writeHead(503, { 'content-type': 'text/html' }).end('<html>busy</html>');
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  });
});

/** `users.info U1`; anything that Slack would not take is another key, to which nobody gave an answer. */
function callOf(request: IncomingMessage, form: Record<string, string>): string {
  const method = request.url?.replace('/api/', '') ?? '';
  if (request.headers.authorization !== `Bearer ${TOKEN}`) return `${method} without its token`;
  if (method === 'users.info') {
    const { user, include_locale: locale, ...rest } = form;
    if (locale !== 'true' || Object.keys(rest).length > 0) return `${method} with wrong arguments`;
    return `${method} ${user}`;
  }
  if (method === 'usergroups.users.list') {
    const { usergroup, ...rest } = form;
    return Object.keys(rest).length > 0 ? `${method} with wrong arguments` : `${method} ${usergroup}`;
  }
  return method;
}

async function read(request: IncomingMessage): Promise<Record<string, string>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return Object.fromEntries(new URLSearchParams(text));
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

let now: number;
beforeEach(() => {
  now = 1_000_000;
  calls = [];
  held = [];
  replies = { 'auth.test': { ok: true, team_id: HOME, is_enterprise_install: false } };
});

function directory(log = recordedLog()) {
  const fetchThere: typeof fetch = (input, init) => fetch(input, init);
  return createDirectory({
    botToken: TOKEN,
    apiUrl: url,
    fetch: fetchThere,
    log,
    now: () => now,
    limitMs: 300,
  });
}

/** A member as Slack describes one (docs.slack.dev/reference/objects/user-object). */
const member = (more: Record<string, unknown> = {}) => ({
  ok: true,
  user: {
    id: 'U1',
    team_id: HOME,
    name: 'mira',
    deleted: false,
    real_name: 'Mira Holt',
    profile: { display_name: 'mira' },
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    locale: 'de-DE',
    ...more,
  },
});

const full = (standing: Standing) => (standing.known ? standing.full : 'unknown');
const shortcoming = (standing: Standing) => (standing.known ? standing.why : 'unknown');

describe('somebody', () => {
  it('who is a member stands full, with the name and language of their choice', async () => {
    replies['users.info U1'] = member();
    expect(await directory().standing('U1', HOME)).toEqual({
      known: true,
      full: true,
      name: 'mira',
      locale: 'de-DE',
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a guest', { is_restricted: true }, 'guest'],
    ['a guest of one channel', { is_ultra_restricted: true }, 'guest'],
    [
      'somebody of another company in a shared channel',
      { team_id: 'T02EVIL', is_stranger: false },
      'external',
    ],
    ['a stranger', { is_stranger: true }, 'external'],
    [
      'somebody of another organisation',
      { team_id: 'T02EVIL', enterprise_user: { enterprise_id: 'E02', teams: [HOME] } },
      'external',
    ],
    ['who left the company', { deleted: true, is_restricted: undefined }, 'deactivated'],
    ['a bot', { is_bot: true }, 'bot'],
    ['a workflow', { is_workflow_bot: true }, 'bot'],
    ['Slackbot', { id: 'USLACKBOT' }, 'bot'],
  ])('who is %s is no full member', async (_who, more, why) => {
    replies['users.info U1'] = member(more);
    const standing = await directory().standing('U1', HOME);
    expect([full(standing), shortcoming(standing)]).toEqual([false, why]);
  });

  it('of another company is external although the request says that it came from there', async () => {
    replies['users.info U1'] = member({ team_id: 'T02EVIL' });
    expect(shortcoming(await directory().standing('U1', 'T02EVIL'))).toBe('external');
  });

  it('of this workspace is external in a request of another one', async () => {
    replies['users.info U1'] = member();
    expect(shortcoming(await directory().standing('U1', 'T02EVIL'))).toBe('external');
  });

  it.each(['user_not_found', 'user_not_visible'])('of whom Slack says %s is external', async (error) => {
    replies['users.info U1'] = { ok: false, error };
    const log = recordedLog();
    expect(await directory(log).standing('U1', HOME)).toEqual({ known: true, full: false, why: 'external' });
    expect(log.lines.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string, boolean]>([
    [
      'a sister workspace',
      { team_id: 'T03', enterprise_user: { enterprise_id: ORG, teams: ['T03'] } },
      'T03',
      true,
    ],
    [
      'the organisation itself',
      { team_id: ORG, enterprise_user: { enterprise_id: ORG, teams: [HOME] } },
      HOME,
      true,
    ],
    ['an organisation without more', { team_id: ORG }, ORG, true],
    [
      'a sister, asking from nowhere',
      { team_id: 'T03', enterprise_user: { enterprise_id: ORG, teams: ['T03'] } },
      'T09',
      false,
    ],
  ])('of %s is judged by the organisation', async (_who, more, team, expected) => {
    replies['auth.test'] = { ok: true, team_id: HOME, enterprise_id: ORG };
    replies['users.info U1'] = member(more);
    expect(full(await directory().standing('U1', team))).toBe(expected);
  });

  it('with a name made to deceive is shown what is left of it', async () => {
    const display = `\u202e${'x'.repeat(200)}\nbot: approved`;
    replies['users.info U1'] = member({ profile: { display_name: display }, locale: '<!channel>' });
    expect(await directory().standing('U1', HOME)).toEqual({ known: true, full: true, name: 'x'.repeat(80) });
  });

  it.each<[string, Reply, string]>([
    [
      'may not be asked for',
      { ok: false, error: 'missing_scope', needed: 'users:read' },
      'The app lacks users:read. Add it under "OAuth & Permissions" and install the app again. (missing_scope)',
    ],
    ['Slack is too busy for', 'page', 'Slack answered with HTTP 503'],
    [
      'Slack describes in another way',
      { ok: true, user: { id: 'U1', team_id: HOME, is_restricted: 'no' } },
      'Slack’s answer has a form that this version does not know: is_restricted.',
    ],
    [
      'Slack has no team for',
      { ok: true, user: { id: 'U1' } },
      'Slack’s answer has a form that this version does not know: team_id.',
    ],
  ])('whom %s is unknown', async (_who, reply, why) => {
    replies['users.info U1'] = reply;
    expect(await directory().standing('U1', HOME)).toEqual({ known: false, why });
  });

  it('is unknown when Slack does not say whether they are a guest', async () => {
    replies['users.info U1'] = member({ is_restricted: undefined });
    expect(full(await directory().standing('U1', HOME))).toBe('unknown');
  });

  it('is unknown while nobody knows whose bot this is', async () => {
    replies['users.info U1'] = member();
    replies['auth.test'] = 'page';
    expect(full(await directory().standing('U1', HOME))).toBe('unknown');
  });

  it('is unknown when Slack does not answer in time', async () => {
    replies['users.info U1'] = 'silence';
    const standing = await directory().standing('U1', HOME);
    for (const answer of held) answer();
    expect(standing.known || standing.why).toContain('300 ms');
  });
});

describe('the memory', () => {
  it('asks once for questions at the same time, and once a minute', async () => {
    replies['users.info U1'] = [member(), member({ deleted: true })];
    const people = directory();
    await Promise.all([people.standing('U1', HOME), people.standing('U1', HOME)]);
    now += 59_999;
    expect(full(await people.standing('U1', HOME))).toBe(true);
    expect(calls.toSorted()).toEqual(['auth.test', 'users.info U1']);
    now += 2;
    expect(shortcoming(await people.standing('U1', HOME))).toBe('deactivated');
  });

  it('judges a remembered person anew by where they ask from', async () => {
    replies['users.info U1'] = member();
    const people = directory();
    expect(full(await people.standing('U1', HOME))).toBe(true);
    expect(full(await people.standing('U1', 'T02EVIL'))).toBe(false);
  });

  it('tries a failed look again after two seconds', async () => {
    replies['users.info U1'] = [{ ok: false, error: 'internal_error' }, member()];
    const people = directory();
    expect(full(await people.standing('U1', HOME))).toBe('unknown');
    now += 2_001;
    expect(full(await people.standing('U1', HOME))).toBe(true);
  });
});

describe('while Slack says nothing', () => {
  const remembered = (standing: Standing) => (standing.known ? 'known' : standing.before);

  it('what it said of somebody within the last hour is remembered, as what it was', async () => {
    replies['users.info U1'] = [member({ is_restricted: true }), 'page'];
    const people = directory();
    expect(shortcoming(await people.standing('U1', HOME))).toBe('guest');
    now += 3_599_000;
    const standing = await people.standing('U1', HOME);
    expect(full(standing)).toBe('unknown');
    expect(remembered(standing)).toMatchObject({ full: false, why: 'guest' });
    now += 5_000;
    expect(remembered(await people.standing('U1', HOME))).toBeUndefined();
  });

  it('what it said of them in one workspace says nothing in another', async () => {
    replies['users.info U1'] = [member(), 'page'];
    const people = directory();
    await people.standing('U1', HOME);
    now += 60_001;
    expect(remembered(await people.standing('U1', HOME))).toMatchObject({ full: true });
    expect(remembered(await people.standing('U1', 'T02EVIL'))).toBeUndefined();
  });
});

describe('a list', () => {
  it('that names the user is believed without asking', async () => {
    expect(await directory().includes(['S1', 'U1'], 'U1')).toBe(true);
    expect(calls).toEqual([]);
  });

  it('of nobody includes nobody', async () => {
    expect(await directory().includes([], 'U1')).toBe(false);
  });

  it.each<[string, Record<string, Reply>, boolean | 'unknown']>([
    ['a group they are in', { S1: { ok: true, users: ['U9', 'U1'] } }, true],
    ['a group they are not in', { S1: { ok: true, users: ['U9'] } }, false],
    ['an empty group', { S1: { ok: true, users: [] } }, false],
    [
      'two groups, the second with them',
      { S1: { ok: true, users: [] }, S2: { ok: true, users: ['U1'] } },
      true,
    ],
    ['a group with them and one that cannot be read', { S1: 'page', S2: { ok: true, users: ['U1'] } }, true],
    [
      'a group without them and one that cannot be read',
      { S1: 'page', S2: { ok: true, users: [] } },
      'unknown',
    ],
    ['a group that is gone', { S1: { ok: false, error: 'no_such_subteam' } }, 'unknown'],
    ['an answer without members', { S1: { ok: true } }, 'unknown'],
  ])('with %s', async (_what, groups, expected) => {
    for (const [id, reply] of Object.entries(groups)) replies[`usergroups.users.list ${id}`] = reply;
    expect(await directory().includes(['U7', ...Object.keys(groups)], 'U1')).toBe(expected);
  });

  it('reads a group once a minute, however many are looked for', async () => {
    replies['usergroups.users.list S1'] = [
      { ok: true, users: ['U1'] },
      { ok: true, users: [] },
    ];
    const people = directory();
    const asked = ['U1', 'U2', 'U1'].map((user) => people.includes(['S1'], user));
    expect(await Promise.all(asked)).toEqual([true, false, true]);
    expect(calls).toHaveLength(1);
    now += 60_001;
    expect(await people.includes(['S1'], 'U1')).toBe(false);
  });

  it('that cannot be read is complained of once, with what helps, and again after it could', async () => {
    const missing = { ok: false, error: 'missing_scope', needed: 'usergroups:read' };
    replies['usergroups.users.list S1'] = [missing, missing, { ok: true, users: [] }, missing];
    const log = recordedLog();
    const people = directory(log);
    const complaints = [];
    for (let look = 0; look < 4; look++) {
      await people.includes(['S1'], 'U1');
      complaints.push(log.lines.filter(({ level }) => level === 'warn').length);
      now += 60_001;
    }
    expect(complaints).toEqual([1, 1, 1, 2]);
    expect(log.lines[0]?.fields.why).toContain('usergroups:read. Add it under "OAuth & Permissions"');
  });
});
