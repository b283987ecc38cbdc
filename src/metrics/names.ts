/**
 * @module metrics/names
 * Every metric, and all values that its labels may have: nothing that a host, a person or Slack chooses becomes a series,
 * so their number is bounded by this table.
 */
import { HOST_STATES, LAST_VERDICTS } from '../hub/tally.ts';
import { OPERATIONS } from '../protocol/operations.ts';

export type MetricType = 'gauge' | 'counter' | 'histogram';

type Metric = {
  help: string;
  type: MetricType;
  /** Label → the values that it may have; what is not among them becomes `other`, which is then one of them. */
  labels?: Readonly<Record<string, readonly string[]>>;
  /** Upper bounds of a histogram. */
  buckets?: readonly number[];
};

/** Codes with which a job ends that was not carried out, as messages/en/order-reasons.ts has them. */
export const REFUSAL_CODES = [
  ...['op', 'mode', 'args', 'policy', 'absent', 'not-enrolled', 'not-confirmed', 'quarantined', 'frozen'],
  ...['busy', 'precondition', 'journal', 'plan-digest', 'manifest', 'incomplete', 'too-much-evidence'],
  ...['kid', 'ttl', 'signer', 'not-delivered', 'not-approved', 'no-answer', 'stopped', 'failed', 'rejoined'],
  ...['revoked', 'trust'],
  ...['digest', 'size', 'members', 'base64url', 'header', 'utf8', 'json', 'canonical', 'schema'],
  ...['signature', 'audience', 'session', 'duplicate', 'counter', 'ssm', 'other'],
] as const;

/** Each trouble of the road through AWS has a sentence of its own; a graph shows that road as one. */
export const refusalLabel = (code: string): string => (code.startsWith('ssm-') ? 'ssm' : code);

/** What is counted where it happens, and lies in the object of its own. */
export const COUNTED = {
  jobs_total: {
    help: 'Jobs that ended, by operation and end; `refused` is broken down in refusals_total',
    type: 'counter',
    labels: { op: [...Object.keys(OPERATIONS), 'other'], end: ['done', 'refused'] },
  },
  refusals_total: {
    help: 'Jobs that host or hub did not carry out, by code',
    type: 'counter',
    labels: { code: REFUSAL_CODES },
  },
  slack_calls_total: {
    help: 'Calls to Slack by what came of them; `limited` is Slack answering 429',
    type: 'counter',
    labels: { outcome: ['answered', 'limited', 'failed'] },
  },
  slack_ack_seconds: {
    help: 'From a command or a filled-in window reaching the bot to its acknowledgement; Slack gives up after 3',
    type: 'histogram',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 3],
  },
} as const satisfies Record<string, Metric>;
export type CountedName = keyof typeof COUNTED;

/** What is read at the moment of a scrape. */
export const READ = {
  hosts: {
    help: 'Hosts by how they stand; those in maintenance are in no other state',
    type: 'gauge',
    labels: { state: HOST_STATES },
  },
  hosts_verdict: {
    help: 'Hosts by what the last look found, without those in maintenance',
    type: 'gauge',
    labels: { verdict: LAST_VERDICTS },
  },
  hosts_frozen: { help: 'Hosts of which a freeze holds a gateway now', type: 'gauge' },
  incidents_open: { help: 'Incidents that are open for a host', type: 'gauge' },
  outbox_oldest_seconds: {
    help: 'How long the oldest message that could not be shown has been tried; 0 where all were shown',
    type: 'gauge',
  },
  outbox_behind: { help: 'Incidents and freezes with a message that could not be shown yet', type: 'gauge' },
} as const satisfies Record<string, Metric>;

/** What only a process of its own has: the bot on Node. */
export const ON_NODE = {
  objects_open: { help: 'Incidents, hosts and fleet shards whose store is open', type: 'gauge' },
  sockets_open: { help: 'Host agents that are connected', type: 'gauge' },
  wakes_pending: { help: 'Objects that want to be woken at some time', type: 'gauge' },
  resident_bytes: { help: 'Memory of the process', type: 'gauge' },
  cpu_seconds_total: { help: 'Processor time of the process', type: 'counter' },
  event_loop_delay_seconds: {
    help: 'How late the event loop came to its work since the last scrape',
    type: 'gauge',
    labels: { quantile: ['0.5', '0.99'] },
  },
  data_free_bytes: { help: 'Room left on the disk of DATA_DIR', type: 'gauge' },
  uptime_seconds: { help: 'Since the process began', type: 'gauge' },
  messages_total: { help: 'Messages between objects; jobs are those of type dispatch', type: 'counter' },
} as const satisfies Record<string, Metric>;

export const BUILD_INFO = { help: 'The version that runs', type: 'gauge' } as const;

/** How a series is kept: `jobs_total|op=triage|end=done`. Values that the table does not have become `other`. */
export function seriesOf(name: CountedName, labels: Readonly<Record<string, string>> = {}): string {
  const { labels: known = {} } = COUNTED[name] as Metric;
  const pairs = Object.entries(known).map(([label, values]) => {
    const value = labels[label] ?? 'other';
    return `|${label}=${values.includes(value) ? value : 'other'}`;
  });
  return `${name}${pairs.join('')}`;
}

/** A bucket, the sum or the number of a histogram: `slack_ack_seconds|le=0.1`, `…|sum`, `…|count`. */
export function observed(name: CountedName, value: number): Record<string, number> {
  const { buckets = [] } = COUNTED[name] as Metric;
  const fits = buckets.filter((bound) => value <= bound).map((bound) => [`${name}|le=${bound}`, 1]);
  return { ...Object.fromEntries(fits), [`${name}|sum`]: value, [`${name}|count`]: 1 };
}

/** All series that may be counted, in the order in which they are shown. */
export function allSeries(): string[] {
  return Object.entries(COUNTED).flatMap(([name, metric]) => {
    const { labels = {}, buckets } = metric as Metric;
    if (buckets !== undefined)
      return [...buckets.map((bound) => `${name}|le=${bound}`), `${name}|count`, `${name}|sum`];
    return Object.entries(labels).reduce<string[]>(
      (all, [label, values]) => all.flatMap((one) => values.map((value) => `${one}|${label}=${value}`)),
      [name],
    );
  });
}
