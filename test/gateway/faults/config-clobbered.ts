/**
 * A script wrote its own few keys over the whole configuration: valid JSON, but `gateway.mode` and everything else is
 * gone, and the gateway refuses to start, exit code 78.
 *
 * Seen on the host: the file parses, is valid to `config validate`, and has no gateway.mode; beside it lies
 * `openclaw.json.last-good` with the keys that are missing.
 *
 * The twin's file is as small, because everything else stands in a file that it includes.
 */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault, ranWellBefore } from '../fault.ts';

export default defineFault({
  name: 'config-clobbered',
  title: 'a script wrote a few keys over the whole configuration',
  accepted: ['gateway-mode-missing', 'config-clobbered'],
  async plant(lab) {
    await ranWellBefore(lab);
    writeFileSync(lab.configFile, `${JSON.stringify({ tools: { deny: ['exec'] } })}\n`);
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'the configuration is one line that includes the real one',
    async plant(lab) {
      copyFileSync(lab.configFile, join(lab.dir, 'base.json'));
      writeFileSync(lab.configFile, `{ "$include": "./base.json" }\n`);
      await lab.start();
      return undefined;
    },
  },
});
