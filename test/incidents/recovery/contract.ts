/**
 * What must hold for a recovery on either runtime: a real incident, a real host object and a real host agent with its
 * own policy and journal. Only what the agent does to its host is played.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Agent, runAgent } from '../../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../../src/agent/channel/join.ts';
import type { Operations } from '../../../src/agent/operation.ts';
import { approveByKey, newApproverKey } from '../../../src/conversation/node-approve.ts';
import type { HostCard } from '../../../src/hub/messages.ts';
import type { IncidentEvent, Person } from '../../../src/incidents/event.ts';
import type { HistoryReply, RecoverReply, ViewReply } from '../../../src/incidents/messages.ts';
import type { RecoveryView } from '../../../src/incidents/notifier.ts';
import { digestOf, sha256 } from '../../../src/protocol/canonical.ts';
import type { Plan } from '../../../src/protocol/recovery.ts';
import { loadSigner } from '../../../src/protocol/signer.ts';
import type { Address, Reply } from '../../../src/storage/objects.ts';
import { silentLog } from '../../contracts/silent-log.ts';
import { eventually } from '../../contracts/world.ts';
import { reported } from '../../fakes/recovering-host.ts';
import { CONFIG_INVALID, HEALTHY } from '../../fakes/seen.ts';
import { plan as aPlan, progress, WORKED } from '../given-recovery.ts';

/** A bot with real objects, and where approvers bring their signatures. */
export type RecoveryWorld = {
  url: string;
  send(to: Address, message: object): Promise<Reply>;
  token(host: string): Promise<string>;
  /** The bot's own HTTP answers. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
};

const MIRA: Person = { via: 'slack', team: 'T1', id: 'U-mira' };
const JON: Person = { via: 'slack', team: 'T1', id: 'U-jon' };
const PLACE = { via: 'terminal', session: 'test' } as const;
const ALLOWING =
  'read_only = false\nallow = ["triage", "recovery.plan", "recovery.run"]\napproval = "slack"\n';

export function recoveryContract(runtime: string, start: () => Promise<RecoveryWorld>): void {
  describe(`a recovery on ${runtime}`, () => {
    let world: RecoveryWorld;
    let agent: Agent | null = null;
    let home: string;
    let host: string;
    let incident: Address;
    let ran: string[];
    let ill: boolean;
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
      ran = [];
      ill = true;
    });
    afterEach(async () => {
      await agent?.stop();
      agent = null;
      rmSync(home, { recursive: true });
    });

    /** A host whose gateway is ill until a recovery has run. */
    function doing(over: Partial<Plan>, digest?: string): Operations {
      const plan = aPlan({ finding: 'config-invalid', ...over });
      return {
        triage: async (_args, { emit }) => emit(ill ? CONFIG_INVALID : HEALTHY),
        'recovery.plan': async (_args, { emit }) =>
          emit([reported({ kind: 'plan', digest: digest ?? (await digestOf(plan)), plan })]),
        'recovery.run': async (args, { emit }) => {
          ran.push(String(args.plan));
          ill = false;
          const at = { plan: String(args.plan) };
          emit([reported({ kind: 'progress', progress: progress({ ...at, revision: 1 }) })]);
          const end = { ...at, revision: 2, outcome: 'recovered', acceptance: WORKED } as const;
          emit([reported({ kind: 'progress', progress: progress(end) })]);
        },
      };
    }

    async function aHost(operations: Operations, policy = ALLOWING): Promise<void> {
      const stateDir = join(home, 'state');
      const policyFile = join(home, 'agent.toml');
      writeFileSync(policyFile, policy, { mode: 0o600 });
      const token = await world.token(host);
      await joinBot({ url: world.url, token, name: host, stateDir, version: '0.1.0' });
      const timing = { firstRetryMs: 20, lastRetryMs: 200 };
      agent = await runAgent({ stateDir, policyFile, version: '0.1.0', log: silentLog, timing, operations });
      await agent.ready;
      const card = (await world.send({ kind: 'host', name: host }, { type: 'describe' })) as Reply & HostCard;
      const message = { type: 'confirm', key: card.keyFingerprint, by: 'U-admin' };
      await world.send({ kind: 'host', name: host }, message);
    }

    let events = 0;
    const tell = (event: object) => {
      const whole = { id: `event-${made}-${++events}`, ...event } as IncidentEvent;
      return world.send(incident, { type: 'event', event: whole });
    };
    async function latest(): Promise<RecoveryView | undefined> {
      const { view } = (await world.send(incident, { type: 'view' })) as Reply & ViewReply;
      return view?.recoveries?.at(-1);
    }
    const comes = (state: string) =>
      eventually(latest, (one) => one?.state === state || one?.end?.as === state) as Promise<RecoveryView>;

    async function planned(): Promise<RecoveryView> {
      const wish = { type: 'recover', host, person: MIRA, place: PLACE, text: `recover ${host}` };
      expect(((await tell(wish)) as Reply & RecoverReply).recovery).toBe(
        `${incident.name}.${host}.recovery.1`,
      );
      return comes('planned');
    }
    async function consenting(): Promise<RecoveryView> {
      const { id, digest } = await planned();
      await tell({ type: 'start', recovery: id, digest, person: MIRA });
      return comes('consenting');
    }
    const approve = (one: RecoveryView, person = JON) => tell({ type: 'approved', job: one.runJob, person });

    it('runs once others agreed, and is recovered when the finding is gone', async () => {
      await aHost(doing({}));
      const one = await consenting();
      await approve(one, MIRA);
      expect((await latest())?.state).toBe('consenting');
      await approve(one);
      await approve(one);
      expect(await comes('recovered')).toMatchObject({ still: [], run: { state: 'done' } });
      expect(ran).toEqual([one.digest]);
      const journal = readFileSync(join(home, 'state', 'journal.jsonl'), 'utf8');
      expect(journal).toContain(`"id":"${one.runJob}"`);
      const { chain } = (await world.send(incident, { type: 'history' })) as Reply & HistoryReply;
      expect(chain.ok).toBe(true);
    });

    it('is refused where the plan that came is not the one of its digest', async () => {
      await aHost(doing({}, 'A'.repeat(43)));
      const wish = { type: 'recover', host, person: MIRA, place: PLACE, text: `recover ${host}` };
      await tell(wish);
      expect(await comes('refused')).toMatchObject({
        plan: null,
        end: { because: { code: 'order.plan-digest' } },
      });
    });

    it('is refused in words by a host agent that is older than the bot', async () => {
      const { triage } = doing({});
      await aHost({ triage: triage as Operations[string] });
      await tell({ type: 'recover', host, person: MIRA, place: PLACE, text: `recover ${host}` });
      expect(await comes('refused')).toMatchObject({ end: { because: { code: 'order.op' } } });
    });

    it('is refused by a host whose own policy does not allow it, and lifts its freeze', async () => {
      await aHost(doing({}), ALLOWING.replace(', "recovery.run"', ''));
      await approve(await consenting());
      expect(await comes('refused')).toMatchObject({
        end: { because: { code: 'order.policy' } },
        freeze: { state: 'lifted' },
      });
      expect(ran).toEqual([]);
    });

    describe('by people’s own keys', () => {
      const PERSON = 'slack:T1/U-jon';
      const byKey = { consent: { by: 'person-key', needs: 1 } } as const;

      async function aKey(person = PERSON): Promise<{ file: string; policy: string }> {
        const file = join(home, `${person.replace(/\W/g, '-')}.key`);
        await newApproverKey(file, () => undefined);
        const { publicKey } = await loadSigner(readFileSync(file, 'utf8'));
        const policy = `${ALLOWING.replace('"slack"', '"person-key"')}[[approvers]]\nperson = "${person}"\nkey = "${publicKey.x}"\n`;
        return { file, policy };
      }
      async function invited(one: RecoveryView, person = JON): Promise<string> {
        const code = `one-time-code-${++events}`;
        const until = Date.now() + 60_000;
        await tell({ type: 'invited', job: one.runJob, person, code: await sha256(code), until });
        return code;
      }
      async function sign(one: RecoveryView, keyFile: string, code: string, answer = 'approve') {
        const said: string[] = [];
        const shown: string[] = [];
        const answers = [code, answer];
        const done = await approveByKey({
          id: one.runJob ?? '',
          url: world.url,
          keyFile,
          show: (message) => void shown.push(JSON.stringify(message)),
          say: (line) => void said.push(line),
          ask: async () => answers.shift() ?? '',
          fetch: (async (url: string, init?: RequestInit) =>
            world.fetch(new URL(url).pathname, init)) as unknown as typeof fetch,
        });
        return { done, said: said.join('\n'), shown: shown.join('\n') };
      }

      it('runs on a signature that the bot could not make, and on no word in the chat', async () => {
        const { file, policy } = await aKey();
        await aHost(doing(byKey), policy);
        const one = await consenting();
        await approve(one);
        expect((await latest())?.run?.approvals).toEqual([]);
        const { done, shown } = await sign(one, file, await invited(one));
        expect(done).toBe(true);
        expect(shown).toContain('gateway.auth.token');
        expect(shown).toContain(one.digest);
        expect(await comes('recovered')).toMatchObject({ run: { approvals: [{ person: JON }] } });
        expect(ran).toEqual([one.digest]);
      });

      it('is refused by the host where the key is not of its policy', async () => {
        const { policy } = await aKey();
        const { file } = await aKey('slack:T1/U-eve');
        await aHost(doing(byKey), policy);
        const one = await consenting();
        expect((await sign(one, file, await invited(one))).done).toBe(true);
        expect(await comes('refused')).toMatchObject({ end: { because: { code: 'order.kid' } } });
        expect(ran).toEqual([]);
      });

      it('takes a code once, of no other person, for no other order, and nothing that was not agreed to', async () => {
        const { file, policy } = await aKey();
        await aHost(doing({ consent: { by: 'person-key', needs: 2 } }), policy);
        const one = await consenting();
        expect((await sign(one, file, 'a-code-nobody-gave')).said).toContain('No order waits');
        expect((await sign(one, file, await invited(one, MIRA))).said).toContain('No order waits');
        const code = await invited(one);
        expect((await sign(one, file, code, 'no')).said).toContain('Nothing was signed');
        expect((await sign({ ...one, runJob: `${one.runJob}0` }, file, code)).done).toBe(false);
        expect((await sign(one, file, code)).done).toBe(true);
        expect((await sign(one, file, code)).said).toContain('No order waits');
        expect((await latest())?.run).toMatchObject({ state: 'planned', approvals: [{ person: JON }] });
      });
    });
  });
}
