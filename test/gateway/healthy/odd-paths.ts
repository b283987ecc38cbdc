/**
 * Folders as people name them: the state directory is a link to one with blanks, brackets and letters of two scripts,
 * the configuration and the workspace lie in others like it.
 */
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'odd-paths',
  title: 'folders with blanks, umlauts and Chinese letters, one of them a link',
  async plant(lab) {
    const [data, work] = ['Daten für 状態 (neu)', 'Ablage & Übung'].map((name) => join(lab.dir, name));
    const [state, linked] = [join(data ?? '', 'state dir'), join(lab.dir, "Mira's state")];
    const workspace = join(work ?? '', 'work space');
    for (const folder of [state, workspace]) mkdirSync(folder, { recursive: true });
    symlinkSync(state, linked);
    lab.configure((config) => {
      config.agents.defaults.workspace = workspace;
    });
    const configPath = join(data ?? '', 'meine Konfiguration.json');
    renameSync(lab.configFile, configPath);
    const env = { OPENCLAW_STATE_DIR: linked, OPENCLAW_CONFIG_PATH: configPath };
    await lab.start({ env });
    return { env };
  },
});
