/**
 * Somebody switched the webhooks on by hand, as a build server wants them, and gave them no token: the gateway refuses to
 * start at the next restart.
 *
 * Seen on the host: nothing runs; `hooks.enabled` is true and there is no `hooks.token`; the validator finds nothing wrong,
 * and the refusal says `hooks.enabled requires hooks.token`.
 *
 * The twin's webhooks are prepared in the same way, and not switched on yet.
 */
import { defineFault, ranWellBefore } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { refusedSaying } from '../refusal.ts';

function withHooks(lab: Lab, enabled: boolean): void {
  lab.configure((config) => {
    config.hooks = { enabled, path: '/hooks' };
  });
}

export default defineFault({
  name: 'hooks-without-token',
  title: 'the webhooks are switched on and have no token',
  accepted: ['config-invalid', 'config-conflict'],
  async plant(lab) {
    await ranWellBefore(lab);
    withHooks(lab, true);
    await refusedSaying(await lab.start({ wait: false }), 'requires hooks.token', lab.log);
    return undefined;
  },
  twin: {
    title: 'the webhooks are prepared without a token, and not switched on yet',
    async plant(lab) {
      await ranWellBefore(lab);
      withHooks(lab, false);
      await lab.start();
      return undefined;
    },
  },
});
