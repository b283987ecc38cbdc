/**
 * The way in which changes of the configuration are taken in has a name of former releases, copied from an old guide:
 * the gateway refuses to start.
 *
 * Seen on the host: nothing runs, exit code 78; `gateway.reload.mode` is "hot", which is no longer one of its values.
 *
 * The twin has a name that is known today.
 */
import { defineFault, ranWellBefore } from '../fault.ts';
import type { Lab } from '../lab.ts';

const reloads = (lab: Lab, mode: string) =>
  lab.configure(({ gateway }) => {
    gateway.reload = { mode };
  });

export default defineFault({
  name: 'reload-mode-retired',
  title: 'the reload mode has a name of former releases, and the gateway refuses to start',
  accepted: ['reload-mode-retired', 'config-invalid', 'legacy-config-key'],
  async plant(lab) {
    await ranWellBefore(lab);
    reloads(lab, 'hot');
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'the reload mode has a name of today',
    async plant(lab) {
      reloads(lab, 'hybrid');
      await lab.start();
      return undefined;
    },
  },
});
