/** What the Home tab shows is asked of the fleet and the incidents themselves. */
import { describe, expect, it } from 'vitest';
import { homeMessage } from '../../src/conversation/home.ts';
import type { Objects } from '../../src/storage/objects.ts';
import { renderText } from '../../src/terminal/render.ts';
import { aScriptedBot } from '../fakes/scripted-bot.ts';

type Bot = Awaited<ReturnType<typeof aScriptedBot>>;

/** `deaf`: kinds of objects that do not answer. */
async function board({ objects, log }: Bot, deaf: readonly string[] = []): Promise<string> {
  const asked: Pick<Objects, 'send'> = {
    send: async (address, message) => {
      if (deaf.includes(address.kind)) throw new Error('no answer');
      return objects.send(address, message);
    },
  };
  const message = await homeMessage({
    objects: { ...objects, ...asked },
    now: () => Date.now(),
    command: '/openclaw',
    log,
  });
  return renderText(message);
}

describe('the Home tab', () => {
  it('of a bot without hosts says how to begin', async () => {
    expect(await board(await aScriptedBot({}))).toContain('/openclaw enroll node-1');
  });

  it('shows every host and what is open', async () => {
    const bot = await aScriptedBot({
      'node-2': { enrolled: false, connected: false },
      'node-3': { silent: true },
    });
    const { incident } = await bot.types('triage node-3');
    const text = await board(bot);
    expect(text).toContain('1 open incident, 2 hosts, 1 connected');
    expect(text).toMatch(new RegExp(`node-3: .*requested by mira\\s+\`${incident}\``));
    expect(text).toContain('node-2 – enrollment pending');
    expect(text).toContain('Check one: `/openclaw triage node-3`');
  });

  it('counts an incident that does not answer, and says so in the log', async () => {
    const bot = await aScriptedBot({ 'node-3': { silent: true } });
    const { incident } = await bot.types('triage node-3');
    expect(await board(bot, ['incident'])).toContain('1 more: `/openclaw status`');
    expect(bot.log.lines.filter(({ level }) => level === 'warn')).toMatchObject([{ fields: { incident } }]);
  });

  it('shows hosts that do not answer as that', async () => {
    const bot = await aScriptedBot({ 'node-3': {} });
    expect(await board(bot, ['host'])).toContain('node-3 – state not available');
  });
});
