/**
 * A plugin of the house was fetched from its repository with `git clone`: its sources are there, and what is to be loaded is
 * made by a build, which nobody ran. The gateway goes on without it.
 *
 * Seen on the host: `openclaw.extensions` in the plugin's package.json names `./dist/index.js`, and there is no such file.
 *
 * In the twin it was built.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLetIn } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { addOwnPlugin } from '../own-plugin.ts';

const NAME = 'stock-count';

/** Starts the gateway with the plugin; says whether it came to work. */
async function works(lab: Lab, built: boolean): Promise<boolean> {
  const counted = join(lab.dir, 'counted');
  const index = () => `import { writeFileSync } from 'node:fs';
export default { id: '${NAME}', register() { writeFileSync(${JSON.stringify(counted)}, 'yes'); } };
`;
  const folder = addOwnPlugin(lab, { name: NAME, enabled: true, index });
  for (const part of ['src', 'dist']) mkdirSync(join(folder, part));
  writeFileSync(join(folder, 'src', 'index.ts'), index());
  renameSync(join(folder, 'index.js'), join(folder, 'dist', 'index.js'));
  if (!built) rmSync(join(folder, 'dist'), { recursive: true });
  const manifest = {
    name: NAME,
    version: '1.0.0',
    type: 'module',
    scripts: { build: 'tsc' },
    openclaw: { extensions: ['./dist/index.js'] },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  await lab.start();
  await isLetIn(lab, { port: lab.port, token: lab.token, scopes: ['operator.read'] });
  return existsSync(counted);
}

export default defineFault({
  name: 'plugin-not-built',
  title: 'a plugin was fetched as sources and never built',
  accepted: ['plugin-load-failed'],
  async plant(lab) {
    if (await works(lab, false)) throw new Error('The plugin was loaded all the same');
    return undefined;
  },
  twin: {
    title: 'a plugin was fetched as sources and built',
    async plant(lab) {
      if (!(await works(lab, true))) throw new Error('The plugin was not loaded');
      return undefined;
    },
  },
});
