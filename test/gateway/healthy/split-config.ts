/**
 * The configuration is a link to a file with comments that includes another one.
 */
import { readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'split-config',
  title: 'the configuration is a link, has comments and includes another file',
  async plant(lab) {
    const { gateway, ...rest } = JSON.parse(readFileSync(lab.configFile, 'utf8'));
    writeFileSync(join(lab.dir, 'gateway.json5'), `// the door\n${JSON.stringify(gateway)}`);
    const text = JSON.stringify({ ...rest, gateway: { $include: './gateway.json5' } }, null, 2);
    renameSync(lab.configFile, join(lab.dir, 'main.json5'));
    writeFileSync(join(lab.dir, 'main.json5'), `/* kept in git */\n${text}`);
    symlinkSync(join(lab.dir, 'main.json5'), lab.configFile);
    await lab.start();
    return undefined;
  },
});
