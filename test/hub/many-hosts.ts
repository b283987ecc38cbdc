/**
 * Many hosts at one real bot: each has a key, a journal and a socket of its own, and runs the host agent's own channel.
 * What is noted is which order was begun where.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Agent, type AgentOptions, runAgent } from '../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import { silentLog } from '../contracts/silent-log.ts';
import type { TestBot } from './bot.ts';

export type ManyHosts = {
  names: readonly string[];
  /** Orders that were begun, with the host, each time that one was. */
  begun: { host: string; order: string }[];
  home(name: string): string;
  agent(name: string): Agent;
  /** Which have no live session now. */
  away(): string[];
  stop(): Promise<void>;
};

export async function joinMany(
  bot: TestBot,
  { hosts, ...more }: { hosts: number } & Pick<AgentOptions, 'timing'>,
): Promise<ManyHosts> {
  const dir = mkdtempSync(join(tmpdir(), 'many-hosts-'));
  const names = Array.from({ length: hosts }, (_, n) => `node-${n + 1}`);
  const agents = new Map<string, Agent>();
  const begun: ManyHosts['begun'] = [];
  const home = (name: string): string => join(dir, name);

  async function enter(name: string): Promise<void> {
    mkdirSync(home(name), { mode: 0o700 });
    const token = await bot.token(name);
    await joinBot({ url: bot.url, token, name, stateDir: home(name), version: '0.1.0' });
    const agent = await runAgent({
      ...{ stateDir: home(name), version: '0.1.0', log: silentLog, ...more },
      operations: {
        async triage(_args, { order }) {
          begun.push({ host: name, order });
          await new Promise((resolve) => setImmediate(resolve));
        },
      },
    });
    agents.set(name, agent);
    await agent.ready;
  }

  await Promise.all(names.map(enter));
  return {
    names,
    begun,
    home,
    agent: (name) => agents.get(name) as Agent,
    away: () => names.filter((name) => !agents.get(name)?.connected()),
    async stop() {
      await Promise.all([...agents.values()].map((one) => one.stop()));
      rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
}

/** Orders that come twice in a list. */
export function twice(orders: readonly string[]): string[] {
  const seen = new Set<string>();
  return orders.filter((one) => seen.size === seen.add(one).size);
}
