/** Tickets as the incident decides them: wanted, opened once, told of what follows, each thing once. */
import { describe, expect, it } from 'vitest';
import type { DeskEffect, Effect } from '../../src/incidents/effect.ts';
import { advance } from '../../src/incidents/incident.ts';
import { blankIncident, type Incident } from '../../src/incidents/record.ts';
import type { TicketRecord } from '../../src/incidents/ticket.ts';
import { WAIT_FOR_LOOK_MS } from '../../src/incidents/ticket-machine.ts';
import { wakeTime } from '../../src/incidents/wake-time.ts';
import type { Happening } from '../../src/incidents/work.ts';
import { event, ILL, MIRA, reading, T0 } from './given.ts';
import { HAPPENS, JON, LOOK_AFTER, RECOVERED, toRun } from './given-recovery.ts';

const TICKET = 'inc-1.ticket.1';
const AT = { key: 'OPS-12', id: '10012', url: 'https://desk.example.org/OPS-12' };
const host = 'node-3';
let made = 0;
const id = (): string => `t-${++made}`;

const CLAIMS = reading({ ...ILL, claimed: ['default/config-invalid'], mark: 'config' });
const GONE = reading({ verdict: 'healthy', claimed: [], mark: 'gone' });

const does = {
  asked: () => event('asked'),
  looked: (what = CLAIMS) => event('judged', { reading: what }),
  done: () => event('done'),
  wished: (over: object = {}): Happening => ({
    id: id(),
    type: 'ticket',
    desk: 'jira',
    person: MIRA,
    ...over,
  }),
  opened: (as = AT): Happening => ({ id: id(), type: 'ticket-at', ticket: TICKET, as, doubles: [] }),
  waits: (how: 'denied' | 'unsure' | null): Happening => ({
    ...{ id: id(), type: 'ticket-waits', ticket: TICKET },
    trouble: how === null ? null : { how, told: 'no answer' },
  }),
  gone: (): Happening => ({ id: id(), type: 'ticket-gone', ticket: TICKET, why: 'it was deleted' }),
  failed: (how: 'refused' | 'unsure' = 'refused'): Happening => ({
    ...{ id: id(), type: 'ticket-failed', ticket: TICKET, how, why: 'the project is closed' },
  }),
  said: (n: number): Happening => ({ id: id(), type: 'ticket-said', ticket: TICKET, n }),
  unsaid: (n: number, over: object = {}): Happening => ({
    ...{ id: id(), type: 'ticket-unsaid', ticket: TICKET, n, how: 'refused', why: 'no right', ...over },
  }),
  again: (): Happening => event('asked'),
  lookedAgain: (what = GONE): Happening => ({ type: 'judged', order: LOOK_AFTER, host, reading: what }),
  doneAgain: (): Happening => ({ id: id(), type: 'done', order: LOOK_AFTER, host, tookMs: 5 }),
  tick: (): Happening => ({ type: 'tick' }),
} as const;

/** The incident after these events, a second apart from T0 on, and all that was wanted of desks. */
function following(events: readonly Happening[], from = blankIncident('inc-1'), at = T0) {
  const effects: Effect[] = [];
  const it = events.reduce((incident, one, n) => {
    const step = advance(incident, one, at + n * 1_000);
    effects.push(...step.effects);
    return step.incident;
  }, from);
  const errands = effects.filter((one): one is DeskEffect => one.kind === 'errand');
  return { it, errands, effects, asked: errands.map(tell) };
}

const tell = (one: DeskEffect): string =>
  one.what === 'comment' ? `comment ${one.n}: ${one.news.map(({ what }) => what).join(' ')}` : one.what;
const the = ({ tickets }: Incident): TicketRecord => tickets[0] as TicketRecord;

const found: Happening[] = [does.asked(), does.looked(), does.done()];
const opened: Happening[] = [...found, does.wished(), does.opened()];

describe('a ticket', () => {
  it('is opened once, whatever is pressed a second time', () => {
    const { it, asked } = following([
      ...found,
      does.wished(),
      does.wished({ person: JON }),
      does.opened(),
      does.wished(),
    ]);
    expect(asked).toEqual(['open']);
    expect(the(it)).toMatchObject({ state: 'open', at: AT, by: MIRA, desk: 'jira', comments: 0 });
    expect(it.tickets).toHaveLength(1);
  });

  it('waits for the look that is under way, so that it holds what was found', () => {
    const waiting = following([does.asked(), does.wished()]);
    expect(waiting.asked).toEqual([]);
    expect(the(waiting.it).state).toBe('wanted');
    expect(wakeTime(waiting.it)).toBeLessThanOrEqual(T0 + 1_000 + WAIT_FOR_LOOK_MS);
    const { asked } = following([does.looked(), does.done()], waiting.it, T0 + 2_000);
    expect(asked).toEqual(['open']);
  });

  it('does not wait for ever for a look that starts again and again', () => {
    const one = following([does.asked(), does.looked(), does.done()]);
    const two = following([does.again(), does.wished()], one.it, T0 + 3_000);
    expect(two.asked).toEqual([]);
    const late = { ...two.it, runs: two.it.runs.map((run) => ({ ...run, askedAt: T0 + 3_600_000 })) };
    expect(following([does.tick()], late, T0 + 4_000 + WAIT_FOR_LOOK_MS).asked).toEqual(['open']);
  });

  it('is one at each desk', () => {
    const { it, asked } = following([...opened, does.wished({ desk: 'github' })]);
    expect(asked).toEqual(['open', 'open']);
    expect(it.tickets.map(({ desk, id: its }) => [desk, its])).toEqual([
      ['jira', TICKET],
      ['github', 'inc-1.ticket.2'],
    ]);
  });

  it('that the desk refused is begun again by whoever asks, as the same ticket', () => {
    const refused = following([...found, does.wished(), does.failed()]);
    expect(the(refused.it)).toMatchObject({
      state: 'failed',
      why: { how: 'refused', told: 'the project is closed' },
    });
    const { it, asked, errands } = following(
      [does.wished({ person: JON }), does.opened()],
      refused.it,
      T0 + 9_000,
    );
    expect(asked).toEqual(['open']);
    expect(errands[0]?.id).not.toBe(refused.errands[0]?.id);
    expect(errands[0]?.ticket).toBe(TICKET);
    expect(the(it)).toMatchObject({ state: 'open', by: JON, why: null });
  });

  it('that may be there after all is asked for again as the same errand, and looked for first', () => {
    const given = following([...found, does.wished(), does.failed('unsure')]);
    const { it, errands, asked } = following([does.wished({ person: JON })], given.it, T0 + 9_000);
    expect(asked).toEqual(['again']);
    expect(errands[0]).toMatchObject({ errand: given.errands[0]?.id });
    expect(the(it)).toMatchObject({ state: 'opening', by: JON, errand: given.errands[0]?.id });
  });

  it('that was there before is told of all this, and not opened', () => {
    const { it, asked } = following([...found, does.wished({ key: 'OPS-12' }), does.opened()]);
    expect(asked).toEqual(['adopt', 'comment 1: report']);
    expect(the(it)).toMatchObject({ state: 'open', key: 'OPS-12', at: AT });
  });

  it('that has moved is followed', () => {
    const moved = { ...AT, key: 'SEC-3' };
    expect(the(following([...opened, does.opened(moved)]).it)).toMatchObject({ state: 'open', at: moved });
  });

  it('that waits for credentials goes on by itself, and at once when somebody says that they are mended', () => {
    const waiting = following([...found, does.wished(), does.waits('denied')]);
    expect(the(waiting.it)).toMatchObject({ state: 'opening', trouble: { how: 'denied' } });
    expect(following([does.wished()], waiting.it, T0 + 9_000).asked).toEqual(['hope']);
    expect(the(following([does.opened()], waiting.it, T0 + 9_000).it)).toMatchObject({
      state: 'open',
      trouble: null,
    });
  });

  it('neither holds the incident open nor keeps it from ending', () => {
    const well: Happening[] = [does.asked(), does.looked(GONE), does.done(), does.wished()];
    expect(following(well).it).toMatchObject({ state: 'closed', closed: { why: 'healthy' } });
    expect(following(well).asked).toEqual(['open']);
  });

  it('takes an answer that comes twice, or to nothing that was asked, for nothing', () => {
    const { it } = following([...opened, does.failed(), does.said(4), does.unsaid(4)]);
    expect(the(it)).toMatchObject({ state: 'open', comments: 0, unsaid: null });
    expect(following([...found, does.opened()]).it.tickets).toEqual([]);
  });

  it('is said in the thread, and each change edits that message', () => {
    const { effects } = following(opened);
    const said = effects.filter((one) => 'what' in one && one.what === 'ticket');
    expect(said.map((one) => ('key' in one ? one.key : ''))).toEqual(['ticket/1', 'ticket/1']);
  });
});

describe('what comes after it', () => {
  it('a look that finds the same is no news', () => {
    const same = [does.again(), does.lookedAgain(CLAIMS), does.doneAgain()];
    expect(following([...opened, ...same]).asked).toEqual(['open']);
  });

  it('a look that finds something else is a comment, once', () => {
    const other = reading({ ...ILL, claimed: ['default/token-drift'], mark: 'drift' });
    const { asked, errands } = following([
      ...opened,
      does.again(),
      does.lookedAgain(other),
      does.doneAgain(),
      does.tick(),
    ]);
    expect(asked).toEqual(['open', 'comment 1: run']);
    expect(errands[1]).toMatchObject({
      news: [{ what: 'run', host, fresh: ['default/token-drift'], gone: ['default/config-invalid'] }],
    });
  });

  it('the end of it all is one comment: what is gone, and that it is closed', () => {
    const { it, asked } = following([...opened, does.again(), does.lookedAgain(), does.doneAgain()]);
    expect(asked).toEqual(['open', 'comment 1: run closed']);
    expect(it.state).toBe('closed');
  });

  it('a recovery is told when it begins and with its end, though its plan is not', () => {
    const begun = following([...toRun.slice(0, 5), does.wished(), does.opened(), ...toRun.slice(5)]);
    expect(begun.asked).toEqual(['open', 'comment 1: recovery-begun']);
    const end = [does.said(1), HAPPENS.goes(RECOVERED), HAPPENS.runDone()];
    const over = following([...end, does.lookedAgain(), does.doneAgain()], begun.it, T0 + 60_000);
    expect(over.asked).toEqual(['comment 2: run recovery-over closed']);
  });

  it('waits while the desk is away, and is one comment then', () => {
    const other = reading({ ...ILL, claimed: ['default/token-drift'], mark: 'drift' });
    const away = following([...opened, does.again(), does.lookedAgain(other), does.doneAgain()]);
    const third = 'inc-1.node-3.3';
    const more: Happening[] = [
      does.again(),
      { type: 'judged', order: third, host, reading: CLAIMS },
      { id: id(), type: 'done', order: third, host, tookMs: 5 },
      { id: id(), type: 'closed-by', person: MIRA, verdict: null },
    ];
    const meanwhile = following(more, away.it, T0 + 600_000);
    expect(meanwhile.asked).toEqual([]);
    expect(following([does.said(1)], meanwhile.it, T0 + 3_600_000).asked).toEqual(['comment 2: run closed']);
  });

  it('that the desk refuses for what it says waits for people, and is said with what follows', () => {
    const stuck = following([...opened, does.again(), does.lookedAgain(), does.doneAgain(), does.unsaid(1)]);
    expect(stuck.asked).toEqual(['open', 'comment 1: run closed']);
    const reopened = following([does.again(), does.tick()], stuck.it, T0 + 90_000_000);
    expect(reopened.asked).toEqual([]);
    const again = following([does.wished()], reopened.it, T0 + 90_001_000);
    expect(again.asked).toEqual(['comment 1: run closed reopened']);
    expect(again.errands[0]?.id).not.toBe(stuck.errands[1]?.id);
    expect(the(following([does.said(1)], again.it, T0 + 90_002_000).it)).toMatchObject({
      ...{ comments: 1, unsaid: null, owed: [], saying: null },
    });
  });

  it('that may have been said is never said again', () => {
    const unsure = following([
      ...[...opened, does.again(), does.lookedAgain(), does.doneAgain()],
      does.unsaid(1, { how: 'unsure' }),
    ]);
    const again = following([does.again(), does.wished()], unsure.it, T0 + 30_000);
    expect(again.asked).toEqual(['comment 2: reopened']);
  });

  it('has nowhere to go when the ticket is gone, until somebody asks for another', () => {
    const gone = following([...opened, does.again(), does.lookedAgain(), does.doneAgain(), does.gone()]);
    expect(the(gone.it)).toMatchObject({ state: 'gone', why: { how: 'gone', told: 'it was deleted' } });
    expect(following([does.again(), does.tick()], gone.it, T0 + 90_000_000).asked).toEqual([]);
    const { it, asked } = following([does.wished()], gone.it, T0 + 30_000);
    expect(asked).toEqual(['open']);
    expect(it.tickets.map(({ state }) => state)).toEqual(['gone', 'opening']);
  });

  it('happens before it is open, too, and is told once it is', () => {
    const { asked } = following([
      ...found,
      does.wished(),
      does.again(),
      does.lookedAgain(),
      does.doneAgain(),
      does.opened(),
    ]);
    expect(asked).toEqual(['open', 'comment 1: run closed']);
  });
});
