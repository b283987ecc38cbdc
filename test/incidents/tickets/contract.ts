/**
 * What must hold for tickets on either runtime: a real incident, a real host object and host agent, and a Jira that is
 * as strict as the vendor's own schemas, over HTTP.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Agent, runAgent } from '../../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../../src/agent/channel/join.ts';
import type { IncidentEvent, Person } from '../../../src/incidents/event.ts';
import type { HistoryReply, ViewReply } from '../../../src/incidents/messages.ts';
import type { TicketView } from '../../../src/incidents/notifier.ts';
import { openOrJoin } from '../../../src/incidents/open-or-join.ts';
import type { Evidence } from '../../../src/protocol/evidence.ts';
import type { Address, Reply } from '../../../src/storage/objects.ts';
import { silentLog } from '../../contracts/silent-log.ts';
import { eventually } from '../../contracts/world.ts';
import { type FakeJira, startJira } from '../../fakes/desks/jira.ts';
import { CONFIG_INVALID, HEALTHY } from '../../fakes/seen.ts';

export type TicketsWorld = {
  url: string;
  send(to: Address, message: object): Promise<Reply>;
  token(host: string): Promise<string>;
  close(): Promise<void>;
};

const MIRA: Person = { via: 'slack', team: 'T1', id: 'U-mira', name: 'mira' };
const PLACE = { via: 'terminal', session: 'test' } as const;

/** `start` begins a bot with these DESKS. */
export function ticketsContract(runtime: string, start: (desks: string) => Promise<TicketsWorld>): void {
  describe(`a ticket on ${runtime}`, () => {
    const lacks: string[] = [];
    let jira: FakeJira;
    let world: TicketsWorld;
    let agent: Agent;
    let home: string;
    let host: string;
    let seen: Evidence[];
    let incident: Address;
    let made = 0;
    beforeAll(async () => {
      jira = await startJira({ lacks });
      const [email, token] = ['bot@example.org', 'token-of-jira'];
      const settings = { kind: 'jira', url: jira.url, email, token, project: 'OPS', issue_type: 'Incident' };
      world = await start(JSON.stringify({ jira: settings }));
    }, 60_000);
    afterAll(async () => {
      await world?.close();
      await jira?.stop();
    });
    beforeEach(async () => {
      made += 1;
      host = `node-${made}`;
      incident = { kind: 'incident', name: `inc-${made}` };
      seen = CONFIG_INVALID;
      home = mkdtempSync(join(tmpdir(), 'host-'));
      const stateDir = join(home, 'state');
      const policyFile = join(home, 'agent.toml');
      writeFileSync(policyFile, 'read_only = true\n', { mode: 0o600 });
      await joinBot({
        url: world.url,
        token: await world.token(host),
        name: host,
        stateDir,
        version: '0.1.0',
      });
      agent = await runAgent({
        ...{ stateDir, policyFile, version: '0.1.0', log: silentLog },
        timing: { firstRetryMs: 20, lastRetryMs: 200 },
        operations: { triage: async (_args, { emit }) => emit(seen) },
      });
      await agent.ready;
    });
    afterEach(async () => {
      lacks.length = 0;
      await agent.stop();
      rmSync(home, { recursive: true });
    });

    let events = 0;
    const fresh = (): string => `event-${made}-${++events}`;
    const tell = (event: object) =>
      world.send(incident, { type: 'event', event: { id: fresh(), ...event } as IncidentEvent });
    const tickets = async (): Promise<TicketView[]> =>
      ((await world.send(incident, { type: 'view' })) as Reply & ViewReply).view?.tickets ?? [];
    const comes = (is: (one: TicketView) => boolean): Promise<TicketView> =>
      eventually(
        async () => (await tickets()).at(-1),
        (one) => one !== undefined && is(one),
      ) as Promise<TicketView>;

    /** A look of the host, to its end. */
    async function look(): Promise<void> {
      const event = { id: fresh(), type: 'asked', host, person: MIRA, place: PLACE, text: 'triage' } as const;
      await openOrJoin({ send: world.send }, host, incident.name, event);
      await eventually(
        async () =>
          ((await world.send(incident, { type: 'view' })) as Reply & ViewReply).view?.hosts[0]?.state,
        (state) => state === 'done',
      );
    }
    const wish = (more: object = {}) => tell({ type: 'ticket', desk: 'jira', person: MIRA, ...more });
    const issueOf = (one: TicketView) => jira.issues.find(({ key }) => key === one.at?.key);

    it('is opened once and told once of what follows', async () => {
      await look();
      await Promise.all([wish(), wish(), wish()]);
      const open = await comes(({ state }) => state === 'open');
      expect(await tickets()).toHaveLength(1);
      const issue = issueOf(open);
      expect(open.at?.url).toBe(`${jira.url}/browse/${open.at?.key}`);
      expect(issue?.fields.summary).toBe(`[${host}] process: The configuration is invalid`);
      expect(issue?.text).toContain('config-invalid');
      seen = HEALTHY;
      await look();
      await comes(({ comments }) => comments === 1);
      expect(issue?.comments).toHaveLength(1);
      expect(issue?.comments[0]?.text).toContain('Not found any more: The configuration is invalid');
      expect(issue?.comments[0]?.text).toContain('the incident was closed');
      const { chain, events: kept } = (await world.send(incident, { type: 'history' })) as Reply &
        HistoryReply;
      expect(chain.ok).toBe(true);
      expect(kept.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['ticket', 'ticket-at', 'ticket-said']),
      );
      expect(jira.unknown).toEqual([]);
    });

    it('that others opened is told the whole of it', async () => {
      await look();
      await wish();
      const { at } = await comes(({ state }) => state === 'open');
      made += 1;
      incident = { kind: 'incident', name: `inc-${made}` };
      const order = `inc-${made}.${host}.1`;
      await tell({ type: 'asked', host, person: MIRA, place: PLACE, text: 'triage' });
      await eventually(
        async () => ((await world.send(incident, { type: 'view' })) as Reply & ViewReply).view?.hosts[0],
        (one) => one?.state === 'done' && one.order === order,
      );
      await wish({ key: at?.key });
      const mine = await comes(({ comments }) => comments === 1);
      expect(mine.at).toEqual(at);
      expect(issueOf(mine)?.comments.at(-1)?.text).toContain('config-invalid');
    });

    it('that Jira refuses says why in Jira’s words, and is opened when somebody asks again', async () => {
      await look();
      lacks.push('CREATE_ISSUES');
      await wish();
      const failed = await comes(({ state, trouble }) => state === 'failed' || trouble !== null);
      expect((failed.why ?? failed.trouble)?.told).toContain('You do not have permission to create issues');
      const before = jira.issues.length;
      lacks.length = 0;
      await wish();
      await comes(({ state }) => state === 'open');
      expect(jira.issues).toHaveLength(before + 1);
    });

    it('whose comment is refused waits for people, and is said once rights are given', async () => {
      await look();
      await wish();
      const open = await comes(({ state }) => state === 'open');
      lacks.push('ADD_COMMENTS');
      seen = HEALTHY;
      await look();
      await comes(({ unsaid, trouble }) => unsaid !== null || trouble !== null);
      expect(issueOf(open)?.comments).toEqual([]);
      lacks.length = 0;
      await wish();
      await comes(({ comments }) => comments === 1);
      expect(issueOf(open)?.comments).toHaveLength(1);
    });
  });
}
