/**
 * Somebody changed the configuration with `sudo`: the file now belongs to root and only root may read it. The gateway,
 * which runs as another user, does not start again.
 *
 * Seen on the host: exit 78; on its standard error only, `Config file is not readable by the current process.` and then
 * `Gateway start blocked: existing config is missing gateway.mode.`; its log file says nothing, for it could not read
 * where that is. `openclaw config validate`, run by root, finds the file valid.
 */
import { chmodSync, chownSync } from 'node:fs';
import { defineFault } from '../fault.ts';
import { labOfNobody } from '../other-user.ts';
import { refusedSaying } from '../refusal.ts';

export default defineFault({
  name: 'config-of-root',
  title: 'the configuration belongs to root alone, and the gateway runs as another user',
  accepted: ['file-permission'],
  mounts: true,
  otherUser: true,
  async plant(lab) {
    const start = labOfNobody(lab);
    const before = start();
    await before.ready();
    await before.stop();
    chownSync(lab.configFile, 0, 0);
    chmodSync(lab.configFile, 0o600);
    await refusedSaying(start(), 'Gateway start blocked');
    return undefined;
  },
  twin: {
    title: 'the configuration belongs to root, and everybody may read it',
    async plant(lab) {
      const start = labOfNobody(lab);
      chownSync(lab.configFile, 0, 0);
      chmodSync(lab.configFile, 0o644);
      await start().ready();
      return undefined;
    },
  },
});
