/**
 * @module incidents/ticket-outcome
 * What the rows of errands say that the incident's ticket does not know yet, as events. Asked again it gives the same, so
 * nothing is lost with a crash between a desk's answer and the incident's memory of it.
 */
import type { Errand } from '../tickets/errand.ts';
import type { IncidentEvent } from './event.ts';
import type { AtDesk, TicketRecord } from './ticket.ts';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const plain = ({ key, id, url }: AtDesk): AtDesk => ({ key, id, url });

export function whatCameOf(one: TicketRecord, errands: readonly Errand[]): IncidentEvent[] {
  const mine = errands.filter(({ about }) => about === one.errand);
  const opening = mine.find(({ id }) => id === one.errand);
  if (opening === undefined) return [];
  const ended = one.state === 'opening' || one.state === 'open' ? ofTicket(one, opening) : [];
  return [...ended, ...ofComment(one, mine), ...ofFile(one, mine), ...ofTrouble(one, mine)];
}

/** The ticket itself: there, elsewhere, gone, or not to be had. */
function ofTicket(one: TicketRecord, { id, state, ticket, doubles, how, why }: Errand): IncidentEvent[] {
  const about = { ticket: one.id };
  if (state === 'failed' && one.state === 'opening')
    return [
      {
        id: `${id}:failed:${one.errands}`,
        type: 'ticket-failed',
        ...about,
        how: how ?? 'refused',
        why: why ?? '',
      },
    ];
  if (state === 'gone' && one.state === 'open')
    return [{ id: `${id}:gone`, type: 'ticket-gone', ...about, why: why ?? '' }];
  if (ticket === null || (state !== 'done' && state !== 'gone')) return [];
  const [as, others] = [plain(ticket), doubles.map(plain)];
  if (one.state === 'open' && same(as, one.at) && same(others, one.doubles)) return [];
  const key = [as, ...others].map((at) => at.key).join(' ');
  return [{ id: `${id}:at:${key}`, type: 'ticket-at', ...about, as, doubles: others }];
}

function ofComment({ id: ticket, saying }: TicketRecord, mine: readonly Errand[]): IncidentEvent[] {
  const errand = mine.find(({ id }) => id === saying?.errand);
  if (saying === null || errand === undefined) return [];
  const { n } = saying;
  if (errand.state === 'done') return [{ id: `${errand.id}:said`, type: 'ticket-said', ticket, n }];
  // Where its ticket is gone, that is what is told.
  if (errand.state !== 'failed' || errand.how === 'gone') return [];
  const how = errand.how ?? 'refused';
  return [{ id: `${errand.id}:unsaid`, type: 'ticket-unsaid', ticket, n, how, why: errand.why ?? '' }];
}

function ofFile({ id: ticket, file }: TicketRecord, mine: readonly Errand[]): IncidentEvent[] {
  const errand = mine.find(({ id }) => id === file?.errand);
  if (file === null || file.state !== 'sending' || errand === undefined) return [];
  const about = { id: `${errand.id}:file`, type: 'ticket-attached', ticket, digest: file.digest } as const;
  if (errand.state === 'done') return [about];
  return errand.state === 'failed' ? [{ ...about, linked: errand.why ?? '' }] : [];
}

/** Why the first that is not over has not been done yet. */
function ofTrouble({ id: ticket, trouble, errands }: TicketRecord, mine: readonly Errand[]): IncidentEvent[] {
  const first = mine.find(({ nextAt, state }) => nextAt !== null && state !== 'done');
  const told = first?.why == null ? null : { how: first.how ?? 'limited', told: first.why };
  if (same(told, trouble)) return [];
  const word = told === null ? 'goes-on' : `${told.how}:${told.told.length}`;
  return [{ id: `${ticket}:${first?.id ?? errands}:${word}`, type: 'ticket-waits', ticket, trouble: told }];
}
