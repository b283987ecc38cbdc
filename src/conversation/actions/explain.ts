/**
 * @module conversation/actions/explain
 * Asks for the error that somebody else sees. The host may be fine and their side may not be; what is filled
 * in is explained as if it had been typed.
 */
import { text } from '../../messages/sentence.ts';
import type { Action } from '../action.ts';

export const explain: Action = {
  action: 'explain',
  label: 'button.explain',
  fits: () => true,
  async run() {
    return {
      form: {
        verb: 'explain',
        title: text('dialog.explain.title'),
        label: text('dialog.explain.label'),
        hint: text('dialog.explain.hint'),
        submit: text('dialog.explain.submit'),
      },
    };
  },
};
