/**
 * What must hold for every operation that changes a host, from the wish to the undoing: one body for both runtimes,
 * with a real incident, a real host object and a real host agent with its own policy and journal.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Agent, type AgentOptions, runAgent } from '../../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../../src/agent/channel/join.ts';
import { beginFreeze, lookAtFreeze, tellFreeze } from '../../../src/freezes/begin.ts';
import { recoveryFreezes } from '../../../src/freezes/recovery-freezes.ts';
import type { HostCard } from '../../../src/hub/messages.ts';
import type { IncidentEvent, Person } from '../../../src/incidents/event.ts';
import type { JobPlan } from '../../../src/incidents/job.ts';
import type { HistoryReply, OrderedReply, ViewReply } from '../../../src/incidents/messages.ts';
import type { JobView } from '../../../src/incidents/notifier.ts';
import type { Address, Objects, Reply } from '../../../src/storage/objects.ts';
import { silentLog } from '../../contracts/silent-log.ts';
import { eventually } from '../../contracts/world.ts';
import { markIn, markOperations } from './mark.ts';
import { MARK_LIMIT_MS, MARK_TERMS } from './mark-terms.ts';

/** A bot with real objects whose hosts may be asked for marks. */
export type ChangesWorld = {
  url: string;
  send(to: Address, message: object): Promise<Reply>;
  /** The same, as the rest of the bot knows it. */
  objects: Objects;
  token(host: string): Promise<string>;
  close(): Promise<void>;
};

const MIRA: Person = { via: 'slack', team: 'T1', id: 'U-mira' };
const JON: Person = { via: 'slack', team: 'T1', id: 'U-jon' };
const PLACE = { via: 'terminal', session: 'test' } as const;
const ALLOWING = 'read_only = false\nallow = ["triage", "mark.set", "mark.remove"]\napproval = "slack"\n';

const setMark = (host: string, text: string, more: Partial<JobPlan> = {}): JobPlan => ({
  host,
  op: 'mark.set',
  mode: 'change',
  limitMs: MARK_LIMIT_MS,
  args: { text },
  undo: { op: 'mark.remove', args: {}, limitMs: MARK_LIMIT_MS },
  ...more,
});

export function changesContract(runtime: string, start: () => Promise<ChangesWorld>): void {
  describe(`a change on ${runtime}`, () => {
    let world: ChangesWorld;
    let agent: Agent | null = null;
    let home: string;
    let marks: string;
    let done: string[];
    let host: string;
    let incident: Address;
    let made = 0;
    beforeAll(async () => {
      world = await start();
    }, 60_000);
    afterAll(() => world.close());
    beforeEach(() => {
      made += 1;
      host = `node-${made}`;
      incident = { kind: 'incident', name: `inc-${made}` };
      home = mkdtempSync(join(tmpdir(), 'host-'));
      marks = mkdtempSync(join(tmpdir(), 'marks-'));
      done = [];
    });
    afterEach(async () => {
      await agent?.stop();
      agent = null;
      for (const folder of [home, marks]) rmSync(folder, { recursive: true });
    });

    async function aHost(policy = ALLOWING, more: Partial<AgentOptions> = {}): Promise<void> {
      const stateDir = join(home, 'state');
      const policyFile = join(home, 'agent.toml');
      writeFileSync(policyFile, policy, { mode: 0o600 });
      const token = await world.token(host);
      await joinBot({ url: world.url, token, name: host, stateDir, version: '0.1.0' });
      agent = await runAgent({
        stateDir,
        policyFile,
        version: '0.1.0',
        log: silentLog,
        timing: { firstRetryMs: 20, lastRetryMs: 200 },
        operations: markOperations(marks, done),
        terms: MARK_TERMS,
        ...more,
      });
      await agent.ready;
    }

    async function confirmed(): Promise<void> {
      const card = (await world.send({ kind: 'host', name: host }, { type: 'describe' })) as Reply & HostCard;
      const key = card.keyFingerprint;
      await world.send({ kind: 'host', name: host }, { type: 'confirm', key, by: 'U-admin' });
    }

    const tell = (event: IncidentEvent) => world.send(incident, { type: 'event', event });
    let events = 0;
    const fresh = () => `event-${made}-${++events}`;

    async function order(plan: JobPlan, more: object = {}): Promise<string> {
      const text = 'mark it';
      const event = {
        id: fresh(),
        type: 'ordered',
        job: plan,
        person: MIRA,
        place: PLACE,
        text,
        ...more,
      } as const;
      return String(((await tell(event)) as Reply & OrderedReply).job);
    }
    const approve = (job: string, person = JON) => tell({ id: fresh(), type: 'approved', job, person });

    async function jobOf(id: string): Promise<JobView | undefined> {
      const { view } = (await world.send(incident, { type: 'view' })) as Reply & ViewReply;
      return view?.jobs?.find((job) => job.id === id);
    }
    const ended = (id: string, state: JobView['state']) =>
      eventually(
        () => jobOf(id),
        (job) => job?.state === state,
      );

    it('is carried out once somebody else has agreed, is journaled, recorded, and can be undone', async () => {
      await aHost();
      await confirmed();
      const job = await order(setMark(host, 'hello'), { because: 'to see whether it works' });
      expect(await jobOf(job)).toMatchObject({ state: 'planned', needs: 1, by: MIRA });
      await approve(job);
      expect(await ended(job, 'done')).toMatchObject({
        state: 'done',
        approvals: [{ person: JON }],
        undoable: true,
      });
      expect(markIn(marks)).toBe('hello');
      expect(done).toEqual(['set hello']);

      const journal = readFileSync(join(home, 'state', 'journal.jsonl'), 'utf8');
      expect(journal).toContain(`"id":"${job}"`);
      expect(journal).toContain('"requester":"slack:T1/U-mira"');

      const back = (await tell({ id: fresh(), type: 'taken-back', job, person: MIRA })) as Reply &
        OrderedReply;
      expect(await jobOf(String(back.job))).toMatchObject({ state: 'planned', undoes: job });
      await approve(String(back.job));
      await ended(String(back.job), 'done');
      expect(markIn(marks)).toBeNull();

      const { events: told } = (await world.send(incident, { type: 'history' })) as Reply & HistoryReply;
      expect(told.map(({ type }) => type).filter((type) => !['dispatched', 'unsaid'].includes(type))).toEqual(
        ['ordered', 'approved', 'accepted', 'done', 'taken-back', 'approved', 'accepted', 'done'],
      );
      expect(told.find(({ type }) => type === 'approved')?.person).toEqual(JON);
      const { view } = (await world.send(incident, { type: 'view' })) as Reply & ViewReply;
      expect(view).toMatchObject({ state: 'closed', closed: { why: 'finished' } });
    });

    it('never happens on the word of the one who asked, nor twice by the same consent', async () => {
      await aHost();
      await confirmed();
      const job = await order(setMark(host, 'hello'), { needs: 2 });
      await approve(job, MIRA);
      await approve(job, JON);
      await approve(job, JON);
      expect(await jobOf(job)).toMatchObject({ state: 'planned', approvals: [{ person: JON }] });
      await tell({ id: fresh(), type: 'denied', job, person: JON, because: 'not tonight' });
      await approve(job, { ...JON, id: 'U-ann' });
      expect(await jobOf(job)).toMatchObject({ state: 'denied', why: 'not tonight', deniedBy: JON });
      expect(done).toEqual([]);
    });

    it('happens once, however often the same words come', async () => {
      await aHost();
      await confirmed();
      const wish = { id: fresh(), type: 'ordered', person: MIRA, place: PLACE, text: 'mark it' } as const;
      const ask = async () =>
        ((await tell({ ...wish, job: setMark(host, 'once') })) as Reply & OrderedReply).job as string;
      const job = await ask();
      expect(await ask()).toBe(job);
      const consent = { id: fresh(), type: 'approved', job, person: JON } as const;
      await Promise.all([tell(consent), tell(consent), tell({ ...consent, id: fresh() })]);
      await ended(job, 'done');
      expect(done).toEqual(['set once']);
    });

    it('is refused by a host whose own policy does not allow it', async () => {
      await aHost('read_only = true\n');
      await confirmed();
      const job = await order(setMark(host, 'hello'));
      await approve(job);
      expect(await ended(job, 'refused')).toMatchObject({ why: expect.stringContaining('policy') });
      expect(done).toEqual([]);
    });

    it('is refused where people’s own keys must sign and none has', async () => {
      await aHost(ALLOWING.replace('"slack"', '"person-key"'));
      await confirmed();
      const job = await order(setMark(host, 'hello'));
      await approve(job);
      expect(await ended(job, 'refused')).toMatchObject({ why: expect.stringContaining('own keys') });
    });

    it('is not even signed for a host whose key nobody has confirmed', async () => {
      await aHost();
      const job = await order(setMark(host, 'hello'));
      await approve(job);
      expect(await ended(job, 'refused')).toMatchObject({ why: 'not-confirmed' });
      expect(done).toEqual([]);
    });

    it('is refused when what was agreed on no longer holds', async () => {
      const is = 'a'.repeat(64);
      await aHost(ALLOWING, { holds: async (one) => one.is !== is });
      await confirmed();
      const preconditions = [{ what: 'config-sha256' as const, gateway: 'default', is }];
      const job = await order(setMark(host, 'hello', { preconditions }));
      await approve(job);
      expect(await ended(job, 'refused')).toMatchObject({ why: expect.stringContaining('precondition') });
      expect(done).toEqual([]);
    });

    it('that breaks on the host has failed, keeps the incident, and can still be taken back', async () => {
      await aHost();
      await confirmed();
      const job = await order(setMark(host, 'breaks'));
      await approve(job);
      expect(await ended(job, 'failed')).toMatchObject({
        undoable: true,
        why: expect.stringContaining('failed'),
      });
      const { view } = (await world.send(incident, { type: 'view' })) as Reply & ViewReply;
      expect(view?.state).toBe('open');
    });

    describe('while the host is frozen', () => {
      const freeze = (until: number, own: string | null = null) =>
        beginFreeze(world.objects, `freeze-${made}`, {
          person: JON,
          places: [],
          targets: [{ host }],
          from: 0,
          until,
          because: 'the disk is swapped',
          incident: own,
        });

      it('is not sent for anybody else, who is told whose freeze it is', async () => {
        await aHost();
        await confirmed();
        const { view, freeze: id } = await freeze(Date.now() + 60_000);
        expect(view).toMatchObject({ state: 'active', targets: [{ host, state: 'held' }] });
        const job = await order(setMark(host, 'hello'));
        await approve(job);
        expect(await ended(job, 'refused')).toMatchObject({
          why: expect.stringMatching(`^frozen: held by U-jon until .*, ${id}$`),
        });
        expect(done).toEqual([]);
        await tellFreeze(world.objects, id, { id: 'lift', type: 'lifted', person: JON });
        const again = await order(setMark(host, 'again'));
        await approve(again);
        await ended(again, 'done');
        expect(done).toEqual(['set again']);
      });

      it('goes on where it belongs to the incident of the freeze', async () => {
        await aHost();
        await confirmed();
        await freeze(Date.now() + 60_000, incident.name);
        const job = await order(setMark(host, 'mine'));
        await approve(job);
        await ended(job, 'done');
      });

      it('is sent again when the freeze is over by its own time', async () => {
        await aHost();
        await confirmed();
        const { freeze: id } = await freeze(Date.now() + 700);
        const lapsed = async () => (await lookAtFreeze(world.objects, id))?.state;
        expect(await eventually(lapsed, (state) => state === 'lapsed')).toBe('lapsed');
        const job = await order(setMark(host, 'after'));
        await approve(job);
        await ended(job, 'done');
      });

      it('a second freeze is told who was first', async () => {
        const { freeze: first } = await freeze(Date.now() + 60_000);
        const wish = {
          person: MIRA,
          places: [],
          targets: [{ host }],
          from: 0,
          because: null,
          incident: null,
        };
        const second = await beginFreeze(world.objects, `second-${made}`, {
          ...wish,
          until: Date.now() + 9_000,
        });
        expect(second.view.state).toBe('refused');
        expect(second.rivals).toMatchObject([{ host, rival: { freeze: first, by: 'U-jon' } }]);
      });

      it('a recovery freezes under the id that its order names, and meets whoever was first', async () => {
        await aHost();
        await confirmed();
        const freezes = recoveryFreezes(world.objects);
        const wish = (name: string, by: Person) => ({
          ...{ freeze: `frz-${name}${made}`, host, gateway: 'default', incident: 'inc-recovery', by },
          ...{ because: 'token-drift', until: Date.now() + 60_000, places: [PLACE] },
        });
        const mine = wish('aa', MIRA);
        expect(await freezes.begin(mine)).toEqual({ ok: true });
        expect(await freezes.begin(mine)).toEqual({ ok: true });
        const other = await freezes.begin(wish('bb', JON));
        expect(other).toEqual({
          ok: false,
          by: 'U-mira',
          until: mine.until,
          because: 'token-drift',
          link: null,
        });
        const job = await order(setMark(host, 'theirs'));
        await approve(job);
        expect(await ended(job, 'refused')).toMatchObject({
          why: expect.stringContaining('frozen: held by U-mira'),
        });
        await freezes.lift(mine);
        const next = wish('cc', JON);
        expect(await freezes.begin(next)).toEqual({ ok: true });
        // Another try of the same incident takes the place of the one before, once that has let go.
        const again = { ...wish('dd', JON), before: [next.freeze] };
        await expect.poll(() => freezes.begin(again).catch(() => null)).toEqual({ ok: true });
      });

      it('an old host agent that cannot hold is told as announced only', async () => {
        await aHost();
        await confirmed();
        const { freeze: id } = await freeze(Date.now() + 60_000);
        const words = async () => (await lookAtFreeze(world.objects, id))?.targets[0]?.words[''];
        expect(await eventually(words, (word) => word !== undefined)).toMatchObject({
          held: 'announced',
          why: { code: 'host.refused', params: { code: expect.stringMatching(/^(?:op|policy)$/) } },
        });
      });
    });

    it('waits for a change that is open on the same host', async () => {
      await aHost();
      await confirmed();
      const first = await order(setMark(host, 'one'));
      const second = await order(setMark(host, 'two'));
      expect(await jobOf(second)).toMatchObject({ state: 'refused', why: `busy: ${first}` });
    });
  });
}
