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
  expect(text).toContain('5 away (host agent not connected): node-100');
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

/** Six hundred, some ill, some away, and one whose object cannot be asked at all. */
function sixHundred(): Record<string, Script> {
  const scripts: Record<string, Script> = {};
  for (let n = 1; n <= 600; n += 1)
    scripts[name(n)] = { evidence: n % 100 === 0 ? [CONFIG_INVALID] : [HEALTHY] };
  for (const n of [150, 250, 350]) scripts[name(n)] = { connected: false };
  scripts[name(77)] = { refusal: { code: 'policy', why: 'not here' } };
  return scripts;
}

it('asks every host of a fleet that no one incident could hold, and names those that are ill', async () => {
  const bot = await aScriptedBot(sixHundred());
  const shown: Shown[] = [];
  bot.notifier.listen((one) => shown.push(one));
  const answer = await bot.types('triage all');
  expect(answer.message.headline).toBe('Triage started on 600 hosts');
  const last = () => {
    const status = shown.findLast(({ what }) => what === 'status');
    return status === undefined ? '' : renderText(status.message).replace(/\s+/g, ' ');
  };
  const text = await eventually(
    async () => last(),
    (status) => status.includes('590 healthy'),
    180_000,
  );
  expect(text).toContain('600 hosts: 6 down, 1 refused, 3 unknown, 590 healthy');
  expect(text).toContain(
    '6 down · process · config-invalid: node-100, node-200, node-300, node-400, node-500, node-600',
  );
  expect(text).toContain('3 away (host agent not connected)');
  expect(text).toContain('hosts down');
  // One message that is edited, and nothing else: neither a word nor a thread for each dozen of hosts.
  expect(new Set(shown.map(({ incident, key }) => `${incident} ${key}`)).size).toBe(1);

  // One of the ill ones is in an incident that is open, and whoever asks for it reads there what is wrong.
  const one = await bot.types('triage node-300');
  expect(one.incident).toBe(`${answer.incident}-p6`);
}, 240_000);

it('tells of the ill ones again to whoever asks for all again, though they are in incidents of before', async () => {
  const scripts: Record<string, Script> = {};
  for (let n = 1; n <= 252; n += 1)
    scripts[name(n)] = { evidence: n % 100 === 0 ? [CONFIG_INVALID] : [HEALTHY] };
  const bot = await aScriptedBot(scripts);
  const shown: Shown[] = [];
  bot.notifier.listen((one) => shown.push(one));
  const told = async (incident: string | undefined): Promise<string> => {
    const status = shown.findLast((one) => one.incident === incident && one.what === 'status');
    return status === undefined ? '' : renderText(status.message).replace(/\s+/g, ' ');
  };
  const first = await bot.types('triage all');
  const isWhole = (status: string) => status.includes('250 healthy');
  const text = await eventually(() => told(first.incident), isWhole, 90_000);
  expect(text).toContain('2 down · process · config-invalid: node-100, node-200');

  scripts[name(200)] = { evidence: [HEALTHY] };
  const again = await bot.types('triage all');
  expect(again.incident).not.toBe(first.incident);
  const later = await eventually(
    () => told(again.incident),
    (status) => status.includes('251 healthy'),
    90_000,
  );
  expect(later).toContain('252 hosts: 1 down, 251 healthy');
  expect(later).toContain('1 down · process · config-invalid: node-100');
}, 240_000);
