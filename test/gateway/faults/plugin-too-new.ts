/**
 * A plugin of the house was brought up to date, and OpenClaw was not: the plugin says that it needs a release of next year.
 * It is left out at the start, and the gateway runs on without it.
 *
 * Seen on the host: `openclaw.install.minHostVersion` in the plugin's package.json is newer than the gateway; the log says
 * `plugin requires OpenClaw >=…; skipping load`.
 *
 * The twin's plugin wants a release that this one is newer than.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { addOwnPlugin } from '../own-plugin.ts';

/** Starts the gateway with a plugin that wants such a release; says whether the plugin came to work. */
async function wants(lab: Lab, minHostVersion: string): Promise<boolean> {
  const rang = join(lab.dir, 'rang');
  const index = () => `import { writeFileSync } from 'node:fs';
export default { id: 'duty-roster', register() { writeFileSync(${JSON.stringify(rang)}, 'yes'); } };
`;
  const folder = addOwnPlugin(lab, { name: 'duty-roster', enabled: true, index });
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { openclaw: object };
  Object.assign(manifest.openclaw, { install: { minHostVersion } });
  writeFileSync(file, JSON.stringify(manifest));
  await lab.start();
  return existsSync(rang);
}

export default defineFault({
  name: 'plugin-too-new',
  title: 'a plugin needs a newer release of OpenClaw than the one that runs',
  accepted: ['plugin-version-drift', 'plugin-load-failed'],
  async plant(lab) {
    if (await wants(lab, '>=2027.2.0')) throw new Error('The plugin was loaded all the same');
    return undefined;
  },
  twin: {
    title: 'a plugin needs an older release of OpenClaw than the one that runs',
    async plant(lab) {
      if (!(await wants(lab, '>=2026.3.24'))) throw new Error('The plugin was not loaded');
      return undefined;
    },
  },
});
