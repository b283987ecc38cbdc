/**
 * Everything that tier two needs, in one word: the real OpenClaw with each of six faults, the programs as they are
 * shipped, a Slack that nobody here wrote, and ticket desks: GitHub as emulate plays it, the others strict fakes. What is
 * attached and what is written on the ticket is opened and searched for the host's own secrets.
 *
 * `STORY=name,name` tells those alone; `STORY_TEXT=folder` keeps what people read.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../src/bundles/read.ts';
import { canarySearch, coatsOf, filesUnder, manyCanaries } from '../fakes/canary-search.ts';
import { OWN_REPOSITORY, startGithub, TOKEN } from '../fakes/desks/github.ts';
import { KEY, startLinear, TEAM } from '../fakes/desks/linear.ts';
import { SECRETS, startReceiver } from '../fakes/desks/receiver.ts';
import { whyNoLocalSlack } from '../fakes/local-slack.ts';
import { type Plant, plantOn } from '../gateway/fault.ts';
import cliOnly from '../gateway/faults/cli-only.ts';
import configInvalid from '../gateway/faults/config-invalid.ts';
import frozen from '../gateway/faults/frozen.ts';
import portForeign from '../gateway/faults/port-foreign.ts';
import stopped from '../gateway/faults/stopped.ts';
import tokenFlag from '../gateway/faults/token-flag.ts';
import { installOpenClaw, type OpenClaw } from '../gateway/install.ts';
import { freeBlock } from '../gateway/ports.ts';
import { bundleInSlack } from '../gateway/slack-bundle.ts';
import { PEOPLE } from '../gateway/slack-recovery.ts';
import { type Ends, ROADS, type Road, wordsOf } from '../gateway/slack-roads.ts';

const { STORY } = process.env;
const told = STORY?.split(',');
const say = (line: string) => void process.stderr.write(`${line}\n`);
const why = whyNoLocalSlack();

/** Planted in the configuration, in `.env` and, in every coat, in the log. */
const CANARIES = 500;
/** UTF-16 is no line of this log, and a bare beginning may be a word: the gate refuses the bundle over either. */
const ODD = /^UTF-16|^first 16/;
/** A pass phrase is known as one by its name: nothing else tells it from any other text. */
const variable = (name: string): string => `PASSWORD_OF_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;

const SOCKETS = 'Socket Mode, Node';
const HTTP = 'signed HTTP, Node';
const WORKERS = 'signed HTTP, Workers';

const STORIES: { name: string; road: string; desk: string; plant: Plant; accepted: readonly string[] }[] = [
  { road: SOCKETS, desk: 'github', ...tokenFlag },
  { road: SOCKETS, desk: 'linear', ...cliOnly },
  { road: HTTP, desk: 'github', ...configInvalid },
  { road: HTTP, desk: 'hook', ...stopped },
  { road: WORKERS, desk: 'github', ...frozen },
  { road: WORKERS, desk: 'linear', ...portForeign },
];

/** Files that tier two asks for first, whatever is broken. */
const ALWAYS = ['report.md', 'report.html', 'findings.json', 'timeline.tsv'];

describe.skipIf(why !== null)(`bundles in Slack${why === null ? '' : ` (skipped: ${why})`}`, () => {
  const ends: Ends = [];
  const roads = new Map<string, Road>();
  let openclaw: OpenClaw;
  let desks: {
    github: Awaited<ReturnType<typeof startGithub>>;
    linear: Awaited<ReturnType<typeof startLinear>>;
    hook: Awaited<ReturnType<typeof startReceiver>>;
  };

  async function roadOf(kind: string): Promise<Road> {
    const found = ROADS.find(({ road }) => road === kind);
    if (found === undefined) throw new Error(`No road ${kind}`);
    const { github, linear, hook } = desks;
    const set = {
      DESK_GITHUB: JSON.stringify({ url: github.url, repository: OWN_REPOSITORY, token: TOKEN }),
      DESK_LINEAR: JSON.stringify({ url: `${linear.url}/graphql`, api_key: KEY, team: TEAM.key }),
      DESK_HOOK: JSON.stringify({ kind: 'webhook', url: `${hook.url}/hooks/openclaw`, secrets: SECRETS }),
    };
    const road =
      roads.get(kind) ?? (await found.start(ends, (await freeBlock()) + 18, { ...PEOPLE, ...set }));
    roads.set(kind, road);
    return road;
  }

  /** Everything that the desk has of this host, as text. */
  async function onTicket(desk: string, host: string): Promise<string[]> {
    const { github, linear, hook } = desks;
    const all =
      desk === 'github'
        ? await github.issues(OWN_REPOSITORY)
        : desk === 'linear'
          ? linear.list
          : hook.taken.filter(({ type }) => type.endsWith('opened'));
    return (all as object[]).map((one) => JSON.stringify(one)).filter((text) => text.includes(`[${host}]`));
  }

  beforeAll(async () => {
    openclaw = await installOpenClaw(say);
    const [github, linear, hook] = await Promise.all([startGithub(), startLinear(), startReceiver()]);
    desks = { github, linear, hook };
    ends.push(github.stop, linear.stop, hook.stop);
  }, 300_000);
  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
  }, 60_000);

  it.for(STORIES.filter(({ name }) => told === undefined || told.includes(name)))(
    '$name ($road) is collected, previewed, attached and on a ticket at $desk',
    { timeout: 12 * 60_000 },
    async ({ name, road: kind, desk, plant, accepted }) => {
      const road = await roadOf(kind);
      const planted = await plantOn(openclaw, plant);
      try {
        const story = await bundleInSlack(name, road, planted, desk);
        const { read, file, ticket, preview, bundle } = story;
        say(`${name} · ${kind}: ${file.length} bytes, ${read.files.size} files, ${story.tookMs} ms`);
        for (const wanted of ALWAYS) expect([...read.files.keys()]).toContain(wanted);
        const findings = JSON.parse(textOf(read, 'findings.json') ?? '{}') as { findings: { id: string }[] };
        expect(accepted).toContain(findings.findings[0]?.id);
        expect(wordsOf(preview)).toContain('report.md');
        expect(wordsOf(bundle)).toContain('Leak gate: passed');
        if (story.link !== null) {
          const { link } = story;
          say(`${name} · link: ${link.page.split('\n')[0]} · ${link.report.split('\n')[0]}`);
          expect(Buffer.from(link.file).equals(file)).toBe(true);
          expect(link.report).toContain(
            textOf(read, 'report.md')
              ?.match(/^# (.+)$/m)?.[1]
              ?.slice(0, 20),
          );
          expect([link.elsewhere, link.errors]).toEqual([[], []]);
        }
        expect(ticket.text).toMatch(new RegExp(`^Ticket \\S+ at ${desk}$`));
        const tickets = await onTicket(desk, name);
        expect(tickets).toHaveLength(1);

        const config = readFileSync(planted.lab.configFile, 'utf8');
        const secrets = [...config.matchAll(/"(?:token|password|apiKey)":\s*"([^"$]{8,})"/g)].map(
          ([, secret = '']) => secret,
        );
        const everywhere = [
          ...[...read.files].map(([of, bytes]) => `${of}\n${new TextDecoder().decode(bytes)}`),
          ...tickets,
          JSON.stringify(await road.slack.messages()),
        ];
        for (const secret of secrets)
          for (const text of everywhere) expect(text.includes(secret), text.slice(0, 60)).toBe(false);
        const calls = road.slack.gate.calls;
        expect(calls.filter(({ reply }) => reply?.ok !== true)).toEqual([]);
      } finally {
        await planted.dispose();
      }
    },
  );

  it.skipIf(told !== undefined && !told.includes('canaries'))(
    'canaries: of 500 secrets on the host none is anywhere that people, a desk or the bot has',
    { timeout: 12 * 60_000 },
    async () => {
      const road = await roadOf(SOCKETS);
      const canaries = manyCanaries(CANARIES);
      const search = canarySearch(canaries);
      // What `.env` cannot hold in quotes is in the configuration, which can hold anything.
      const inConfig = canaries.filter(({ value }) => /["'`\\]/.test(value));
      const inEnv = canaries.filter((one) => !inConfig.includes(one));
      const plant: Plant = async (lab) => {
        mkdirSync(lab.stateDir, { recursive: true });
        lab.configure((config) => {
          const vars = Object.fromEntries(inConfig.map(({ name, value }) => [variable(name), value]));
          Object.assign(config, { env: { vars } });
        });
        const lines = inEnv.map(({ name, value }) => `${variable(name)}=${JSON.stringify(value)}`);
        writeFileSync(join(lab.stateDir, '.env'), `${lines.join('\n')}\n`, { mode: 0o600 });
        const gateway = await tokenFlag.plant(lab);
        // As programs write what they should not: each in every coat, beside a refusal that a bundle quotes.
        const log = canaries.flatMap(({ value }) =>
          coatsOf(value)
            .filter(([coat]) => !ODD.test(coat))
            .map(
              ([, bytes]) =>
                `${new Date().toISOString()} [ws] unauthorized conn=1 reason=${bytes.toString('utf8')}`,
            ),
        );
        appendFileSync(lab.logFile, `${log.join('\n')}\n`);
        return gateway;
      };
      const planted = await plantOn(openclaw, plant);
      try {
        const story = await bundleInSlack('canaries', road, planted, 'linear');
        const { dir = '', printed = () => '' } = road;
        const sinks: Record<string, string | Uint8Array> = {
          bundle: story.file,
          slack: JSON.stringify(await road.slack.messages()),
          calls: JSON.stringify(road.slack.gate.calls),
          ticket: JSON.stringify([desks.linear.list, [...desks.linear.stored.values()].map(String)]),
          'bot log': printed(),
          'host agent log': story.joined.agent.printed(),
          ...filesUnder(dir),
        };
        for (const [n, file] of road.slack.files().entries()) sinks[`slack file ${n}`] = file;
        for (const [n, file] of [...desks.linear.stored.values()].entries()) sinks[`ticket file ${n}`] = file;
        const leaks = Object.entries(sinks)
          .flatMap(([sink, what]) => search(sink, what))
          .filter(({ coat }) => !ODD.test(coat));
        const here = search('the host', readFileSync(planted.lab.logFile));
        say(
          `canaries: ${leaks.length} leaks in ${Object.keys(sinks).length} places of ${canaries.length} secrets; on the host itself ${here.length}`,
        );
        expect(here.length).toBeGreaterThan(canaries.length * 8);
        expect(leaks).toEqual([]);
      } finally {
        await planted.dispose();
      }
    },
  );
});
