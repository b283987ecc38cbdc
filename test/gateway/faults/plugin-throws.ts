/**
 * A plugin of one's own throws when it is loaded: what it was to bring is missing, and the gateway runs on without it.
 *
 * Seen on the host: `health` lists it under `plugins.errors`.
 *
 * The twin has the same broken plugin, switched off: nobody loads it, and nobody misses it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

async function brokenPlugin(lab: Lab, enabled: boolean): Promise<void> {
  const folder = join(lab.dir, 'night-watch');
  const name = 'night-watch';
  mkdirSync(folder);
  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  const manifest = { name, version: '1.0.0', type: 'module', openclaw: { extensions: ['./index.js'] } };
  write('package.json', JSON.stringify(manifest));
  const configSchema = { type: 'object', properties: {} };
  write('openclaw.plugin.json', JSON.stringify({ id: name, configSchema, activation: { onStartup: true } }));
  write('index.js', "throw new Error('the database driver is missing');\n");
  lab.configure((config) => {
    config.plugins = { load: { paths: [folder] }, entries: { [name]: { enabled } } };
  });
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
