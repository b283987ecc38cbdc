/**
 * A plugin of the house was copied to this host without its `node_modules`: it imports a package that is not here, and the
 * gateway goes on without it.
 *
 * Seen on the host: `dependencies` of the plugin's package.json names a package and there is none; the log says `Cannot find
 * package`, and `health` has the plugin among its errors.
 *
 * In the twin the package was installed beside it.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { addOwnPlugin } from '../own-plugin.ts';

const NAME = 'tide-table';
const NEEDS = 'tide-almanac';

/** Starts the gateway with the plugin; says whether it came to work. */
async function works(lab: Lab, installed: boolean): Promise<boolean> {
  const done = join(lab.dir, 'tides');
  const index = () => `import { writeFileSync } from 'node:fs';
import { tides } from '${NEEDS}';
export default { id: '${NAME}', register() { writeFileSync(${JSON.stringify(done)}, tides()); } };
`;
  const folder = addOwnPlugin(lab, { name: NAME, enabled: true, index });
  const manifest = {
    name: NAME,
    version: '1.0.0',
    type: 'module',
    dependencies: { [NEEDS]: '^1.0.0' },
    openclaw: { extensions: ['./index.js'] },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  if (installed) {
    const dependency = join(folder, 'node_modules', NEEDS);
    mkdirSync(dependency, { recursive: true });
    const its = { name: NEEDS, version: '1.0.3', type: 'module', main: 'index.js' };
    writeFileSync(join(dependency, 'package.json'), JSON.stringify(its));
    writeFileSync(join(dependency, 'index.js'), "export const tides = () => 'high at noon';\n");
  }
  await lab.start();
  await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
  return existsSync(done);
}

export default defineFault({
  name: 'plugin-needs-package',
  title: 'a plugin imports a package that was never installed',
  accepted: ['plugin-load-failed'],
  async plant(lab) {
    if (await works(lab, false)) throw new Error('The plugin was loaded all the same');
    return undefined;
  },
  twin: {
    title: 'a plugin imports a package that is installed beside it',
    async plant(lab) {
      if (!(await works(lab, true))) throw new Error('The plugin was not loaded');
      return undefined;
    },
  },
});
