/** What a configuration switches off or leaves out, as OpenClaw 2026.9.6 reads it. */
import { expect, it } from 'vitest';
import { switchedOff } from '../../../src/agent/probes/switched-off.ts';
import { contextOf, emptyPlace, said } from '../place.ts';

const USUAL = {
  'schedule.enabled': true,
  'dashboard.open': true,
  'webhooks.open': false,
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
  ['the dashboard', { gateway: { controlUi: { enabled: false } } }, { 'dashboard.open': false }],
  ['not webhooks that are opened', { hooks: { enabled: true } }, { 'webhooks.open': true }],
  ['pictures', { tools: { media: { image: { enabled: false } } } }, { 'media.off': ['image'] }],
  [
    'commands of device nodes',
    { gateway: { nodes: { commands: { deny: ['camera.snap'] } } } },
    { 'nodes.commands-denied': ['camera.snap'] },
  ],
  ['a tool for scripts', { gateway: { tools: { deny: ['exec'] } } }, { 'gateway.tools-denied': ['exec'] }],
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
  expect(said(await switchedOff.look(await contextOf(place)))).toMatchObject({ ...USUAL, ...differs });
});

it('knows plugins among the extensions', async () => {
  const place = emptyPlace();
  place.write('state/extensions/bell/openclaw.plugin.json', JSON.stringify({ id: 'door-bell' }));
  place.write('state/extensions/torn/openclaw.plugin.json', '{"id":');
  place.configure({ plugins: { allow: ['browser'] } });
  const sight = await switchedOff.look(await contextOf(place));
  expect(said(sight)).toMatchObject({ 'plugins.shut-out': ['door-bell'] });
});
