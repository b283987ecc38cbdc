/**
 * Gateways that are not started by the lab itself but by what people keep around them: a script, a supervisor, a
 * namespace. The program gets `openclaw` on its PATH and ends with the lab, with all that it started.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readiness } from './gateway.ts';
import type { Lab } from './lab.ts';
import { killRest, treeOf } from './process-tree.ts';

const START_LIMIT_MS = 120_000;

/** Writes a program into the lab and makes it executable; returns its path. */
export function script(lab: Lab, name: string, text: string): string {
  const file = join(lab.dir, name);
  writeFileSync(file, text, { mode: 0o755 });
  return file;
}

/** Runs the program; `env` is added to the lab's. Its process id is the one that was started, not the gateway's. */
export function launch(
  lab: Lab,
  file: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): number {
  const child = spawn(file, [...args], { cwd: lab.dir, env: lab.env(env), detached: true, stdio: 'ignore' });
  const pid = child.pid ?? 0;
  const kill = () => killRest(treeOf(pid));
  process.prependOnceListener('exit', kill);
  lab.onDispose(() => {
    process.off('exit', kill);
    kill();
  });
  return pid;
}

/** Waits until a gateway serves the port and its rush of starting is over. */
export async function serves(port: number): Promise<void> {
  for (const began = Date.now(); Date.now() - began < START_LIMIT_MS; ) {
    const { ready, settled } = await readiness(port);
    if (ready && settled) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`No gateway serves port ${port}`);
}
