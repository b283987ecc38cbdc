/**
 * Two people and one host: who froze it is asked before anybody changes it, and who asks for a recovery second sees the
 * first one's. Slack's requests, the bot and the channel to the hosts are the real ones; what hosts do is played.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, runAgent } from '../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import type { Operations } from '../../src/agent/operation.ts';
import { digestOf } from '../../src/protocol/canonical.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { eventually } from '../contracts/world.ts';
import { reported } from '../fakes/recovering-host.ts';
import { CONFIG_INVALID, HEALTHY } from '../fakes/seen.ts';
import { textsIn } from '../fakes/slack-gate/block-kit.ts';
import { person } from '../fakes/slack-gate/people.ts';
import { plan as aPlan, progress, WORKED } from '../incidents/given-recovery.ts';
import {
  BOT_TOKEN,
  CHANNEL,
  type Kept,
  MIRA,
  OLAF,
  press,
  SIGNING_SECRET,
  type Slack,
  slashCommand,
  startSlack,
} from './slack-behind-gate.ts';
import type { Bot } from './triage-over-http.ts';

/** Agrees to what mira and olaf ask for. */
const JON = 'U06JON';
const PATIENCE_MS = 60_000;
const POLICY = 'read_only = false\nallow = ["triage", "recovery.plan", "recovery.run"]\napproval = "slack"\n';

export function freezeAndRecoveryStory(
  runtime: string,
  start: (settings: Record<string, string>) => Promise<Bot>,
): void {
  describe(`two people and one host, on ${runtime}`, { timeout: 240_000 }, () => {
    const dir = mkdtempSync(join(tmpdir(), 'two-people-'));
    const agents: Agent[] = [];
    /** Hosts on which a plan was carried out, in order. */
    const ran: string[] = [];
    const ill = new Set<string>();
    let slack: Slack;
    let bot: Bot;

    beforeAll(async () => {
      slack = await startSlack();
      slack.gate.people.set(JON, person(JON, 'jon'));
      bot = await start({
        SLACK_BOT_TOKEN: BOT_TOKEN,
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        SLACK_API_URL: slack.gate.apiUrl,
        ADMIN_USERS: MIRA,
        OPERATOR_USERS: `${MIRA},${OLAF}`,
        APPROVER_USERS: JON,
      });
    }, PATIENCE_MS);
    afterAll(async () => {
      for (const agent of agents) await agent.stop();
      await bot?.stop();
      await slack?.stop();
      rmSync(dir, { recursive: true });
    });

    /** What they see at once. */
    async function types(user: string, line: string): Promise<string> {
      const command = slashCommand(line, crypto.randomUUID(), user);
      const response = await fetch(`${bot.url}/slack/events`, command);
      expect(response.status).toBe(200);
      return response.text();
    }
    async function presses(user: string, { ts }: Kept, action: string): Promise<void> {
      // As it reads now, which is what a person presses on.
      const now = slack.messages().find((one) => one.ts === ts) as Kept;
      const { status } = await fetch(`${bot.url}/slack/events`, press(now, action, user));
      expect(status).toBe(200);
    }
    const wordsOf = ({ text, blocks }: Kept): string =>
      `${text} ${textsIn((blocks ?? []) as never).join(' ')}`;
    /** The newest message that says so, once there is one. */
    async function says(...words: string[]): Promise<Kept> {
      const look = async () =>
        slack.messages().findLast((one) => words.every((word) => wordsOf(one).includes(word)));
      const seen = await eventually(look, (one) => one !== undefined, PATIENCE_MS);
      if (seen === undefined)
        throw new Error(`Nobody said ${words.join(', ')}: ${slack.messages().map(wordsOf).join('\n')}`);
      return seen;
    }

    /** A host whose gateway is ill until a recovery has run. */
    async function joins(host: string): Promise<void> {
      const plan = aPlan({ finding: 'config-invalid' });
      const operations: Operations = {
        triage: async (_args, { emit }) => emit(ill.has(host) ? CONFIG_INVALID : HEALTHY),
        'recovery.plan': async (_args, { emit }) =>
          emit([reported({ kind: 'plan', digest: await digestOf(plan), plan })]),
        'recovery.run': async (args, { emit }) => {
          ran.push(host);
          ill.delete(host);
          const end = {
            plan: String(args.plan),
            revision: 1,
            outcome: 'recovered',
            acceptance: WORKED,
          } as const;
          emit([reported({ kind: 'progress', progress: progress(end) })]);
        },
      };
      ill.add(host);
      const stateDir = join(dir, host);
      const policyFile = join(dir, `${host}.toml`);
      writeFileSync(policyFile, POLICY, { mode: 0o600 });
      const token = /[\w-]{43}\.[\w-]{22}\.[\w-]{43}/.exec(await types(MIRA, `enroll ${host}`))?.[0] ?? '';
      const { hostKey } = await joinBot({
        url: bot.url,
        token,
        name: host,
        stateDir,
        version: '0.1.0',
        plainHttp: true,
      });
      const agent = await runAgent({ stateDir, policyFile, version: '0.1.0', log: silentLog, operations });
      agents.push(agent);
      await agent.ready;
      expect(await types(MIRA, `host ${host} confirm ${hostKey}`)).toContain('confirmed');
    }
    /** From the plan to the word of somebody who agrees. */
    async function startedAndApproved(host: string, user: string): Promise<Kept> {
      const plan = await says(`${host}: recovery plan`, 'Nothing starts before another person');
      await presses(user, plan, 'recovery_start');
      const asked = await says(`${host}: recovery plan`, 'Approval 0 of 1');
      await presses(JON, asked, 'recovery_approve');
      return asked;
    }

    it('freeze by A while B recovers: what changes is refused, with the way to A, until A lifts it', async () => {
      await joins('node-3');
      expect(await types(MIRA, 'freeze node-3 for 1h because the disk is swapped')).toContain(
        'Freeze on node-3 started',
      );
      const notice = await says('Change freeze on node-3 · active');
      const way = `${CHANNEL}-${notice.thread_ts ?? notice.ts}`;
      await eventually(
        () => types(OLAF, 'hosts'),
        (seen) => seen.includes(way),
        PATIENCE_MS,
      );

      // Looking and planning go on, and whoever asks is told at once.
      const asked = await types(OLAF, 'recover node-3');
      expect(asked).toContain('no changes until');
      expect(asked).toContain('the disk is swapped');
      expect(asked).toContain(way);
      const { ts } = await startedAndApproved('node-3', OLAF);
      const refused = await says('node-3: recovery plan', 'Frozen by mira until');
      expect(refused.ts).toBe(ts);
      expect(JSON.stringify(refused.blocks)).toContain(way);
      expect(ran).toEqual([]);

      expect(await types(MIRA, 'unfreeze node-3')).toContain('Freeze on node-3 lifted');
      await says('Change freeze on node-3 · lifted');
      expect(await types(OLAF, 'recover node-3')).not.toContain('no changes until');
      await startedAndApproved('node-3', OLAF);
      await says('node-3: recovered');
      expect(ran).toEqual(['node-3']);
    });

    it('two people recover one host: the second sees the first one’s, and it runs once', async () => {
      await joins('node-4');
      const answers = await Promise.all([MIRA, OLAF].map((user) => types(user, 'recover node-4')));
      expect(answers.filter((one) => one.includes('You see the same recovery'))).toHaveLength(1);
      const first = answers[0]?.includes('You see the same recovery') ? OLAF : MIRA;
      await startedAndApproved('node-4', first);
      await says('node-4: recovered');
      const plans = slack.messages().filter((one) => wordsOf(one).includes('node-4: recovery plan'));
      expect(plans).toHaveLength(1);
      expect(ran.filter((host) => host === 'node-4')).toHaveLength(1);
    });
  });
}
