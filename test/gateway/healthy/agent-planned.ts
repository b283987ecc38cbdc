/**
 * A second agent is planned: its folder is not made, its model's server is not started, and it will have no tools. The
 * first one works.
 */
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { turn } from '../turns.ts';

export default defineHealthy({
  name: 'agent-planned',
  title: 'a second agent that never ran has no folder, no tools and no model server yet',
  async plant(lab) {
    lab.configure((config) => {
      const local = {
        baseUrl: `http://127.0.0.1:${lab.port + 13}/v1`,
        apiKey: 'none',
        api: 'openai-completions',
      };
      config.models.providers.later = { ...local, models: [{ id: 'one', name: 'One', input: ['text'] }] };
      Object.assign(config.agents, {
        entries: {
          main: { default: true },
          guests: {
            workspace: join(lab.dir, 'guests'),
            model: { primary: 'later/one' },
            tools: { profile: 'minimal' },
          },
        },
      });
    });
    await lab.start();
    await turn(lab);
    return undefined;
  },
});
