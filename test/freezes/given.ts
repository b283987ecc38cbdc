/** Events that tests of freezes begin from. */
import type { FreezeEvent, Happening } from '../../src/freezes/event.ts';
import { advance } from '../../src/freezes/freeze.ts';
import { blankFreeze, type Freeze } from '../../src/freezes/record.ts';
import type { Held } from '../../src/hub/messages.ts';
import type { Person } from '../../src/outbox/person.ts';
import type { Place } from '../../src/outbox/place.ts';
import type { Hold } from '../../src/protocol/recovery.ts';

/** 21 Nov 2026, 03:00:00 UTC. */
export const T0 = Date.UTC(2026, 10, 21, 3);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const DANA: Person = { via: 'slack', team: 'T1', id: 'U-dana', name: 'dana' };
export const LI: Person = { via: 'slack', team: 'T1', id: 'U-li', name: 'li' };
export const CHANNEL: Place = { via: 'slack', team: 'T1', channel: 'C-ops' };
export const CHANGES: Place = { via: 'slack', team: 'T1', channel: 'C-changes' };

type Begun = Extract<FreezeEvent, { type: 'begun' }>;
type HeldEvent = Extract<FreezeEvent, { type: 'held' }>;

export const begun = (more: Partial<Begun> = {}): Begun => ({
  id: 'begin',
  type: 'begun',
  person: DANA,
  places: [CHANNEL],
  targets: [{ host: 'node-3' }],
  from: T0,
  until: T0 + 30 * MINUTE,
  because: 'token-drift',
  incident: null,
  ...more,
});

export const heldBy = (more: Partial<Held> = {}): Held => ({
  freeze: 'frz-other',
  gateway: null,
  by: 'sam',
  because: null,
  from: T0,
  until: T0 + HOUR,
  incident: null,
  link: 'https://example.com/thread',
  ...more,
});

export const hold = (more: Partial<Hold> = {}): Hold => ({
  gateway: 'default',
  freeze: 'frz-1',
  by: 'slack:T1/U-dana',
  because: null,
  until: T0 + 30 * MINUTE,
  held: 'leased',
  why: null,
  at: T0,
  ...more,
});

export type Timed = [event: Happening, at: number];

/** What the host says of its own hold; `order` as the machine gave it. */
export const told = (order: string, holds: Hold[]) => ({
  id: `told ${order}`,
  type: 'told' as const,
  order,
  holds,
});

/** The freeze after these events, each at its time (ms after T0), and the effects of the last. */
export function freezeAfter(...events: Timed[]) {
  let freeze: Freeze = blankFreeze('frz-1');
  let effects: ReturnType<typeof advance>['effects'] = [];
  for (const [event, at] of events) ({ freeze, effects } = advance(freeze, event, T0 + at));
  return { freeze, effects };
}

export const held = (host = 'node-3', gateway: string | null = null): HeldEvent => ({
  id: `held ${host}`,
  type: 'held',
  host,
  gateway,
});
