/**
 * @module conversation/actions/triage-host
 * From a text that was explained to a triage of a host: asks which one, and begins it as if that had been typed. It belongs to no incident, since there is none yet.
 */

import { notAllowed } from '../../messages/permission-denied.ts';
import { text } from '../../messages/sentence.ts';
import type { FreeAction } from '../action.ts';
import { hostNames } from '../fleet.ts';

export const triageHost: FreeAction = {
  action: 'triage_host',
  label: 'button.triage_host',
  async run({ person, incident: carried }, deps) {
    const permission = await deps.may(person, 'look');
    if (!permission.ok) return notAllowed(permission, 'triage', [`${deps.command} hosts`]);
    return {
      form: {
        verb: 'triage',
        title: text('dialog.triage.title'),
        label: text('dialog.triage.label'),
        hint: text('dialog.triage.hint'),
        submit: text('dialog.triage.submit'),
        options: await hostNames(deps.objects),
        ...(carried === '-' ? {} : { complaint: carried }),
      },
    };
  },
};
