/**
 * The owner changes settings with `openclaw config set`, several in a row: OpenClaw writes the file itself, keeps the
 * files of before beside it, and the running gateway takes each change over.
 */
import { defineHealthy } from '../healthy.ts';
import { seen } from '../lab.ts';

const SETTINGS = [
  ['messages.ackReaction', '🦞'],
  ['agents.defaults.timeoutSeconds', '900'],
] as const;

export default defineHealthy({
  name: 'set-by-command',
  title: 'settings were changed by `openclaw config set`, and the gateway follows them',
  async plant(lab) {
    const gateway = await lab.start();
    for (const [path, value] of SETTINGS) {
      const { code, output } = await lab.cli(['config', 'set', path, value]);
      if (code !== 0) throw new Error(`The setting was refused: ${output.slice(-1000)}`);
      await seen(lab, path);
    }
    await gateway.ready();
    return undefined;
  },
});
