/** The messages of a bundle: what hosts write in it stays data, and what cannot be done says why and what to do next. */
import { describe, expect, it } from 'vitest';
import { compose } from '../../src/conversation/compose.ts';
import { factsOf } from '../../src/incidents/bundle.ts';
import { advance } from '../../src/incidents/incident.ts';
import type { Incident } from '../../src/incidents/record.ts';
import { viewOf } from '../../src/incidents/view.ts';
import type { Happening } from '../../src/incidents/work.ts';
import { composePreview } from '../../src/messages/bundle-preview.ts';
import { size } from '../../src/messages/size.ts';
import { STORY_TELLING } from '../../src/messages/story.ts';
import { render } from '../../src/slack/render.ts';
import { renderText } from '../../src/terminal/render.ts';
import { checkBlocks, textsIn } from '../fakes/slack-gate/block-kit.ts';
import { T0 } from '../incidents/given.ts';
import {
  BUNDLE,
  FILE_KEY,
  HAPPENS,
  having,
  made,
  REFUSED,
  the,
  toFetching,
  toKept,
  toReady,
} from '../incidents/given-bundle.ts';

const NOW = T0 + 60_000;
function shown(it_: Incident): { headline: string; words: string; buttons: string[] } {
  const view = viewOf(it_, () => null, NOW);
  if (view === null) throw new Error('nobody asked');
  const message = compose({ what: 'bundle', view, about: BUNDLE });
  return {
    headline: message.headline,
    words: renderText(message, { width: 1_000, colour: false }),
    buttons: (message.buttons?.list ?? []).map(({ label }) => label),
  };
}
const then = (it_: Incident, ...events: Happening[]): Incident =>
  events.reduce((so, one) => advance(so, one, NOW).incident, it_);

describe('the message of a bundle', () => {
  it.each([
    ['asked for', having(HAPPENS.wished()), 'node-3: bundle requested', []],
    ['being collected', having(HAPPENS.wished(), HAPPENS.accepted()), 'node-3: collecting the bundle', []],
    ['ready', having(...toReady), 'node-3: bundle ready', ['Preview', 'Attach', 'Delete']],
    ['on its way', having(...toFetching), 'node-3: fetching the bundle', ['Preview', 'Attach', 'Delete']],
    ['kept', having(...toKept), 'node-3: bundle ready', ['Preview', 'Attach', 'Delete']],
    [
      'refused',
      having(HAPPENS.wished(), HAPPENS.made(REFUSED)),
      'node-3: bundle withheld by the leak gate',
      [],
    ],
    ['failed', having(HAPPENS.wished(), HAPPENS.refused('policy')), 'node-3: no bundle', []],
    ['deleted', having(...toKept, HAPPENS.deleted()), 'node-3: bundle deleted', []],
  ])('that is %s says so, and offers what can be done', (_state, it_, headline, buttons) => {
    expect(shown(it_)).toMatchObject({ headline, buttons });
  });

  it('says what is in it, how large, what was masked and what is missing', () => {
    const { words } = shown(having(...toReady));
    for (const said of ['2 files, 185 kB', 'token 9 and email 2', '37 known values', 'no right to read it'])
      expect(words).toContain(said);
    expect(words).toContain('still on the host');
  });

  it('that the gate refused says file, line and kind, that nothing left, and what to do', () => {
    const { words } = shown(having(HAPPENS.wished(), HAPPENS.made(REFUSED)));
    expect(words).toContain('logs/gateway.log');
    expect(words).toContain('line 12: known value');
    expect(words).toContain('Nothing left the host');
    expect(words).toContain('/openclaw bundle node-3');
    const broken = made(undefined, {
      gate: { passed: false, hits: [], because: { code: 'gate.not-run', params: {} } },
    });
    expect(shown(having(HAPPENS.wished(), HAPPENS.made(broken))).words).toContain('mends the gate');
  });

  it('that was not attached says why, and offers what helps', () => {
    const held = then(having(...toKept), HAPPENS.unsaid(FILE_KEY, 'audience'));
    expect(shown(held).words).toContain('a guest is here');
    expect(shown(held).buttons).toEqual(['Preview', 'Attach', 'Attach anyway', 'Link', 'Delete']);
    const refused = then(having(...toKept), HAPPENS.unsaid(FILE_KEY));
    expect(shown(refused).buttons).toEqual(['Preview', 'Attach', 'Link', 'Delete']);
    expect(shown(refused).words).toContain('Link gives it to one person instead');
  });

  it('says who has it and how often a link was used', () => {
    const given = then(having(...toKept), HAPPENS.said(FILE_KEY), HAPPENS.linked(), HAPPENS.used());
    expect(shown(given).words).toContain('Attached by jon');
    expect(shown(given).words).toContain('1 link, used once');
  });

  it('says that the file of a closed incident may still be had', () => {
    const it_ = having(...toReady);
    expect(it_.state).toBe('closed');
    expect(the(it_).state).toBe('ready');
    expect(shown(it_).buttons).toContain('Attach');
  });
});

describe('words of a host that is in other hands', () => {
  const evil = '<!channel> <@U1> *now* <http://evil.example|click> \u202e\u001b[31m`x`';
  const hostile = made(undefined, {
    versions: { [evil.slice(0, 32)]: evil },
    files: [{ name: 'a.log', bytes: 1, sha256: 'a'.repeat(64), source: evil, cut: evil }],
    missing: [{ what: evil, why: evil }],
    masked: { [evil]: 3 },
    gate: { passed: true, values: 1, searches: [evil.slice(0, 64)] },
    report: [
      { kind: 'heading', level: 1, text: evil },
      { kind: 'paragraph', words: [{ text: evil, link: 'https://evil.example/' }] },
      { kind: 'evidence', source: evil, text: evil.repeat(40) },
      { kind: 'table', head: [evil], rows: [[[{ text: evil }]]] },
      { kind: 'commands', lines: [evil] },
    ],
  });
  const it_ = having(HAPPENS.wished(), HAPPENS.made(hostile));
  const view = viewOf(it_, () => null, NOW);

  it.each(['bundle', 'preview'])('are data in its %s: no ping, no markup, no link, no colour', (which) => {
    if (view === null) throw new Error('nobody asked');
    const message =
      which === 'bundle'
        ? compose({ what: 'bundle', view, about: BUNDLE })
        : composePreview(view, the(it_), hostile, '/openclaw');
    const { blocks, text } = render(message);
    expect(checkBlocks(blocks)).toBeNull();
    expect(text).not.toMatch(/[<>*]/);
    const json = JSON.stringify(blocks);
    expect(json).not.toContain('mrkdwn');
    expect(json).not.toMatch(/\\u001b|\u202e/);
    expect(textsIn(blocks).join('')).toContain('<!channel>');
  });

  it('never make a record larger than it may be', () => {
    const many = made(undefined, {
      missing: Array.from({ length: 100 }, () => ({ what: 'x'.repeat(200), why: 'x'.repeat(500) })),
      masked: Object.fromEntries(Array.from({ length: 9_000 }, (_, n) => [`k${n}`, n])),
      versions: Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`v${n}`, 'x'.repeat(120)])),
    });
    expect(JSON.stringify(factsOf(many)).length).toBeLessThan(20_000);
  });
});

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_500, '1.5 kB'],
  [42_400, '42 kB'],
  [8_388_608, '8.4 MB'],
])('%i bytes read as %s', (bytes, words) => {
  expect(size(bytes)).toBe(words);
});

it('rows of the history are lines for somebody who was not there; what comes often is left out', () => {
  const row = (type: string, body: Record<string, unknown> = {}, host: string | null = 'node-3') => ({
    ...{
      at: T0,
      receivedAt: T0,
      type,
      host,
      person: { via: 'slack', id: 'U1', name: 'mira' } as const,
      body,
    },
    ...{ prev: null, hash: null },
  });
  expect(STORY_TELLING.what(row('asked'))).toBe('mira ran triage on node-3');
  expect(STORY_TELLING.what(row('headline', { verdict: 'down', failing: 'authority', claims: 1 }))).toBe(
    'Triage of node-3: down, first failing layer authority, 1 finding',
  );
  expect(STORY_TELLING.what(row('denied', { because: 'a deploy runs' }))).toBe(
    'mira denied it, because a deploy runs',
  );
  for (const type of ['evidence', 'said', 'dispatched', 'link-used'])
    expect(STORY_TELLING.what(row(type))).toBeNull();
});
