/**
 * The folder of a plugin was tidied away, and the configuration still loads it from there: the gateway starts without
 * the plugin.
 *
 * Seen on the host: `plugins.load.paths` names a folder that is not there, and the gateway says so when it starts.
 *
 * The twin has the folder.
 */
import { rmSync } from 'node:fs';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { addOwnPlugin } from '../own-plugin.ts';

const plugin = (lab: Lab): string =>
  addOwnPlugin(lab, {
    name: 'parcel-watch',
    enabled: true,
    index: () => "export default { id: 'parcel-watch', register() {} };\n",
  });

export default defineFault({
  name: 'plugin-folder-gone',
  title: 'the folder that a plugin is loaded from is not there',
  accepted: ['plugin-load-failed'],
  complaint: 'our plugin parcel-watch does nothing any more',
  async plant(lab) {
    rmSync(plugin(lab), { recursive: true });
    const gateway = await lab.start();
    if (!gateway.printed().includes('parcel-watch')) throw new Error('The gateway does not miss it');
    return undefined;
  },
  twin: {
    title: 'the folder that a plugin is loaded from is there',
    async plant(lab) {
      plugin(lab);
      await lab.start();
      return undefined;
    },
  },
});
