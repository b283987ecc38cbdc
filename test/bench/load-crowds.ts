/**
 * The crowds of the load bench, from outside: so many processes of load-crowd.ts, hosts dealt out among them, and when
 * each order reached its host.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { CrowdAnswer, CrowdAsk } from './load-crowd.ts';

export type Crowds = {
  join(url: string, hosts: { name: string; token: string }[]): Promise<void>;
  /** Everybody who is not connected dials at once. Milliseconds to each live session; dials in all. */
  connect(limitMs: number): Promise<{ connectMs: number[]; tries: number; failed: number }>;
  closeAll(): Promise<void>;
  /** When orders reached their hosts, by order: epoch ms with fractions. */
  delivered: Map<string, number>;
  /** CPU of the crowds is not the hub's: their pids. */
  pids: number[];
  end(): void;
};

type Settled = { ok: true; connectMs?: number[]; tries?: number; failed?: number };
/** `Omit` of a union keeps what its members have in common only. */
type Wish = CrowdAsk extends infer One ? (One extends CrowdAsk ? Omit<One, 'n'> : never) : never;

export function startCrowds(processes: number): Crowds {
  const delivered = new Map<string, number>();
  const waiting = new Map<number, { resolve: (answer: Settled) => void; reject: (why: Error) => void }>();
  let asks = 0;
  const children = Array.from({ length: processes }, () => {
    const child = fork(join(import.meta.dirname, 'load-crowd.ts'), {
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (answer: CrowdAnswer) => {
      if ('delivered' in answer) return delivered.set(answer.delivered, answer.at);
      const asker = waiting.get(answer.n);
      waiting.delete(answer.n);
      return answer.ok ? asker?.resolve(answer) : asker?.reject(new Error(answer.why));
    });
    child.once('exit', () => {
      for (const { reject } of waiting.values()) reject(new Error('a crowd of host agents has ended'));
    });
    return child;
  });
  const kill = (): void => {
    for (const child of children) child.kill('SIGKILL');
  };
  process.once('exit', kill);

  const ask = (child: ChildProcess, wish: Wish): Promise<Settled> =>
    new Promise((resolve, reject) => {
      asks += 1;
      waiting.set(asks, { resolve, reject });
      child.send({ n: asks, ...wish } as CrowdAsk);
    });

  return {
    delivered,
    pids: children.flatMap(({ pid }) => pid ?? []),
    async join(url, hosts) {
      const dealt = children.map((_, at) => hosts.filter((__, n) => n % children.length === at));
      await Promise.all(children.map((child, at) => ask(child, { do: 'join', url, hosts: dealt[at] ?? [] })));
    },
    async connect(limitMs) {
      const all = await Promise.all(children.map((child) => ask(child, { do: 'connect', limitMs })));
      return {
        connectMs: all.flatMap(({ connectMs = [] }) => connectMs),
        tries: all.reduce((sum, { tries = 0 }) => sum + tries, 0),
        failed: all.reduce((sum, { failed = 0 }) => sum + failed, 0),
      };
    },
    async closeAll() {
      await Promise.all(children.map((child) => ask(child, { do: 'close' })));
    },
    end() {
      process.off('exit', kill);
      kill();
    },
  };
}
