/**
 * @module conversation/actions/extend
 * Asks how much longer a freeze shall last, with half an hour filled in. Two people who saw the same message are not added
 * up: the second one is told what the first has done.
 */
import { notAllowed } from '../../messages/permission-denied.ts';
import { text } from '../../messages/sentence.ts';
import type { FreeAction } from '../action.ts';
import { movedAlready } from '../extend-freeze.ts';
import { withMark } from '../marked.ts';
import { openFreeze } from '../open-freeze.ts';

export const extend: FreeAction = {
  action: 'freeze-extend',
  label: 'button.extend',
  async run(press, deps) {
    const permission = await deps.may(press.person, 'act');
    if (!permission.ok) return notAllowed(permission, 'freeze', [`${deps.command} hosts`]);
    const found = await openFreeze(press.incident, deps);
    if ('answer' in found) return found.answer;
    const { extended } = found.view;
    const look = press.look ?? extended.length;
    if (look < extended.length) return movedAlready(found.view);
    return {
      form: {
        verb: 'extend',
        title: text('dialog.extend.title'),
        label: text('dialog.extend.label'),
        hint: text('dialog.extend.hint'),
        submit: text('button.extend'),
        initial: '30m',
        about: withMark(press.incident, String(look)),
      },
    };
  },
};
