/**
 * A second agent has its workspace on a disk of its own. The disk made errors, and the system has it mounted read-only since:
 * the agent reads and can write down nothing. The main agent and the gateway's own files are elsewhere.
 *
 * Seen on the host: the file system of `agents.entries.ops.workspace` is mounted `ro`. Owner and mode are right, and OpenClaw
 * is green all over.
 *
 * In the twin the disk takes what is written, and last week's copy of it is mounted read-only beside it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { mountSmallDisk } from '../small-disk.ts';
import { answeredTurn } from '../turns.ts';

function onOwnDisk(lab: Lab): string {
  const disk = join(lab.dir, 'disk-of-ops');
  mountSmallDisk(lab, disk, 16);
  lab.configure(({ agents }) => {
    Object.assign(agents, { entries: { main: { default: true }, ops: { workspace: disk } } });
  });
  return disk;
}

/** The agent is asked to write something down; whether it is there afterwards. */
async function writesDown(lab: Lab, disk: string, file: string): Promise<boolean> {
  const content = 'the pump was changed';
  await answeredTurn(lab, `TOOL:write:${JSON.stringify({ path: file, content })}`, 'ops');
  return existsSync(join(disk, file));
}

export default defineFault({
  name: 'agent-disk-read-only',
  title: "the disk of a second agent's workspace is mounted read-only",
  accepted: ['workspace-permission'],
  mounts: true,
  async plant(lab) {
    const disk = onOwnDisk(lab);
    await lab.start();
    if (!(await writesDown(lab, disk, 'monday.md'))) throw new Error('The agent could not write at first');
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    if (await writesDown(lab, disk, 'tuesday.md'))
      throw new Error('It was written down, which this fault is about');
    return undefined;
  },
  twin: {
    title: "a copy of a second agent's workspace is mounted read-only beside it",
    async plant(lab) {
      const disk = onOwnDisk(lab);
      const copy = join(lab.dir, 'disk-of-ops-last-week');
      mountSmallDisk(lab, copy, 2);
      writeFileSync(join(copy, 'monday.md'), 'the pump makes a noise\n');
      execFileSync('mount', ['-o', 'remount,ro', copy]);
      await lab.start();
      if (!(await writesDown(lab, disk, 'monday.md'))) throw new Error('The agent could not write');
      return undefined;
    },
  },
});
