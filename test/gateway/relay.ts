/**
 * A program between clients and the gateway, as a tunnel or reverse proxy is: everything passes, or everything up to
 * the greeting and then, at the first call after it, an orderly close with 1000 and no reason.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab.ts';

/** Frames of a client arrive one a write; the greeting is the first answer of more than a kilobyte (2026.9.6). */
const PROGRAM = `
import { connect, createServer } from 'node:net';
const [, , from, to, manners] = process.argv;
const CLOSE_1000 = Buffer.from([0x88, 0x02, 0x03, 0xe8]);
createServer((client) => {
  const gateway = connect(Number(to), '127.0.0.1');
  let upgraded = false;
  let greeted = false;
  client.on('data', (piece) => {
    if (piece.toString('latin1').includes('Upgrade: websocket')) upgraded = true;
    else if (upgraded && greeted && manners === 'closes') return client.end(CLOSE_1000);
    gateway.write(piece);
  });
  gateway.on('data', (piece) => {
    if (upgraded && piece.length > 1024) greeted = true;
    client.write(piece);
  });
  for (const [one, other] of [[client, gateway], [gateway, client]]) {
    one.on('close', () => other.destroy());
    one.on('error', () => other.destroy());
  }
}).listen(Number(from), '127.0.0.1', () => console.log('listening'));
`;

/** Starts the relay; resolves once it listens. `closes` ends each conversation at the first call after the greeting. */
export async function startRelay(
  lab: Lab,
  { from, to, manners }: { from: number; to: number; manners: 'closes' | 'passes' },
): Promise<void> {
  const file = join(lab.dir, 'relay.mjs');
  writeFileSync(file, PROGRAM);
  const child = spawn(process.execPath, [file, String(from), String(to), manners], {
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
      throw new Error(`The relay could not listen on port ${from}`);
    }),
  ]);
}
