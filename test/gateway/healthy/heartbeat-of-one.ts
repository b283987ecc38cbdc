/**
 * Of two agents only the one for the greenhouse has a heartbeat, once a day and for itself: the other one is to speak when
 * it is spoken to. It does, and nobody waits for more.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isLetIn } from '../clients.ts';
import { defineHealthy } from '../healthy.ts';
import { botAt, direct, telegramChat } from '../telegram-chat.ts';
import { answeredTurn } from '../turns.ts';

const ANNA = 4711;

export default defineHealthy({
  name: 'heartbeat-of-one',
  title: 'one of two agents has a heartbeat, and writes to nobody with it',
  async plant(lab) {
    const chat = await telegramChat(lab);
    const workspace = join(lab.dir, 'greenhouse');
    mkdirSync(workspace);
    lab.configure((config) => {
      config.channels = { telegram: { ...botAt(lab), dmPolicy: 'allowlist', allowFrom: [ANNA] } };
      const greenhouse = { workspace, heartbeat: { every: '24h', target: 'none' } };
      Object.assign(config.agents, { entries: { main: { default: true }, greenhouse } });
    });
    await lab.start();
    await chat.write(direct(ANNA, 'good morning'));
    await chat.isAnswered(ANNA);
    await answeredTurn(lab, 'how warm is it?', 'greenhouse');
    const reader = await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
    const health = await reader.call('health');
    if (!health.ok) throw new Error(JSON.stringify(health.error));
    return undefined;
  },
});
