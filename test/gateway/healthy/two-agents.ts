/**
 * Two agents with workspaces of their own; the configuration takes its parts from three files and its secrets from the
 * state's `.env`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { turn } from '../turns.ts';

const TOKEN = 'lab-token-of-the-dotenv-file-0007';

export default defineHealthy({
  name: 'two-agents',
  title: 'two agents, a configuration of several files, secrets out of .env',
  async plant(lab) {
    const desk = join(lab.dir, 'desk');
    for (const folder of [desk, lab.stateDir]) mkdirSync(folder);
    const { models, agents, gateway, ...rest } = JSON.parse(readFileSync(lab.configFile, 'utf8'));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: OpenClaw fills it in.
    gateway.auth.token = '${CLAW_DOOR}';
    // biome-ignore lint/suspicious/noTemplateCurlyInString: OpenClaw fills it in.
    models.providers.stub.apiKey = '${CLAW_MODEL_KEY}';
    agents.entries = { main: { default: true }, desk: { name: 'Desk', workspace: desk } };
    writeFileSync(join(lab.dir, 'models.json5'), JSON.stringify({ models }));
    writeFileSync(join(lab.dir, 'agents.json5'), `// who works here\n${JSON.stringify({ agents })}`);
    writeFileSync(
      lab.configFile,
      JSON.stringify({ $include: ['./models.json5', './agents.json5'], gateway, ...rest }, null, 2),
    );
    writeFileSync(join(lab.stateDir, '.env'), `CLAW_DOOR=${TOKEN}\nCLAW_MODEL_KEY="lab-model-key"\n`);
    await lab.start();
    await turn(lab, 'hello', TOKEN);
    return undefined;
  },
});
