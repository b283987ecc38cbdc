/**
 * Somebody saved a wrong type into the configuration of a running gateway: it keeps the old one and says so once, in the
 * log; after the next restart it would not come up again.
 *
 * Seen on the host: log `config reload skipped (invalid config): …`; `config.get` says valid:false; `/readyz` 200.
 *
 * In the twin the same mistake was made and taken back: the line is in the log, and the file is good.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';

async function saveWrongly(lab: Lab): Promise<string> {
  await lab.start();
  const good = readFileSync(lab.configFile, 'utf8');
  writeFileSync(lab.configFile, good.replace('"bind": "loopback"', '"bind": 127001'));
  await seen(lab, 'config reload skipped');
  return good;
}

export default defineFault({
  name: 'reload-skipped',
  title: 'an invalid configuration was saved under a running gateway, which keeps the old one',
  accepted: ['config-reload-skipped'],
  async plant(lab) {
    await saveWrongly(lab);
    return undefined;
  },
  twin: {
    title: 'an invalid configuration was saved under a running gateway, and taken back',
    async plant(lab) {
      writeFileSync(lab.configFile, await saveWrongly(lab));
      return undefined;
    },
  },
});
