/**
 * Another program on the host, one that knows nothing of OpenClaw: a small web server in a process of its own.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab.ts';

const PROGRAM = `
import { createServer } from 'node:http';
const page = '<!doctype html><title>Shop</title><h1>It works</h1>';
const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(page));
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'));
`;

/** Starts the web server on a loopback port and returns its process id once it listens. */
export async function startStranger(lab: Lab, port: number): Promise<number> {
  const file = join(lab.dir, 'web-shop.mjs');
  writeFileSync(file, PROGRAM);
  const child = spawn(process.execPath, [file, String(port)], {
    cwd: lab.dir,
    env: { PATH: '/usr/bin:/bin', HOME: join(lab.dir, 'home') },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = () => void child.kill('SIGKILL');
  process.prependOnceListener('exit', kill);
  lab.onDispose(async () => {
    process.off('exit', kill);
    if (child.exitCode !== null) return;
    kill();
    await once(child, 'exit');
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => {
      throw new Error(`The other program could not listen on port ${port}`);
    }),
  ]);
  return child.pid ?? 0;
}
