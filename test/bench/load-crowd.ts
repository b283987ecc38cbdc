/**
 * A crowd of the load bench: host agents in a process of their own, told over the process's own line what to do. Each
 * answer carries the number of its question.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { joinAgent, type LoadAgent } from './load-agent.ts';

export type CrowdAsk =
  | { n: number; do: 'join'; url: string; hosts: { name: string; token: string }[] }
  /** All that are not connected, at once; those that fail try again with growing pauses, as host agents do. */
  | { n: number; do: 'connect'; limitMs: number }
  | { n: number; do: 'close' };
export type CrowdAnswer =
  | { n: number; ok: true; connectMs?: number[]; tries?: number; failed?: number }
  | { n: number; ok: false; why: string }
  | { delivered: string; at: number };

const JOINS_AT_ONCE = 8;
/** First and longest pause of the shipped host agent, in milliseconds. */
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

const agents: LoadAgent[] = [];
const say = (answer: CrowdAnswer): void => void process.send?.(answer);

async function join({ url, hosts }: Extract<CrowdAsk, { do: 'join' }>): Promise<void> {
  const told = (what: string, order: string, at: number): void => {
    if (what === 'delivered') say({ delivered: order, at });
  };
  for (let from = 0; from < hosts.length; from += JOINS_AT_ONCE)
    agents.push(
      ...(await Promise.all(
        hosts.slice(from, from + JOINS_AT_ONCE).map(({ name, token }) => joinAgent(url, name, token, told)),
      )),
    );
}

/** Milliseconds from the first dial of each agent to its live session, dials in all, and who never got one. */
async function connect(limitMs: number): Promise<{ connectMs: number[]; tries: number; failed: number }> {
  let tries = 0;
  let failures = 0;
  const until = Date.now() + limitMs;
  const took = await Promise.all(
    agents
      .filter((agent) => !agent.connected())
      .map(async (agent) => {
        const began = performance.now();
        for (let failed = 0; ; failed += 1) {
          tries += 1;
          try {
            await agent.connect();
            return performance.now() - began;
          } catch (cause) {
            if (Date.now() > until) {
              failures += 1;
              process.stderr.write(`${String(cause).slice(0, 200)}\n`);
              return null;
            }
            await wait(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failed) * Math.random());
          }
        }
      }),
  );
  return { connectMs: took.filter((ms) => ms !== null), tries, failed: failures };
}

async function closeAll(): Promise<void> {
  for (const agent of agents) agent.close();
}

process.on('message', (ask: CrowdAsk) => {
  const work = ask.do === 'join' ? join(ask) : ask.do === 'connect' ? connect(ask.limitMs) : closeAll();
  work.then(
    (more) => say({ n: ask.n, ok: true, ...(more ?? {}) }),
    (cause: unknown) => say({ n: ask.n, ok: false, why: String(cause).slice(0, 500) }),
  );
});
process.on('disconnect', () => process.exit(0));
