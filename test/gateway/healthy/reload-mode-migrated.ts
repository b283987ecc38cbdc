/**
 * The configuration of a former release said "hot" for the way in which changes are taken in, which has another name
 * today: the gateway put that right by itself when it started, and keeps the old file beside the new one.
 */
import { readFileSync } from 'node:fs';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'reload-mode-migrated',
  title: 'a setting of a former release was put right by the gateway when it started',
  async plant(lab) {
    lab.configure(({ gateway }) => {
      gateway.reload = { mode: 'hot' };
    });
    await lab.start();
    const { gateway } = JSON.parse(readFileSync(lab.configFile, 'utf8'));
    if (gateway.reload?.mode === 'hot') throw new Error('The old name still stands in the configuration');
    return undefined;
  },
});
