/**
 * Run as a program of its own: a process that looks to the system as a gateway does. It takes OpenClaw's name,
 * holds its lock open and, if told so, listens. Prints its pid when it is ready.
 */
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standIn } from './stand-in-gateway.ts';

type Part = {
  title: string;
  stateDir: string;
  configPath: string;
  port: number;
  lock: boolean;
  /** What it holds the lock for; a gateway writes nothing. */
  role?: string;
  listen: boolean;
};
const part = JSON.parse(process.argv[2] ?? '{}') as Part;

process.title = part.title;
if (part.lock) {
  const folder = join(part.stateDir, 'tmp', `openclaw-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true });
  const { stateDir, configPath, port, role } = part;
  writeFileSync(
    join(folder, 'gateway.state.lock'),
    JSON.stringify({ pid: process.pid, stateDir, configPath, port, role }),
  );
  openSync(join(folder, 'gateway.state.lock'), 'r');
}
if (part.listen) await standIn({ port: part.port });
else setInterval(() => {}, 60_000);
process.stdout.write(`ready ${process.pid}\n`);
