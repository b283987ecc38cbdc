/**
 * Something starts a second gateway on the same configuration and port, fails after some twenty seconds, and starts it
 * again, for ever (a second supervisor, with a state folder of its own).
 *
 * Seen on the host: two "openclaw-gateway" processes most of the time, one of them young and not the owner of the
 * port; both write the same log, in which `another gateway instance is already listening on ws://127.0.0.1:PORT`,
 * `Port PORT is already in use.` and the owner's `- pid N …` come again and again; many short-lived starts.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import { freeBlock } from '../ports.ts';
import { untilRun } from '../shell-loop.ts';

export default defineFault({
  name: 'relaunch-loop',
  title: 'a second gateway is started on the same port again and again',
  accepted: ['duplicate-gateway'],
  async plant(lab) {
    await lab.start();
    const env = { OPENCLAW_STATE_DIR: join(lab.dir, 'state-of-the-other-supervisor') };
    await untilRun(lab, 2, () => {}, { env });
    return undefined;
  },
  twin: {
    title: 'a rescue gateway runs beside the first one, with its own port, configuration and state',
    async plant(lab) {
      await lab.start();
      const port = await freeBlock();
      const config = join(lab.dir, 'openclaw-rescue.json');
      copyFileSync(lab.configFile, config);
      const text = readFileSync(config, 'utf8')
        .replace(`"port": ${lab.port}`, `"port": ${port}`)
        .replaceAll(lab.workspace, `${lab.workspace}-rescue`)
        .replaceAll(lab.logFile, join(lab.dir, 'rescue.log'));
      writeFileSync(config, text);
      const state = join(lab.dir, 'state-rescue');
      await lab.start({ port, env: { OPENCLAW_CONFIG_PATH: config, OPENCLAW_STATE_DIR: state } });
      return undefined;
    },
  },
});
