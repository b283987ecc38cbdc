/**
 * @module conversation/actions/details
 * The details of every host of an incident, for whoever pressed: on a telephone the thread is far away.
 */
import { composeTogether } from '../../messages/details.ts';
import type { Action } from '../action.ts';

export const details: Action = {
  action: 'details',
  label: 'button.details',
  fits: (view) => view.hosts.some((host) => host.diagnosis !== null),
  async run(_press, view) {
    const told = view.hosts.filter((host) => host.diagnosis !== null);
    return { message: composeTogether(view, told), for: 'asker' };
  },
};
