/** Tickets asked for by people, typed and pressed: which desk, which incident, who may, and what is there already. */
import { describe, expect, it } from 'vitest';
import { compose } from '../../src/conversation/compose.ts';
import type { Answer, Form, Press } from '../../src/conversation/conversation.ts';
import { readTicketWords } from '../../src/conversation/ticket-words.ts';
import { bundleName } from '../../src/incidents/bundle.ts';
import type { Person, Place } from '../../src/incidents/event.ts';
import type { ViewReply } from '../../src/incidents/messages.ts';
import type { BundleView, IncidentView } from '../../src/incidents/notifier.ts';
import { renderText } from '../../src/terminal/render.ts';
import { DeskError } from '../../src/tickets/desk.ts';
import { knownDesks } from '../../src/tickets/known-desks.ts';
import { eventually } from '../contracts/world.ts';
import { bundling } from '../fakes/bundling-host.ts';
import { type Slate, slate } from '../fakes/desks/slate.ts';
import { recovering } from '../fakes/recovering-host.ts';
import { aScriptedBot } from '../fakes/scripted-bot.ts';
import { CONFIG_INVALID, HEALTHY } from '../fakes/seen.ts';

const person = (id: string): Person => ({ via: 'slack', team: 'T1', id, name: id });
const [MIRA, EVE] = ['mira', 'eve'].map(person) as [Person, Person];
const PLACE: Place = { via: 'slack', team: 'T1', channel: 'C1' };

const may = async (who: Person, right: string) =>
  who.id !== 'eve' || right === 'look'
    ? ({ ok: true } as const)
    : ({ ok: false, who: ['S1'], setting: 'OPERATOR_USERS' } as const);

/** A bot with these desks; `usual` as TICKET_DESK names it. */
async function aBot(
  names: readonly string[] = ['jira'],
  { usual = null as string | null, askTitle = false } = {},
) {
  const desks = new Map<string, Slate>(
    names.map((name) => [
      name,
      Object.assign(
        slate(() => Date.now(), { lagMs: 0, largestFile: 10_000_000 }),
        { name },
      ),
    ]),
  );
  const bot = await aScriptedBot(
    {
      'node-3': {
        evidence: [CONFIG_INVALID],
        answers: { ...(await recovering()), ...(await bundling('node-3')).answers },
      },
      'node-4': { evidence: [HEALTHY] },
    },
    { rights: { may }, desks, usualDesk: usual, askTitle },
  );
  const view = async (incident: string): Promise<IncidentView> =>
    ((await bot.objects.send({ kind: 'incident', name: incident }, { type: 'view' })) as ViewReply)
      .view as IncidentView;
  let made = 0;
  return {
    ...bot,
    desks,
    desk: desks.get(names[0] ?? '') as Slate,
    view,
    says: (text: string, who = MIRA, incident?: string) =>
      bot.types(text, { person: who, place: PLACE, ...(incident === undefined ? {} : { incident }) }),
    /** A triage of node-3 that has found something. */
    async found(): Promise<string> {
      const { incident = '' } = await bot.types('triage node-3', { person: MIRA, place: PLACE });
      await eventually(
        () => view(incident),
        (one) => one.hosts[0]?.state === 'done',
      );
      return incident;
    },
    press(incident: string, who = MIRA, more: Partial<Press> = {}) {
      made += 1;
      return bot.conversation.press({
        ...{ id: `press-${made}`, action: 'ticket', incident, look: 1, person: who, place: PLACE },
        ...more,
      });
    },
    opened: (incident: string) =>
      eventually(
        async () => (await view(incident)).tickets ?? [],
        (all) => all.some(({ state }) => state === 'open'),
      ),
  };
}
const problem = (answer: Answer | { form: Form }): unknown =>
  'form' in answer ? 'form' : answer.data?.problem;
const textOf = (answer: Answer | { form: Form }): string =>
  'form' in answer ? '' : renderText(answer.message);

describe('ticket', () => {
  it('puts the incident of the thread on the only desk, and says its key the second time', async () => {
    const bot = await aBot();
    const incident = await bot.found();
    const first = await bot.says('ticket', MIRA, incident);
    expect(first).toMatchObject({ for: 'asker', message: { headline: 'Ticket at jira: requested' } });
    await bot.opened(incident);
    const second = await bot.says('ticket', MIRA, incident);
    expect(second.message.headline).toBe('This incident has S-1 at jira already');
    expect(second.data).toMatchObject({ key: 'S-1', url: 'https://slate.example/1' });
    expect(bot.desk.tickets).toHaveLength(1);
  });

  it('finds the incident by its host, by its id, or as the only one that is open', async () => {
    const bot = await aBot();
    const incident = await bot.found();
    for (const text of ['ticket node-3', `ticket ${incident}`, 'ticket', 'TICKET Node-3 JIRA'])
      expect((await bot.says(text)).incident, text).toBe(incident);
    expect(bot.desk.tickets.length).toBeLessThan(2);
  });

  it('of a host without an incident says that triage comes first', async () => {
    const bot = await aBot();
    const answer = await bot.says('ticket node-4');
    expect(problem(answer)).toBe('nothing-open');
    expect(textOf(answer)).toContain('/openclaw triage node-4');
    expect(textOf(answer)).toContain('Nothing was done.');
    expect(problem(await bot.says('ticket'))).toBe('which-incident');
  });

  it('asks which desk where there are several and none is the usual one', async () => {
    const bot = await aBot(['jira', 'github']);
    const incident = await bot.found();
    const asked = await bot.says('ticket', MIRA, incident);
    expect(problem(asked)).toBe('which-desk');
    expect(asked.data?.examples).toEqual([
      `/openclaw ticket ${incident} jira`,
      `/openclaw ticket ${incident} github`,
    ]);
    await bot.says('ticket github', MIRA, incident);
    await bot.opened(incident);
    expect([bot.desks.get('github')?.tickets.length, bot.desk.tickets.length]).toEqual([1, 0]);
  });

  it('takes the usual desk where the settings name one', async () => {
    const bot = await aBot(['jira', 'github'], { usual: 'github' });
    const incident = await bot.found();
    await bot.says('ticket', MIRA, incident);
    await bot.opened(incident);
    expect(bot.desks.get('github')?.tickets).toHaveLength(1);
  });

  it.each([
    ['jria', 'jira'],
    ['jirra', 'jira'],
    ['gihub', 'github'],
    ['somewhere', 'jira'],
  ])('at an unknown desk %s names the closest one, in a line that works', async (typed, near) => {
    const bot = await aBot(['jira', 'github'], { usual: 'jira' });
    const incident = await bot.found();
    const answer = await bot.says(`ticket ${incident} ${typed}`);
    expect(problem(answer)).toBe('unknown-desk');
    const [example = ''] = (answer.data?.examples ?? []) as string[];
    expect(example).toBe(`/openclaw ticket ${incident} ${near}`);
    expect(problem(await bot.says(example.slice('/openclaw '.length)))).toBeUndefined();
  });

  it('links a ticket that is there, and refuses one that cannot be seen', async () => {
    const bot = await aBot();
    const incident = await bot.found();
    const theirs = { key: 'OPS-12', id: '12', url: 'https://slate.example/12' };
    bot.desk.tickets.push({ ...theirs, marker: '', title: '', body: '', at: 0, comments: [], files: [] });
    expect(problem(await bot.says('ticket jira OPS-13', MIRA, incident))).toBe('ticket-not-seen');
    expect((await bot.view(incident)).tickets).toBeUndefined();
    const linked = await bot.says('ticket OPS-12', MIRA, incident);
    expect(linked.message.headline).toBe('OPS-12 at jira: linked');
    await eventually(
      async () => bot.desk.tickets[0]?.comments.length,
      (n) => n === 1,
    );
    expect(bot.desk.tickets).toHaveLength(1);
    const other = await bot.says('ticket OPS-99', MIRA, incident);
    expect(textOf(other)).toContain('Another ticket can be linked at another desk only.');
  });

  it('says in the desk’s words why a ticket could not be read', async () => {
    const bot = await aBot();
    const incident = await bot.found();
    bot.desk.fault = () => ({ before: new DeskError('denied', 'Slate answered 401.') });
    const answer = await bot.says('ticket OPS-12', MIRA, incident);
    expect(problem(answer)).toBe('ticket-not-read');
    expect(textOf(answer)).toContain('Slate answered 401.');
  });

  it('takes a title of one’s own', async () => {
    const bot = await aBot();
    const incident = await bot.found();
    await bot.says('ticket title: payments are down  again', MIRA, incident);
    await bot.opened(incident);
    expect(bot.desk.tickets[0]?.title).toBe('payments are down again');
  });

  it('is for people who may act, and says who they are', async () => {
    const bot = await aBot();
    const incident = await bot.found();
    for (const answer of [await bot.says('ticket', EVE, incident), await bot.press(incident, EVE)]) {
      expect(problem(answer)).toBe('not-allowed');
      expect(textOf(answer)).toContain('Permission denied: open tickets');
    }
    expect((await bot.view(incident)).tickets).toBeUndefined();
  });

  it('without a desk says which setting is missing', async () => {
    const bot = await aBot([]);
    const incident = await bot.found();
    const answer = await bot.says('ticket', MIRA, incident);
    expect(problem(answer)).toBe('no-desk');
    expect(textOf(answer)).toContain('DESKS');
  });

  it('stands in status and in the record for scripts', async () => {
    const bot = await aBot();
    const incident = await bot.found();
    await bot.says('ticket', MIRA, incident);
    await bot.opened(incident);
    const told = { desk: 'jira', state: 'open', key: 'S-1', url: 'https://slate.example/1', waiting: 0 };
    expect((await bot.says('status')).data).toMatchObject({ incidents: [{ tickets: [told] }] });
    expect((await bot.says(`status ${incident}`)).data).toMatchObject({ tickets: [told] });
    expect(textOf(await bot.says('status'))).toContain('S-1');
    expect(renderText(await bot.conversation.home())).toContain('S-1');
  });
});

describe('Create ticket', () => {
  it('opens one, and a second press says where it is', async () => {
    const bot = await aBot();
    const incident = await bot.found();
    expect(textOf(await bot.press(incident))).toContain('Ticket at jira: requested');
    await bot.opened(incident);
    expect(textOf(await bot.press(incident))).toContain('This incident has S-1 at jira already');
    expect(bot.desk.tickets).toHaveLength(1);
  });

  it('lets people choose among several desks, and does what they chose', async () => {
    const bot = await aBot(['jira', 'github']);
    const incident = await bot.found();
    const pressed = await bot.press(incident);
    if (!('form' in pressed)) throw new Error('no desk was asked for');
    expect(pressed.form).toMatchObject({ verb: 'ticket', options: ['jira', 'github'], about: incident });
    await bot.says(`ticket ${pressed.form.about} github`);
    await bot.opened(incident);
    expect(bot.desks.get('github')?.tickets).toHaveLength(1);
  });

  it('asks for the title where the settings want it, with ours in the field', async () => {
    const bot = await aBot(['jira'], { askTitle: true });
    const incident = await bot.found();
    const pressed = await bot.press(incident);
    if (!('form' in pressed)) throw new Error('no title was asked for');
    expect(pressed.form.initial).toBe('[node-3] process: The configuration is invalid');
    await bot.says(`ticket ${pressed.form.about} tools are gone`);
    await bot.opened(incident);
    expect(bot.desk.tickets[0]?.title).toBe('tools are gone');
  });
});

describe('Create ticket under a bundle', () => {
  it('puts its report and its file on the ticket, and goes away from under it', async () => {
    const bot = await aBot();
    const incident = await bot.found();
    await bot.says('bundle node-3', MIRA, incident);
    const ready = await eventually(
      () => bot.view(incident),
      ({ bundles = [] }) => bundles[0]?.state === 'ready',
    );
    const shown = (view: IncidentView) =>
      compose({ what: 'bundle', view, about: ready.bundles?.[0]?.id ?? '' }).buttons?.list ?? [];
    const button = shown(ready).find(({ label }) => label === 'Create ticket');
    expect(textOf(await bot.press(button?.value ?? '', EVE, { action: 'bundle_ticket' }))).toContain(
      'denied',
    );
    await bot.press(button?.value ?? '', MIRA, { action: 'bundle_ticket' });
    await eventually(
      async () => bot.desk.tickets[0]?.files.length,
      (n) => n === 1,
    );
    const view = await bot.view(incident);
    expect(view.tickets).toMatchObject([{ state: 'open', bundle: ready.bundles?.[0]?.id }]);
    expect(shown(view).map(({ label }) => label)).not.toContain('Create ticket');
  });

  it('goes to the ticket that is there', async () => {
    const bot = await aBot();
    const incident = await bot.found();
    await bot.says('ticket', MIRA, incident);
    await bot.opened(incident);
    await bot.says('bundle node-3', MIRA, incident);
    const { bundles = [] } = await eventually(
      () => bot.view(incident),
      (view) => view.bundles?.[0]?.state === 'ready',
    );
    const value = `${incident}~${bundleName(bundles[0] as BundleView)}`;
    const answer = textOf(await bot.press(value, MIRA, { action: 'bundle_ticket' }));
    expect(answer).toContain('This incident has S-1 at jira already');
    expect(answer).toContain('The bundle is added to it.');
    await eventually(
      async () => bot.desk.tickets[0]?.files.length,
      (n) => n === 1,
    );
    expect(bot.desk.tickets).toHaveLength(1);
  });
});

describe('an escalation', () => {
  it('brings a bundle and a ticket at the usual desk, in one go', async () => {
    const bot = await aBot();
    const { incident = '' } = await bot.says('recover node-3');
    await eventually(
      async () => (await bot.view(incident)).recoveries?.at(-1)?.state,
      (state) => state === 'planned',
    );
    await bot.says('escalate node-3 because the vendor must look');
    const view = await bot.view(incident);
    expect(view.recoveries?.at(-1)?.handOver).toMatchObject({ begun: true, desk: 'jira' });
    expect(view.bundles).toHaveLength(1);
    expect(view.tickets).toMatchObject([{ desk: 'jira', bundle: view.bundles?.[0]?.id }]);
    await eventually(
      async () => bot.desk.tickets[0]?.files.length,
      (n) => n === 1,
    );
    expect(bot.desk.tickets).toHaveLength(1);
  });

  it('without a desk brings the bundle only, and says what is missing', async () => {
    const bot = await aBot([]);
    const { incident = '' } = await bot.says('recover node-3');
    await eventually(
      async () => (await bot.view(incident)).recoveries?.at(-1)?.state,
      (state) => state === 'planned',
    );
    await bot.says('escalate node-3 because the vendor must look');
    const view = await bot.view(incident);
    expect(view.bundles).toHaveLength(1);
    expect(view.tickets).toBeUndefined();
    expect(view.recoveries?.at(-1)?.handOver).toMatchObject({ begun: true, desk: null });
  });
});

describe('what was typed', () => {
  it.each([
    ['', {}],
    ['node-3', { host: 'node-3' }],
    ['node-3/work jira', { host: 'node-3', desk: 'jira' }],
    ['jira OPS-12', { desk: 'jira', key: 'OPS-12' }],
    ['OPS-12 jira', { key: 'OPS-12', desk: 'jira' }],
    ['github acme/gateways#7', { desk: 'github', key: 'acme/gateways#7' }],
    ['jira abc', { desk: 'jira', key: 'abc' }],
    ['inc-7f3k2m9qxa jira', { incident: 'inc-7f3k2m9qxa', desk: 'jira' }],
    ['inc-7f3k2m9qxa~node-3.1', { incident: 'inc-7f3k2m9qxa', mark: 'node-3.1' }],
    ['jira-2', { key: 'jira-2' }],
    ['hello', { unknown: 'hello' }],
    ['jira title jira is down', { desk: 'jira', title: 'jira is down' }],
    ['title: a\nb', { title: 'a b' }],
  ])('%j is understood', (typed, meant) => {
    expect(readTicketWords(typed, ['jira', 'github'], ['node-3'])).toEqual(meant);
  });
});

it('the only desk is the usual one, and a name that is none is not', () => {
  const of = (...names: string[]) => new Map(names.map((name) => [name, slate(() => 0)]));
  expect(knownDesks(of('jira')).usual).toBe('jira');
  expect(knownDesks(of('jira', 'github')).usual).toBeNull();
  expect(knownDesks(of('jira', 'github'), 'github').usual).toBe('github');
  expect(knownDesks(of('jira', 'github'), 'zendesk').usual).toBeNull();
});
