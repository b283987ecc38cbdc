/** What people read about an incident: the answer first, honest about what is not known, nothing foreign in the headline. */
import { describe, expect, it } from 'vitest';
import { compose } from '../../src/conversation/compose.ts';
import { change, look } from '../../src/diagnosis/fix.ts';
import type { HostView, IncidentView } from '../../src/incidents/notifier.ts';
import { composeCommands } from '../../src/messages/commands.ts';
import type { Message } from '../../src/messages/message.ts';
import { renderText } from '../../src/terminal/render.ts';
import { finding, hostView, ILL, incidentView, NOW, WELL } from './views.ts';

/** As one line, since where a line breaks is the renderer's affair. */
const flat = (message: Message): string => renderText(message).replace(/\s+/g, ' ');
const status = (over: Partial<HostView> = {}, more: Partial<IncidentView> = {}) =>
  compose({ what: 'status', view: incidentView([hostView(over)], more) });
const details = (over: Partial<HostView> = {}) =>
  compose({ what: 'details', host: 'node-3', view: incidentView([hostView(over)]) });

describe('the headline', () => {
  const hosts: [string, Partial<HostView>, string][] = [
    ['asking', { state: 'asking', diagnosis: null }, '⏳ node-3: contacting host agent'],
    ['looking', { state: 'looking', diagnosis: null }, '🔎 node-3: triage running'],
    [
      'looking, with a claim',
      { state: 'looking' },
      '🔴 node-3 is down · process · config-invalid · still running',
    ],
    ['done and ill', {}, '🔴 node-3 is down · process · config-invalid'],
    ['done and well', { diagnosis: WELL }, '✅ node-3 is healthy'],
    ['done without evidence', { diagnosis: null }, '❔ node-3: no evidence received'],
    [
      'partial',
      { state: 'partial', why: 'not-finished' },
      '🔴 node-3 is down · process · config-invalid · partial',
    ],
    [
      'failing without a known cause',
      { diagnosis: { ...ILL, findings: [] } },
      '🔴 node-3 is down · process · cause unknown',
    ],
    ['absent', { state: 'absent', why: 'absent', diagnosis: null }, '❔ node-3: host agent is not connected'],
    ['not enrolled', { state: 'absent', why: 'not-enrolled', diagnosis: null }, '❔ node-3 is not enrolled'],
    ['quarantined', { state: 'absent', why: 'quarantined', diagnosis: null }, '❔ node-3 is quarantined'],
    [
      'refused',
      { state: 'refused', why: 'policy: no', diagnosis: null },
      '⛔ node-3: job refused by host agent',
    ],
    [
      'not reached through AWS',
      { state: 'refused', why: 'ssm-offline: the agent is away', diagnosis: null },
      '⛔ node-3: not reached through AWS SSM',
    ],
    ['one profile', { gateway: 'work', diagnosis: WELL }, '✅ node-3/work is healthy'],
  ];
  it.each(hosts)('of a host that is %s', (_name, over, headline) => {
    const message = status(over);
    expect(`${message.emoji} ${message.headline}`).toBe(headline);
  });

  it('is followed by the road, where it was not the host’s own', () => {
    expect(flat(status({ state: 'asking', diagnosis: null, road: 'ssm' }))).toContain(
      'Asked through AWS SSM',
    );
    expect(flat(status({ road: 'ssm' }))).toContain('Brought by AWS SSM, signed by the host');
    expect(flat(status({}))).not.toContain('AWS');
    const why = 'ssm-forged: its signature was refused';
    const forged = flat(status({ state: 'refused', why, diagnosis: null, road: 'ssm' }));
    expect(forged).toContain('What AWS brought is not signed by the host. Do not trust it');
    expect(forged).toContain('its signature was refused');
    expect(forged).not.toContain('ssm-forged');
  });

  it('counts several hosts and shows the worst', () => {
    const view = incidentView([hostView({ diagnosis: WELL, host: 'node-1' }), hostView()]);
    const message = compose({ what: 'status', view });
    expect(`${message.emoji} ${message.headline}`).toBe('🔴 2 hosts: 1 down, 1 healthy');
  });

  it('of many hosts puts what ails several into one line, and counts the healthy', () => {
    const hosts = Array.from({ length: 40 }, (_, at) =>
      hostView({
        host: `node-${at + 1}`,
        diagnosis: at % 10 === 0 ? ILL : WELL,
        traits: { OpenClaw: at === 3 ? '2026.9.2' : '2026.9.6' },
        ...(at === 39 ? { state: 'absent' as const, why: 'absent', diagnosis: null } : {}),
      }),
    );
    const text = flat(compose({ what: 'status', view: incidentView(hosts) }));
    expect(text).toContain('40 hosts: 4 down, 1 unknown, 35 healthy');
    expect(text).toContain('4 down · process · config-invalid: node-1, node-11, node-21, node-31');
    expect(text).toContain('1 away (host agent not connected): node-40');
    expect(text).toContain('35 healthy');
    expect(text).toContain('Differs from peers (possibly intended):');
    expect(text).toContain('node-4: OpenClaw `2026.9.2`, `2026.9.6` on 39 others');
    expect(text).not.toContain('node-2 ');
  });

  it('holds nothing that came from a host', () => {
    const evil = '<!channel> \u001b[2J evil';
    const hostile = finding({ params: { client: evil, issue: evil, workspace: evil } });
    const layers = ILL.layers.map((layer) => ({
      ...layer,
      because: { code: 'finding' as const, params: { id: evil, seen: evil, gateway: evil } },
    }));
    const diagnosis = {
      ...ILL,
      layers,
      findings: [hostile],
      unknowns: [{ probe: evil, look: 'refused' as const, why: evil }],
    };
    for (const state of ['looking', 'done', 'partial', 'refused', 'absent'] as const) {
      const view = incidentView([hostView({ state, why: evil, diagnosis, openclawVersion: evil })]);
      expect(compose({ what: 'status', view }).headline).not.toContain('evil');
      expect(compose({ what: 'details', host: 'node-3', view }).headline).not.toContain('evil');
    }
  });
});

describe('the status', () => {
  it('says the cause, how sure, what fails first, what is next, and how old the data is', () => {
    const text = flat(status({ openclawVersion: '2026.9.6' }));
    expect(text).toContain('The configuration is invalid (almost certain, 94 %)');
    expect(text).toContain('Failing layer: process.');
    expect(text).toMatch(/Unknown: .*work\./);
    expect(text).toContain('Next, on the host: `openclaw config validate` – read-only');
    expect(text).toMatch(/Then: .* – changes the host/);
    expect(text).toContain('Run again: `/openclaw triage node-3`');
    expect(text).toContain(
      'data from 21 Nov 03:12:00 UTC · took 0.8 s · OpenClaw 2026.9.6 · requested by mira · inc-1',
    );
  });

  it('says what is missing when the look was cut short', () => {
    const why: [string, string][] = [
      ['not-delivered', 'did not reach the host agent'],
      ['not-started', 'did not start it'],
      ['not-finished', 'did not finish within 20 s'],
      ['connection-lost', 'connection to the host agent was lost'],
    ];
    for (const [word, sentence] of why) {
      const text = flat(status({ state: 'partial', why: word, diagnosis: null }));
      expect(text).toContain(sentence);
      expect(text).toContain('No evidence received');
    }
  });

  it('does not call healthy what could not be seen', () => {
    const dark = { verdict: 'unknown' as const, layers: [], findings: [], unknowns: [] };
    expect(flat(status({ diagnosis: dark }))).toContain('Not an all-clear.');
  });

  it('warns of old data and of a clock that is ahead', () => {
    const hour = 3_600_000;
    const old = flat(status({ oldestLook: NOW - hour, newestLook: NOW - hour }));
    expect(old).toContain('1 h before this message');
    const ahead = flat(status({ oldestLook: NOW + hour, newestLook: NOW + hour }));
    expect(ahead).toContain('host clock is 1 h ahead');
  });

  it('shows doubtful findings as doubtful', () => {
    const doubt = finding({ id: 'clock-skew', confidence: 0.34 });
    const text = flat(status({ diagnosis: { ...ILL, findings: [doubt] } }));
    expect(text).toContain('cause unknown');
    expect(text).toContain('Possible, not confirmed:');
    expect(text).toMatch(/\(possible, 34 %\) `clock-skew`/);
  });

  it('says who closed it', () => {
    const closed = { at: NOW, why: 'person', by: { id: 'U2', via: 'slack', name: 'tom' } } as const;
    expect(flat(status({}, { state: 'closed', closed }))).toContain('Closed by tom at 21 Nov 03:12:01 UTC.');
  });
});

describe('the details', () => {
  it('say for each finding what speaks for and against it, how to check, and what the fix does', () => {
    const one = finding({
      for: [
        {
          fact: 'connect.refusal.code',
          subject: 'gateway:default/client:probe',
          value: 'AUTH_TOKEN_MISMATCH',
          source: 'ws://127.0.0.1:18789',
          how: 'live',
          at: new Date(NOW - 100).toISOString(),
        },
      ],
      against: [
        {
          fact: 'gateway.auth.rate-limited',
          subject: 'gateway:default',
          value: true,
          source: 'gateway.log',
          how: 'log',
          at: new Date(NOW - 7_200_000).toISOString(),
          quote: 'rate limited',
        },
      ],
      checks: [look('openclaw gateway status --json')],
      fixes: [change('openclaw gateway restart', 'when nobody works')],
    });
    const text = flat(details({ diagnosis: { ...ILL, findings: [one] } }));
    expect(text).toContain('`connect.refusal.code = AUTH_TOKEN_MISMATCH` – seen on the host');
    expect(text).toMatch(/from the log, gateway\.log, 21 Nov 01:12:01 UTC \(2 h before the run\)/);
    expect(text).toContain('│ rate limited');
    expect(text).toContain('• `openclaw gateway status --json`');
    expect(text).toContain('• `openclaw gateway restart` (when nobody works) – changes the host');
    expect(text).toContain('many users affected');
    expect(text).toContain('nothing on node-3 was changed');
  });

  it('offer a fix below a claim only after the checks', () => {
    const fixes = [change('openclaw gateway restart')];
    const text = renderText(
      details({ diagnosis: { ...ILL, findings: [finding({ confidence: 0.4, fixes })] } }),
    );
    expect(text).toContain('Only if the checks confirm it:');
    expect(text).not.toContain('Fix:');
  });

  it('say what could not be looked at', () => {
    expect(flat(details())).toContain('docker (not available: no container runtime on this host)');
  });

  it('name the later look', () => {
    expect(details({ look: 2 }).headline).toBe('node-3: details · 1 finding · run 2');
  });

  it('stay readable with many findings and long values', () => {
    const many = Array.from({ length: 30 }, (_, i) =>
      finding({
        id: `finding-${i}`,
        for: [
          {
            fact: 'config.issues',
            subject: 'gateway:default',
            value: 'x'.repeat(2_000),
            source: 's',
            how: 'live',
            at: new Date(NOW).toISOString(),
            quote: 'q'.repeat(900),
          },
        ],
      }),
    );
    expect(flat(details({ diagnosis: { ...ILL, findings: many } })).length).toBeLessThan(10_000);
  });
});

describe('a long look', () => {
  it.each([
    [1_900, 4, ''],
    [2_100, 0, ''],
    [2_100, 1, 'Still running after 2.1 s: 1 probe done.'],
    [9_000, 7, 'Still running after 9 s: 7 probes done.'],
  ])('after %d ms and with %d answers says so', (elapsedMs, probes, words) => {
    const view = incidentView([hostView({ state: 'looking', diagnosis: null, probes })], { elapsedMs });
    const text = flat(compose({ what: 'status', view }));
    if (words === '') expect(text).not.toContain('Still running');
    else expect(text).toContain(words);
  });
});

describe('the commands', () => {
  it('are told apart by what they do', () => {
    const fixes = [look('openclaw gateway status --json'), change('openclaw gateway restart')];
    const diagnosis = { ...ILL, findings: [finding({ checks: [look('ss -ltnp')], fixes })] };
    const { parts } = composeCommands(incidentView([hostView({ diagnosis })]));
    expect(parts.slice(1)).toEqual([
      { kind: 'line', spans: [{ text: 'Read-only:' }] },
      { kind: 'quote', text: 'ss -ltnp\nopenclaw gateway status --json' },
      { kind: 'line', spans: [{ text: 'Changes the host:' }] },
      { kind: 'quote', text: 'openclaw gateway restart' },
    ]);
  });

  it('of a guess come with a condition', () => {
    const fixes = [change('openclaw gateway restart')];
    const diagnosis = { ...ILL, findings: [finding({ confidence: 0.4, fixes })] };
    const text = flat(composeCommands(incidentView([hostView({ diagnosis })])));
    expect(text).toContain('only if the checks confirm the finding');
  });
});
