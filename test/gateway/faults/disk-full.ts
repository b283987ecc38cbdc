/**
 * The disk that holds the gateway's state is full. The gateway keeps running and its HTTP probes stay green, but it
 * can answer no WebSocket connect any more.
 *
 * Seen on the host: no space left on the file system of the state folder; `/healthz` and `/readyz` 200; WebSocket:
 * challenge comes, `connect` is never answered; log at every connect `✗ parse-error error=Error: database or disk is
 * full`, then `Gateway owner lease heartbeat stopped` and, some runs, every second `session delivery: failed to scan
 * pending entries: Error: OpenClaw state database read admission changed`.
 */
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import { seen } from '../lab.ts';
import { fillDisk, mountSmallDisk } from '../small-disk.ts';
import { connect } from '../socket.ts';

export default defineFault({
  name: 'disk-full',
  title: 'the disk that holds the state folder is full',
  accepted: ['disk-full'],
  mounts: true,
  async plant(lab) {
    mountSmallDisk(lab, lab.stateDir, 12);
    const gateway = await lab.start();
    // Without a place to write it cannot stop in an orderly way, and would take its full time trying.
    lab.onDispose(async () => void (await gateway.kill()));
    fillDisk(lab.stateDir, 'core.4711');
    // A client that comes now gets its challenge and then waits in vain; the log complains at once.
    const client = connect({ port: lab.port, token: lab.token, scopes: ['operator.read'] });
    client.catch(() => lab.say('The client got no answer, as it should be'));
    await seen(lab, 'database or disk is full');
    return undefined;
  },
  twin: {
    title: 'a disk is full, but it is the one of the backups and not the one of the gateway',
    async plant(lab) {
      mountSmallDisk(lab, join(lab.dir, 'backups'), 4);
      await lab.start();
      fillDisk(join(lab.dir, 'backups'), 'monday.tar');
      return undefined;
    },
  },
});
