/**
 * The configuration file was moved away (a restore into the wrong folder, a cleaned-up home) and the gateway was started
 * again: it refuses, exit code 78.
 *
 * Seen on the host: no file at the path that the environment names; the state folder is full of a former life; the log
 * ends with `Missing config. Run \`openclaw setup\` …`.
 *
 * The twin's file is a symbolic link to one that is there.
 */
import { renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault, ranWellBefore } from '../fault.ts';

export default defineFault({
  name: 'config-gone',
  title: 'the configuration file is not where it was, and the gateway refuses to start',
  accepted: ['config-missing'],
  async plant(lab) {
    await ranWellBefore(lab);
    renameSync(lab.configFile, join(lab.dir, 'openclaw-of-tuesday.json'));
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'the configuration file is a symbolic link into a folder of settings',
    async plant(lab) {
      const real = join(lab.dir, 'settings-of-this-host.json');
      renameSync(lab.configFile, real);
      symlinkSync(real, lab.configFile);
      await lab.start();
      return undefined;
    },
  },
});
