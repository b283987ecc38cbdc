/**
 * Somebody began `openclaw doctor --fix` and suspended it (Ctrl-Z) in the middle: it holds the lock of the state, and
 * the gateway does not start.
 *
 * Seen on the host: exit 78; the log has `StateDatabaseCoordinatorContentionError: another OpenClaw process owns
 * gateway-lifecycle` and then the general words about a migration; no gateway process, and a stopped `openclaw`
 * that has `gateway-lifecycle.….lock` open.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault, ranWellBefore } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { killRest, treeOf } from '../process-tree.ts';

/** Has the process the lock open that a gateway needs? Not one that ended while we looked. */
function holdsLock(pid: number): boolean {
  try {
    const files = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
    return files.some((file) => file.includes('/gateway-lifecycle.'));
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Starts a repair and suspends it once it has the lock; throws when it ends before. */
async function suspendRepair(lab: Lab, other: Record<string, string> = {}): Promise<void> {
  const repair = spawn(lab.openclaw.command, ['doctor', '--fix', '--non-interactive'], {
    cwd: lab.dir,
    env: lab.env(other),
    detached: true,
    stdio: 'ignore',
  });
  const kill = () => killRest(treeOf(repair.pid ?? 0));
  process.prependOnceListener('exit', kill);
  lab.onDispose(() => {
    process.off('exit', kill);
    kill();
  });
  while (repair.exitCode === null && repair.signalCode === null) {
    const tree = treeOf(repair.pid ?? 0);
    if (tree.some(({ pid }) => holdsLock(pid))) {
      for (const { pid } of tree) process.kill(pid, 'SIGSTOP');
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('The repair ended before it could be suspended');
}

export default defineFault({
  name: 'lock-held',
  title: 'a repair that was suspended halfway holds the lock of the state',
  accepted: ['lifecycle-lock-held'],
  async plant(lab) {
    await ranWellBefore(lab);
    await suspendRepair(lab);
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'a repair of another state was suspended halfway',
    async plant(lab) {
      await lab.start();
      const copy = join(lab.dir, 'openclaw-trial.json');
      copyFileSync(lab.configFile, copy);
      await suspendRepair(lab, {
        OPENCLAW_CONFIG_PATH: copy,
        OPENCLAW_STATE_DIR: join(lab.dir, 'state-of-a-trial'),
      });
      return undefined;
    },
  },
});
