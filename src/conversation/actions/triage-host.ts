/**
 * @module conversation/actions/triage-host
 * From a text that was explained to a look at the machine: asks which host, and has it looked at as if that had been
 * typed. It belongs to no incident, since there is none yet.
 */

import { notAllowed } from '../../messages/permission-denied.ts';
import type { FreeAction } from '../action.ts';
import { hostNames } from '../fleet.ts';

export const triageHost: FreeAction = {
  action: 'triage_host',
  label: 'Triage a host',
  async run({ person, incident: carried }, deps) {
    const permission = await deps.may(person, 'look');
    if (!permission.ok) return notAllowed(permission, 'run triage', [`${deps.command} hosts`]);
    return {
      form: {
        verb: 'triage',
        title: 'Triage a host',
        label: 'Host',
        hint: 'Its incident appears in this channel. Nothing on the host is changed.',
        submit: 'Triage',
        options: await hostNames(deps.objects),
        ...(carried === '-' ? {} : { complaint: carried }),
      },
    };
  },
};
