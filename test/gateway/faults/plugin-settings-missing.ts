/**
 * A plugin of the house wants to be told an address in its settings since its last version, and nobody has written it
 * down: the gateway refuses to start, exit code 78.
 *
 * Seen on the host: nothing runs; the plugin's manifest has `configSchema` with a required key that
 * `plugins.entries.<plugin>.config` lacks, and the validator names it.
 *
 * The twin's configuration has the key.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { addOwnPlugin } from '../own-plugin.ts';

const NAME = 'weather-mast';

/** Writes the plugin and its settings. Returns the file that it writes when it comes to work. */
function install(lab: Lab, settings: object): string {
  const rang = join(lab.dir, 'rang');
  const index = () => `import { writeFileSync } from 'node:fs';
export default { id: '${NAME}', register() { writeFileSync(${JSON.stringify(rang)}, 'yes'); } };
`;
  const folder = addOwnPlugin(lab, { name: NAME, enabled: true, index });
  const file = join(folder, 'openclaw.plugin.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
  const configSchema = {
    type: 'object',
    properties: { station: { type: 'string' }, unit: { type: 'string' } },
    required: ['station'],
    additionalProperties: false,
  };
  writeFileSync(file, JSON.stringify({ ...manifest, configSchema }));
  lab.configure((config) => {
    const entries = { [NAME]: { enabled: true, config: settings } };
    config.plugins = { load: { paths: [folder] }, entries };
  });
  return rang;
}

export default defineFault({
  name: 'plugin-settings-missing',
  title: 'a plugin lacks a setting that it cannot do without',
  accepted: ['config-invalid', 'plugin-load-failed'],
  async plant(lab) {
    const rang = install(lab, { unit: 'knots' });
    const { code } = await (await lab.startRefused()).ended;
    if (existsSync(rang) || code !== 78) throw new Error(`The plugin was loaded all the same (exit ${code})`);
    return undefined;
  },
  twin: {
    title: 'a plugin has the setting that it cannot do without',
    async plant(lab) {
      const rang = install(lab, { unit: 'knots', station: 'mast-4' });
      await lab.start();
      if (!existsSync(rang)) throw new Error('The plugin was not loaded');
      return undefined;
    },
  },
});
