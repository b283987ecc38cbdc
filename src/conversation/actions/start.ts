/**
 * @module conversation/actions/start
 * Asks others to agree to the plan that is shown. Nothing runs by it.
 */
import { spans, text } from '../../messages/sentence.ts';
import { usageError } from '../../messages/usage-error.ts';
import { hostCard } from '../fleet.ts';
import type { RecoveryAction } from '../recovery-action.ts';

export const start: RecoveryAction = {
  action: 'recovery_start',
  label: 'button.start',
  style: 'primary',
  under: ['plan'],
  right: 'act',
  fits: ({ state, plan }) => state === 'planned' && plan !== null && plan.path !== 'escalate',
  /** Nobody is asked to agree to what no host would be sent. */
  async instead(_press, { host }, { command, objects }) {
    const { confirmed } = await hostCard(objects, host);
    if (confirmed) return null;
    const told = { host, command: `${command} host ${host} confirm KEY` };
    return usageError({
      problem: 'key-not-confirmed',
      headline: text('recover.unconfirmed-head', { host }),
      lines: [spans('recover.unconfirmed', told)],
      examples: [`${command} host ${host}`],
    });
  },
  wish: ({ person, because }, { id, digest }) => ({
    type: 'start',
    recovery: id,
    digest: digest ?? '',
    person,
    ...(because === undefined ? {} : { because }),
  }),
};
