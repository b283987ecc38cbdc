/**
 * @module conversation/actions/bundle-ticket
 * Puts the incident on a ticket with this bundle; where there is one already, the bundle goes to that.
 */
import { bundleName, isThere } from '../../incidents/bundle.ts';
import { isAlive } from '../../incidents/ticket.ts';
import type { BundleAction } from '../bundle-action.ts';
import { pressTicket } from './ticket.ts';

export const ticketForBundle: BundleAction = {
  action: 'bundle_ticket',
  label: 'button.ticket',
  word: 'ticket',
  under: ['bundle'],
  right: 'act',
  fits: (bundle, { desks = [], tickets = [] }) =>
    isThere(bundle) && desks.length > 0 && !tickets.some((one) => isAlive(one) && one.bundle === bundle.id),
  run: (press, { bundle, view }, deps) => pressTicket(press, view, deps, bundleName(bundle)),
};
