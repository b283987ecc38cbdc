/** A configuration that nobody started is at rest; one that ran, was asked for, or would be started is not. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { discover } from '../../../src/agent/gateways/discover.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { atRest } from '../../../src/agent/probes/at-rest.ts';
import { contextOf, emptyPlace, type Place, said } from '../place.ts';

const record = (message: string, level = 'INFO') =>
  `${JSON.stringify({ 0: '{"subsystem":"gateway"}', 1: message, _meta: { logLevelName: level }, time: new Date().toISOString(), message })}\n`;

/** A home with a profile of its own, as a shell without any setting of OpenClaw's finds it. */
async function lookAt(prepare: (place: Place, state: string) => void, asked?: string, env = {}) {
  const place = emptyPlace();
  const state = join(place.dir, '.openclaw');
  mkdirSync(state);
  const config = { gateway: { mode: 'local' }, logging: { file: join(place.dir, 'own.log') } };
  place.write('.openclaw/openclaw.json', JSON.stringify(config));
  prepare(place, state);
  const shell = { HOME: place.dir, PATH: process.env.PATH ?? '', ...env };
  const [target] = await discover(realHost(), shell, asked);
  if (!target) throw new Error('nothing was found');
  const context = await contextOf(place);
  return said(await atRest.look({ ...context, shell, target }))['gateway.at-rest'];
}

it.each<[string, boolean, (place: Place, state: string) => void]>([
  ['that was written and never started', true, () => {}],
  [
    'with a log that only commands wrote to',
    true,
    (place) => place.write('own.log', '{"0":"OpenClaw 2026"}\n'),
  ],
  ['whose log has a start', false, (place) => place.write('own.log', record('loading configuration…'))],
  [
    'whose start was refused',
    false,
    (place) => place.write('own.log', record('Gateway failed to start: Invalid config at /c.json', 'ERROR')),
  ],
  [
    'that left its lock behind',
    false,
    (place) => place.write('.openclaw/tmp/openclaw-0/gateway.state.lock', '{}'),
  ],
])('a gateway %s', async (_case, rests, prepare) => {
  expect(await lookAt(prepare)).toBe(rests);
});

it('one that somebody asked for by name, or whose shell leads to it alone, is not at rest', async () => {
  expect(await lookAt(() => {}, 'default')).toBe(false);
  expect(await lookAt(() => {}, undefined, { OPENCLAW_PROFILE: 'default' })).toBe(false);
});
