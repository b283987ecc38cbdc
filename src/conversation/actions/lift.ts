/**
 * @module conversation/actions/lift
 * Ends a freeze before its time.
 */
import { tellFreeze } from '../../freezes/begin.ts';
import { frozenHosts } from '../../messages/freeze.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { text } from '../../messages/sentence.ts';
import type { FreeAction } from '../action.ts';
import { openFreeze } from '../open-freeze.ts';

export const lift: FreeAction = {
  action: 'freeze-lift',
  label: 'button.lift',
  async run(press, deps) {
    const permission = await deps.may(press.person, 'act');
    if (!permission.ok) return notAllowed(permission, 'freeze', [`${deps.command} hosts`]);
    const found = await openFreeze(press.incident, deps);
    if ('answer' in found) return found.answer;
    await tellFreeze(deps.objects, press.incident, {
      id: `lift:${press.id}`,
      type: 'lifted',
      person: press.person,
    });
    return {
      message: {
        headline: text('freeze.lift.done', { hosts: frozenHosts(found.view.targets) }),
        emoji: '🟢',
        parts: [],
        context: [press.incident],
      },
      for: 'asker',
      data: { freeze: press.incident },
    };
  },
};
