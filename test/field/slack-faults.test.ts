/**
 * Every fault on a real gateway once more, asked the way people ask: mira types in a Slack that nobody here wrote, and
 * the message in her channel must name the fault first. Three bots are asked about each fault, one after the other:
 * Node over Socket Mode, Node over signed HTTP, and the Worker on workerd over signed HTTP.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Canary, expectNoLeak } from '../fakes/canaries.ts';
import {
  APP_TOKEN,
  BOT_TOKEN,
  MIRA,
  type ShownMessage,
  SIGNING_SECRET,
  whyNoLocalSlack,
} from '../fakes/local-slack.ts';
import { type Fault, type Planted, plantHealthy, plantOn } from '../gateway/fault.ts';
import { faults } from '../gateway/faults/index.ts';
import { installOpenClaw, type OpenClaw } from '../gateway/install.ts';
import { freeBlock } from '../gateway/ports.ts';
import { type Ends, joinHost, ROADS, type Road } from '../gateway/slack-roads.ts';

type Case = Pick<Fault, 'name' | 'accepted' | 'plant' | 'mounts' | 'complaint'>;

/**
 * `FIELD_FAULT=name,name` takes those alone, `FIELD_PART=1/3` every third fault, beginning with the first;
 * `FIELD_SLACK_PART` is a part for this file alone.
 */
const { FIELD_FAULT, FIELD_PART = '1/1', FIELD_SLACK_PART = FIELD_PART } = process.env;
const named = FIELD_FAULT?.split(',');
const [part = 1, parts = 1] = FIELD_SLACK_PART.split('/').map(Number);
const chosen = faults.filter(({ name }, index) => named?.includes(name) ?? index % parts === part - 1);
const healthy: Case = { name: 'healthy', accepted: [], plant: plantHealthy };
const mayMount = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;
const why = whyNoLocalSlack();
const say = (line: string) => void process.stderr.write(`${line}\n`);

const TRIAGE_LIMIT_MS = 60_000;

/** What must never leave the host: whatever the lab's configuration holds, and how each of its tokens begins. */
function secretsOf({ lab }: Planted): Canary[] {
  // Some faults take the file away, or cut it; what the lab itself made is looked for all the same.
  const file = existsSync(lab.configFile) ? readFileSync(lab.configFile, 'utf8') : '';
  const configured = file.matchAll(/"(token|password|apiKey)":\s*"([^"]{8,})"/g);
  const own = { BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, 'token of a lab': 'lab-token-', lab: lab.token };
  return [
    ...[...configured]
      .map(([, name = '', value = '']) => ({ name, value }))
      // What OpenClaw prints instead of a secret is none.
      .filter(({ value }) => value !== '__OPENCLAW_REDACTED__'),
    ...Object.entries(own).map(([name, value]) => ({ name, value })),
  ];
}

describe.skipIf(why !== null)(`asked in Slack${why === null ? '' : ` (skipped: ${why})`}`, () => {
  const ends: Ends = [];
  const roads = new Map<string, Road>();
  let openclaw: OpenClaw;

  beforeAll(async () => {
    say(
      `${named ? 'Named' : `Field part ${part} of ${parts}`}, asked in Slack: ${chosen.map(({ name }) => name).join(', ')}`,
    );
    if (!mayMount) say('disk-full is skipped: this user may not mount a small disk (run as root)');
    openclaw = await installOpenClaw(say);
    const port = await freeBlock();
    for (const [at, { road, start }] of ROADS.entries()) roads.set(road, await start(ends, port + at));
  }, 300_000);
  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
  }, 60_000);

  describe.each<Case>([healthy, ...chosen])('$name', ({ name, accepted, plant, mounts, complaint }) => {
    let planted: Planted | undefined;
    const impossible = mounts === true && !mayMount;
    beforeAll(async () => {
      if (!impossible) planted = await plantOn(openclaw, plant);
    }, 300_000);
    afterAll(() => planted?.dispose(), 60_000);

    it.skipIf(impossible).for(ROADS)('is what mira reads first ($road)', async ({ road }, { task }) => {
      const way = roads.get(road);
      if (way === undefined || planted === undefined) throw new Error('Nothing was planted');
      const { slack } = way;
      // A second attempt must not be taken for the first one's incident.
      const tries = task.result?.retryCount ?? 0;
      const host = tries === 0 ? name : `${name}-${tries + 1}`;
      const before = slack.gate.calls.length;
      const { agent } = await joinHost(host, way, planted);
      const typed = Date.now();
      try {
        await slack.types(MIRA, `/openclaw triage ${host}${complaint === undefined ? '' : `: ${complaint}`}`);
        // A look without a single remark ends with the living message alone.
        const leastDetails = accepted.length > 0 ? 1 : 0;
        const concluded = (all: ShownMessage[]) => {
          const top = livingMessage(all, host);
          if (top === undefined || /running|contacting/.test(top.text)) return false;
          return detailsOf(all, top).length >= leastDetails;
        };
        const shown = await slack.shows(concluded, TRIAGE_LIMIT_MS);
        const top = livingMessage(shown, host);
        const calls = slack.gate.calls.slice(before);
        const said = calls.filter(({ method, args }) => method.startsWith('chat.') && !args.thread_ts);
        const headlines = [...new Set(said.map(({ args }) => String(args.text)))].filter(isAbout(host));
        say(`${name} · ${road}: ${headlines.join(' → ')} (concluded after ${Date.now() - typed} ms)`);

        if (accepted.length > 0) expect(accepted).toContain(findingIn(top));
        else expect(top?.text).toBe(`${host} is healthy`);
        expect(shown.filter((one) => !one.thread_ts && !one.ephemeral_to && isAbout(host)(one.text))).toEqual(
          [top],
        );
        expect(calls.filter(({ reply }) => reply?.ok !== true)).toEqual([]);
        expectNoLeak({ calls: JSON.stringify(calls) }, secretsOf(planted), { calls: host });
      } finally {
        await agent.stop();
      }
    });
  });
});

const isAbout = (name: string) => (text: string) =>
  text.startsWith(`${name} `) || text.startsWith(`${name}:`);
const livingMessage = (all: ShownMessage[], name: string) =>
  all.find((one) => !one.thread_ts && !one.ephemeral_to && isAbout(name)(one.text));
const detailsOf = (all: ShownMessage[], top: ShownMessage) =>
  all.filter((one) => one.thread_ts === top.ts && !one.ephemeral_to);
/** `node-3 is down · process · gateway-unreachable`: the last of the three. */
const findingIn = (message: ShownMessage | undefined) => message?.text.split(' · ')[2];
