/**
 * The agent may use hardly any tool, because its owner wants it so; nobody was refused anything.
 */
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'tools-restricted',
  title: 'tools are restricted on purpose, and nobody complains',
  async plant(lab) {
    lab.configure((config) => {
      config.tools = { profile: 'minimal', deny: ['exec', 'write', 'browser'] };
    });
    await lab.start();
    await answeredTurn(lab, 'good morning');
    return undefined;
  },
});
