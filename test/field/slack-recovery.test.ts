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
import { MIRA, OLAF, whyNoLocalSlack } from '../fakes/local-slack.ts';
import { type Plant, type Planted, plantOn } from '../gateway/fault.ts';
import cliOnly from '../gateway/faults/cli-only.ts';
import configInvalid from '../gateway/faults/config-invalid.ts';
import tokenFlag from '../gateway/faults/token-flag.ts';
import { installOpenClaw, type OpenClaw } from '../gateway/install.ts';
import { lookAt } from '../gateway/look.ts';
import { withPast } from '../gateway/past.ts';
import { freeBlock } from '../gateway/ports.ts';
import { keepText, PEOPLE, recoverInSlack, type Story } from '../gateway/slack-recovery.ts';
import { type Ends, ROADS, type Road, wordsOf } from '../gateway/slack-roads.ts';
import { worksFor } from '../gateway/works.ts';

const { STORY } = process.env;
const told = STORY?.split(',');
const say = (line: string) => void process.stderr.write(`${line}\n`);
const why = whyNoLocalSlack();

/** Somebody pointed it to a folder that is gone; the one before is still there. */
const workspaceWrong: Plant = async (lab) => {
  const wrong = `${lab.workspace}-on-the-old-disk`;
  mkdirSync(wrong);
  lab.configure((config) => {
    config.agents.defaults.workspace = wrong;
  });
  await lab.start();
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
        expect(look.findings.map(({ id }) => id)).not.toContain(finding);
        expect(story.notices.map(({ text }) => text).join('\n')).toContain(name);
        const calls = road.slack.gate.calls.slice(before);
        expect(calls.filter(({ reply }) => reply?.ok !== true)).toEqual([]);
      });
    },
  );
});
void [MIRA, OLAF, shaOf];
