/** Somebody has two hundred hosts looked at: side by side, and whoever is slow or away holds up nobody. */
import { expect, it } from 'vitest';
import type { Shown } from '../../src/terminal/notifier.ts';
import { renderText } from '../../src/terminal/render.ts';
import { eventually } from '../contracts/world.ts';
import { aScriptedBot } from '../fakes/scripted-bot.ts';
import type { Script } from '../fakes/scripted-host.ts';
import { CONFIG_INVALID, HEALTHY, seen } from '../fakes/seen.ts';

const name = (n: number) => `node-${n}`;

/** Two hundred hosts: eleven ill with the same thing, three that never finish, five that are away, one odd one. */
function twoHundred(): Record<string, Script> {
  const scripts: Record<string, Script> = {};
  for (let n = 1; n <= 200; n += 1) {
    const odd = n === 7 ? [seen('config', { 'config.reload-mode': 'off' })] : [];
    const usual = n === 7 ? [] : [seen('config', { 'config.reload-mode': 'hybrid' })];
    const evidence = n % 17 === 0 ? [CONFIG_INVALID] : [HEALTHY, [...odd, ...usual]];
    scripts[name(n)] = { evidence };
  }
  for (const n of [20, 40, 60]) scripts[name(n)] = { silent: true };
  for (const n of [100, 110, 120, 130, 140]) scripts[name(n)] = { connected: false };
  return scripts;
}

it('shows two hundred hosts in one message, and waits for nobody', async () => {
  const bot = await aScriptedBot(twoHundred());
  const shown = new Map<string, Shown>();
  bot.notifier.listen((one) => shown.set(one.key, one));
  const answer = await bot.types('triage all');
  expect(answer.message.headline).toBe('Triage started on 200 hosts');
  expect(renderText(answer.message)).toContain(
    'not connected: node-100, node-110, node-120, node-130, node-140',
  );

  const text = await eventually(
    async () => {
      const status = [...shown.values()].find(({ what }) => what === 'status');
      return status === undefined ? '' : renderText(status.message).replace(/\s+/g, ' ');
    },
    (status) => status.includes('200 hosts: 11 down, 5 unknown, 3 running, 181 healthy'),
  );
  expect(text).toContain('200 hosts: 11 down, 5 unknown, 3 running, 181 healthy');
  expect(text).toContain('11 down · process · config-invalid: node-17, node-34');
  expect(text).toContain('5 host agent is not connected: node-100');
  expect(text).toContain('node-7: reload mode `off`, `hybrid` on 180 others');
  // Eight of the eleven are told of in the thread; the others are one triage away.
  const details = () => [...shown.values()].filter(({ what }) => what === 'details');
  expect(
    await eventually(
      async () => details().length,
      (n) => n >= 8,
    ),
  ).toBe(8);
}, 60_000);
