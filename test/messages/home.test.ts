/** The Home tab: what is open first, the worst hosts first, and never more than one view of Slack holds. */
import { describe, expect, it } from 'vitest';
import type { Held, HostCard } from '../../src/hub/messages.ts';
import { composeHome, HOSTS_A_PAGE, type Home, worstFirst } from '../../src/messages/home.ts';
import { render } from '../../src/slack/render.ts';
import { renderText } from '../../src/terminal/render.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';
import { checkView } from '../fakes/slack-gate/views.ts';
import { hostView, incidentView, NOW } from './views.ts';

const MINUTE = 60_000;

const card = (name: string, more: Partial<HostCard> = {}): { name: string; card: HostCard } => ({
  name,
  card: {
    name,
    enrolled: true,
    connected: true,
    lastSeen: NOW - 1_000,
    agentVersion: '0.1.0',
    openclawVersion: '2026.9.6',
    platform: 'linux x64',
    keyFingerprint: 'ab12',
    confirmed: false,
    quarantined: null,
    marked: null,
    verdict: 'healthy',
    verdictAt: NOW - 4 * MINUTE,
    openIncident: null,
    ...more,
  },
});

const held = (more: Partial<Held> = {}): Held => ({
  freeze: 'frz-1',
  gateway: null,
  by: 'mira',
  because: 'deploy of the week',
  from: NOW - MINUTE,
  until: NOW + 29 * MINUTE,
  incident: null,
  link: null,
  ...more,
});

const home = (more: Partial<Home> = {}): Home => {
  const board = { incidents: [], open: 0, now: NOW, command: '/incident', ...more };
  const hosts = worstFirst(more.hosts ?? [card('node-1')], board.now);
  const pages = Math.max(1, Math.ceil(hosts.length / HOSTS_A_PAGE));
  return { page: 1, pages, shown: hosts.slice(0, HOSTS_A_PAGE), ...board, hosts };
};

/** The lines of the board as a terminal shows them. */
const shown = (board: Home): string[] =>
  renderText(composeHome(board), { width: 100, colour: false })
    .split('\n')
    .map((line) => line.trim());

describe('the board', () => {
  it('of a bot without hosts says how to begin, with lines that can be typed', () => {
    const text = shown(home({ hosts: [] })).join('\n');
    for (const line of ['/incident enroll node-1', '/incident triage node-1', '/incident explain TEXT'])
      expect(text).toContain(line);
  });

  it('shows open incidents, the newest first, then the hosts, the worst first', () => {
    const board = home({
      hosts: [
        card('node-1'),
        card('node-2', { connected: false, lastSeen: NOW - 47 * MINUTE }),
        card('node-3', { verdict: 'down', verdictAt: NOW - 2_000, openIncident: 'inc-1' }),
      ],
      incidents: [
        incidentView([hostView({ host: 'node-9' })], { incident: 'inc-0', startedAt: NOW - 90 * MINUTE }),
        incidentView(),
      ],
      open: 2,
    });
    expect(shown(board)).toMatchInlineSnapshot(`
      [
        "📋 2 open incidents, 3 hosts, 2 connected",
        "Open incidents",
        "• 🔴 node-3 is down · process · config-invalid – since 21 Nov 03:12:00 UTC, requested by mira",
        "\`inc-1\`",
        "• 🔴 node-9 is down · process · config-invalid – since 21 Nov 01:42:01 UTC, requested by mira",
        "\`inc-0\`",
        "────────────────────────────────────────",
        "Hosts",
        "• 🔴 node-3 – down just now, connected, OpenClaw 2026.9.6, \`inc-1\`",
        "• 🔌 node-2 – healthy 4 min ago, offline 47 min, OpenClaw 2026.9.6",
        "• ✅ node-1 – healthy 4 min ago, connected, OpenClaw 2026.9.6",
        "────────────────────────────────────────",
        "Check one: \`/incident triage node-3\`",
        "All commands: \`/incident help\`",
        "as of 21 Nov 03:12:01 UTC; reopen the tab to update it",
      ]
    `);
  });

  it.each<[string, { name: string; card: HostCard | null }, string]>([
    ['never joined', card('n', { enrolled: false, connected: false }), '• ⚪ n – enrollment pending'],
    ['did not answer', { name: 'n', card: null }, '• ❔ n – state not available'],
    [
      'is away since it was healthy',
      card('n', { connected: false, lastSeen: NOW - 5 * MINUTE }),
      '• 🔌 n – healthy 4 min ago, offline 5 min, OpenClaw 2026.9.6',
    ],
    [
      'is away since it was down',
      card('n', { connected: false, lastSeen: null, verdict: 'down' }),
      '• 🔴 n – down 4 min ago, never connected, OpenClaw 2026.9.6',
    ],
    [
      'was never looked at',
      card('n', { verdict: null, verdictAt: null, openclawVersion: null }),
      '• ⚪ n – never checked, connected',
    ],
    [
      'gave no answer when it was looked at',
      card('n', { verdict: null }),
      '• ❔ n – no answer 4 min ago, connected, OpenClaw 2026.9.6',
    ],
    [
      'is quarantined',
      card('n', { quarantined: 'two keys' }),
      '• ⛔ n – healthy 4 min ago, quarantined, OpenClaw 2026.9.6',
    ],
    [
      'has a clock that is ahead',
      card('n', { verdictAt: NOW + 5_000 }),
      '• ✅ n – healthy just now, connected, OpenClaw 2026.9.6',
    ],
  ])('says of a host that %s how it stands', (_how, host, line) => {
    expect(shown(home({ hosts: [host] }))).toContain(line);
  });

  it('says who holds what still, why and until when, before the hosts; what is over is not said', () => {
    const planned = held({
      ...{ freeze: 'frz-2', gateway: 'work', by: 'olaf', because: null },
      ...{ from: NOW + 60 * MINUTE, until: NOW + 120 * MINUTE },
    });
    const hosts = [
      card('node-1', { held: [held()] }),
      card('node-2', { held: [planned, held()] }),
      card('node-3', { held: [held({ freeze: 'frz-0', until: NOW })] }),
    ];
    const lines = shown(home({ hosts }));
    expect(lines.slice(lines.indexOf('Freezes'), lines.indexOf('Hosts'))).toMatchInlineSnapshot(`
      [
        "Freezes",
        "• 🧊 node-1, node-2: no changes until 21 Nov 03:41:01 UTC, by mira – deploy of the week \`frz-1\`",
        "• 🧊 node-2/work: freeze planned from 21 Nov 04:12:01 UTC until 21 Nov 05:12:01 UTC, by olaf",
        "\`frz-2\`",
        "────────────────────────────────────────",
      ]
    `);
    expect(lines.join()).not.toContain('frz-0');
  });

  it('has no word of freezes where nothing stands still', () => {
    const over = held({ until: NOW - 1 });
    expect(shown(home({ hosts: [card('node-1', { held: [over] })] })).join()).not.toMatch(/freeze|🧊/i);
  });

  it('counts what it does not show, and says where it is', () => {
    const hosts = Array.from({ length: 37 }, (_, at) => card(`node-${at}`));
    const incidents = Array.from({ length: 14 }, (_, at) =>
      incidentView([hostView()], { incident: `inc-${at}` }),
    );
    const lines = shown(home({ hosts, incidents, open: 33 }));
    expect(lines).toContain('23 more: `/incident status`');
    expect(lines).toContain('Page 1 of 2, worst first. Filters: `/incident hosts`');
    expect(lines).toContain('✅ 37 healthy');
  });

  it.each<[string, Partial<HostCard>, string]>([
    ['look at a host that can be asked', {}, 'Check one: `/incident triage node-1`'],
    [
      'see what a host lacks that cannot',
      { connected: false },
      'Why it is not ready: `/incident host node-1`',
    ],
  ])('says how to %s', (_what, more, line) => {
    expect(shown(home({ hosts: [card('node-1', more)] }))).toContain(line);
  });

  it('never hides an ill host behind healthy ones', () => {
    const well = Array.from({ length: 100 }, (_, at) => card(`node-${at}`));
    const lines = shown(home({ hosts: [...well, card('zoo', { verdict: 'degraded' })] }));
    expect(lines.find((line) => line.startsWith('•'))).toContain('zoo – degraded');
  });

  it('says that incidents are open when none of them could be read', () => {
    const lines = shown(home({ open: 3 }));
    expect(lines[0]).toContain('3 open incidents');
    expect(lines).toContain('3 more: `/incident status`');
  });

  it.each([
    ['long', 'W'.repeat(5_000)],
    ['made of marks', '&<>*_~`'.repeat(500)],
    ['made of two halves', '😀'.repeat(3_000)],
    ['invisible', '\u200b\u202e'.repeat(2_000)],
  ])('fits into one view of Slack when all names are %s', (_how, text) => {
    const hosts = Array.from({ length: 500 }, (_, at) =>
      card(`${text}${at}`, {
        openclawVersion: text,
        openIncident: `inc-${'0'.repeat(10)}`,
        held: [held({ freeze: `frz-${at % 40}`, by: text, because: text })],
      }),
    );
    const requester = { id: 'U1', via: 'slack', name: text } as const;
    const incidents = Array.from({ length: 30 }, () =>
      incidentView([hostView({ host: text })], { requester }),
    );
    const { blocks } = render(composeHome(home({ hosts, incidents, open: 500 })));
    expect(checkView({ type: 'home', blocks }, 'home')).toBeNull();
    expect(textsIn(blocks).filter((one) => /do not fit|\ufffd/.test(one))).toEqual([]);
  });
});
