/**
 * @module conversation/actions/explain
 * Asks for the error that somebody else sees. The host may be fine and their side may not be; what is filled
 * in is explained as if it had been typed.
 */
import type { Action } from '../action.ts';

export const explain: Action = {
  action: 'explain',
  label: 'Explain an error',
  fits: () => true,
  async run() {
    return {
      form: {
        verb: 'explain',
        title: 'Explain an error',
        label: 'The error, or the log lines around it',
        hint: 'The line before the error often decides. Secrets are taken out before it is read.',
        submit: 'Explain',
      },
    };
  },
};
