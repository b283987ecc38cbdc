/**
 * @module freezes/conductor
 * Loads the freeze, advances it, and saves record and effects in one transaction. What the effects ask for is carried
 * out afterwards, by dispatcher.ts and the outbox.
 */
import { keepWanted } from '../outbox/wanted.ts';
import type { Evidence } from '../protocol/evidence.ts';
import type { Hold } from '../protocol/recovery.ts';
import type { Mailbox } from '../storage/mailbox.ts';
import type { Store } from '../storage/objects.ts';
import { lineOf } from './effect.ts';
import type { FreezeEvent, Happening } from './event.ts';
import { advance } from './freeze.ts';
import type { FreezeView } from './notifier.ts';
import { blankFreeze, Freeze } from './record.ts';
import { viewOf } from './view.ts';

export type Conductor = {
  load(): Freeze;
  /** Applies an event; `also` runs in the same transaction. False if the event had been here before. */
  happen(event: FreezeEvent | { type: 'tick' }, also?: () => void): boolean;
  view(): FreezeView | null;
};

/** `id` is the freeze's; `now` gives epoch ms. Throws when the stored record cannot be read. */
export function createConductor(deps: {
  store: Store;
  post: Mailbox['post'];
  id: string;
  now: () => number;
}): Conductor {
  const { store, post, id, now } = deps;
  /** The record as last read or written: this object is its only writer. */
  let cached: Freeze | null = null;

  function load(): Freeze {
    if (cached === null) {
      const [row] = store.all<{ record: string }>('SELECT record FROM freeze');
      cached = row === undefined ? blankFreeze(id) : Freeze.parse(JSON.parse(row.record));
    }
    return cached;
  }

  function apply(event: FreezeEvent | { type: 'tick' }, also?: () => void): boolean {
    const before = load();
    also?.();
    const { freeze, effects } = advance(before, happeningOf(event), now());
    if (freeze === before) return false;
    const record = JSON.stringify(freeze);
    store.run('INSERT OR REPLACE INTO freeze (one, record) VALUES (1, ?)', record);
    for (const effect of effects) {
      if (effect.kind === 'notice') keepWanted(store, effect);
      else post({ receiver: lineOf(effect), id: effect.id, body: effect });
    }
    cached = freeze;
    return true;
  }

  return {
    load,
    happen(event, also) {
      try {
        return store.tx(() => apply(event, also));
      } catch (error) {
        cached = null;
        throw error;
      }
    },
    view: () => viewOf(load(), now()),
  };
}

/** Of what a host saw, a freeze keeps only what it says of its holds. */
function happeningOf(event: FreezeEvent | { type: 'tick' }): Happening {
  if (event.type !== 'evidence') return event;
  const { id, order, evidence } = event;
  return { id, type: 'told', order, holds: holdsIn(evidence) };
}

const holdsIn = (evidence: readonly Evidence[]): Hold[] =>
  evidence.flatMap(({ report }) => (report?.kind === 'hold' ? [report.hold] : []));
