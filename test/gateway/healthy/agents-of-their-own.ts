/**
 * A second agent is set up quite unlike the first: a model of another provider, whose server speaks at its root and lists
 * nothing, a narrow tool profile, commands denied, no heartbeat and an empty list of skills. It is there to chat, and chats.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { provider } from '../provider.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'agents-of-their-own',
  title: 'a second agent with a model, tools and skills of its own, all of them few',
  async plant(lab) {
    await provider(lab, () => ({ says: 'good evening' }));
    const workspace = join(lab.dir, 'talk');
    mkdirSync(workspace);
    lab.configure((config) => {
      const model = { id: 'talk-1', name: 'Talk', input: ['text'], contextWindow: 32_000, maxTokens: 2048 };
      config.models.providers.cellar = {
        baseUrl: `http://127.0.0.1:${lab.port + 16}`,
        apiKey: 'not-needed',
        api: 'openai-completions',
        models: [model],
      };
      const talk = {
        workspace,
        model: { primary: 'cellar/talk-1' },
        skills: [],
        tools: { profile: 'minimal', deny: ['exec', 'process'] },
      };
      Object.assign(config.agents, { entries: { main: { default: true }, talk } });
    });
    await lab.start();
    await answeredTurn(lab);
    await answeredTurn(lab, 'good evening', 'talk');
    return undefined;
  },
});
