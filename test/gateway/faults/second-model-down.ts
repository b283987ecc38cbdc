/**
 * The main agent's model answers; a second agent has a model server of its own on this host, and that one is down.
 *
 * Seen on the host: nothing listens where `models.providers.local` leads; `[model-fetch] error …
 * causeCode=ECONNREFUSED` in the log; every probe of OpenClaw is green.
 *
 * The twin's second agent has never run: its server is started when it is wanted.
 */
import { join } from 'node:path';
import { turnOf } from '../agent-turn.ts';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';
import { turn } from '../turns.ts';

function withDesk(lab: Lab): void {
  lab.configure((config) => {
    const local = {
      baseUrl: `http://127.0.0.1:${lab.port + 13}/v1`,
      apiKey: 'none',
      api: 'openai-completions',
    };
    const one = { id: 'one', name: 'One', input: ['text'], contextWindow: 32_000, maxTokens: 1_000 };
    config.models.providers.local = { ...local, models: [one] };
    Object.assign(config.agents, {
      entries: {
        main: { default: true },
        desk: { workspace: join(lab.dir, 'desk'), model: { primary: 'local/one' } },
      },
    });
  });
}

export default defineFault({
  name: 'second-model-down',
  title: "the model server of a second agent is down, the main agent's is up",
  accepted: ['probe-false-green'],
  async plant(lab) {
    withDesk(lab);
    await lab.start();
    await turnOf(lab, 'desk', { wait: false });
    await seen(lab, '[model-fetch] error');
    return undefined;
  },
  twin: {
    title: 'a second agent has never run, and its model server is not started',
    async plant(lab) {
      withDesk(lab);
      await lab.start();
      await turn(lab);
      return undefined;
    },
  },
});
