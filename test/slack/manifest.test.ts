/**
 * The app's manifest: the file in the repository is what the generator prints, and what the bot may do is what
 * its code needs, no more and no less.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { printed, run } from '../../infra/slack/print-manifest.ts';
import { yaml } from '../../infra/slack/yaml.ts';
import { manifest } from '../../src/slack/manifest.ts';
import { BOT_EVENTS, BOT_SCOPES } from '../../src/slack/scopes.ts';
import { EXPLAIN_SHORTCUT } from '../../src/slack/shortcut.ts';
import { sourceFiles } from '../house/source-files.ts';

const root = new URL('../../', import.meta.url).pathname;

const READ_MESSAGES = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];
const READ_CHANNELS = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
/** What a bot token needs for each method, from the page of each at docs.slack.dev/reference/methods. */
const SCOPES_OF_METHOD: Record<string, readonly string[]> = {
  'auth.test': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': READ_MESSAGES,
  'conversations.info': READ_CHANNELS,
  'conversations.members': READ_CHANNELS,
  'conversations.replies': READ_MESSAGES,
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  filesUploadV2: ['files:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};
/** The same for events (docs.slack.dev/reference/events). */
const SCOPES_OF_EVENT: Record<string, readonly string[]> = {
  app_mention: ['app_mentions:read'],
  app_home_opened: [],
};

const code = sourceFiles()
  .filter(({ path }) => path.startsWith('slack/'))
  .map(({ text }) => text)
  .join('\n');

/** All that Slack's own client can call, as `users.info`. */
function methodsIn(part: object, path: readonly string[] = []): string[] {
  return Object.entries(part).flatMap(([name, value]) => {
    const here = [...path, name];
    if (typeof value === 'function') return [here.join('.')];
    const isGroup = typeof value === 'object' && value !== null && path.length < 3;
    return isGroup && Object.getPrototypeOf(value) === Object.prototype ? methodsIn(value, here) : [];
  });
}

const methods = new Set([...methodsIn(new webApi.WebClient()), 'filesUploadV2']);
/** `slack.usergroups.users.list(` calls what its longest end names. */
const called = [...code.matchAll(/[\w)]((?:\s*\.\s*\w+)+)\s*\(/g)].flatMap((match) => {
  const names = (match[1] ?? '').split('.').map((name) => name.trim());
  const ends = names.map((_, from) => names.slice(from).join('.'));
  return ends.find((end) => methods.has(end)) ?? [];
});
const heard = [...code.matchAll(/\.event\(\s*'([a-z_.]+)'/g)].map((match) => match[1] ?? '');

describe('what the bot may do', () => {
  it('is known for each method that it calls', () => {
    expect(called).toContain('chat.postMessage');
    expect(called.filter((method) => !(method in SCOPES_OF_METHOD))).toEqual([]);
  });

  it('is what its methods and events need, no more and no less', () => {
    const needed = new Set([
      'commands',
      ...called.flatMap((method) => SCOPES_OF_METHOD[method] ?? []),
      ...Object.keys(BOT_EVENTS).flatMap((event) => SCOPES_OF_EVENT[event] ?? ['unknown event']),
    ]);
    expect(Object.keys(BOT_SCOPES).toSorted()).toEqual([...needed].toSorted());
  });

  it('includes hearing what it listens to, no more and no less', () => {
    expect(Object.keys(BOT_EVENTS).toSorted()).toEqual(heard.toSorted());
  });
});

describe('the manifest', () => {
  it('in the repository is what the generator prints', () => {
    expect(readFileSync(`${root}infra/slack/manifest.yaml`, 'utf8')).toBe(printed({ command: '/openclaw' }));
  });

  it('gives each permission with its reason', () => {
    const lines = printed({ command: '/openclaw' }).split('\n');
    for (const [name, reason] of Object.entries({ ...BOT_SCOPES, ...BOT_EVENTS }))
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^ *- ${name} # ${reason}$`)));
  });

  it('comes with Socket Mode and no address, which Slack would want to try', () => {
    expect(manifest({ command: '/openclaw' }).settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(manifest({ command: '/openclaw' }))).not.toContain('url');
  });

  it('names one address for commands, events and buttons when there is one', () => {
    const made = manifest({ command: '/incident', url: 'https://bot.example.org' });
    const address = 'https://bot.example.org/slack/events';
    expect(made.features.slash_commands).toMatchObject([{ command: '/incident', url: address }]);
    expect(made.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: address },
      interactivity: { is_enabled: true, request_url: address },
    });
  });

  it('names the shortcut that is listened to', () => {
    const [shortcut] = manifest({ command: '/openclaw' }).features.shortcuts;
    expect(shortcut?.callback_id).toBe(EXPLAIN_SHORTCUT);
  });

  it('wants text as it was typed, not with links made of it', () => {
    expect(manifest({ command: '/openclaw' }).features.slash_commands[0]?.should_escape).toBe(false);
  });

  it('keeps to the lengths that Slack allows', () => {
    const { display_information: shown, features } = manifest({ command: '/openclaw' });
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description.length).toBeLessThanOrEqual(140);
    expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    for (const { description } of features.shortcuts) expect(description.length).toBeLessThanOrEqual(150);
  });
});

describe('npm run manifest', () => {
  it('prints YAML, or the same as JSON', () => {
    expect(run([]).out).toBe(printed({ command: '/openclaw' }));
    const json = run([
      '--json',
      '--command',
      '/incident',
      '--url',
      'https://bot.example.org/',
      '--name',
      'Mira',
    ]);
    const made = manifest({ command: '/incident', url: 'https://bot.example.org', name: 'Mira' });
    expect(JSON.parse(json.out)).toEqual(made);
  });

  it.each([
    [['--command', 'incident']],
    [['--command', '/Incident']],
    [['--url', 'http://bot.example.org']],
    [['--url', 'https://bot.example.org/slack/events']],
    [['--url', 'https://bot.example.org/?a=b']],
    [['--name', 'n'.repeat(36)]],
    [['--nmae', 'n']],
    [['surplus']],
  ])('refuses %j with a line that works', (args) => {
    const { code, out, err } = run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('npm run -s manifest -- --command /incident');
  });

  it('tells all that is wrong at once', () => {
    expect(run(['--command', 'x', '--url', 'x', '--name', '']).err.split('\n')).toHaveLength(3 + 2);
  });

  it('runs as a program', () => {
    const { status, stdout } = spawnSync(process.execPath, [`${root}infra/slack/manifest.ts`, '--help'], {
      encoding: 'utf8',
    });
    expect([status, stdout.split('\n')[0]]).toEqual([0, run(['--help']).out.split('\n')[0]]);
  });
});

describe('YAML', () => {
  it.each([
    ['OpenClaw incidents', 'OpenClaw incidents'],
    ['chat:write', 'chat:write'],
    ['/openclaw', '/openclaw'],
    ['https://bot.example.org/slack/events', 'https://bot.example.org/slack/events'],
    ['#1d1c1d', '"#1d1c1d"'],
    ['yes', '"yes"'],
    ['Null', '"Null"'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['- a', '"- a"'],
    ['a:', '"a:"'],
    ['12', '"12"'],
    ['a "b"\nc', '"a \\"b\\"\\nc"'],
    ['', '""'],
    [' a', '" a"'],
    ['a ', '"a "'],
  ])('writes %j so that it stays a text', (text, written) => {
    expect(yaml({ key: text })).toBe(`key: ${written}\n`);
  });

  it('puts maps, lists and remarks where they belong', () => {
    const data = { a: { b: [{ c: 'x', d: true }, 'e'] }, f: ['g'] };
    expect(yaml(data, { g: 'why' })).toBe('a:\n  b:\n    - c: x\n      d: true\n    - e\nf:\n  - g # why\n');
  });
});
