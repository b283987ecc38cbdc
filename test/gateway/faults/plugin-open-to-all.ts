/**
 * The plugin of the house was copied from a share, and everybody on the host may write into its folder. OpenClaw loads no
 * code that anybody could have changed: the gateway runs on without it.
 *
 * Seen on the host: the folder in `<state>/extensions` has mode 777; the log says `blocked plugin candidate: world-writable
 * path`.
 *
 * The twin's folder may be written by its owner alone, and read by everybody.
 */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { answeredTurn } from '../turns.ts';

const NAME = 'till-receipts';

/** Starts the gateway with the plugin, whose folder has that mode; whether it came to work. */
async function works(lab: Lab, mode: number): Promise<boolean> {
  const folder = join(lab.stateDir, 'extensions', NAME);
  const came = join(lab.dir, 'came-to-work');
  mkdirSync(folder, { recursive: true });
  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  const manifest = { name: NAME, version: '1.0.0', type: 'module', openclaw: { extensions: ['./index.js'] } };
  write('package.json', JSON.stringify(manifest));
  const configSchema = { type: 'object', properties: {} };
  write('openclaw.plugin.json', JSON.stringify({ id: NAME, configSchema, activation: { onStartup: true } }));
  const register = `register() { writeFileSync(${JSON.stringify(came)}, 'yes'); }`;
  write(
    'index.js',
    `import { writeFileSync } from 'node:fs';\nexport default { id: '${NAME}', ${register} };\n`,
  );
  chmodSync(folder, mode);
  lab.configure((config) => {
    config.plugins = { entries: { [NAME]: { enabled: true } } };
  });
  await lab.start();
  await answeredTurn(lab, 'good morning');
  return existsSync(came);
}

export default defineFault({
  name: 'plugin-open-to-all',
  title: 'a plugin lies in a folder that everybody may write, and is not loaded',
  accepted: ['plugin-load-failed'],
  async plant(lab) {
    if (await works(lab, 0o777)) throw new Error('It was loaded, which this fault is about');
    if (!/world-writable/.test(lab.log())) throw new Error(`It was not blocked:\n${lab.log().slice(-1500)}`);
    return undefined;
  },
  twin: {
    title: 'a plugin lies in a folder that everybody may read',
    async plant(lab) {
      if (!(await works(lab, 0o755))) throw new Error('It should have been loaded');
      return undefined;
    },
  },
});
