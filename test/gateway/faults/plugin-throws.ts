/**
 * A plugin of one's own throws when it is loaded: what it was to bring is missing, and the gateway runs on without it.
 *
 * Seen on the host: `health` lists it under `plugins.errors`.
 *
 * The twin has the same broken plugin, switched off: nobody loads it, and nobody misses it.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { addOwnPlugin } from '../own-plugin.ts';

async function brokenPlugin(lab: Lab, enabled: boolean): Promise<void> {
  const index = () => "throw new Error('the database driver is missing');\n";
  addOwnPlugin(lab, { name: 'night-watch', enabled, index });
  await lab.start();
}

export default defineFault({
  name: 'plugin-throws',
  title: 'a plugin throws when it is loaded',
  accepted: ['plugin-load-failed'],
  async plant(lab) {
    await brokenPlugin(lab, true);
    return undefined;
  },
  twin: {
    title: 'a broken plugin is there, and switched off',
    async plant(lab) {
      await brokenPlugin(lab, false);
      return undefined;
    },
  },
});
