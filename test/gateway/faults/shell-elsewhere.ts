/**
 * The shell has `OPENCLAW_STATE_DIR` of an earlier try: whoever looks from there sees a state in which nothing ever ran,
 * while the gateway works with the same configuration on its own state.
 *
 * Seen on the host: no process and no database for the shell's state; a process that was started with the shell's
 * configuration file and holds the lock of another state.
 *
 * The twin's shell names the gateway's own state by a link to it.
 */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'shell-elsewhere',
  title: 'the shell looks at another state than the one that the gateway uses',
  accepted: ['service-config-path-mismatch', 'path-split-brain'],
  async plant(lab) {
    await lab.start();
    return { env: { OPENCLAW_STATE_DIR: join(lab.dir, 'state-of-an-earlier-try') } };
  },
  twin: {
    title: "the shell names the gateway's state by a link",
    async plant(lab) {
      await lab.start();
      const link = join(lab.dir, 'state-by-another-name');
      symlinkSync(lab.stateDir, link);
      return { env: { OPENCLAW_STATE_DIR: link } };
    },
  },
});
