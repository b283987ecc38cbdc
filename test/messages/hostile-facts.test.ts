/**
 * A host that says what it likes in every fact there is: whatever it says is judged and told, in bounds, by every
 * message and on every surface. One message that throws would be tried again and again, and hold back those of others.
 */
import { expect, it } from 'vitest';
import { classify } from '../../src/diagnosis/classify.ts';
import { DICTIONARY } from '../../src/evidence/dictionary.ts';
import { readingOf } from '../../src/incidents/reading.ts';
import { Reading } from '../../src/incidents/record.ts';
import { composeCommands } from '../../src/messages/commands.ts';
import { composeDetails } from '../../src/messages/details.ts';
import { composeStatus } from '../../src/messages/status.ts';
import { Evidence, type Fact, type FactValue } from '../../src/protocol/evidence.ts';
import { render } from '../../src/slack/render.ts';
import { renderText } from '../../src/terminal/render.ts';
import { hostView, incidentView, NOW } from './views.ts';

const SUBJECTS = {
  host: 'host',
  gateway: 'gateway:a',
  client: 'gateway:a/client:x',
  credential: 'gateway:a/credential:config',
  process: 'gateway:a/process:1',
  agent: 'gateway:a/agent:main',
  channel: 'gateway:a/channel:telegram',
  device: 'gateway:a/device:phone',
} as const;
const WHEN = new Date(NOW - 60_000).toISOString();

/** Every fact there is, with what the host says in place of the truth. */
const everything = (say: (fact: Fact) => Fact): Fact[] =>
  Object.entries(DICTIONARY).map(([fact, { on }]) =>
    say({ fact, subject: SUBJECTS[on], value: 'x', at: WHEN }),
  );

/** A little that is true, so that there is a timeline, a finding and a contradiction to tell. */
const TRUE: Fact[] = [
  { fact: 'change.config', subject: 'gateway:a', value: 'the configuration was written', at: WHEN },
  {
    fact: 'failure.first',
    subject: 'gateway:a',
    value: ['connect.refusal.code', 'AUTH_TOKEN_MISMATCH', '3'],
    at: WHEN,
  },
  { fact: 'connect.refusal.code', subject: 'gateway:a/client:x', value: 'AUTH_TOKEN_MISMATCH', at: WHEN },
];

function told(facts: Fact[], more: Partial<Evidence> = {}): string {
  const piece = {
    probe: 'p',
    subject: 'gateway:a',
    source: 's',
    at: WHEN,
    how: 'live',
    look: 'seen',
    ...more,
  };
  const evidence = Evidence.array().parse([{ ...piece, facts: [...facts, ...TRUE] }]);
  const diagnosis = classify(evidence, NOW);
  const reading = Reading.parse(readingOf(evidence, diagnosis));
  const { oldestLook, newestLook, probes, traits } = reading;
  const one = hostView({
    diagnosis,
    oldestLook,
    newestLook,
    probes,
    ...(traits === undefined ? {} : { traits }),
  });
  const many = Array.from({ length: 9 }, (_, n) => ({ ...one, host: `node-${n}` }));
  const view = incidentView([one]);
  const messages = [
    composeDetails(view, one),
    composeStatus(view, '/openclaw'),
    composeCommands(view),
    composeStatus(incidentView(many), '/openclaw'),
  ];
  return messages.map((message) => `${renderText(message)} ${JSON.stringify(render(message))}`).join('\n');
}

const VALUES: FactValue[] = [
  null,
  true,
  false,
  0,
  -1,
  0.1,
  1e308,
  -1e308,
  1e21,
  8.64e15 + 1,
  -8.64e15 - 1,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  Number.MIN_VALUE,
  840,
  841,
  2 ** 31,
  -(2 ** 31),
  '',
  ' ',
  'x'.repeat(2_048),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '2026-99-99',
  '-0',
  '1e999',
  '9'.repeat(400),
  '\u0000',
  '\ud800',
  '\udc00x',
  '\u202e',
  '{"a":1}',
  '2026.9.6',
  'v9999999999.1.1',
  '0.0.0',
  '99999999999999999999.0.0',
  '2026.9.6-\u0661',
  'gateway:b',
  '<!channel>',
  '```',
  '%s%n',
  '$'.concat('{HOME}'),
  '‹redacted›',
  [],
  [''],
  ['', '', ''],
  ['__proto__'],
  ['constructor', 'toString', '9'],
  ['a', 'b', 'c'],
  ['a', 'b', '-1'],
  ['connect.refusal.code', '', '1e400'],
  ['change.config', 'x', 'NaN'],
  Array.from({ length: 64 }, () => 'x'),
  Array.from({ length: 64 }, (_, n) => `${n}${'y'.repeat(500)}`),
];
it.each(VALUES.map((value) => [JSON.stringify(value).slice(0, 48), value] as const))(
  'says %s for every fact',
  (_, value) => expect(told(everything((fact) => ({ ...fact, value })))).toContain('node-3'),
);

const TIMES = [
  '',
  'garbage',
  'x'.repeat(40),
  '0',
  '-1',
  '1e400',
  '0000-01-01T00:00:00Z',
  '1970-01-01',
  '9999-12-31T23:59:59Z',
  '+275760-09-13T00:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
  '-271821-04-20T00:00:00.000Z',
  '2026-02-30T00:00:00Z',
  '2026-11-21T25:61:61Z',
  '2026-11-21T03:12:01+99:99',
  '2026-11-21T03:12:01 <!here>',
  '\u202e2026',
  'Infinity',
  'NaN',
];
it.each(TIMES)('says %j for the time of every fact', (at) => {
  expect(told(everything((fact) => ({ ...fact, at })))).toContain('node-3');
  const listed = everything((fact) => ({ ...fact, at, value: ['connect.refusal.code', 'x', '2'] }));
  expect(told(listed)).toContain('node-3');
});
it.each(TIMES)('says %j for the time of its look', (at) => {
  expect(told([], { at })).toContain('node-3');
});

it.each([1e308, -1e308, 841, -841, 1e15, 0.5, 8.64e15])(
  'says that its clock is %d minutes from UTC',
  (value) => {
    const message = told([{ fact: 'host.utc-offset-min', subject: 'host', value }]);
    expect(message).toContain('Changes, oldest first');
    if (Math.abs(value) > 840) expect(message).not.toContain(' on the host)');
  },
);

const NAMES = [
  'gateway',
  'gateway:__proto__',
  'gateway:constructor',
  'gateway:toString',
  'host:a',
  'client:x',
  'gateway:a/client:__proto__',
  'gateway:a/client:a/client:b',
  'gateway:a/process:-1',
  'gateway:a/process:1e400',
  `gateway:${'x'.repeat(240)}`,
  'gateway:\u202e',
  'gateway:<!channel>',
  'gateway:```',
  'gateway:a/agent:\u0000',
  'gateway:\ud800',
  'gatewayx:a',
  'gateways:a',
];
it.each(NAMES)('says everything of %j', (subject) => {
  const message = told(everything((fact) => ({ ...fact, subject })));
  expect(message).toContain('node-3');
  expect(message).not.toMatch(/[\u202e\u0000]/);
});
