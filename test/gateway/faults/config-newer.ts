/**
 * Two releases on one host: a newer one wrote the configuration, and what starts is the older one. It refuses, so that
 * it does not migrate what it does not know (OpenClaw 2026.9.6).
 *
 * Seen on the host: `meta.lastTouchedVersion` is newer than the package; exit 1, and in the log `Refusing to … because
 * this OpenClaw binary … is older than the config last written by OpenClaw …`. The validator finds nothing wrong.
 *
 * The twin's file was written by the second release of the same day, which counts as the same.
 */
import { defineFault, ranWellBefore } from '../fault.ts';
import type { Lab } from '../lab.ts';

function writtenBy(lab: Lab, release: string): void {
  lab.configure((config) => {
    config.meta = { lastTouchedVersion: release };
  });
}

export default defineFault({
  name: 'config-newer',
  title: 'a newer release wrote the configuration, and the older one refuses to start',
  accepted: ['path-split-brain'],
  async plant(lab) {
    await ranWellBefore(lab);
    writtenBy(lab, '2026.11.2');
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'the second release of the same day wrote the configuration',
    async plant(lab) {
      writtenBy(lab, `${lab.openclaw.version}-2`);
      await lab.start();
      return undefined;
    },
  },
});
