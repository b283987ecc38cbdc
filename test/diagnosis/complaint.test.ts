/**
 * A complaint and what is kept back on purpose: each alone is no claim, both together are one where they fit, and the
 * answer says which part of the complaint it explains.
 */
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/diagnosis/classify.ts';
import { EXPLANATIONS } from '../../src/diagnosis/complaint/explanations/index.ts';
import { CLAIM } from '../../src/diagnosis/finding.ts';
import { describe as inWords } from '../../src/diagnosis/wording/describe.ts';
import { complaintEvidence } from '../../src/evidence/complaint/complaint-evidence.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { evidenceOf, NOW, type Row, UP } from './cases/case.ts';

const open = (channel: string): Row => ({
  [`channel:${channel}|channel.enabled`]: true,
  [`channel:${channel}|channel.dm-policy`]: 'open',
  [`channel:${channel}|channel.dm-anybody`]: true,
  [`channel:${channel}|channel.group-policy`]: 'open',
  [`channel:${channel}|channel.groups-listed`]: 0,
  [`channel:${channel}|channel.groups-any`]: false,
  [`channel:${channel}|channel.mention`]: 'none',
});
const TG = open('telegram');
const tg = (fact: string, value: Row[string]): Row => ({
  ...TG,
  [`channel:telegram|channel.${fact}`]: value,
});
const LISTED: Row = {
  ...tg('dm-policy', 'allowlist'),
  'channel:telegram|channel.dm-anybody': false,
  'channel:telegram|channel.dm-senders': 1,
};
const agent = (id: string, main: boolean, ...gone: string[]): Row => ({
  [`agent:${id}|agent.default`]: main,
  [`agent:${id}|agent.tools.withheld`]: gone,
});

const judged = (row: Row, complaint: string) =>
  classify([...evidenceOf({ ...UP, ...row }), ...complaintEvidence(complaint, NOW)], NOW);
const claimsOf = (row: Row, complaint: string): string[] =>
  judged(row, complaint)
    .findings.filter(({ confidence }) => confidence >= CLAIM)
    .map(({ id }) => id);

/** The variable of the token, as it stands for commands typed here and for the gateway. */
const tokenVariable = (here: boolean): Row => ({
  'credential:config|credential.reference': 'env',
  'credential:config|credential.variable-set': here,
  'credential:config-in-process|credential.reference': 'env',
  'credential:config-in-process|credential.variable-set': true,
});

/** Somebody wrote and has not been approved yet; codes are asked for in most channels, and that alone is no trouble. */
const waiting = (people: number): Row => ({
  ...LISTED,
  ...tg('dm-policy', 'pairing'),
  'channel:telegram|channel.dm-anybody': false,
  'channel:telegram|channel.dm-waiting': people,
});

/** Who is answered in the group is on the list; of one sender it is known that the other is not. */
const oneSender = (senders: number): Row => ({
  ...tg('group-policy', 'allowlist'),
  'channel:telegram|channel.groups-listed': 1,
  'channel:telegram|channel.group-senders': senders,
});

/** What it may run on its host, as settings and approvals say together. */
const commands = (security: string, ask: string, listed: number): Row => ({
  'agent:main|agent.exec.security': security,
  'agent:main|agent.exec.ask': ask,
  'agent:main|agent.exec.listed': listed,
  'agent:main|agent.tools.withheld': [],
});

type Pair = [complaint: string, fits: Row, does: string, fitsNot: Row];
const PAIRS: Pair[] = [
  ['every time I change a setting nothing is saved', { 'config.fixed': true }, 'config-write-rejected', {}],
  ['the CLI cannot log in', tokenVariable(false), 'secretref-unresolved', tokenVariable(true)],
  ['my direct messages are ignored', tg('dm-policy', 'disabled'), 'dm-policy-blocks', TG],
  [
    'in our telegram group the bot answers Anna, and ignores what I write',
    oneSender(1),
    'group-allowlist-blocks',
    oneSender(2),
  ],
  [
    'the telegram bot does not answer',
    tg('cut-off', true),
    'channel-disconnected',
    { ...TG, ...open('slack'), 'channel:slack|channel.cut-off': true },
  ],
  ['a new colleague gets no answer from telegram', waiting(1), 'dm-pairing-pending', waiting(0)],
  [
    'the bot ignores my direct messages, and answers Anna',
    LISTED,
    'dm-policy-blocks',
    { ...LISTED, 'channel:telegram|channel.dm-anybody': true },
  ],
  [
    'my direct messages are ignored',
    { ...LISTED, 'channel:telegram|channel.dm-senders': 2, 'channel:telegram|channel.dm-nameless': 1 },
    'dm-policy-blocks',
    { ...LISTED, 'channel:telegram|channel.dm-senders': 2, 'channel:telegram|channel.dm-nameless': 0 },
  ],
  [
    'the bot ignores me in our group',
    { ...oneSender(2), 'channel:telegram|channel.group-nameless': 1 },
    'group-allowlist-blocks',
    { ...oneSender(2), 'channel:telegram|channel.group-nameless': 0 },
  ],
  [
    'nobody is answered in our group',
    tg('group-policy', 'disabled'),
    'group-allowlist-blocks',
    tg('dm-policy', 'disabled'),
  ],
  [
    'nobody is answered in our group',
    tg('group-policy', 'allowlist'),
    'group-allowlist-blocks',
    { ...tg('group-policy', 'allowlist'), 'channel:telegram|channel.groups-any': true },
  ],
  [
    'my direct messages are ignored',
    { ...LISTED, 'channel:telegram|channel.unanswered': true },
    'dm-policy-blocks',
    LISTED,
  ],
  [
    'in our group it replies everywhere except in the releases topic, there it ignores us',
    tg('mention', 'some'),
    'mention-gating',
    tg('mention', 'none'),
  ],
  [
    'in the group it only answers when I mention it',
    { ...tg('mention', 'all'), 'policy.hint': 'mention' },
    'mention-gating',
    tg('mention', 'all'),
  ],
  [
    'nobody gets an answer from the bot in our group',
    { ...tg('mention', 'all'), 'policy.hint': 'mention' },
    'mention-gating',
    { ...tg('mention', 'none'), 'policy.hint': 'mention' },
  ],
  ['telegram does not answer', tg('running', false), 'channel-disconnected', tg('running', true)],
  [
    'my direct messages are ignored',
    tg('replies-kept-back', ['direct']),
    'dm-policy-blocks',
    tg('replies-kept-back', ['group']),
  ],
  [
    'nobody is answered in our group',
    tg('replies-kept-back', ['group']),
    'group-allowlist-blocks',
    tg('replies-kept-back', ['direct']),
  ],
  [
    'nobody is answered in our group',
    tg('groups-off', 'all'),
    'group-allowlist-blocks',
    tg('groups-off', 'some'),
  ],
  [
    'in der Gruppe der Fahrer ist der Bot stumm, in der Küchen-Gruppe antwortet er',
    tg('groups-off', 'some'),
    'group-allowlist-blocks',
    TG,
  ],
  [
    'cron list in my terminal shows nothing, as if it talked to another gateway',
    { 'clients.url.answers': 'other-gateway' },
    'wrong-target-url',
    { 'clients.url.answers': 'gateway' },
  ],
  [
    'in our telegram group the bot answers Anna, and ignores what I write',
    tg('group-own-senders', 1),
    'group-allowlist-blocks',
    tg('group-own-senders', 3),
  ],
  ['telegram does not answer', tg('enabled', false), 'channel-disconnected', TG],
  [
    'it cannot run commands',
    agent('main', true, 'exec'),
    'tool-policy-denies',
    agent('main', true, 'browser'),
  ],
  [
    'the agent support cannot read files',
    { ...agent('main', true), ...agent('support', false, 'read') },
    'tool-policy-denies',
    { ...agent('main', true, 'read'), ...agent('support', false) },
  ],
  ['it cannot run commands in our group', tg('group-tools', ['exec']), 'tool-policy-denies', TG],
  [
    'it cannot run commands in our group',
    tg('group-tools', ['exec']),
    'tool-policy-denies',
    tg('group-tools-some', ['exec']),
  ],
  [
    'it cannot read files in our group',
    tg('group-tools', ['read']),
    'tool-policy-denies',
    tg('group-tools', ['exec']),
  ],
  ['it cannot save files', agent('main', true, 'write'), 'tool-policy-denies', agent('main', true, 'read')],
  [
    'it cannot search the web',
    agent('main', true, 'web_search'),
    'tool-policy-denies',
    agent('main', true, 'web_fetch'),
  ],
  [
    'it cannot open or save files',
    agent('main', true, 'read', 'write', 'edit'),
    'tool-policy-denies',
    agent('main', true, 'read'),
  ],
  ['it cannot run commands', commands('deny', 'off', 3), 'tool-policy-denies', commands('full', 'off', 0)],
  [
    'it cannot run commands',
    commands('full', 'always', 0),
    'exec-approval-required',
    commands('full', 'off', 0),
  ],
  [
    'it does not understand voice messages',
    { 'media.off': ['audio'] },
    'tool-policy-denies',
    { 'media.off': ['video'] },
  ],
  ['it cannot see my pictures', { 'media.off': ['image'] }, 'tool-policy-denies', { 'media.off': ['audio'] }],
  [
    'the dashboard does not open',
    { 'dashboard.open': false },
    'http-endpoint-disabled',
    { 'dashboard.open': true },
  ],
  ['my reminder did not come', { 'schedule.enabled': false }, 'cron-disabled', { 'schedule.enabled': true }],
  [
    'it never writes by itself',
    { 'agent:main|agent.heartbeat.quiet': true },
    'heartbeat-skipped',
    { 'agent:main|agent.heartbeat.quiet': false },
  ],
  [
    'it never writes by itself',
    { 'agent:main|agent.heartbeat.off': true },
    'heartbeat-skipped',
    { 'agent:main|agent.heartbeat.off': false },
  ],
  [
    'my reminder did not come',
    { 'schedule.enabled': true, 'schedule.running': false },
    'cron-disabled',
    { 'schedule.enabled': true, 'schedule.running': true },
  ],
  ...Object.entries({
    'heartbeat-skipped': 'empty-heartbeat-file',
    'heartbeat-no-route': 'no-route',
    'heartbeat-dm-blocked': 'dm-blocked',
  }).map(
    ([id, word]): Pair => [
      'no heartbeat arrives any more',
      { 'heartbeat.last-skip': word },
      id,
      { 'heartbeat.last-skip': 'quiet-hours' },
    ],
  ),
  ...['left-out', 'ownerless'].map(
    (fact): Pair => [
      'it never writes by itself',
      { [`agent:main|agent.heartbeat.${fact}`]: true },
      fact === 'ownerless' ? 'heartbeat-no-route' : 'heartbeat-skipped',
      {},
    ],
  ),
  ['it never writes by itself', { 'heartbeat.shown-nowhere': true }, 'heartbeat-skipped', {}],
  ['it never writes by itself', { 'agent:main|agent.heartbeat.silent': true }, 'heartbeat-no-route', {}],
  [
    'it never writes by itself',
    { 'agent:main|agent.heartbeat.no-directs': true },
    'heartbeat-dm-blocked',
    {},
  ],
  [
    'it cannot reach my phone',
    { 'device:ab12|device.connected': false },
    'node-offline',
    { 'device:ab12|device.connected': true },
  ],
  [
    'the browser does not open pages',
    { 'browser.enabled': false },
    'browser-plugin-excluded',
    { 'browser.enabled': true },
  ],
  ['the browser does not open pages', { 'browser.program-missing': true }, 'browser-executable-invalid', {}],
  ['the browser does not open pages', { 'browser.port-silent': true }, 'browser-cdp-unreachable', {}],
  [
    'our script gets 404 from /v1/chat/completions',
    { 'http.chat-completions-open': false, 'http.responses-open': false },
    'http-endpoint-disabled',
    { 'http.chat-completions-open': true, 'http.responses-open': false },
  ],
  [
    'the browser does not open pages',
    { 'browser.shut-out': true },
    'browser-plugin-excluded',
    { 'browser.shut-out': false },
  ],
  [
    'the weather plugin is missing',
    { 'plugins.shut-out': ['weather'] },
    'plugin-allow-excludes',
    { 'plugins.shut-out': ['door-bell'] },
  ],
  [
    'our plugin door-bell does nothing any more',
    { 'plugins.shut-out': ['weather', 'door-bell'] },
    'plugin-allow-excludes',
    { 'plugins.shut-out': null },
  ],
  [
    'nobody gets an answer on telegram',
    { ...tg('dm-policy', 'disabled'), 'channel:telegram|channel.group-policy': 'allowlist' },
    'dm-policy-blocks',
    { ...tg('dm-policy', 'pairing'), 'channel:telegram|channel.group-policy': 'allowlist' },
  ],
];

describe.each(PAIRS)('%s', (complaint, fits, id, fitsNot) => {
  it(`is ${id} with ${JSON.stringify(fits)}`, () => {
    const { findings, verdict } = judged(fits, complaint);
    expect(findings[0]).toMatchObject({ id });
    expect(findings[0]?.confidence).toBeGreaterThanOrEqual(CLAIM);
    expect(verdict).not.toBe('healthy');
    expect(findings[0]?.for.map(({ how }) => how)).toEqual(expect.arrayContaining(['live', 'told']));
  });
  it('is nothing where nothing is kept back', () => expect(claimsOf(fitsNot, complaint)).toEqual([]));
  it('is nothing alone', () => expect(claimsOf({}, complaint)).toEqual([]));
  it('is needed: without it nothing is claimed', () => expect(claimsOf(fits, '')).toEqual([]));
  it('is about this and nothing else', () => expect(claimsOf(fits, 'answers are slow')).toEqual([]));
});

it('has a pair for every finding that a complaint can make a claim', () => {
  const claimed = EXPLANATIONS.filter(({ sure }) => sure >= CLAIM).map(({ id }) => id);
  expect([...new Set(PAIRS.map(([, , id]) => id))].sort()).toEqual([...new Set<string>(claimed)].sort());
});

it('somebody whom the log says to be unapproved, and who was approved since, explains nothing', () => {
  const asked = evidenceOf({ 'policy.sign': 'dm-pairing' }, 'log');
  const complaint = complaintEvidence('a new colleague gets no answer from telegram', NOW);
  const claims = (people: number) =>
    classify([...evidenceOf({ ...UP, ...waiting(people) }), ...asked, ...complaint], NOW)
      .findings.filter(({ confidence }) => confidence >= CLAIM)
      .map(({ id }) => id);
  expect(claims(1)).toEqual(['dm-pairing-pending']);
  expect(claims(0)).toEqual([]);
});

describe('a list that lets some groups in', () => {
  const row: Row = {
    ...tg('group-policy', 'allowlist'),
    'channel:telegram|channel.groups-listed': 1,
  };
  const passedOver = (minutes: number) => [
    ...evidenceOf({ ...UP, ...row }),
    ...evidenceOf({ 'policy.sign': 'group-allowlist' }, 'log').map((one) => ({
      ...one,
      at: new Date(NOW - minutes * 60_000).toISOString(),
    })),
  ];
  const complaint = complaintEvidence('the telegram bot says nothing in our new group', NOW);
  const first = (...evidence: Evidence[]) => classify(evidence, NOW).findings[0];

  it('explains a silent group where one was passed over just now, and is told with its line', () => {
    const finding = first(...passedOver(3), ...complaint);
    expect(finding).toMatchObject({ id: 'group-allowlist-blocks', explains: ['group-messages'] });
    expect(finding?.confidence).toBeGreaterThanOrEqual(CLAIM);
    expect(finding?.for.map(({ how }) => how)).toContain('log');
  });

  it.each<[string, Evidence[]]>([
    ['nobody complains', passedOver(3)],
    ['it was hours ago', [...passedOver(300), ...complaint]],
    ['none was passed over', [...evidenceOf({ ...UP, ...row }), ...complaint]],
  ])('is a mention where %s', (_why, evidence) => {
    expect(first(...evidence)?.confidence ?? 0).toBeLessThan(CLAIM);
  });
});

describe('a claim says no more than is known:', () => {
  it.each<[string, string, Row]>([
    [
      'of several on the list whoever complains may be one',
      'my direct messages are ignored',
      { ...LISTED, 'channel:telegram|channel.dm-senders': 2 },
    ],
    [
      'some programs run without being on the list',
      'it cannot run commands',
      commands('allowlist', 'off', 0),
    ],
    ['commands on the list need nobody', 'it cannot run commands', commands('allowlist', 'on-miss', 0)],
    ['the one on the list may be who complains', 'my direct messages are ignored', LISTED],
    ['a list may hold whoever complains', 'direct messages get no answer', LISTED],
    ['a list that lets some in does not stop everybody', 'nobody gets an answer to direct messages', LISTED],
    ['strangers who wait explain not that all are ignored', 'nobody gets an answer', waiting(3)],
    ['who waits to be approved is told so', 'my direct messages are ignored', tg('dm-policy', 'pairing')],
    [
      'another channel is named',
      'my discord DMs are ignored',
      { ...tg('dm-policy', 'disabled'), ...open('discord') },
    ],
    [
      'another device may be meant',
      'it cannot reach my phone',
      { 'device:a|device.connected': false, 'device:b|device.connected': true },
    ],
    [
      'a phone of the other kind is away',
      'it cannot reach my iPhone',
      {
        'device:a|device.connected': false,
        'device:a|device.platform': 'android',
        'device:b|device.connected': true,
        'device:b|device.platform': 'ios',
      },
    ],
    [
      'another agent may be meant',
      'it cannot read files',
      { ...agent('main', true), ...agent('guest', false, 'read') },
    ],
    [
      'it may be said of groups, which are served',
      'nobody gets an answer on telegram',
      {
        ...tg('dm-policy', 'disabled'),
        ...tg('group-policy', 'allowlist'),
        'channel:telegram|channel.dm-policy': 'disabled',
        'channel:telegram|channel.groups-any': true,
      },
    ],
    [
      'it may be said of direct messages, which are served',
      'the telegram bot does not answer any more',
      tg('group-policy', 'disabled'),
    ],
    ['pages are fetched without a browser', 'it cannot search the web', { 'browser.enabled': false }],
    [
      'of three groups another one may be off',
      'in der Gruppe der Fahrer ist der Bot stumm, in der Küchen-Gruppe antwortet er',
      { ...tg('groups-off', 'some'), 'channel:telegram|channel.groups-listed': 3 },
    ],
    [
      'what it says is not what it hears',
      'it does not understand voice messages',
      agent('main', true, 'tts'),
    ],
    ['it works there', 'direct messages work, groups are ignored', tg('dm-policy', 'disabled')],
  ])('%s', (_why, complaint, row) => expect(claimsOf(row, complaint)).toEqual([]));
});

it('a channel that is named and not configured is mentioned', () => {
  const { findings, complaint } = judged({ 'channels.configured': ['slack'] }, 'telegram does not answer');
  expect(findings[0]).toMatchObject({ id: 'channel-disconnected', confidence: 0.45 });
  expect(complaint).toEqual({ explained: [], unexplained: ['messages'] });
  expect(judged({ 'channels.configured': ['telegram'] }, 'telegram does not answer').findings).toEqual([]);
});

it('a gateway at rest keeps nobody back', () => {
  const rest = { ...tg('dm-policy', 'disabled'), 'gateway.process.count': 0 };
  expect(claimsOf(rest, 'my direct messages are ignored')).not.toContain('dm-policy-blocks');
});

describe('the answer to a complaint', () => {
  it('says which part it explains and which it does not', () => {
    const complaint = 'my direct messages are ignored and the browser is broken';
    expect(judged(tg('dm-policy', 'disabled'), complaint).complaint).toEqual({
      explained: [{ topic: 'direct-messages', by: 'dm-policy-blocks' }],
      unexplained: ['browser'],
    });
  });

  it('names the finding that the evidence alone has claimed', () => {
    const row = { 'agent:main|agent.model.unavailable': 'missing-auth', 'runs.failing': true };
    const { complaint } = judged(row, 'it does not answer, and my reminder did not come');
    expect(complaint?.explained).toContainEqual({ topic: 'messages', by: 'model-auth-missing' });
  });

  it('puts what explains it before what nobody speaks of, and after what stops everybody', () => {
    const wrong = {
      'agent:main|agent.workspace.exists': false,
      'agent:main|agent.workspace.ever-used': true,
    };
    const barred = { ...tg('dm-policy', 'disabled'), ...wrong };
    expect(claimsOf(barred, 'my direct messages are ignored').slice(0, 2)).toEqual([
      'dm-policy-blocks',
      'workspace-path-missing',
    ]);
    const down = {
      ...barred,
      'gateway.process.count': 0,
      'gateway.listener.state': 'free',
      'gateway.http.live': 'refused',
    };
    expect(claimsOf(down, 'my direct messages are ignored')[0]).toBe('gateway-unreachable');
  });

  it('is none where nobody complains of anything that is known here', () => {
    for (const text of ['', 'good morning', 'see you at lunch'])
      expect(judged(tg('dm-policy', 'disabled'), text).complaint).toBeUndefined();
  });
});

describe('without a complaint', () => {
  it('what would be dropped is a remark, and the verdict stays', () => {
    const { findings, verdict } = judged(tg('dm-policy', 'disabled'), '');
    expect(verdict).not.toBe('degraded');
    const [remark] = findings;
    if (remark === undefined) throw new Error('nothing was remarked');
    expect(remark.id).toBe('dm-policy-blocks');
    expect(remark.confidence).toBeLessThan(CLAIM);
    expect(inWords(remark).says).toBe('Would be dropped: direct messages, telegram: dmPolicy=disabled.');
  });

  it('what OpenClaw sets by itself is no remark', () => {
    const usual = {
      ...tg('dm-policy', 'pairing'),
      'channel:telegram|channel.group-policy': 'allowlist',
      'channel:telegram|channel.mention': 'default',
    };
    expect(judged({ ...usual, 'schedule.enabled': true }, '').findings).toEqual([]);
  });
});

describe('what explains a complaint only perhaps', () => {
  it.each([
    [
      'it cannot read files in other folders',
      { 'agent:main|agent.files.workspace-only': true },
      'tool-policy-denies',
    ],
    [
      'my phone takes no photos for it',
      { 'nodes.commands-denied': ['camera.snap'] },
      'node-command-not-allowed',
    ],
    [
      'it runs no commands for me, for Anna it does',
      { ...agent('main', true), 'agent:main|agent.tools.withheld-some': ['exec'] },
      'tool-policy-denies',
    ],
    [
      'in the kitchen group it only reacts when somebody writes @lab_bot, all other messages are ignored',
      tg('mention', 'none'),
      'mention-gating',
    ],
    ['our files are gone for it', agent('main', true, 'edit'), 'tool-policy-denies'],
    ['one of our plugins does nothing', { 'plugins.shut-out': ['weather'] }, 'plugin-allow-excludes'],
    ['our webhook gets 404', { 'webhooks.open': false }, 'http-endpoint-disabled'],
    [
      'Open WebUI cannot use the http api of the gateway',
      { 'http.chat-completions-open': false, 'http.responses-open': false },
      'http-endpoint-disabled',
    ],
    ['in our group the bot is silent even when we call it by name', tg('mention', 'all'), 'mention-gating'],
    [
      'in der Gruppe rührt sich der Bot nicht, wenn wir ihn beim Namen rufen',
      tg('mention', 'all'),
      'mention-gating',
    ],
    [
      'our script gets 404 tool not available from the gateway on /tools/invoke',
      {
        'gateway.tools-denied': ['sessions_list'],
        'http.chat-completions-open': false,
        'http.responses-open': false,
      },
      'tool-policy-denies',
    ],
  ] as [string, Row, string][])('is mentioned: %s', (complaint, row, id) => {
    const { findings } = judged(row, complaint);
    expect(findings.filter(({ confidence }) => confidence >= CLAIM)).toEqual([]);
    expect(findings[0]?.id).toBe(id);
  });
});

describe('what the product turned down and wrote down as its daily business', () => {
  const claimed = (complaint: string | null, row: Row = { 'node.sign': 'allowlist-miss' }): string[] => {
    const denied = evidenceOf(row, 'log');
    const said = complaint === null ? [] : complaintEvidence(complaint, NOW);
    const { findings } = classify([...evidenceOf(UP), ...denied, ...said], NOW);
    return findings.filter(({ confidence }) => confidence >= CLAIM).map(({ id }) => id);
  };

  it('is a claim when somebody misses just that, and a mention otherwise', () => {
    expect(claimed('the agent cannot run commands any more')).toEqual(['exec-allowlist-miss']);
    expect(claimed('my direct messages are ignored')).toEqual([]);
    expect(claimed(null)).toEqual([]);
  });

  it('so it is with a page that the guard of the web tools refused', () => {
    const refused: Row = { 'policy.sign': 'private-address' };
    expect(claimed('it cannot fetch pages of our intranet', refused)).toEqual(['network-policy-blocked']);
    expect(claimed('my direct messages are ignored', refused)).toEqual([]);
    expect(claimed(null, refused)).toEqual([]);
  });
});
