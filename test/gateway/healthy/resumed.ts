/**
 * The nightly backup: the gateway was suspended, a backup of everything was made, and it was resumed a moment ago.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { suspend } from '../suspension.ts';
import { turn } from '../turns.ts';

export default defineHealthy({
  name: 'resumed',
  title: 'suspended for a backup, and resumed a moment ago',
  async plant(lab) {
    await lab.start();
    const { resume } = await suspend(lab);
    const folder = join(lab.dir, 'backups');
    mkdirSync(folder);
    const { code, output } = await lab.cli(['backup', 'create', '--output', folder, '--json']);
    await resume();
    if (code !== 0) throw new Error(`The backup ended with ${code}: ${output.slice(-1000)}`);
    const { status, error } = await turn(lab);
    if (status !== 'ok') throw new Error(`The turn ended "${status}": ${error}`);
    return undefined;
  },
});
