/**
 * The mission in one story, told on each runtime: mira types in Slack, a real host agent looks, one message
 * answers. In between the bot loses its memory, and Slack sends the same command twice.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../contracts/world.ts';
import { expectNoLeak, filesUnder, type Sinks } from '../fakes/canaries.ts';
import { plantCanaries } from '../fakes/canary-host.ts';
import { type GotSpan, type TraceCollector, traceCollector } from '../fakes/trace-collector.ts';
import { tapWire, type WireTap } from '../fakes/wire-tap.ts';
import { runProgram, type Service, startProgram } from '../gateway/programs.ts';
import {
  BOT_TOKEN,
  type Kept,
  MIRA,
  press,
  SIGNING_SECRET,
  type Slack,
  slashCommand,
  startSlack,
} from './slack-behind-gate.ts';

const incidentOf = (message: Kept): string =>
  (message.metadata as { event_payload: { incident: string } }).event_payload.incident;

export type Bot = {
  /** Where Slack and hosts reach it. */
  url: string;
  /** Takes away what the bot holds in memory, as a deploy, an eviction or kill -9 does. */
  forget(): Promise<void>;
  /** What it keeps and what it printed. */
  sinks(): Sinks;
  stop(): Promise<void>;
};

export function triageStory(
  runtime: string,
  start: (settings: Record<string, string>) => Promise<Bot>,
): void {
  // An eviction at a bad moment costs a reconnect or an alarm's retry: patience, not a claim about speed.
  describe(`a triage on ${runtime}`, { timeout: 240_000 }, () => {
    const dir = mkdtempSync(join(tmpdir(), 'story-'));
    const state = join(dir, 'state');
    // A host whose gateway does not run, and that is full of secrets.
    const planted = plantCanaries(dir, { port: 18_959 });
    const onHost = {
      env: { ...planted.env, PATH: '/usr/bin:/bin', HOME: dir, LOG_LEVEL: 'debug' },
      cwd: dir,
    };
    const told: string[] = [];
    let slack: Slack;
    let bot: Bot;
    let wire: WireTap;
    let traces: TraceCollector;
    let agent: Service | undefined;

    beforeAll(async () => {
      slack = await startSlack();
      traces = await traceCollector();
      bot = await start({
        OTEL_EXPORTER_OTLP_ENDPOINT: traces.endpoint,
        SLACK_BOT_TOKEN: BOT_TOKEN,
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        SLACK_API_URL: slack.gate.apiUrl,
        ADMIN_USERS: MIRA,
        LOG_LEVEL: 'debug',
      });
      wire = await tapWire(Number(new URL(bot.url).port));
      const token = /[\w-]{43}\.[\w-]{22}\.[\w-]{43}/.exec(await types('enroll node-3'))?.[0];
      const args = ['join', '--url', wire.url, '--token', '-', '--name', 'node-3', '--state', state];
      const joined = await runProgram('host', args, { ...onHost, input: `${token}\n` });
      if (joined.code !== 0) throw new Error(`node-3 could not join: ${joined.stderr}`);
      agent = startProgram('host', ['run', '--state', state], onHost);
    });
    afterAll(async () => {
      await agent?.stop();
      const sinks: Sinks = {
        ...bot?.sinks(),
        ...wire?.heard(),
        ...filesUnder(state, ['host-key.json']),
        'host agent printed': agent?.printed() ?? '',
        'slack calls': JSON.stringify(slack?.gate.calls),
        'slack answers': told.join('\n'),
        'collector got': JSON.stringify(traces?.got),
      };
      await wire?.stop();
      await bot?.stop();
      await slack?.stop();
      await traces?.close();
      rmSync(dir, { recursive: true });
      const { canaries, marker } = planted;
      const own = [
        { name: "the bot's token", value: BOT_TOKEN },
        { name: "the bot's signing secret", value: SIGNING_SECRET },
      ];
      expectNoLeak(sinks, [...canaries, ...own], {
        'bot keeps': marker,
        'bot printed': 'node-3',
        'slack calls': marker,
        'slack answers': 'node-3',
        'host agent printed': 'node-3',
        'collector got': 'host agent triage',
        wire: marker,
        [state]: 'node-3',
      });
    });

    /** What mira sees at once, as the text of it all. */
    async function types(line: string, trigger: string = crypto.randomUUID()): Promise<string> {
      const response = await fetch(`${bot.url}/slack/events`, slashCommand(line, trigger));
      expect(response.status).toBe(200);
      const answer = await response.text();
      told.push(answer);
      return answer;
    }
    const whenConnected = (): Promise<string> =>
      eventually(
        () => types('hosts'),
        (seen) => seen.includes('1 connected'),
        20_000,
      );
    const topLevel = (): Kept[] => slack.messages().filter((one) => one.thread_ts === undefined);
    const replies = (): Kept[] => slack.messages().filter((one) => one.thread_ts !== undefined);

    it('ends with one message that says what was found, whatever the bot forgot on the way', async () => {
      expect(await whenConnected()).toContain('1 host, 1 connected');
      await bot.forget();
      expect(await whenConnected()).toContain('1 host, 1 connected');
      const trigger = `trigger-${crypto.randomUUID()}`;
      expect(await types('triage node-3', trigger)).toContain('node-3');
      await bot.forget();
      // Slack heard no answer in time, as far as it knows: it sends the command again.
      await types('triage node-3', trigger);
      const said = await eventually(
        async () => replies(),
        (seen) => seen.length > 0,
        100_000,
      );
      expect(said).toHaveLength(1);
      expect(topLevel()).toHaveLength(1);
      expect(said[0]?.thread_ts).toBe(topLevel()[0]?.ts);
      expect(slack.gate.calls.filter(({ reply }) => reply?.ok !== true)).toEqual([]);
      expect(topLevel()[0]?.text).toContain('node-3');
    });

    it('looks again when its button is pressed, and once when it is pressed twice', async () => {
      const before = replies().length;
      const status = topLevel().at(-1);
      if (status === undefined) throw new Error('Nothing was shown');
      const pressed = press(status, 'rerun');
      for (const answer of await Promise.all([1, 2].map(() => fetch(`${bot.url}/slack/events`, pressed))))
        expect(answer.status).toBe(200);
      await eventually(
        async () => replies(),
        (seen) => seen.length > before,
        100_000,
      );
      await eventually(
        async () => slack.whispers(),
        (seen) => seen.length === 2,
        20_000,
      );
      expect(replies()).toHaveLength(before + 1);
      expect(JSON.stringify(topLevel().at(-1)?.blocks)).toContain('run 2, requested by mira');
    });

    it('goes on by itself when the bot forgets it at once and nobody asks again', async () => {
      const before = replies().length;
      await types('triage node-3');
      await bot.forget();
      const said = await eventually(
        async () => replies(),
        (seen) => seen.length > before,
        100_000,
      );
      expect(said).toHaveLength(before + 1);
      // Nobody can tell beforehand whether the first incident has closed itself: one message each.
      expect(new Set(said.map(incidentOf)).size).toBe(topLevel().length);
    });

    it('is one trace, from the command over its job to the host', async () => {
      await types('triage node-3');
      const parentOf = (child?: GotSpan): GotSpan | undefined =>
        traces.spans().find((one) => one.spanId === child?.parentSpanId && one.traceId === child?.traceId);
      // One whose bot was killed at once has lost its first span: traces are no record.
      const roots = (): (string | undefined)[] =>
        traces
          .spans()
          .filter(({ name }) => name === 'host agent triage')
          .map((span) => parentOf(span))
          .map((job) => job && `${parentOf(job)?.name} > ${job.name}`);
      const whole = 'command triage > job triage';
      expect(
        await eventually(
          async () => roots(),
          (seen) => seen.includes(whole),
          100_000,
        ),
      ).toContain(whole);
    });
  });
}
