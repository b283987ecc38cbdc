/**
 * This morning a plugin of the house asked for a release that is not out yet and was left out at the start, loudly. Its
 * author has put that right since; the gateway was started again and the plugin works. The log has both mornings.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { addOwnPlugin } from '../own-plugin.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'plugin-mended',
  title: 'a plugin was left out at the start before this one, was put right, and works',
  async plant(lab) {
    const rang = join(lab.dir, 'rang');
    const index = () => `import { writeFileSync } from 'node:fs';
export default { id: 'tea-timer', register() { writeFileSync(${JSON.stringify(rang)}, 'yes'); } };
`;
    const folder = addOwnPlugin(lab, { name: 'tea-timer', enabled: true, index });
    const file = join(folder, 'package.json');
    const right = readFileSync(file, 'utf8');
    const manifest = JSON.parse(right) as { openclaw: object };
    Object.assign(manifest.openclaw, { install: { minHostVersion: '>=2027.2.0' } });
    writeFileSync(file, JSON.stringify(manifest));
    const before = await lab.start();
    if (existsSync(rang)) throw new Error('The plugin was loaded before it was put right');
    await before.stop();
    writeFileSync(file, right);
    rmSync(rang, { force: true });
    await lab.start();
    if (!existsSync(rang)) throw new Error('The plugin was not loaded after it was put right');
    await answeredTurn(lab, 'good morning');
    return undefined;
  },
});
