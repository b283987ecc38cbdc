/** When and to whom an agent may write by itself, as OpenClaw 2026.9.6 reads it. */
import { expect, it } from 'vitest';
import { isQuiet } from '../../../src/agent/gateways/active-hours.ts';
import { heartbeatPolicy } from '../../../src/agent/probes/heartbeat-policy.ts';
import { contextOf, emptyPlace, said } from '../place.ts';

it('knows the heartbeat of each agent', async () => {
  const place = emptyPlace();
  const activeHours = { start: '10:00', end: '10:00', timezone: 'Europe/Berlin' };
  place.configure({
    agents: {
      defaults: { heartbeat: { every: '30m', activeHours } },
      entries: { main: { default: true }, desk: { heartbeat: { every: '0m' } } },
    },
  });
  const { facts } = await heartbeatPolicy.look(await contextOf(place));
  const of = (agent: string) =>
    Object.fromEntries(
      facts.filter(({ subject }) => subject.endsWith(agent)).map(({ fact, value }) => [fact, value]),
    );
  expect(of('agent:main')).toEqual({
    'agent.heartbeat.ownerless': true,
    'agent.heartbeat.left-out': true,
    'agent.heartbeat.off': false,
    'agent.heartbeat.quiet': true,
    'agent.heartbeat.hours': '10:00–10:00 Europe/Berlin',
  });
  expect(of('agent:desk')).toMatchObject({ 'agent.heartbeat.off': true });
  expect(of('agent:desk')).not.toHaveProperty('agent.heartbeat.left-out');
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

it.each([
  ['the list of owners', { commands: { ownerAllowFrom: ['telegram:4711'] } }, undefined],
  ['the list of a channel', { channels: { telegram: { allowFrom: [4711] } } }, undefined],
  ['nothing but everybody', { channels: { telegram: { allowFrom: ['*'] } } }, true],
  ['a channel that is off', { channels: { telegram: { allowFrom: [4711], enabled: false } } }, true],
  ['another target', { agents: { defaults: { heartbeat: { target: 'last' } } } }, undefined],
])('looks for the owner in %s', async (_where, config, ownerless) => {
  const place = emptyPlace();
  place.configure(config);
  const sight = await heartbeatPolicy.look(await contextOf(place));
  expect(said(sight, '/agent:main')['agent.heartbeat.ownerless']).toBe(ownerless);
});

const HIDDEN = { heartbeatVisibility: { showAlerts: false } };

it.each([
  ['the defaults hide it', { defaults: HIDDEN }, true],
  ['one channel hides it, the other does not', { telegram: HIDDEN, slack: {} }, undefined],
  ['every channel that is on hides it', { telegram: HIDDEN, slack: { enabled: false } }, true],
  [
    'an account shows it',
    { telegram: { ...HIDDEN, accounts: { ops: { heartbeatVisibility: { showAlerts: true } } } } },
    undefined,
  ],
  ['nobody says so', { telegram: {} }, undefined],
])('knows whether it is shown where %s', async (_what, channels, nowhere) => {
  const place = emptyPlace();
  place.configure({ channels });
  expect(said(await heartbeatPolicy.look(await contextOf(place)))['heartbeat.shown-nowhere']).toBe(nowhere);
});

it('knows a heartbeat that may write to nobody', async () => {
  const place = emptyPlace();
  const heartbeat = { target: 'none', to: '4711', directPolicy: 'block' };
  place.configure({ agents: { defaults: { heartbeat } } });
  expect(said(await heartbeatPolicy.look(await contextOf(place)), '/agent:main')).toMatchObject({
    'agent.heartbeat.no-directs': true,
    'agent.heartbeat.silent': true,
  });
});
