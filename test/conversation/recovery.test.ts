/** A recovery asked for, agreed to and steered by people, typed and pressed; and everybody who may not. */
import { describe, expect, it } from 'vitest';
import type { Answer, Form, Press } from '../../src/conversation/conversation.ts';
import { joinedPeople } from '../../src/conversation/people.ts';
import type { Permission, Right } from '../../src/conversation/permission.ts';
import type { Person, Place } from '../../src/incidents/event.ts';
import type { HistoryReply, ViewReply } from '../../src/incidents/messages.ts';
import type { RecoveryView } from '../../src/incidents/notifier.ts';
import { markOf } from '../../src/incidents/recovery.ts';
import { renderText } from '../../src/terminal/render.ts';
import { eventually } from '../contracts/world.ts';
import { recovering, reported } from '../fakes/recovering-host.ts';
import { aScriptedBot } from '../fakes/scripted-bot.ts';
import type { Script } from '../fakes/scripted-host.ts';
import { CONFIG_INVALID, HEALTHY } from '../fakes/seen.ts';
import { progress as aProgress } from '../incidents/given-recovery.ts';

const person = (id: string): Person => ({ via: 'slack', team: 'T1', id, name: id });
const [MIRA, JON, LI, EVE] = ['mira', 'jon', 'li', 'eve'].map(person) as [Person, Person, Person, Person];
const PLACE: Place = { via: 'slack', team: 'T1', channel: 'C1' };
const TERMINAL: Person = { via: 'terminal', id: 'ann' };

/** Mira and Li act, Mira, Jon and Li agree; the terminal acts. */
const may = async (who: Person, right: Right): Promise<Permission> => {
  const allowed = right === 'approve' ? ['mira', 'jon', 'li', 'U-li2'] : ['mira', 'jon', 'li', 'ann'];
  const ok = allowed.includes(who.id) && !(right === 'approve' && who.via === 'terminal');
  return ok ? { ok } : { ok: false, who: ['S1'], setting: 'APPROVER_USERS' };
};

async function aBot(hosts: Record<string, Script> = {}, now = () => Date.now()) {
  const scripts: Record<string, Script> = {
    'node-3': { evidence: [CONFIG_INVALID], answers: await recovering() },
    ...hosts,
  };
  const rights = {
    may,
    knownAs: joinedPeople([
      ['U-jo', 'terminal:ann'],
      ['li', 'U-li2'],
    ]),
  };
  const bot = await aScriptedBot(scripts, { rights, now });
  let made = 0;

  async function recoveries(incident: string): Promise<RecoveryView[]> {
    const { view } = (await bot.objects.send(
      { kind: 'incident', name: incident },
      { type: 'view' },
    )) as ViewReply;
    return view?.recoveries ?? [];
  }
  const latest = async (incident: string) => (await recoveries(incident)).at(-1);
  const comes = (incident: string, state: string): Promise<RecoveryView | undefined> =>
    eventually(
      () => latest(incident),
      (one) => one?.state === state || one?.end?.as === state,
    );

  return {
    ...bot,
    scripts,
    recoveries,
    comes,
    says: (text: string, who = MIRA) => bot.types(text, { person: who, place: PLACE }),
    /** Asks for a recovery, and waits for its plan. */
    async planned(who = MIRA): Promise<{ incident: string; plan: RecoveryView }> {
      const { incident = '' } = await bot.types('recover node-3', { person: who, place: PLACE });
      return { incident, plan: (await comes(incident, 'planned')) as RecoveryView };
    },
    /** Presses what the message of `shown` has under it. */
    press(action: string, incident: string, shown: RecoveryView, who: Person, more: Partial<Press> = {}) {
      made += 1;
      const value = `${incident}~${markOf(shown)}`;
      const id = `press-${made}`;
      const pressed = {
        id,
        action: `recovery_${action}`,
        incident: value,
        look: 1,
        person: who,
        place: PLACE,
      };
      return bot.conversation.press({ ...pressed, ...more });
    },
  };
}
const problem = (answer: Answer | { form: Form }): unknown =>
  'form' in answer ? 'form' : answer.data?.problem;
const textOf = (answer: Answer | { form: Form }): string =>
  'form' in answer ? '' : renderText(answer.message);

describe('a recovery', () => {
  it('goes from the wish over the plan and another person’s consent to the finding that is gone', async () => {
    const bot = await aBot();
    const asked = await bot.says('recover node-3 because clients are rejected');
    expect(asked).toMatchObject({ for: 'asker', message: { headline: 'node-3: recovery requested' } });
    const incident = asked.incident ?? '';
    const plan = (await bot.comes(incident, 'planned')) as RecoveryView;
    expect(plan).toMatchObject({ finding: 'config-invalid', by: MIRA, because: 'clients are rejected' });
    expect(problem(await bot.press('start', incident, plan, MIRA))).toBeUndefined();
    const script = bot.scripts['node-3'] as Script;
    script.evidence = [HEALTHY];
    expect(textOf(await bot.press('approve', incident, plan, JON))).toContain('node-3: Approve – received');
    expect(await bot.comes(incident, 'recovered')).toMatchObject({
      state: 'over',
      end: { as: 'recovered' },
      run: { approvals: [{ person: JON }], by: MIRA, state: 'done' },
    });
    const { data } = await bot.says(`status ${incident}`);
    expect(data).toMatchObject({ chain: { ok: true }, state: 'closed' });
    const { record } = data as { record: HistoryReply['events'] };
    const types = record.map(({ type }) => type);
    for (const type of [
      'recover',
      'planned',
      'start',
      'approved',
      'freeze-begun',
      'progress',
      'recovery-over',
    ])
      expect(types).toContain(type);
    expect(record.find(({ type }) => type === 'approved')?.person).toMatchObject({ id: 'jon' });
  });

  it('of a host whose key no admin has confirmed says so, and asks nobody to agree', async () => {
    const script = { evidence: [CONFIG_INVALID], answers: await recovering(), confirmed: false };
    const bot = await aBot({ 'node-3': script });
    const asked = await bot.says('recover node-3');
    expect(textOf(asked)).toContain('No admin has confirmed the key of node-3');
    const incident = asked.incident ?? '';
    const plan = (await bot.comes(incident, 'planned')) as RecoveryView;
    expect(problem(await bot.press('start', incident, plan, MIRA))).toBe('key-not-confirmed');
    expect((await bot.recoveries(incident))[0]).toMatchObject({ state: 'planned', run: null });
    bot.scripts['node-3'] = { ...script, confirmed: true };
    expect(problem(await bot.press('start', incident, plan, MIRA))).toBeUndefined();
  });

  it('asks the host for a whole turn as its proof where a person says so, also after a plan without', async () => {
    const bot = await aBot();
    const { incident = '' } = await bot.says('recover node-3 plan');
    expect(await bot.comes(incident, 'planned')).toMatchObject({ acceptance: null });
    await bot.says('recover node-3 full because it must work');
    await expect.poll(async () => (await bot.recoveries(incident)).at(-1)?.acceptance).toBe('full');
    expect((await bot.recoveries(incident)).map(({ end }) => end?.as)).toEqual(['replaced', undefined]);
  });

  it('asks the host for the one that a person has chosen, counted from 1', async () => {
    const bot = await aBot();
    const { incident = '' } = await bot.says('recover node-3 choose 2 full because it was there');
    expect(await bot.comes(incident, 'planned')).toMatchObject({
      ...{ choice: 1, acceptance: 'full', host: 'node-3', because: 'it was there' },
    });
  });

  it('that the host calls recovered while the finding is still there is not', async () => {
    const bot = await aBot();
    const { incident, plan } = await bot.planned();
    await bot.press('start', incident, plan, MIRA);
    await bot.press('approve', incident, plan, JON);
    expect(await bot.comes(incident, 'still-failing')).toMatchObject({ still: ['config-invalid'] });
  });

  it('is one for two people: the second sees the first one’s', async () => {
    const bot = await aBot();
    const { incident } = await bot.planned();
    const second = await bot.says('recover node-3', JON);
    expect(second).toMatchObject({ incident, data: { joined: true, state: 'planned' } });
    expect(textOf(second)).toContain('Requested by mira. You see the same recovery.');
    expect(await bot.recoveries(incident)).toHaveLength(1);
  });

  it('is rolled back by a plan of its own', async () => {
    const bot = await aBot();
    const { incident = '' } = await bot.says('rollback node-3\nbecause: of the edit');
    expect(await bot.comes(incident, 'planned')).toMatchObject({ way: 'rollback', because: 'of the edit' });
  });

  it('of a host agent older than the bot is refused in words', async () => {
    const old = (): { code: string; why: string } => ({ code: 'op', why: 'cannot do recovery.plan' });
    const bot = await aBot({ 'node-3': { evidence: [CONFIG_INVALID], answers: { 'recovery.plan': old } } });
    const { incident = '' } = await bot.says('recover node-3');
    expect(await bot.comes(incident, 'refused')).toMatchObject({ end: { because: { code: 'order.op' } } });
  });

  it('that runs is steered by name, and a reason is asked for where one is needed', async () => {
    const bot = await aBot({
      'node-3': { evidence: [CONFIG_INVALID], answers: await recovering({}, { run: 'silent' }) },
    });
    const { incident, plan } = await bot.planned();
    await bot.press('start', incident, plan, MIRA);
    await bot.press('approve', incident, plan, JON);
    const running = (await bot.comes(incident, 'running')) as RecoveryView;
    await eventually(
      () => bot.recoveries(incident),
      ([one]) => one?.run?.state === 'accepted',
    );
    const held = await bot.press('pause', incident, running, LI);
    expect(held).toMatchObject({ form: { verb: 'pause', about: `${incident}~${markOf(running)}` } });
    expect(problem(await bot.says('pause node-3', LI))).toBe('no-reason');
    expect(problem(await bot.says('pause node-3 because: a deploy is under way', LI))).toBeUndefined();
    const asked = await bot.press('abort', incident, running, LI);
    expect(asked).toMatchObject({ form: { verb: 'abort', about: `${incident}~${markOf(running)}` } });
    const about = 'form' in asked ? asked.form.about : '';
    expect(problem(await bot.says(`abort ${about} it is wrong`, LI))).toBeUndefined();
    expect(problem(await bot.says('skip node-3', LI))).toBe('no-reason');
    expect((await bot.recoveries(incident))[0]?.steers).toMatchObject([
      { act: 'pause', by: LI, because: 'a deploy is under way' },
      { act: 'abort', by: LI, because: 'it is wrong' },
    ]);
  });
});

it('one that stands still goes on with a reason or without, asked for in a window that may stay empty', async () => {
  const bot = await aBot({
    'node-3': { evidence: [CONFIG_INVALID], answers: await recovering({}, { run: 'silent' }) },
  });
  const { incident, plan } = await bot.planned();
  await bot.press('start', incident, plan, MIRA);
  await bot.press('approve', incident, plan, JON);
  const running = (await bot.comes(incident, 'running')) as RecoveryView;
  const [{ run } = {}] = await eventually(
    () => bot.recoveries(incident),
    ([one]) => one?.run?.state === 'accepted',
  );
  // What the host says when it has been paused.
  const paused = { by: 'slack:T1/li', because: 'a deploy is under way' };
  const progress = aProgress({ plan: String(plan.digest), revision: 1, paused });
  const evidence = [reported({ kind: 'progress', progress })];
  const event = { id: 'paused', type: 'evidence', order: run?.id, host: 'node-3', seq: 0, evidence };
  await bot.objects.send({ kind: 'incident', name: incident }, { type: 'event', event } as { type: string });
  await eventually(
    () => bot.recoveries(incident),
    ([one]) => one?.progress?.paused != null,
  );
  const asked = await bot.press('continue', incident, running, LI);
  expect(asked).toMatchObject({ form: { verb: 'continue', optional: true } });
  const about = 'form' in asked ? asked.form.about : '';
  expect(problem(await bot.says(`continue ${about}`, LI))).toBeUndefined();
  expect(problem(await bot.says(`continue ${about} the deploy is over`, MIRA))).toBeUndefined();
  expect((await bot.recoveries(incident))[0]?.steers).toMatchObject([
    { act: 'continue', by: LI, because: null },
    { act: 'continue', by: MIRA, because: 'the deploy is over' },
  ]);
});

describe('consent is refused', () => {
  type Bot = Awaited<ReturnType<typeof aBot>>;
  const asked = async (bot: Bot, who = MIRA) => {
    const { incident, plan } = await bot.planned(who);
    await bot.press('start', incident, plan, who);
    return { incident, plan };
  };
  const nothingRan = async (bot: Bot, incident: string) =>
    expect((await bot.recoveries(incident)).map(({ run }) => run?.state)).not.toContain('dispatched');

  it('where the requester approves', async () => {
    const bot = await aBot();
    const { incident, plan } = await asked(bot);
    const answer = await bot.press('approve', incident, plan, MIRA);
    expect(problem(answer)).toBe('own-request');
    expect(textOf(answer)).toContain('Another person must approve.');
    await nothingRan(bot, incident);
  });

  it('where the requester approves from another account', async () => {
    const bot = await aBot();
    const { incident, plan } = await asked(bot, LI);
    for (const other of [person('U-li2'), { ...LI, team: 'T2' }])
      expect(problem(await bot.press('approve', incident, plan, other))).toBe('own-request');
    await nothingRan(bot, incident);
  });

  it('of whoever is not in the group', async () => {
    const bot = await aBot();
    const { incident, plan } = await asked(bot);
    const answer = await bot.press('approve', incident, plan, EVE);
    expect(problem(answer)).toBe('not-allowed');
    expect(textOf(answer)).toContain('APPROVER_USERS');
  });

  it('of a terminal', async () => {
    const bot = await aBot();
    const { incident } = await asked(bot);
    expect(problem(await bot.types('approve node-3', { person: TERMINAL }))).toBe('not-allowed');
    await nothingRan(bot, incident);
  });

  it('after expiry', async () => {
    let ahead = 0;
    const bot = await aBot({}, () => Date.now() + ahead);
    const { incident, plan } = await asked(bot);
    ahead = 31 * 60_000;
    expect(problem(await bot.press('approve', incident, plan, JON))).toBe('too-late');
  });

  it('for a changed plan, and from an old message', async () => {
    const bot = await aBot();
    const { incident, plan } = await bot.planned();
    const script = bot.scripts['node-3'] as Script;
    script.answers = await recovering({ path: 'rollback' });
    await bot.says('rollback node-3', JON);
    const [, fresh] = await eventually(
      () => bot.recoveries(incident),
      (all) => all[1]?.state === 'planned',
    );
    await bot.press('start', incident, fresh as RecoveryView, JON);
    const stale = await bot.press('approve', incident, plan, LI);
    expect(problem(stale)).toBe('stale-plan');
    expect(textOf(stale)).toContain('A newer plan or recovery replaced it.');
    const forged = { ...(fresh as RecoveryView), digest: 'Z'.repeat(43) };
    expect(problem(await bot.press('approve', incident, forged, LI))).toBe('stale-plan');
  });

  it('twice', async () => {
    const bot = await aBot({
      'node-3': {
        evidence: [CONFIG_INVALID],
        answers: await recovering({ consent: { by: 'slack', needs: 2 } }),
      },
    });
    const { incident, plan } = await asked(bot);
    await bot.press('approve', incident, plan, JON);
    expect(problem(await bot.press('approve', incident, plan, JON))).toBe('approved-before');
    expect((await bot.recoveries(incident))[0]?.run?.approvals).toHaveLength(1);
    await bot.press('approve', incident, plan, LI);
    expect(problem(await bot.press('approve', incident, plan, LI))).toBe('not-now');
  });

  it('of another host', async () => {
    const bot = await aBot({ 'node-4': { evidence: [CONFIG_INVALID], answers: await recovering() } });
    const { incident, plan } = await asked(bot);
    const other = await bot.press('approve', incident, { ...plan, host: 'node-4' }, JON);
    expect(problem(other)).toBe('no-recovery');
    const elsewhere = await bot.press('approve', 'inc-none', plan, JON);
    expect(problem(elsewhere)).toBe('stale-button');
    const unmarked = await bot.press('approve', incident, plan, JON, { incident });
    expect(problem(unmarked)).toBe('stale-button');
    await nothingRan(bot, incident);
  });

  it('of whoever may not act, to start, steer or ask', async () => {
    const bot = await aBot();
    const { incident, plan } = await bot.planned();
    expect(problem(await bot.press('start', incident, plan, EVE))).toBe('not-allowed');
    expect(problem(await bot.says('recover node-3', EVE))).toBe('not-allowed');
    expect(problem(await bot.says('abort node-3 because so', EVE))).toBe('not-allowed');
  });
});

it('a form by which a reason is given is answered once, about what its button was on', async () => {
  const bot = await aBot();
  const { incident, plan } = await bot.planned();
  await bot.press('start', incident, plan, MIRA);
  const about = `${incident}~${markOf(plan)}`;
  const denied = () => bot.types(`deny ${about} not now`, { id: 'view:1', person: JON, place: PLACE });
  expect(problem(await denied())).toBeUndefined();
  expect((await bot.comes(incident, 'denied'))?.run).toMatchObject({ why: 'not now', deniedBy: JON });
  expect(problem(await denied())).toBe('not-now');
});
