/**
 * The gateway ran, was stopped cleanly, and nobody started it again; no service is installed.
 *
 * Seen on the host: nothing listens on the configured port, no process; the log ends with `shutdown completed
 * cleanly`; `gateway_boot_lifecycle` in `state/openclaw.sqlite` has one row with outcome clean_stop.
 *
 * The twin was killed (not stopped) in an earlier life under another configuration file, whose lock
 * `tmp/openclaw-UID/gateway.HASH.lock` still names the dead process; today's gateway runs well.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault, ranWellBefore } from '../fault.ts';

export default defineFault({
  name: 'stopped',
  title: 'the gateway was stopped and no service starts it',
  accepted: ['gateway-unreachable', 'service-stopped', 'service-not-installed'],
  async plant(lab) {
    await ranWellBefore(lab);
    return undefined;
  },
  twin: {
    title: 'the gateway runs; an old lock file of a dead process lies in its state folder',
    async plant(lab) {
      const older = join(lab.dir, 'openclaw-old.json');
      copyFileSync(lab.configFile, older);
      const killed = await lab.start({ env: { OPENCLAW_CONFIG_PATH: older } });
      await killed.kill();
      await lab.start();
      return undefined;
    },
  },
});
