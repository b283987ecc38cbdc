/**
 * The folder of a second agent was deleted after it had worked there; the main agent has all that it needs.
 *
 * Seen on the host: `agents.entries.ops.workspace` names a path that does not exist, and `ops` has sessions. OpenClaw
 * is green all over.
 *
 * The twin's second agent has never run: its folder is made at its first turn.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { turnOf } from '../agent-turn.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { turn } from '../turns.ts';

function withOps(lab: Lab): string {
  const folder = join(lab.dir, 'ops');
  lab.configure(({ agents }) => {
    Object.assign(agents, { entries: { main: { default: true }, ops: { workspace: folder } } });
  });
  return folder;
}

export default defineFault({
  name: 'second-workspace-gone',
  title: "a second agent's folder was deleted after it had worked there",
  accepted: ['workspace-path-missing'],
  async plant(lab) {
    const folder = withOps(lab);
    mkdirSync(folder);
    await lab.start();
    await turnOf(lab, 'ops');
    rmSync(folder, { recursive: true });
    return undefined;
  },
  twin: {
    title: 'a second agent has never run, and its folder is not made yet',
    async plant(lab) {
      withOps(lab);
      await lab.start();
      await turn(lab);
      return undefined;
    },
  },
});
