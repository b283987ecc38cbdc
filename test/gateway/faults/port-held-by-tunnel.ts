/**
 * Somebody opened a tunnel to a gateway on another machine, with the usual port as its near end, while the gateway of
 * this host was down. It does not start again, and whoever knocks is answered by the other machine's gateway.
 *
 * Seen on the host: the port is answered like a gateway (`/healthz` 200) and refuses this host's token; its owner in /proc
 * is a forwarder; the log has `already listening`.
 *
 * The twin's tunnel leads to the same machine, from a port beside the gateway's.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { farGateway } from '../far-gateway.ts';
import { defineFault, ranWellBefore } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { script } from '../launch.ts';
import { refusedSaying } from '../refusal.ts';

const PROGRAM = `
import { connect, createServer } from 'node:net';
const [near, far] = process.argv.slice(2).map(Number);
createServer((one) => {
  const other = connect(far, '127.0.0.1');
  for (const [from, to] of [[one, other], [other, one]]) {
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}).listen(near, '127.0.0.1', () => console.log('forwarding'));
`;

/** A forwarder in a process of its own, as `ssh -N -L` is one. */
async function tunnel(lab: Lab, near: number, far: number): Promise<void> {
  const file = script(lab, 'forward.mjs', PROGRAM);
  const child = spawn(process.execPath, [file, String(near), String(far)], {
    cwd: lab.dir,
    env: { PATH: '/usr/bin:/bin', HOME: lab.dir },
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
  await once(child.stdout, 'data');
}

export default defineFault({
  name: 'port-held-by-tunnel',
  title: "a tunnel to another machine's gateway holds the port, and the gateway here does not start",
  accepted: ['port-conflict-foreign', 'duplicate-gateway'],
  async plant(lab) {
    await ranWellBefore(lab);
    const far = await farGateway(lab);
    await tunnel(lab, lab.port, far.port);
    const gateway = await lab.start({ wait: false });
    await refusedSaying(gateway, 'already', lab.log);
    return undefined;
  },
  twin: {
    title: "a tunnel to another machine's gateway has a port of its own",
    async plant(lab) {
      await ranWellBefore(lab);
      const far = await farGateway(lab);
      await tunnel(lab, lab.port + 1, far.port);
      await lab.start();
      return undefined;
    },
  },
});
