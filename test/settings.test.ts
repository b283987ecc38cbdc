/** Settings: everything wrong is told at once with where to get the value, and no value is ever shown. */
import { describe, expect, it } from 'vitest';
import { readSettings, tellProblems } from '../src/settings.ts';
import { ticketProblems } from '../src/tickets/known-desks.ts';

const wrong = (env: Record<string, unknown>, runtime: 'node' | 'workers' = 'node'): string[] => {
  const read = readSettings(env, runtime);
  return read.ok ? [] : read.problems.map(({ name, problem }) => `${name} ${problem}`);
};

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: '0123456789abcdef' };

describe('settings', () => {
  it('need nothing at all on Node: the bot then speaks in a terminal', () => {
    expect(readSettings({}, 'node')).toEqual({
      ok: true,
      settings: {
        slack: null,
        signingKey: null,
        succession: { documents: [], formers: [] },
        port: 8080,
        bind: '127.0.0.1',
        dataDir: './data',
        tracing: null,
        admins: [],
        operators: [],
        approvers: [],
        people: [],
        retentionDays: 90,
        bundleDays: 30,
        announceChannels: [],
        freezeWindows: [],
        autoAnnounce: 'off',
        tickets: { desk: null, on: null, askTitle: false },
        logLevel: 'info',
      },
    });
  });

  it('take an empty variable for one that was left out', () => {
    expect(readSettings({ PORT: '', SLACK_BOT_TOKEN: '', LOG_LEVEL: '' }, 'node').ok).toBe(true);
  });

  it('hold lists with spaces, two signing secrets and an address without its last slash', () => {
    const read = readSettings(
      {
        ...SLACK,
        SLACK_SIGNING_SECRET: '0123456789abcdef, fedcba9876543210',
        SLACK_CHANNELS: 'C01, C02',
        ADMIN_USERS: 'U01,W02, S03',
        OPERATOR_USERS: 'S0614TZR7',
        PUBLIC_URL: 'https://bot.example.org/',
      },
      'node',
    );
    expect(read.ok && read.settings).toMatchObject({
      slack: { signingSecrets: ['0123456789abcdef', 'fedcba9876543210'], channels: ['C01', 'C02'] },
      admins: ['U01', 'W02', 'S03'],
      operators: ['S0614TZR7'],
      publicUrl: 'https://bot.example.org',
    });
  });

  it('say where tickets go, and what opens one by itself', () => {
    const read = readSettings({ TICKET_DESK: 'jira-ops', TICKET_ON: '2', TICKET_TITLE: 'ask' }, 'node');
    expect(read.ok && read.settings.tickets).toEqual({ desk: 'jira-ops', on: 2, askTitle: true });
    const wrong = readSettings({ TICKET_DESK: 'Jira Ops', TICKET_ON: '5' }, 'node');
    expect(wrong.ok ? [] : wrong.problems.map(({ name }) => name)).toEqual(['TICKET_DESK', 'TICKET_ON']);
  });

  it('that name a desk that is none, or want tickets nowhere, are told', () => {
    const set = (desk: string | null, on: number | null) => ({ tickets: { desk, on, askTitle: false } });
    expect(ticketProblems(set('jira', 1), ['github', 'jira'])).toEqual([]);
    expect(ticketProblems(set(null, 1), ['jira'])).toEqual([]);
    expect(ticketProblems(set(null, null), [])).toEqual([]);
    const names = (...problems: Parameters<typeof ticketProblems>) =>
      ticketProblems(...problems).map(({ name }) => name);
    expect(names(set('jira', null), ['github'])).toEqual(['TICKET_DESK']);
    expect(names(set(null, 1), ['github', 'jira'])).toEqual(['TICKET_ON']);
    expect(names(set(null, 1), [])).toEqual(['TICKET_ON']);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['a user token', { ...SLACK, SLACK_BOT_TOKEN: 'xoxp-1' }, ['SLACK_BOT_TOKEN must begin with xoxb-']],
    [
      'three secrets',
      { ...SLACK, SLACK_SIGNING_SECRET: Array(3).fill(SLACK.SLACK_SIGNING_SECRET).join() },
      ['SLACK_SIGNING_SECRET holds more than two secrets'],
    ],
    [
      'a Slack that cannot be believed',
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      ['SLACK_SIGNING_SECRET is needed, or SLACK_APP_TOKEN for Socket Mode'],
    ],
    [
      'a Slack without a voice',
      { SLACK_APP_TOKEN: 'xapp-1' },
      ['SLACK_BOT_TOKEN is needed to speak in Slack'],
    ],
    [
      'names for ids, in both lists at once',
      { ADMIN_USERS: 'U01,mira', OPERATOR_USERS: '@sre' },
      [
        'ADMIN_USERS must be Slack ids of people (U…, W…) or user groups (S…), separated by commas',
        'OPERATOR_USERS must be Slack ids of people (U…, W…) or user groups (S…), separated by commas',
      ],
    ],
    [
      'a retention that is no number of days',
      { INCIDENT_RETENTION: '3 months' },
      ['INCIDENT_RETENTION must be a number of days, e.g. 90d'],
    ],
    [
      'a retention of bundles in words',
      { BUNDLE_RETENTION: 'a month' },
      ['BUNDLE_RETENTION must be a number of days, e.g. 30d'],
    ],
    ['a retention of nothing', { INCIDENT_RETENTION: '0d' }, ['INCIDENT_RETENTION must be at least 1d']],
    [
      'a channel among people',
      { OPERATOR_USERS: 'U01,C01' },
      ['OPERATOR_USERS must be Slack ids of people (U…, W…) or user groups (S…), separated by commas'],
    ],
    [
      'a token in the clear',
      { ...SLACK, SLACK_API_URL: 'http://slack.example.org/api/' },
      ['SLACK_API_URL must begin with https:// (http:// only for this machine itself)'],
    ],
    ['no address', { PUBLIC_URL: 'bot.example.org' }, ['PUBLIC_URL must be a URL that begins with https://']],
    ['a port of the moon', { PORT: '65536' }, ['PORT must be at most 65535']],
    [
      'a command with a capital',
      { SLACK_COMMAND: '/OpenClaw' },
      ['SLACK_COMMAND must be a slash and at most 31 small letters, digits, - or _'],
    ],
    [
      'two keys',
      { JOB_SIGNING_KEY: '{}', JOB_SIGNING_KEY_FILE: '/key' },
      ['JOB_SIGNING_KEY_FILE is set together with JOB_SIGNING_KEY; only one of them can hold'],
    ],
  ])('refuse %s', (_what, env, problems) => {
    expect(wrong(env)).toEqual(problems);
  });

  it('allow http to this machine itself', () => {
    const env = {
      ...SLACK,
      SLACK_API_URL: 'http://127.0.0.1:18900/api/',
      PUBLIC_URL: 'http://localhost:8080',
    };
    expect(wrong(env)).toEqual([]);
  });

  it('need a key and a secret on Workers, where no file can hold them', () => {
    expect(wrong({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }, 'workers')).toEqual([
      'SLACK_SIGNING_SECRET is needed to believe what Slack sends',
      'JOB_SIGNING_KEY is needed to sign what hosts are asked',
    ]);
  });

  it('tell all problems at once, with where to look and without the values', () => {
    const read = readSettings(
      { SLACK_BOT_TOKEN: 'hunter2-token', PORT: 'hunter2', LOG_LEVEL: 'loud' },
      'node',
    );
    const told = read.ok ? '' : tellProblems(read.problems);
    expect(told.split('\n').length).toBe(1 + 2 * 4);
    expect(told).toContain('OAuth & Permissions');
    expect(told).not.toContain('hunter2');
  });
});
