/**
 * OpenClaw is also the name of a game about a cat who is a pirate captain. Somebody plays it on this host; its program
 * and its folder are called as ours.
 */
import { copyFileSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { launch } from '../launch.ts';

export default defineHealthy({
  name: 'namesake',
  title: 'a game of the same name runs on the host',
  async plant(lab) {
    const home = lab.env().HOME ?? lab.dir;
    const [games, settings] = [join(lab.dir, 'games'), join(home, '.config', 'openclaw')];
    for (const folder of [games, settings]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(settings, 'config.xml'), '<Configuration><Level>3</Level></Configuration>\n');
    const game = join(games, 'openclaw');
    copyFileSync(realpathSync('/bin/sleep'), game);
    launch(lab, game, ['600']);
    await lab.start();
    return undefined;
  },
});
