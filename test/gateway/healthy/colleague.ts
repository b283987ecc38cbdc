/**
 * Two people share a server. The colleague's gateway runs under another account with its own home, port and token; ours
 * is ours alone.
 */
import { defineHealthy } from '../healthy.ts';
import { openLab } from '../lab.ts';
import { labOfNobody } from '../other-user.ts';

export default defineHealthy({
  name: 'colleague',
  title: "another user's gateway runs on the same host",
  mounts: true,
  otherUser: true,
  async plant(lab) {
    const colleague = await openLab(lab.openclaw, lab.say);
    lab.onDispose(colleague.dispose);
    const start = labOfNobody(colleague);
    await start().ready();
    await lab.start();
    return undefined;
  },
});
