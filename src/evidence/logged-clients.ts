/**
 * @module evidence/logged-clients
 * The part of the dictionary that counts clients in a gateway's log: one program that tries again and again is
 * one client, and whether one or many are shut out is the reach of a fault.
 */

export const LOGGED_CLIENTS = {
  'connect.attempts': {
    on: 'client',
    type: 'number',
    about: 'attempts of this client in the log that ended so, those without a line of their own included',
  },
  'connect.attempts-lately': {
    on: 'client',
    type: 'number',
    about: 'of these, attempts within the quarter of an hour before the last one, at most 32',
  },
  'connect.first-at': { on: 'client', type: 'text', about: 'ISO time of the first of these attempts' },
  'gateway.clients.cut-after-s': {
    on: 'gateway',
    type: 'number',
    about:
      'connections of the last quarter of an hour ended without a close frame, each after so many seconds',
  },
  'gateway.clients.failing': {
    on: 'gateway',
    type: 'number',
    about: 'distinct clients that the log shows refused or cut off: one, or many',
  },
} as const;
