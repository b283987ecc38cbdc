/**
 * A broken gateway brought back in front of everybody: the real OpenClaw, the programs as they are shipped, a Slack that
 * nobody here wrote, and two people. mira looks, asks and starts; olaf agrees; the host freezes, takes the six steps and
 * runs a whole agent turn; and what the thread says at the end is held against a look that shares no code with it.
 *
 * `STORY=name,name` tells those alone; `STORY_TEXT=folder` keeps what people read.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OLAF, whyNoLocalSlack } from '../fakes/local-slack.ts';
import { type Plant, type Planted, plantOn } from '../gateway/fault.ts';
import cliOnly from '../gateway/faults/cli-only.ts';
import configInvalid from '../gateway/faults/config-invalid.ts';
import tokenFlag from '../gateway/faults/token-flag.ts';
import { installOpenClaw, type OpenClaw } from '../gateway/install.ts';
import { CLAIM } from '../gateway/judge.ts';
import { lookAt } from '../gateway/look.ts';
import { ranForAWhile, withPast } from '../gateway/past.ts';
import { freeBlock } from '../gateway/ports.ts';
import { refusingProvider, useProvider } from '../gateway/provider.ts';
import { keepText, PEOPLE, readerOf, recoverInSlack, type Story } from '../gateway/slack-recovery.ts';
import { type Ends, ROADS, type Road, wordsOf } from '../gateway/slack-roads.ts';
import { turn } from '../gateway/turns.ts';
import { worksFor } from '../gateway/works.ts';

const { STORY } = process.env;
const told = STORY?.split(',');
const say = (line: string) => void process.stderr.write(`${line}\n`);
const why = whyNoLocalSlack();

/** It could work again by the route that it had, and the model's provider fails just then. */
const modelDownMeanwhile: Plant = async (lab) => {
  const away = { status: 503, body: { error: { message: 'overloaded', code: 'overloaded' } } };
  await refusingProvider(lab, away);
  lab.configure((config) => useProvider(config, lab));
  await ranForAWhile(lab);
  lab.configure((config) => {
    useProvider(config, lab);
    config.agents.defaults.model.primary = 'claude-cli/claude-sonnet-5';
  });
  await lab.start();
  return undefined;
};

/** Its folder is gone; the one before is still there. */
const workspaceWrong: Plant = async (lab) => {
  const wrong = `${lab.workspace}-on-the-old-disk`;
  mkdirSync(wrong);
  lab.configure((config) => {
    config.agents.defaults.workspace = wrong;
  });
  await lab.start();
  // It has worked there: before, OpenClaw might still make the folder by itself.
  await turn(lab);
  rmSync(wrong, { recursive: true });
  return undefined;
};

const STORIES: { name: string; road: string; plant: Plant; finding: string }[] = [
  { name: 'token-flag', road: 'Socket Mode, Node', plant: tokenFlag.plant, finding: 'token-drift' },
  {
    name: 'workspace-wrong',
    road: 'signed HTTP, Node',
    plant: withPast(workspaceWrong),
    finding: 'workspace-path-missing',
  },
  {
    name: 'cli-only',
    road: 'Socket Mode, Node',
    plant: withPast(cliOnly.plant),
    finding: 'cli-only-backend',
  },
  {
    name: 'config-invalid',
    road: 'signed HTTP, Workers',
    plant: withPast(configInvalid.plant),
    finding: 'config-invalid',
  },
];

const shaOf = (file: string): string =>
  existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : '-';

describe.skipIf(why !== null)(`brought back in Slack${why === null ? '' : ` (skipped: ${why})`}`, () => {
  const ends: Ends = [];
  const roads = new Map<string, Road>();
  let openclaw: OpenClaw;
  const wanted = (name: string): boolean => told === undefined || told.includes(name);

  async function roadOf(kind: string): Promise<Road> {
    const found = ROADS.find(({ road }) => road === kind);
    if (found === undefined) throw new Error(`No road ${kind}`);
    const road = roads.get(kind) ?? (await found.start(ends, (await freeBlock()) + 18, PEOPLE));
    roads.set(kind, road);
    return road;
  }

  async function on<T>(plant: Plant, tell: (planted: Planted) => Promise<T>): Promise<T> {
    const planted = await plantOn(openclaw, plant);
    try {
      return await tell(planted);
    } finally {
      await planted.dispose();
    }
  }

  beforeAll(async () => {
    openclaw = await installOpenClaw(say);
  }, 300_000);
  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
  }, 60_000);

  const kept = async (name: string, road: Road, act: () => Promise<Story>): Promise<Story> => {
    try {
      return await act();
    } finally {
      keepText(name, await road.slack.messages());
    }
  };

  it.for(STORIES.filter(({ name }) => wanted(name)))(
    '$name ($road) is recovered, and works',
    { timeout: 15 * 60_000 },
    async ({ name, road: kind, plant, finding }) => {
      const road = await roadOf(kind);
      await on(plant, async (planted) => {
        const before = road.slack.gate.calls.length;
        const story = await kept(name, road, () => recoverInSlack(name, road, planted));
        say(`${name} · ${kind}: ${story.end.text} (${story.tookMs} ms after the approving press)`);
        await story.joined.agent.stop();
        expect(story.end.text).toBe(`${name}: recovered`);
        expect(wordsOf(story.end)).toContain(`${finding} was looked for again: gone.`);
        expect(wordsOf(story.end)).toContain('read passed, write passed');
        expect(wordsOf(story.plan)).toMatch(
          /requested by .* approved by .* delivered .* started .* verified/,
        );
        const works = await worksFor(planted);
        expect(works.works, works.says).toBe(true);
        const look = await lookAt(planted, { beside: false });
        const claimed = look.findings.filter(({ confidence }) => confidence >= CLAIM);
        expect(claimed.map(({ id }) => id)).not.toContain(finding);
        expect(story.notices.map(({ text }) => text).join('\n')).toContain(name);
        const calls = road.slack.gate.calls.slice(before);
        expect(calls.filter(({ reply }) => reply?.ok !== true)).toEqual([]);
      });
    },
  );

  const HTTP = 'signed HTTP, Node';
  const SOCKETS = 'Socket Mode, Node';

  it.skipIf(!wanted('put-back'))(
    'put-back: fails acceptance, has its files back byte for byte, and people take over',
    { timeout: 15 * 60_000 },
    async () => {
      const road = await roadOf(HTTP);
      await on(modelDownMeanwhile, async (planted) => {
        const { slack } = road;
        const before = shaOf(planted.lab.configFile);
        const story = await kept('put-back', road, () => recoverInSlack('put-back', road, planted));
        say(`put-back · ${HTTP}: ${story.end.text} (${story.tookMs} ms after the approving press)`);
        expect(story.end.text).toBe('put-back: not recovered, rolled back');
        expect(shaOf(planted.lab.configFile)).toBe(before);
        expect(wordsOf(story.plan)).not.toContain('verified');
        await slack.types(OLAF, '/openclaw escalate put-back because the model provider is down');
        const over = await readerOf(road, 'put-back').of(story.plan, /escalated/, 60_000);
        keepText('put-back', await slack.messages());
        expect(wordsOf(over)).toContain('the model provider is down');
        await story.joined.agent.stop();
      });
    },
  );

  it.skipIf(!wanted('steered'))(
    'steered: paused and called off, rolled back, and tried again with its proof skipped',
    { timeout: 30 * 60_000 },
    async () => {
      const road = await roadOf(SOCKETS);
      const { slack } = road;
      await on(withPast(workspaceWrong), async (planted) => {
        const file = planted.lab.configFile;
        const before = shaOf(file);
        const host = 'steered';
        const types = (line: string) => slack.types(OLAF, `/openclaw ${line}`);
        const read = readerOf(road, host);
        const told = async (
          meanwhile: Parameters<typeof recoverInSlack>[3],
          options: Parameters<typeof recoverInSlack>[4],
        ): Promise<Story> => {
          const story = await kept(host, road, () => recoverInSlack(host, road, planted, meanwhile, options));
          say(`${host}: ${story.end.text} (${story.tookMs} ms)`);
          return story;
        };

        const off = await told(
          async ({ plan }) => {
            await types(`pause ${host} because we look first`);
            await read.of(plan, /recovery paused/, 90_000);
            await types(`abort ${host} because a deploy is under way`);
          },
          { ask: '' },
        );
        const { joined } = off;
        expect(off.end.text).toMatch(/: not recovered, (?:escalated|rolled back)|: recovery refused/);
        expect(wordsOf(off.end)).toContain('a deploy is under way');
        expect(shaOf(file)).toBe(before);

        const back = await told(
          async ({ plan }) => {
            // Once the files are changed.
            await read.shown(
              (one) => one.ts > plan.ts && wordsOf(one).includes('Changed on the host'),
              240_000,
            );
            await types(`rollback ${host} because it was the wrong folder`);
          },
          { ask: '', joined },
        );
        expect(back.end.text).toBe(`${host}: not recovered, rolled back`);
        expect(shaOf(file)).toBe(before);

        const unproved = await told(
          async ({ plan }) => {
            await types(`pause ${host} because we look first`);
            await read.of(plan, /recovery paused/, 90_000);
            await types(`skip ${host} because we try it by hand`);
            await types(`continue ${host}`);
          },
          { ask: '', joined },
        );
        expect(unproved.end.text).toMatch(/recovered/);
        await joined.agent.stop();
      });
    },
  );

  it.skipIf(!wanted('agent-killed'))(
    'agent-killed: the host agent dies in the middle, its next start tells the end, once',
    { timeout: 15 * 60_000 },
    async () => {
      const road = await roadOf(SOCKETS);
      await on(tokenFlag.plant, async (planted) => {
        const name = 'agent-killed';
        let again: { stop(): Promise<void> } | undefined;
        const story = await kept(name, road, () =>
          recoverInSlack(name, road, planted, async ({ joined }) => {
            await joined.agent.kill();
            await new Promise((resolve) => setTimeout(resolve, 5_000));
            again = await joined.again();
          }),
        );
        say(`${name}: ${story.end.text} (${story.tookMs} ms after the approving press)`);
        await again?.stop();
        expect(story.end.text).toBe(`${name}: recovered`);
        expect(story.thread.filter(({ text }) => text === `${name}: recovered`)).toHaveLength(1);
        expect((await worksFor(planted)).works).toBe(true);
      });
    },
  );

  it.skipIf(!wanted('bot-killed'))(
    'bot-killed: it goes on without the bot, which tells the end once it is back',
    { timeout: 15 * 60_000 },
    async () => {
      const road = await roadOf(SOCKETS);
      await on(tokenFlag.plant, async (planted) => {
        const name = 'bot-killed';
        const story = await kept(name, road, () =>
          recoverInSlack(name, road, planted, async () => {
            await road.killBot?.();
            await new Promise((resolve) => setTimeout(resolve, 20_000));
            await road.startBot?.();
          }),
        );
        say(`${name}: ${story.end.text} (${story.tookMs} ms after the approving press)`);
        await story.joined.agent.stop();
        expect(story.end.text).toBe(`${name}: recovered`);
        expect(story.thread.filter(({ text }) => text === `${name}: recovered`)).toHaveLength(1);
        expect((await worksFor(planted)).works).toBe(true);
      });
    },
  );
});
