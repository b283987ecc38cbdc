/**
 * The configuration is made by Nix: a link to a file that nobody may write, and OpenClaw knows that it must not.
 */
import { chmodSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'nix-mode',
  title: 'the configuration is read-only and made by Nix',
  async plant(lab) {
    const store = join(lab.dir, 'store-0d1vkq-openclaw-config');
    mkdirSync(store);
    const kept = join(store, 'openclaw.json');
    renameSync(lab.configFile, kept);
    symlinkSync(kept, lab.configFile);
    chmodSync(kept, 0o444);
    chmodSync(store, 0o555);
    lab.onDispose(() => chmodSync(store, 0o755));
    const env = { OPENCLAW_NIX_MODE: '1' };
    await lab.start({ env });
    return { env };
  },
});
