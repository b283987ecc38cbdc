/**
 * A host that has no way out but AWS: it joins through SSM, is asked through SSM, and answers through SSM. The stand-in of
 * AWS starts the shipped host agent by the shipped document; everything else is the shipped bot.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPrinted } from '../../src/protocol/errand.ts';
import { eventually } from '../contracts/world.ts';
import { expectNoLeak, filesUnder, type Sinks } from '../fakes/canaries.ts';
import { plantCanaries } from '../fakes/canary-host.ts';
import { install } from '../fakes/ssm/machine.ts';
import { type FakeSsm, KEY, startSsm } from '../fakes/ssm/server.ts';
import { fileOf, runProgram } from '../gateway/programs.ts';
import {
  BOT_TOKEN,
  type Kept,
  MIRA,
  SIGNING_SECRET,
  type Slack,
  slashCommand,
  startSlack,
} from './slack-behind-gate.ts';
import type { Bot } from './triage-over-http.ts';

const INSTANCE = 'i-0123456789abcdef0';
const PATIENCE_MS = 60_000;

export function ssmStory(runtime: string, start: (settings: Record<string, string>) => Promise<Bot>): void {
  describe(`a host behind AWS, and a bot on ${runtime}`, { timeout: 120_000 }, () => {
    const dir = mkdtempSync(join(tmpdir(), 'ssm-story-'));
    const planted = plantCanaries(dir, { port: 18_958 });
    const told: string[] = [];
    let slack: Slack;
    let ssm: FakeSsm;
    let bot: Bot;

    beforeAll(async () => {
      [slack, ssm] = await Promise.all([startSlack(), startSsm()]);
      ssm.machines.push({ id: INSTANCE, online: true, home: dir, lib: install(dir, fileOf('host')) });
      bot = await start({
        SLACK_BOT_TOKEN: BOT_TOKEN,
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        SLACK_API_URL: slack.gate.apiUrl,
        ADMIN_USERS: MIRA,
        ...ssm.settings,
      });
    }, PATIENCE_MS);
    afterAll(async () => {
      const sinks: Sinks = {
        ...bot?.sinks(),
        ...filesUnder(join(dir, '.openclaw-host-agent'), ['host-key.json']),
        'aws keeps': JSON.stringify(ssm?.commands.map(({ running: _, ...kept }) => kept)),
        'slack calls': JSON.stringify(slack?.gate.calls),
        'slack answers': told.join('\n'),
      };
      await bot?.stop();
      await ssm?.stop();
      expect(ssm?.mistakes).toEqual([]);
      await slack?.stop();
      rmSync(dir, { recursive: true });
      const own = [
        { name: "the bot's token", value: BOT_TOKEN },
        { name: "the bot's signing secret", value: SIGNING_SECRET },
        { name: 'the secret access key', value: KEY.secret },
      ];
      expectNoLeak(sinks, [...planted.canaries, ...own], {
        'slack answers': 'node-9',
        'aws keeps': INSTANCE,
      });
    });

    async function types(line: string): Promise<string> {
      // Slack itself gives up after three seconds; a busy machine has ten times as long.
      const signal = AbortSignal.timeout(30_000);
      const command = slashCommand(line, crypto.randomUUID());
      const response = await fetch(`${bot.url}/slack/events`, { ...command, signal });
      expect(response.status).toBe(200);
      const answer = await response.text();
      told.push(answer);
      return answer;
    }
    const host = (line: readonly string[]) =>
      runProgram('host', line, { env: { HOME: dir, PATH: '/usr/bin:/bin' }, cwd: dir });
    const shown = (): string =>
      JSON.stringify(slack.messages().filter((one: Kept) => one.thread_ts === undefined));

    it('does not follow a bot that nobody on its machine has named, and then joins by SSM alone', async () => {
      const invited = await types(`enroll node-9 ssm ${INSTANCE}`);
      const key = /ssm-allow --bot ([\w-]{43})/.exec(invited)?.[1] ?? '';
      expect(key).not.toBe('');
      await eventually(
        async () => ssm.commands[0]?.status,
        (seen) => seen === 'Success',
        PATIENCE_MS,
      );
      expect(Buffer.from(ssm.commands[0]?.out.split(' ')[1] ?? '', 'base64url').toString()).toContain(
        'not-expected',
      );
      const allowed = await host(['ssm-allow', '--bot', key]);
      expect(allowed.stderr).toBe('');
      const card = await eventually(
        () => types('host node-9'),
        (seen) => seen.includes('used when the host agent is not connected'),
        PATIENCE_MS,
      );
      expect(card).toContain(INSTANCE);
      const { key: own } = JSON.parse((await host(['policy', '--json'])).stdout) as { key: string };
      // An admin compares the two; nothing may be changed there before.
      expect(card).toContain(own);
      expect(card).toContain('not confirmed');
    });

    it('answers a triage through AWS, and the message says by which road', async () => {
      await types('triage node-9');
      await bot.forget();
      const said = await eventually(
        async () => shown(),
        (seen) => seen.includes('Brought by AWS SSM'),
        PATIENCE_MS,
      );
      expect(said).toContain('node-9');
      expect(said).toContain('node-9 is down');
    });

    it('refuses the same order when AWS sends it again, and looks no second time', async () => {
      const order = ssm.commands.findLast(({ out }) => out.startsWith('OC1 '))?.order ?? '';
      const before = shown();
      const { out } = await ssm.ended(ssm.sendAs(INSTANCE, order));
      const printed = readPrinted(out);
      const head =
        printed.state === 'whole' ? (JSON.parse(printed.head) as { payload: string }) : { payload: '' };
      const payload = JSON.parse(Buffer.from(head.payload, 'base64url').toString()) as Record<
        string,
        unknown
      >;
      expect(payload).toMatchObject({ kind: 'refused', code: 'counter', known: true });
      expect(shown()).toBe(before);
    });

    it('is told as not reached when what AWS brings is not the host’s', async () => {
      ssm.faults.tamper = (printed) =>
        printed.replace(/^(OC1 \S{40})./, '$1A').replace(/A(\S*) END/, 'B$1 END');
      await types('triage node-9');
      const said = await eventually(
        async () => shown(),
        (seen) => seen.includes('not reached through AWS SSM'),
        PATIENCE_MS,
      );
      expect(said).toContain('not signed by the host');
      ssm.faults.tamper = (printed) => printed;
    });

    it('is told as not connected there either when its SSM agent is away', async () => {
      ssm.faults.refuse = (operation) => (operation === 'SendCommand' ? 'InvalidInstanceId' : null);
      const [machine] = ssm.machines;
      if (machine) machine.online = false;
      await types('triage node-9');
      const said = await eventually(
        async () => shown(),
        (seen) => seen.includes('The SSM agent of the instance is not connected'),
        PATIENCE_MS,
      );
      expect(said).toContain('node-9');
    });
  });
}
