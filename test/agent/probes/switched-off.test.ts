/** What a configuration switches off or leaves out, as OpenClaw 2026.9.6 reads it. */
import { expect, it } from 'vitest';
import { isQuiet } from '../../../src/agent/gateways/active-hours.ts';
import { switchedOff } from '../../../src/agent/probes/switched-off.ts';
import { emptyPlace, glassOf, said } from '../place.ts';

const USUAL = {
  'schedule.enabled': true,
  'http.chat-completions-open': false,
  'http.responses-open': false,
  'browser.enabled': true,
  'browser.shut-out': false,
  'plugins.shut-out': null,
};

it.each([
  ['nothing', {}, {}],
  ['the scheduler', { cron: { enabled: false } }, { 'schedule.enabled': false }],
  [
    'not the HTTP API that is opened',
    { gateway: { http: { endpoints: { chatCompletions: { enabled: true } } } } },
    { 'http.chat-completions-open': true },
  ],
  ['the browser', { browser: { enabled: false } }, { 'browser.enabled': false }],
  [
    'the browser as a plugin',
    { plugins: { entries: { browser: { enabled: false } } } },
    { 'browser.shut-out': true },
  ],
  ['the browser beside a list', { plugins: { allow: ['telegram'] } }, { 'browser.shut-out': true }],
  [
    'not the browser that has a block of its own',
    { plugins: { allow: ['telegram'] }, browser: {} },
    { 'browser.shut-out': false },
  ],
  [
    'the browser that is denied all the same',
    { plugins: { deny: ['browser'] }, browser: {} },
    { 'browser.shut-out': true },
  ],
  ['nothing with an empty list', { plugins: { allow: [], entries: { weather: {} } } }, {}],
  [
    'a plugin that is not on the list',
    { plugins: { allow: ['browser'], entries: { weather: {}, browser: {} } } },
    { 'plugins.shut-out': ['weather'] },
  ],
  [
    'not a plugin that is off anyway',
    { plugins: { allow: ['browser'], entries: { weather: { enabled: false } } } },
    {},
  ],
])('switches off %s', async (_what, config, differs) => {
  const place = emptyPlace();
  place.configure(config);
  expect(said(await switchedOff.look(await glassOf(place)))).toMatchObject({ ...USUAL, ...differs });
});

it('knows the heartbeat of each agent', async () => {
  const place = emptyPlace();
  const activeHours = { start: '10:00', end: '10:00', timezone: 'Europe/Berlin' };
  place.configure({
    agents: {
      defaults: { heartbeat: { every: '30m', activeHours } },
      entries: { main: { default: true }, desk: { heartbeat: { every: '0m' } } },
    },
  });
  const { facts } = await switchedOff.look(await glassOf(place));
  const of = (agent: string) =>
    Object.fromEntries(
      facts.filter(({ subject }) => subject.endsWith(agent)).map(({ fact, value }) => [fact, value]),
    );
  expect(of('agent:main')).toEqual({
    'agent.heartbeat.off': false,
    'agent.heartbeat.quiet': true,
    'agent.heartbeat.hours': '10:00–10:00 Europe/Berlin',
  });
  expect(of('agent:desk')).toMatchObject({ 'agent.heartbeat.off': true });
});

it.each([
  ['before', '08:00', '22:00', 'UTC', '07:59', true],
  ['at the start', '08:00', '22:00', 'UTC', '08:00', false],
  ['at the end', '08:00', '22:00', 'UTC', '22:00', true],
  ['behind midnight', '20:00', '04:00', 'UTC', '03:00', false],
  ['by day, of a night', '20:00', '04:00', 'UTC', '12:00', true],
  ['to the end of the day', '08:00', '24:00', 'UTC', '23:59', false],
  ['in another zone', '08:00', '22:00', 'Asia/Shanghai', '01:00', false],
  ['with one time for both', '08:00', '08:00', 'UTC', '08:00', true],
  ['in a zone that is none', '08:00', '22:00', 'Nowhere/At-all', '01:00', null],
  ['with a word for a time', 'eight', '22:00', 'UTC', '01:00', null],
])('is quiet %s', (_when, start, end, timeZone, clock, quiet) => {
  expect(isQuiet({ start, end, timeZone }, Date.parse(`2026-11-21T${clock}:00Z`))).toBe(quiet);
});

it('knows plugins among the extensions, and a heartbeat that may write to nobody', async () => {
  const place = emptyPlace();
  place.write('state/extensions/bell/openclaw.plugin.json', JSON.stringify({ id: 'door-bell' }));
  place.write('state/extensions/torn/openclaw.plugin.json', '{"id":');
  const heartbeat = { target: 'none', to: '4711', directPolicy: 'block' };
  place.configure({ plugins: { allow: ['browser'] }, agents: { defaults: { heartbeat } } });
  const sight = await switchedOff.look(await glassOf(place));
  expect(said(sight)).toMatchObject({ 'plugins.shut-out': ['door-bell'] });
  expect(said(sight, '/agent:main')).toMatchObject({
    'agent.heartbeat.no-directs': true,
    'agent.heartbeat.silent': true,
  });
});
