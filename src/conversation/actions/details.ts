/**
 * @module conversation/actions/details
 * The details of every host of an incident, for whoever pressed: on a telephone the thread is far away.
 */

import { composeDetails } from '../../messages/details.ts';
import { bold, type Part } from '../../messages/message.ts';
import type { Action } from '../action.ts';

export const details: Action = {
  action: 'details',
  label: 'Details',
  fits: (view) => view.hosts.some((host) => host.diagnosis !== null),
  async run(_press, view) {
    const told = view.hosts
      .filter((host) => host.diagnosis !== null)
      .map((host) => composeDetails(view, host));
    const [first] = told;
    if (first !== undefined && told.length === 1) return { message: first, for: 'asker' };
    const parts = told.flatMap((message, at): Part[] => [
      ...(at === 0 ? [] : [{ kind: 'divider' } as const]),
      { kind: 'line', spans: [bold(message.headline)] },
      ...message.parts,
    ]);
    const headline = told.length === 0 ? 'No details yet' : `Details of ${told.length} hosts`;
    return { message: { headline, emoji: '🧾', parts, context: [view.incident] }, for: 'asker' };
  },
};
