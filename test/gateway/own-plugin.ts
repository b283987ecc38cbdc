/**
 * A plugin of one's own in the lab's folder, as a user writes one: package, manifest and one file that the gateway
 * loads when it starts. It says here what a plugin must have, so that a fault says only what its plugin does.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab.ts';

export type OwnPlugin = {
  name: string;
  enabled: boolean;
  /** What `index.js` contains; it gets the plugin's folder. */
  index: (folder: string) => string;
};

/** Writes the plugin and names it in the lab's configuration, before the gateway starts. Returns its folder. */
export function addOwnPlugin(lab: Lab, { name, enabled, index }: OwnPlugin): string {
  const folder = join(lab.dir, name);
  mkdirSync(folder);
  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  const manifest = { name, version: '1.0.0', type: 'module', openclaw: { extensions: ['./index.js'] } };
  write('package.json', JSON.stringify(manifest));
  const configSchema = { type: 'object', properties: {} };
  write('openclaw.plugin.json', JSON.stringify({ id: name, configSchema, activation: { onStartup: true } }));
  write('index.js', index(folder));
  lab.configure((config) => {
    config.plugins = { load: { paths: [folder] }, entries: { [name]: { enabled } } };
  });
  return folder;
}
