/**
 * Two agents with a heartbeat each, of which one keeps hours: at this hour it is not to speak by itself. Nobody waits for it,
 * and both answer whoever writes.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';
import { answeredTurn } from '../turns.ts';

const ANNA = 4711;
/** `HH:00` so many hours from now, in UTC. */
const hour = (ahead: number): string =>
  `${String((new Date().getUTCHours() + ahead) % 24).padStart(2, '0')}:00`;

export default defineHealthy({
  name: 'agents-by-the-hour',
  title: 'one of two agents with a heartbeat keeps hours, and this is none of them',
  async plant(lab) {
    const chat = await telegramChat(lab);
    const workspace = join(lab.dir, 'night');
    mkdirSync(workspace);
    lab.configure((config) => {
      const to = { target: 'telegram', to: String(ANNA) };
      const activeHours = { start: hour(7), end: hour(9), timezone: 'UTC' };
      const entries = {
        main: { default: true, heartbeat: { every: '1h', ...to } },
        night: { workspace, heartbeat: { every: '15m', activeHours, ...to } },
      };
      Object.assign(config.agents, { entries });
      config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] } };
    });
    await lab.start();
    await chat.write(direct(ANNA, 'good morning'));
    await chat.isAnswered(ANNA);
    await answeredTurn(lab, 'good evening', 'night');
    return undefined;
  },
});
