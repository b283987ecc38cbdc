/**
 * The workspace has a data disc in it, as one that is burnt once is: mounted read-only, and full to the last block, which such
 * a disc always is. Everything else has room.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { fillDisk, mountSmallDisk } from '../small-disk.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'data-disc-full',
  title: 'the workspace has a data disc in it that is full and read-only, as such discs are',
  mounts: true,
  async plant(lab) {
    const workspace = join(lab.dir, 'survey');
    const disc = join(workspace, 'survey-2019');
    mkdirSync(workspace);
    mountSmallDisk(lab, disc, 4);
    writeFileSync(join(disc, 'index.md'), '# Survey of 2019\nSheets 1 to 400.\n');
    fillDisk(disc, 'sheets.bin');
    execFileSync('mount', ['-o', 'remount,ro', disc]);
    lab.configure(({ agents }) => {
      Object.assign(agents, { entries: { main: { default: true }, survey: { workspace } } });
    });
    await lab.start();
    await answeredTurn(lab, 'TOOL:read:{"path":"survey-2019/index.md"}', 'survey');
    await answeredTurn(lab, 'TOOL:write:{"path":"notes.md","content":"sheet 12 is torn"}', 'survey');
    if (!existsSync(join(workspace, 'notes.md'))) throw new Error('The agent could not write its notes');
    return undefined;
  },
});
