/**
 * Tickets of one incident over a real store, at a desk that follows a script: what a crash at any step, a desk that is
 * away, credentials that have expired and a ticket that was deleted change in what people see. Nothing is said twice.
 */
import { describe, expect, it } from 'vitest';
import type { IncidentEvent } from '../../src/incidents/event.ts';
import type { IncidentView, TicketView } from '../../src/incidents/notifier.ts';
import { DeskError } from '../../src/tickets/desk.ts';
import { type Fault, type Slate, slate } from '../fakes/desks/slate.ts';
import { CHANNEL, MIRA, ORDER, T0 } from './given.ts';
import { aWorld, evidence } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const host = 'node-3';
const asked = (id: string): IncidentEvent => ({
  ...{ id, type: 'asked', host, person: MIRA, place: CHANNEL, text: 'triage node-3' },
});
const wish = (id: string, over: object = {}): IncidentEvent => ({
  ...{ id, type: 'ticket', desk: 'slate', person: MIRA },
  ...over,
});

/** `dieAt`, `ticketOn` as in `aWorld`; `fault`: what goes wrong at the desk. */
function aDeskWorld(options: Parameters<typeof aWorld>[0] = {}, more: Parameters<typeof slate>[1] = {}) {
  let desk: Slate | undefined;
  const world = aWorld({
    ...options,
    desk(now) {
      desk = slate(now, more);
      return desk;
    },
  });
  if (desk === undefined) throw new Error('The world made no desk.');

  /** One look of the host, from the command to its end. */
  async function look(n: number, verdict: string, at: number): Promise<void> {
    const order = n === 1 ? ORDER : `inc-1.${host}.${n}`;
    await world.tell(asked(`ask-${n}`));
    await world.tell({ id: `accepted-${n}`, type: 'accepted', order, host });
    await world.tell({ id: `seen-${n}`, type: 'evidence', order, host, seq: 0, evidence: evidence(verdict) });
    await world.tell({ id: `done-${n}`, type: 'done', order, host, tookMs: 640 });
    await world.pass(at);
  }
  const view = async (): Promise<IncidentView> =>
    ((await world.view()) as unknown as { view: IncidentView }).view;
  const ticket = async (): Promise<TicketView> => (await view()).tickets?.at(-1) as TicketView;
  return { ...world, desk, look, ticket, viewed: view };
}

const away = (until: { over: boolean }) => (): Fault | null =>
  until.over ? null : { before: new DeskError('limited', 'Slate answered 503.') };

/** Triage, ticket, a second look that finds it healthy: a ticket and one comment. */
async function story(world: ReturnType<typeof aDeskWorld>): Promise<void> {
  await world.look(1, 'down', 1_000);
  await afterTheLook(world);
}

async function afterTheLook(world: ReturnType<typeof aDeskWorld>): Promise<void> {
  await world.tell(wish('wish-1'));
  await world.tell(wish('wish-2'));
  await world.pass(10 * 60_000);
  await world.look(2, 'healthy', 20 * 60_000);
  await world.pass(2 * HOUR);
}

function expectOnce({ desk, posted }: ReturnType<typeof aDeskWorld>): void {
  expect(desk.tickets).toHaveLength(1);
  expect(desk.tickets[0]?.comments).toHaveLength(1);
  expect(posted.filter(({ key }) => key === 'ticket/1')).toHaveLength(1);
}

describe('a ticket at a desk', () => {
  it('is opened once with what was found, and told once how it ended', async () => {
    const world = aDeskWorld();
    await story(world);
    expectOnce(world);
    const [one] = world.desk.tickets;
    expect(one?.title).toBe('[node-3] process: The configuration is invalid');
    expect(one?.body).toContain('config-invalid');
    expect(one?.body).toContain('https://app.slack.com/client/T1/C1/thread/C1-1.0');
    expect(one?.comments[0]).toContain('the incident was closed');
    const ticket = await world.ticket();
    expect(ticket).toMatchObject({ state: 'open', comments: 1, at: { key: 'S-1' } });
    const shown = world.posted.find(({ key }) => key === 'ticket/1')?.notice;
    expect(shown?.view.tickets?.[0]?.state).toBe('open');
    // The living message has its key, too.
    expect(world.posted.find(({ key }) => key === 'status')?.notice.view.tickets?.[0]?.at?.key).toBe('S-1');
  });

  it('is one ticket with one comment, wherever the bot was killed', async () => {
    const whole = aDeskWorld();
    await whole.look(1, 'down', 1_000);
    // What comes before is held by the tests of a triage.
    const first = whole.steps();
    await afterTheLook(whole);
    const steps = whole.steps();
    const wrong: string[] = [];
    for (let dieAt = first; dieAt <= steps; dieAt++) {
      const world = aDeskWorld({ dieAt });
      await story(world);
      const tickets = world.desk.tickets.length;
      const comments = world.desk.tickets.map((one) => one.comments.length).join();
      const { state, comments: known } = await world.ticket();
      if (tickets !== 1 || comments !== '1' || state !== 'open' || known !== 1)
        wrong.push(`${dieAt}: ${tickets} tickets, ${comments} comments, ${state}, knows of ${known}`);
    }
    expect(steps - first).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  }, 300_000);

  it('waits for a desk that is away for an hour, says so, and tells it all in one comment', async () => {
    const world = aDeskWorld();
    const until = { over: false };
    await world.look(1, 'down', 1_000);
    world.desk.fault = away(until);
    await world.tell(wish('wish-1'));
    await world.pass(10 * 60_000);
    expect(await world.ticket()).toMatchObject({
      state: 'opening',
      trouble: { how: 'limited', told: 'Slate answered 503.' },
    });
    await world.look(2, 'healthy', 20 * 60_000);
    await world.look(3, 'down', 40 * 60_000);
    await world.look(4, 'healthy', 60 * 60_000);
    expect(world.desk.tickets).toEqual([]);
    until.over = true;
    await world.pass(2 * HOUR);
    expectOnce(world);
    expect(await world.ticket()).toMatchObject({ state: 'open', trouble: null, owed: [], comments: 1 });
  });

  it('goes on by itself once expired credentials are renewed, and at once when somebody asks', async () => {
    const world = aDeskWorld();
    let expired = true;
    const denied = { before: new DeskError('denied', 'Slate answered 401.') };
    world.desk.fault = () => (expired ? denied : null);
    await world.look(1, 'down', 1_000);
    await world.tell(wish('wish-1'));
    await world.pass(3 * HOUR);
    expect(await world.ticket()).toMatchObject({ state: 'opening', trouble: { how: 'denied' } });
    expired = false;
    await world.tell(wish('wish-2'));
    await world.pass(3 * HOUR + 1_000);
    expect(world.desk.tickets).toHaveLength(1);
    expired = true;
    await world.look(2, 'healthy', 4 * HOUR);
    expect(await world.ticket()).toMatchObject({ state: 'open', comments: 0, trouble: { how: 'denied' } });
    expired = false;
    await world.pass(5 * HOUR);
    expectOnce(world);
    expect(await world.ticket()).toMatchObject({ comments: 1, trouble: null });
  });

  it('that was deleted is said to be gone, and another is opened only when somebody asks', async () => {
    const world = aDeskWorld();
    await world.look(1, 'down', 1_000);
    await world.tell(wish('wish-1'));
    await world.pass(10 * 60_000);
    world.desk.tickets.splice(0);
    await world.look(2, 'healthy', 30 * 60_000);
    await world.pass(DAY);
    expect(await world.ticket()).toMatchObject({ state: 'gone', at: { key: 'S-1' } });
    expect(world.desk.tickets).toEqual([]);
    await world.tell(wish('wish-2'));
    await world.pass(DAY + HOUR);
    expect((await world.viewed()).tickets?.map(({ state }) => state)).toEqual(['gone', 'open']);
    expect(world.desk.tickets).toHaveLength(1);
  });

  it('that the desk refuses says why, and is opened once when somebody asks again', async () => {
    const world = aDeskWorld();
    let closed = true;
    const refused = { before: new DeskError('refused', 'The project is closed.') };
    world.desk.fault = (call) => (call === 'open' && closed ? refused : null);
    await world.look(1, 'down', 1_000);
    await world.tell(wish('wish-1'));
    await world.pass(HOUR);
    expect(await world.ticket()).toMatchObject({
      state: 'failed',
      why: { how: 'refused', told: 'The project is closed.' },
    });
    closed = false;
    await world.tell(wish('wish-2'));
    await world.pass(2 * HOUR);
    expect(world.desk.tickets).toHaveLength(1);
  });

  it('whose answer was lost for a day is looked for before it is opened anew', async () => {
    const world = aDeskWorld();
    const until = { over: false };
    // Asked to wait so long, it is tried a few times a day only.
    const lost = new DeskError('unsure', 'Slate did not answer within 20 s.', 2 * HOUR);
    let opens = 0;
    world.desk.fault = (call) => {
      if (call === 'open') opens += 1;
      if (until.over) return null;
      return call === 'open' ? { after: lost } : { before: lost };
    };
    await world.look(1, 'down', 1_000);
    await world.tell(wish('wish-1'));
    await world.pass(2 * DAY);
    expect(await world.ticket()).toMatchObject({ state: 'failed', why: { how: 'unsure' } });
    until.over = true;
    await world.tell(wish('wish-2'));
    await world.pass(2 * DAY + HOUR);
    expect(await world.ticket()).toMatchObject({ state: 'open', at: { key: 'S-1' } });
    expect([opens, world.desk.tickets.length]).toEqual([1, 1]);
  });

  it('that others have opened is told of all this', async () => {
    const world = aDeskWorld();
    await world.look(1, 'down', 1_000);
    const theirs = { key: 'S-7', id: '7', url: 'https://slate.example/7' };
    world.desk.tickets.push({
      ...theirs,
      marker: '-',
      title: 't',
      body: '',
      at: T0,
      comments: [],
      files: [],
    });
    await world.tell(wish('wish-1', { key: 'S-7' }));
    await world.pass(10 * 60_000);
    const [one] = world.desk.tickets;
    expect(one?.comments).toHaveLength(1);
    expect(one?.comments[0]).toContain('config-invalid');
    expect(await world.ticket()).toMatchObject({ state: 'open', key: 'S-7', at: theirs });
    expect(world.desk.calls).not.toContain('open');
  });
});

describe('TICKET_ON', () => {
  it('opens one by itself for a claim that is grave enough, once an incident, and says why', async () => {
    const world = aDeskWorld({ ticketOn: 1 });
    await world.look(1, 'down', 10 * 60_000);
    await world.look(2, 'down', 20 * 60_000);
    expect(world.desk.tickets).toHaveLength(1);
    expect(await world.ticket()).toMatchObject({
      itself: { finding: 'default/config-invalid', severity: 1, limit: 1 },
    });
    expect((await world.history()).filter(({ type }) => type === 'ticket')).toHaveLength(1);
  });

  it('opens one for a whole round, once everybody is known of, and it names all that are ill', async () => {
    const world = aDeskWorld({ ticketOn: 1 });
    const targets = ['node-1', 'node-2', 'node-3', 'node-4'].map((name) => ({ host: name }));
    const by = { person: MIRA, place: CHANNEL, text: 'triage all' };
    await world.tell({ id: 'round-1', type: 'round', targets, ...by });
    const stands = (name: string, verdict: 'down' | 'healthy', more: Partial<IncidentEvent> = {}) => {
      const ill = { failing: 'process', finding: 'config-invalid', severity: 1 } as const;
      const well = { failing: null, finding: null } as const;
      const standing = { state: 'done', verdict, why: null, ...(verdict === 'down' ? ill : well) } as const;
      return world.tell({ id: `stands-${name}`, type: 'stands', host: name, standing, ...more } as never);
    };
    await stands('node-1', 'down');
    await stands('node-2', 'healthy');
    await stands('node-3', 'down');
    await world.pass(60_000);
    expect(world.desk.tickets).toEqual([]);
    await stands('node-4', 'healthy');
    await world.pass(10 * 60_000);
    const [one] = world.desk.tickets;
    expect(world.desk.tickets).toHaveLength(1);
    expect(one?.title).toBe('4 hosts: 2 down, 2 healthy');
    expect(one?.body).toContain('node-1, node-3');
    expect(one?.body).toContain('config-invalid');
    expect(await world.ticket()).toMatchObject({
      itself: { finding: 'config-invalid', severity: 1, limit: 1 },
    });
  });

  it('opens none for a host that is looked at for a round: its round has one', async () => {
    const world = aDeskWorld({ ticketOn: 1 });
    await world.tell({ ...asked('ask-1'), round: 'inc-round' } as never);
    await world.tell({ id: 'accepted', type: 'accepted', order: ORDER, host });
    await world.tell({
      id: 'seen',
      type: 'evidence',
      order: ORDER,
      host,
      seq: 0,
      evidence: evidence('down'),
    });
    await world.tell({ id: 'done', type: 'done', order: ORDER, host, tookMs: 640 });
    await world.pass(HOUR);
    expect(world.desk.calls).toEqual([]);
  });

  it.each([
    ['what is not claimed', 'unknown', 4],
    ['what is healthy', 'healthy', 4],
    ['any look while it is off', 'down', null],
  ])('opens none for %s', async (_what, verdict, ticketOn) => {
    const world = aDeskWorld({ ticketOn });
    await world.look(1, verdict, HOUR);
    expect(world.desk.calls).toEqual([]);
  });
});
