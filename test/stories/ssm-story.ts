/**
 * A host that has no way out but AWS: it joins through SSM, is asked through SSM, and answers through SSM. The stand-in of
 * AWS starts the shipped host agent by the shipped document; everything else is the shipped bot.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

    it('tells more than AWS keeps of an answer in several, each signed, and the bot puts them together', async () => {
      manyProfiles(dir);
      const before = ssm.commands.length;
      await types('triage node-9');
      const parts = await eventually(
        async () => partsIn(ssm.commands.slice(before).map(({ out }) => out)),
        (seen) => seen.some(({ over, upTo, total }) => over && upTo === total),
        PATIENCE_MS,
      );
      // Whole answers only: the SSM agent cuts what is longer, and none was.
      const printed = ssm.commands.slice(before).map(({ out }) => out);
      expect(printed.filter((out) => out.length > 24_000 || out.includes('truncated'))).toEqual([]);
      expect(printed.reduce((sum, out) => sum + out.length, 0)).toBeGreaterThan(24_000);
      expect(parts.length).toBeGreaterThan(1);
      expect(new Set(parts.map(({ order }) => order)).size).toBe(1);
      // Each begins where the one before has ended; the bot asks for one a second time only where it has got nothing new.
      for (const [n, { from }] of parts.entries()) expect(from).toBe(parts[n - 1]?.upTo ?? 0);
      const said = await eventually(
        async () => shown(),
        (seen) => seen.includes('Brought by AWS SSM'),
        PATIENCE_MS,
      );
      expect(said).toContain('node-9');
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

/** As many gateways as a host agent looks at, none of them running: their evidence is far more than one answer holds. */
function manyProfiles(home: string): void {
  for (let n = 1; n <= 19; n += 1) {
    const state = join(home, `.openclaw-p${n}`);
    mkdirSync(state, { mode: 0o700 });
    const gateway = { mode: 'local', port: 19_000 + n, auth: { mode: 'token', token: randomUUID() } };
    writeFileSync(join(state, 'openclaw.json'), JSON.stringify({ gateway }), { mode: 0o600 });
  }
}

type Part = { kind: string; order: string; from: number; upTo: number; total: number; over: boolean };

/** What the host has signed as parts of an order's transcript, in the order in which they were printed. */
function partsIn(outs: readonly string[]): Part[] {
  return outs.flatMap((out) => {
    const printed = readPrinted(out);
    if (printed.state !== 'whole') return [];
    const { payload } = JSON.parse(printed.head) as { payload: string };
    const head = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Part;
    return head.kind === 'part' ? [head] : [];
  });
}
