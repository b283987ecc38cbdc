/**
 * The configuration still has the token where a release of last winter had it, `gateway.token`.
 *
 * Seen on the host: exit 78 and `gateway: Unrecognized key: "token"`, the same words as for a misspelt key; whether
 * OpenClaw ever knew the key is not in them.
 */
import { defineFault, ranWellBefore } from '../fault.ts';

export default defineFault({
  name: 'config-retired-key',
  title: 'the configuration has a key that OpenClaw no longer knows',
  accepted: ['legacy-config-key'],
  async plant(lab) {
    await ranWellBefore(lab);
    lab.configure((config) => {
      config.gateway.token = lab.token;
    });
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'a key of an older release was in the way, and has been removed since',
    async plant(lab) {
      lab.configure((config) => {
        config.gateway.token = lab.token;
      });
      await lab.startRefused();
      lab.configure();
      await lab.start();
      return undefined;
    },
  },
});
