/**
 * The workspace holds a folder of documents that is a mount of its own and read-only, as from a file server: agents read
 * the documents and write beside them. Nobody is meant to write there.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { mountSmallDisk } from '../small-disk.ts';
import { answeredTurn } from '../turns.ts';

export default defineHealthy({
  name: 'shared-docs',
  title: 'the workspace has a read-only folder of documents, mounted from elsewhere',
  mounts: true,
  async plant(lab) {
    const docs = join(lab.workspace, 'docs');
    mountSmallDisk(lab, docs, 2);
    writeFileSync(join(docs, 'handbook.md'), '# Handbook\nLunch is at noon.\n');
    execFileSync('mount', ['-o', 'remount,ro', docs]);
    await lab.start();
    await answeredTurn(lab, 'TOOL:read:{"path":"docs/handbook.md"}');
    await answeredTurn(lab, 'TOOL:write:{"path":"notes.md","content":"lunch at noon"}');
    if (!existsSync(join(lab.workspace, 'notes.md'))) throw new Error('The agent could not write its notes');
    return undefined;
  },
});
