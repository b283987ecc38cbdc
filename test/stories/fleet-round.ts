/**
 * More hosts than one incident holds, told on each runtime: mira types `triage all` in Slack, every host of the fleet is
 * asked, and one message counts them and names those that are ill. Sockets and signatures are real; what hosts show is not.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinAgent, type LoadAgent } from '../bench/load-agent.ts';
import { eventually } from '../contracts/world.ts';
import { CONFIG_INVALID, HEALTHY } from '../fakes/seen.ts';
import {
  BOT_TOKEN,
  MIRA,
  SIGNING_SECRET,
  type Slack,
  slashCommand,
  startSlack,
} from './slack-behind-gate.ts';
import type { Bot } from './triage-over-http.ts';

const HOSTS = 260;
const AT_ONCE = 8;
const PATIENCE_MS = 200_000;
const isIll = (n: number): boolean => n % 100 === 0;
const isAway = (n: number): boolean => n % 250 === 1;

export function fleetRoundStory(
  runtime: string,
  start: (settings: Record<string, string>) => Promise<Bot>,
): void {
  describe(`a triage of ${HOSTS} hosts, and a bot on ${runtime}`, { timeout: 2 * PATIENCE_MS }, () => {
    let slack: Slack;
    let bot: Bot;
    const agents: LoadAgent[] = [];

    async function types(line: string): Promise<string> {
      const response = await fetch(`${bot.url}/slack/events`, slashCommand(line, crypto.randomUUID()));
      expect(response.status).toBe(200);
      return response.text();
    }

    async function enrolled(n: number): Promise<void> {
      const name = `load-${n}`;
      const token = /[\w-]{43}\.[\w-]{22}\.[\w-]{43}/.exec(await types(`enroll ${name}`))?.[0] ?? '';
      const shows = isIll(n) ? CONFIG_INVALID : HEALTHY;
      const agent = await joinAgent(bot.url, name, token, () => undefined, shows);
      if (isAway(n)) return;
      agents.push(agent);
      await agent.connect();
    }

    beforeAll(async () => {
      slack = await startSlack();
      bot = await start({
        LOG_LEVEL: 'warn',
        SLACK_BOT_TOKEN: BOT_TOKEN,
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        SLACK_API_URL: slack.gate.apiUrl,
        ADMIN_USERS: MIRA,
      });
      const left = Array.from({ length: HOSTS }, (_, n) => n + 1);
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let n = left.shift(); n !== undefined; n = left.shift()) await enrolled(n);
        }),
      );
    }, 2 * PATIENCE_MS);
    afterAll(async () => {
      for (const agent of agents) agent.close();
      await bot?.stop();
      await slack?.stop();
    });

    it('asks each of them, in one message that stays within what Slack takes', async () => {
      expect(await types('triage all')).toContain(`Triage started on ${HOSTS} hosts`);
      const shown = () => JSON.stringify(slack.messages()[0] ?? '');
      const said = await eventually(
        async () => shown(),
        (text) => text.includes('256 healthy'),
        PATIENCE_MS,
      );
      expect(said).toContain('260 hosts: 2 down, 2 unknown, 256 healthy');
      expect(said).toContain('load-100, load-200');
      expect(said).toContain('2 away (host agent not connected)');
      expect(slack.messages()).toHaveLength(1);
      // What Slack would have refused (too many blocks, too long a text, too soon a word) counts as a mistake here.
      expect(slack.gate.calls.filter(({ reply }) => reply?.ok !== true)).toEqual([]);
    });

    it('tells what is wrong with one that is ill, in the incident that its look has opened', async () => {
      const answer = await types('triage load-200');
      expect(answer).toContain('load-200');
      const said = await eventually(
        async () => JSON.stringify(slack.messages().slice(1)),
        (text) => text.includes('config'),
        PATIENCE_MS,
      );
      expect(said).toContain('load-200');
    });

    it('lets all of them in again when the bot has died and they dial in one moment', async () => {
      await bot.forget();
      for (const agent of agents) agent.close();
      await eventually(
        async () => agents.some((agent) => agent.connected()),
        (some) => !some,
      );
      await Promise.all(agents.map(dialAgain));
      const all = `${agents.length} connected`;
      const listed = await eventually(
        () => types('hosts'),
        (text) => text.includes(all),
      );
      expect(listed).toContain(all);
      await types('triage load-7');
      const said = await eventually(
        async () => JSON.stringify(slack.messages().at(-1)),
        (text) => text.includes('load-7') && text.includes('healthy'),
        PATIENCE_MS,
      );
      expect(said).toContain('healthy');
    });
  });
}

/** As host agents do: with a pause of chance after each dial that failed. */
async function dialAgain(agent: LoadAgent): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; ; ) {
    try {
      if (!agent.connected()) await agent.connect();
      return;
    } catch (cause) {
      if (Date.now() > until) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 1_000 * Math.random()));
    }
  }
}
