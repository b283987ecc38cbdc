/**
 * A house names its agents itself: none is called main, and the one that is asked if nobody says whom is the last in the
 * list. One has words of trouble in its name and an empty folder.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'no-agent-main',
  title: 'no agent is called main, and one is called after failures',
  async plant(lab) {
    const folders = ['error-401', 'werkstatt', 'zentrale'].map((name) => join(lab.dir, 'houses', name));
    for (const folder of folders) mkdirSync(folder, { recursive: true });
    const [failures, workshop, office] = folders;
    lab.configure((config) => {
      Object.assign(config.agents, {
        entries: {
          'error-401': { name: 'Failed logins', workspace: failures, tools: { deny: ['write', 'edit'] } },
          werkstatt: { workspace: workshop, model: { primary: 'stub/stub-1' } },
          zentrale: { default: true, workspace: office },
        },
      });
    });
    await lab.start();
    for (const agent of ['zentrale', 'error-401']) await answeredTurn(lab, 'good morning', agent);
    return undefined;
  },
});
