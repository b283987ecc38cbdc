/**
 * The workspace came from a laptop: one of its skills is for another system, one wants a program that is not here, and a
 * third was switched off. The browser was switched off as well. Nobody misses any of it, and the agent works.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { answeredTurn } from '../turns.ts';

const SKILLS = {
  'apple-notes': '{"openclaw":{"os":["darwin"]}}',
  'radio-scan': '{"openclaw":{"requires":{"bins":["rtl_433"],"env":["RADIO_KEY"]}}}',
  'meal-plan': '{"openclaw":{}}',
};

export default defineHealthy({
  name: 'skills-for-elsewhere',
  title: 'skills of another system, of a missing program and switched off, and no browser, by choice',
  async plant(lab) {
    for (const [name, metadata] of Object.entries(SKILLS)) {
      const folder = join(lab.workspace, 'skills', name);
      mkdirSync(folder, { recursive: true });
      const head = `---\nname: ${name}\ndescription: What the team does about ${name}\nmetadata: ${metadata}\n---\n`;
      writeFileSync(join(folder, 'SKILL.md'), `${head}\nAsk first.\n`);
    }
    lab.configure((config) => {
      config.skills = { entries: { 'meal-plan': { enabled: false } } };
      config.browser = { enabled: false };
      config.plugins = { entries: { browser: { enabled: false } } };
    });
    await lab.start();
    await answeredTurn(lab);
    const { code, output } = await lab.cli(['skills', 'list']);
    if (code !== 0) throw new Error(`The skills were not listed: ${output.slice(-800)}`);
    return undefined;
  },
});
