/**
 * The agent says that it has no browser: the plugins that are allowed leave it out, and nothing was logged of it.
 *
 * Seen on the host: `plugins.allow` without `browser` and no `browser` block, and what the person says.
 *
 * The twin's list names it.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

async function allowed(lab: Lab, ids: string[]): Promise<undefined> {
  lab.configure((config) => {
    config.plugins = { allow: ids };
  });
  await lab.start();
  return undefined;
}

export default defineFault({
  name: 'missed-browser',
  title: 'the list of allowed plugins leaves the browser out, and people ask for it',
  accepted: ['browser-plugin-excluded'],
  complaint: 'it says that it has no browser tool',
  plant: (lab) => allowed(lab, ['memory-core', 'telegram']),
  twin: {
    title: 'the list of allowed plugins names the browser, and people say it is not there',
    plant: (lab) => allowed(lab, ['memory-core', 'telegram', 'browser']),
  },
});
