/**
 * @module conversation/actions/acknowledge
 * Somebody has seen the freeze: the notice says who, so that whoever holds it knows whom it has reached.
 */
import { tellFreeze } from '../../freezes/begin.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { text } from '../../messages/sentence.ts';
import { requesterOf } from '../../outbox/person.ts';
import type { FreeAction } from '../action.ts';
import { openFreeze } from '../open-freeze.ts';

export const acknowledge: FreeAction = {
  action: 'freeze-acknowledge',
  label: 'button.acknowledge',
  async run(press, deps) {
    const permission = await deps.may(press.person, 'look');
    if (!permission.ok) return notAllowed(permission, 'acknowledge', [`${deps.command} hosts`]);
    const found = await openFreeze(press.incident, deps);
    if ('answer' in found) return found.answer;
    const { person } = press;
    const id = `acknowledge:${requesterOf(person)}`;
    await tellFreeze(deps.objects, press.incident, { id, type: 'acknowledged', person });
    return {
      message: { headline: text('freeze.ack.done'), emoji: '👀', parts: [], context: [press.incident] },
      for: 'asker',
      data: { freeze: press.incident },
    };
  },
};
