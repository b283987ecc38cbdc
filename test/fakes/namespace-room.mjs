// Runs inside a network namespace of its own, started by local-slack.ts. local-slack listens on every
// interface and has no switch for that; in here the only interface is loopback. Unix sockets, which know no
// namespaces, are the doors: what connects to the front door is connected to local-slack, and what local-slack
// sends to the bot's address goes out through the back door. Ends when its standard input does, so that nothing
// is left behind when the test run dies.

import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';

const [binary, config, frontDoor, backDoor, files, reachedAt] = process.argv.slice(2);
const PORT = 3900;
const BOT_PORT = 3901;

const slack = spawn(
  binary,
  ['--config', config, '--port', String(PORT), '--base-host', reachedAt, '--files-dir', files],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
slack.on('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', () => slack.kill()).resume();

/** Whoever connects is connected to the far end. */
const passage = (reach) =>
  createServer((near) => {
    const far = reach();
    near.pipe(far).pipe(near);
    for (const one of [near, far]) {
      one.on('error', () => {
        near.destroy();
        far.destroy();
      });
    }
  });
const inward = passage(() => connect(PORT, '127.0.0.1'));
const outward = passage(() => connect(backDoor));

/** Open the doors once local-slack listens. */
function open() {
  const probe = connect(PORT, '127.0.0.1');
  probe.on('connect', () => {
    probe.destroy();
    outward.listen(BOT_PORT, '127.0.0.1', () => {
      inward.listen(frontDoor, () => process.stdout.write('open\n'));
    });
  });
  probe.on('error', () => setTimeout(open, 25));
}
open();
