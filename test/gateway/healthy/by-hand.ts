/**
 * A configuration that a person writes by hand: a byte order mark, comments, trailing commas; variables in the paths and
 * in the middle of the token, which stand in a `.env` with remarks of its own. A second agent is only planned: its
 * workspace is made when it first runs, and its provider's key is not there yet.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { turn } from '../turns.ts';

const variable = (name: string) => `\${${name}}`;

export default defineHealthy({
  name: 'by-hand',
  title: 'written by hand, with variables in paths and token, and an agent that is only planned',
  async plant(lab) {
    const config = JSON.parse(readFileSync(lab.configFile, 'utf8'));
    const { gateway, agents, models, logging } = config;
    gateway.auth.token = ` lab-${variable('CLAW_TOKEN')}-pä$$ 0008 `;
    logging.file = `${variable('WORK_ROOT')}/gateway.log`;
    agents.defaults.workspace = `${variable('WORK_ROOT')}/Werk stätte`;
    agents.entries = {
      main: { default: true },
      desk: { name: 'Desk', workspace: '~/desk', model: 'reserve/stub-1' },
    };
    models.providers.reserve = { ...models.providers.stub, apiKey: variable('KEY_TO_COME') };
    const text = JSON.stringify(config, null, 2).replace(/\n}$/, ',\n}\n');
    writeFileSync(lab.configFile, `\ufeff// mine, edited with care\n${text}`);
    for (const folder of [lab.stateDir, join(lab.dir, 'Werk stätte')]) mkdirSync(folder);
    writeFileSync(
      join(lab.stateDir, '.env'),
      `# secrets\r\nCLAW_TOKEN = odd'one # since May\r\nWORK_ROOT="${lab.dir}"\r\n`,
    );
    await lab.start();
    const { status, error } = await turn(lab, 'hello', "lab-odd'one-pä$$ 0008");
    if (status !== 'ok') throw new Error(`The turn ended "${status}": ${error}`);
    return undefined;
  },
});
