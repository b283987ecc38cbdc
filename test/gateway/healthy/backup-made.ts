/**
 * The running gateway was backed up a moment ago by OpenClaw's own command; the archive lies beside it.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'backup-made',
  title: 'the gateway was backed up while it ran, a moment ago',
  async plant(lab) {
    await lab.start();
    await answeredTurn(lab);
    const backups = join(lab.dir, 'backups');
    mkdirSync(backups);
    const { code, output } = await lab.cli(['backup', 'create', '--output', backups, '--json'], 120_000);
    if (code !== 0 || readdirSync(backups).length === 0)
      throw new Error(`The backup was not made (exit ${code}): ${output.slice(-1500)}`);
    return undefined;
  },
});
