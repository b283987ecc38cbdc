/**
 * A desk without a vendor, for what is the same at every desk: tickets, comments and files in memory, a search that lags,
 * and faults on order. What is written is there whether or not its answer arrives.
 */
import { type Desk, DeskError, type Ticket } from '../../../src/tickets/desk.ts';

export type SlateTicket = Ticket & {
  marker: string;
  title: string;
  body: string;
  at: number;
  comments: string[];
  files: string[];
};

export type Fault =
  /** Thrown before anything is done. */
  | { before: DeskError }
  /** Done, and then the answer is lost. */
  | { after: DeskError }
  /** Done only so much later: the request is still under way when its caller gives up. */
  | { late: number };

export type Slate = Desk & {
  tickets: SlateTicket[];
  calls: string[];
  /** Asked before each call; what it gives goes wrong. */
  fault: (call: string) => Fault | null;
};

export function slate(now: () => number, more: Partial<Desk['abilities']> = {}): Slate {
  const tickets: SlateTicket[] = [];
  const calls: string[] = [];
  const late: { at: number; work: () => void }[] = [];
  const abilities = {
    attaches: true,
    largestFile: 1_000,
    internal: 'always',
    atomic: false,
    lagMs: 10_000,
  } as const;

  let arrivedAt: number | null = null;
  function arrive(): void {
    for (const one of late.splice(0)) {
      if (one.at > now()) late.push(one);
      else {
        arrivedAt = one.at;
        one.work();
        arrivedAt = null;
      }
    }
  }

  async function call<T>(name: string, work: () => T): Promise<T> {
    arrive();
    calls.push(name);
    const fault = self.fault(name);
    await Promise.resolve();
    if (fault === null) return work();
    if ('before' in fault) throw fault.before;
    if ('late' in fault) {
      late.push({ at: now() + fault.late, work });
      throw new DeskError('unsure', 'Slate did not answer within 20 s.');
    }
    work();
    throw fault.after;
  }

  const at = (ticket: Ticket): SlateTicket => {
    const found = tickets.find(({ id }) => id === ticket.id);
    if (found === undefined) throw new DeskError('gone', 'Slate answered 404.');
    return found;
  };
  const told = ({ key, id, url }: Ticket): Ticket => ({ key, id, url });

  const self: Slate = {
    name: 'slate',
    kind: 'slate',
    abilities: { ...abilities, ...more },
    tickets,
    calls,
    fault: () => null,
    open: (wanted) =>
      call('open', () => {
        const known = tickets.find(({ marker }) => marker === wanted.marker);
        if (self.abilities.atomic && known) return told(known);
        const n = tickets.length + 1;
        const body = JSON.stringify(wanted.body);
        const { marker, title } = wanted;
        const ticket = { key: `S-${n}`, id: `${n}`, url: `https://slate.example/${n}`, marker, title, body };
        tickets.push({ ...ticket, at: arrivedAt ?? now(), comments: [], files: [] });
        return told(ticket);
      }),
    find: (marker) =>
      call('find', () =>
        tickets.filter((one) => one.marker === marker && one.at + self.abilities.lagMs <= now()).map(told),
      ),
    read: (key) => call('read', () => tickets.filter((one) => one.key === key).map(told)[0] ?? null),
    comment: (on, { marker, body }) =>
      call('comment', () => void at(on).comments.push(`${JSON.stringify(body)} ${marker}`)),
    hasComment: (on, marker) =>
      call('hasComment', () => at(on).comments.some((comment) => comment.endsWith(marker))),
    attach: (to, { name }) => call('attach', () => void at(to).files.push(name)),
    hasFile: (on, { name }) => call('hasFile', () => at(on).files.includes(name)),
    check: async () => [],
  };
  return self;
}
