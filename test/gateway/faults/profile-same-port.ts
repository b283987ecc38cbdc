/**
 * A second profile was made as a copy of the first and kept its port: its gateway does not start, because the first
 * one's is there. Whoever works in the second profile talks to the first one's gateway, with a token that is not its.
 *
 * Seen on the host: the log of this profile says `another gateway instance is already listening`; the port is answered
 * by a gateway with another configuration and state.
 *
 * The twin's second profile has a port of its own, and both gateways run.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { freeBlock } from '../ports.ts';
import { refusedSaying } from '../refusal.ts';

function secondProfile(lab: Lab, port: number) {
  const [file, log] = [join(lab.dir, 'openclaw-trial.json'), join(lab.dir, 'trial.log')];
  copyFileSync(lab.configFile, file);
  const text = readFileSync(file, 'utf8')
    .replace(`"port": ${lab.port}`, `"port": ${port}`)
    .replace(lab.token, 'lab-token-of-the-trial-profile-0012')
    .replaceAll(lab.workspace, `${lab.workspace}-trial`)
    .replaceAll(lab.logFile, log);
  writeFileSync(file, text);
  mkdirSync(`${lab.workspace}-trial`);
  const env = { OPENCLAW_CONFIG_PATH: file, OPENCLAW_STATE_DIR: join(lab.dir, 'state-trial') };
  return { env, said: () => (existsSync(log) ? readFileSync(log, 'utf8') : '') };
}

export default defineFault({
  name: 'profile-same-port',
  title: 'the gateway of a second profile does not start, because the first one has the same port',
  accepted: ['duplicate-gateway', 'port-conflict-foreign'],
  async plant(lab) {
    await lab.start();
    const { env, said } = secondProfile(lab, lab.port);
    const second = await lab.start({ env, wait: false });
    await refusedSaying(second, 'already', said);
    return { env };
  },
  twin: {
    title: 'the gateway of a second profile runs beside the first one, on a port of its own',
    async plant(lab) {
      await lab.start();
      const port = await freeBlock();
      const { env } = secondProfile(lab, port);
      await lab.start({ env, port });
      return { env };
    },
  },
});
