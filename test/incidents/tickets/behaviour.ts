/** An incident whose desks come from settings, as both doors put them together. */
import { incidentBehaviour } from '../../../src/incidents/incident-object.ts';
import { TICKET_WRITER } from '../../../src/messages/ticket-body.ts';
import type { Behaviour, Objects } from '../../../src/storage/objects.ts';
import { makeDesks } from '../../../src/tickets/desks.ts';
import { knownDesks } from '../../../src/tickets/known-desks.ts';
import { readDesks } from '../../../src/tickets/read-desks.ts';
import { silentLog } from '../../contracts/silent-log.ts';

/** `DESKS` as an operator writes it. */
export function incidentWithDesks(objects: Objects, DESKS: string): Behaviour {
  const read = readDesks({ DESKS });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const desks = makeDesks(read.desks, { fetch: (...call) => fetch(...call), now: () => Date.now() });
  const { usual: desk } = knownDesks(desks);
  const tickets = { desks, write: TICKET_WRITER, desk, ticketOn: null };
  return incidentBehaviour({ objects, notifiers: {}, log: silentLog, tickets });
}
