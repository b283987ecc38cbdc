/**
 * @module diagnosis/cards/shapes
 * Conditions that several rules share, named once: "nothing runs", "it serves", "the last start was
 * refused because of …".
 */
import type { FactName } from '../../evidence/dictionary.ts';
import type { Condition } from '../condition.ts';

/** Another release was put in the place of the one that runs. */
export const UPDATED: Condition = {
  either: [
    {
      all: [
        { fact: 'gateway.package.newer-than-process', is: true },
        { differ: { facts: ['gateway.version.running', 'gateway.version.installed'] } },
      ],
    },
    { differ: { facts: ['gateway.build.running', 'gateway.build.installed'] } },
  ],
};

/** A configuration that was written anew, as every change of a setting is, or put right again: all of it is in force. */
export const NOTHING_LOST: Condition = {
  all: [
    { fact: 'config.in-force', is: true },
    { not: { fact: 'config.lost-sections', above: 0 } },
    { not: { fact: 'config.lost-keys', has: 'gateway.mode' } },
  ],
};

/** Somebody holds a lease on it, for a repair or a change: it greets, and does nothing else (2026.8.1 and later). */
export const SUSPENDED: Condition = {
  all: [
    { fact: 'gateway.suspension', present: true },
    { not: { fact: 'gateway.suspension', oneOf: ['accepting', 'running'] } },
  ],
};

/** No process of this gateway is alive. */
export const NO_PROCESS: Condition = { fact: 'gateway.process.count', is: 0 };
export const HAS_PROCESS: Condition = { fact: 'gateway.process.count', above: 0 };
export const PORT_FREE: Condition = { fact: 'gateway.listener.state', is: 'free' };
/** What else is found where nothing runs: the one that says why replaces them. */
export const DOWN = [
  'gateway-unreachable',
  'service-stopped',
  'service-not-installed',
  'service-crash-loop',
] as const;
export const NOTHING_RUNS: Condition = { all: [NO_PROCESS, PORT_FREE] };
/** The gateway greeted somebody just now. */
export const GREETS: Condition = { any: 'client', where: { fact: 'connect.hello', is: true } };
/** What listens speaks as a gateway does: it offered its challenge, whatever came of that. */
export const CHALLENGES: Condition = {
  any: 'client',
  where: { fact: 'connect.reached', oneOf: ['challenge', 'hello', 'rpc'] },
};
/** The gateway serves: it answers HTTP and says it is ready. */
export const SERVES: Condition = {
  all: [
    { fact: 'gateway.http.live', is: 'ok' },
    { fact: 'gateway.http.ready', is: true },
  ],
};
export const OWNS_PORT: Condition = { fact: 'gateway.listener.owner', is: 'gateway' };

/** No gateway is meant to run in this place: it is a client of one elsewhere, and the road there is what counts. */
export const ONLY_CLIENT: Condition = { fact: 'gateway.role', is: 'client' };
/** What such a client met at the address of its gateway. */
export const roadMeets = (...words: string[]): Condition => ({
  // What was met comes first: it is what people are shown.
  all: [{ fact: 'clients.url.answers', oneOf: words }, ONLY_CLIENT],
});

export const refusedStart = (word: string): Condition => ({ fact: 'gateway.start.refusal', is: word });
export const anyRefusal = (...codes: string[]): Condition => ({
  any: 'client',
  where: { fact: 'connect.refusal.code', oneOf: codes },
});
export const closedWith = (code: number, reason: string): Condition => ({
  any: 'client',
  where: {
    all: [
      { fact: 'connect.close.code', is: code },
      { fact: 'connect.close.reason', matches: reason },
    ],
  },
});
/** The gateway hung up on one client for this cause three times in a quarter of an hour: it keeps trying. */
export const keepsFailing = (...causes: string[]): Condition => ({
  any: 'client',
  where: {
    all: [
      { fact: 'connect.close.cause', oneOf: causes },
      { fact: 'connect.attempts-lately', above: 2 },
    ],
  },
});
export const sign = (fact: FactName, ...words: string[]): Condition =>
  words.length === 1 ? { fact, is: words[0] ?? '' } : { fact, oneOf: words };
export const told = (...words: string[]): Condition => sign('symptom.word', ...words);

/** The gateway's own records: the newest runs failed, or all ended well. */
export const RUNS_FAIL: Condition = { fact: 'runs.failing', is: true };
export const RUNS_WELL: Condition = { fact: 'runs.failing', is: false };
/** The provider of an agent's model is there, as far as the configuration tells. */
export const modelAt = (...places: string[]): Condition => ({
  any: 'agent',
  where: { fact: 'agent.model.endpoint', oneOf: places },
});
