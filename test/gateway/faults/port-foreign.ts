/**
 * Another program (a web server) took the gateway's port while it was down, so the gateway cannot start.
 *
 * Seen on the host: the port answers every path with somebody's web page, `/healthz` too; its owner in /proc is not
 * OpenClaw; no gateway process; the log has `another gateway instance is already listening on …` (OpenClaw's words for
 * any occupant), `Port N is already in use.` and `- pid N root: …web-shop.mjs N` (the last line that it prints,
 * `- Another process is listening on this port.`, does not always reach the file).
 */
import { defineFault, ranWellBefore } from '../fault.ts';
import { startStranger } from '../stranger.ts';

export default defineFault({
  name: 'port-foreign',
  title: 'another program listens on the gateway port',
  accepted: ['port-conflict-foreign'],
  async plant(lab) {
    await ranWellBefore(lab);
    await startStranger(lab, lab.port);
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'another program listens on the port next to the gateway',
    async plant(lab) {
      await startStranger(lab, lab.port + 1);
      await lab.start();
      return undefined;
    },
  },
});
