/**
 * A second gateway was made for the team: a configuration of its own, with a port of its own, named by
 * `OPENCLAW_CONFIG_PATH`. Nobody gave it a state of its own; the first gateway has that one, and the second does not start.
 *
 * Seen on the host: the shell names the second configuration and the first one's state; nothing listens at the second one's
 * port, and a gateway that was started with another configuration has the lock of the state.
 *
 * In the twin the second one has a state of its own, and both serve.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { freeBlock } from '../ports.ts';

async function forTheTeam(lab: Lab): Promise<{ port: number; file: string; token: string }> {
  const port = await freeBlock();
  const [file, token] = [join(lab.dir, 'openclaw-team.json'), 'lab-token-of-the-team-gateway-0044'];
  const text = readFileSync(lab.configFile, 'utf8')
    .replace(`"port": ${lab.port}`, `"port": ${port}`)
    .replace(lab.token, token)
    .replaceAll(lab.workspace, `${lab.workspace}-team`)
    .replaceAll(lab.logFile, join(lab.dir, 'team.log'));
  writeFileSync(file, text);
  mkdirSync(`${lab.workspace}-team`);
  return { port, file, token };
}

export default defineFault({
  name: 'two-configs-one-state',
  title: 'a second gateway has a configuration of its own and the state of the first one, and does not start',
  accepted: ['instance-isolation-violation', 'lifecycle-lock-held', 'duplicate-gateway'],
  async plant(lab) {
    await lab.start();
    const { file } = await forTheTeam(lab);
    const env = { OPENCLAW_CONFIG_PATH: file };
    await lab.startRefused({ env });
    return { env };
  },
  twin: {
    title: 'a second gateway has a configuration and a state of its own',
    async plant(lab) {
      await lab.start();
      const { port, file, token } = await forTheTeam(lab);
      const env = { OPENCLAW_CONFIG_PATH: file, OPENCLAW_STATE_DIR: join(lab.dir, 'state-team') };
      await lab.start({ env, port });
      await isLetIn(lab, { port, token, scopes: ['operator.read'] });
      return { env };
    },
  },
});
