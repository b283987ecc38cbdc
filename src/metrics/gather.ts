/**
 * @module metrics/gather
 * The figures of one scrape: how hosts stand, from the fleet shards, and what was counted. Nine messages, whatever the
 * number of hosts; an object that does not answer fails the scrape, because a figure of half the hosts would be a lie.
 */
import { type CountersReply, METERS } from '../hub/counters.ts';
import { FLEET_SHARD_NAMES } from '../hub/fleet-object.ts';
import { HOST_STATES, LAST_VERDICTS, sumOf, type Tally } from '../hub/tally.ts';
import type { Objects } from '../storage/objects.ts';
import { allSeries, COUNTED, type CountedName, READ } from './names.ts';
import type { Figure } from './text.ts';

export async function gather(objects: Objects, now: number): Promise<Figure[]> {
  const [shards, counted] = await Promise.all([
    Promise.all(
      FLEET_SHARD_NAMES.map(
        async (name) => (await objects.send({ kind: 'fleet', name }, { type: 'tally' })) as Tally,
      ),
    ),
    objects.send(METERS, { type: 'counters' }) as Promise<CountersReply>,
  ]);
  return [...hostFigures(sumOf(shards)), ...outboxFigures(counted, now), ...countedFigures(counted)];
}

function hostFigures({ states, verdicts, frozen, incidents }: Tally): Figure[] {
  return [
    ...HOST_STATES.map((state) => figure('hosts', states[state], { state })),
    ...LAST_VERDICTS.map((verdict) => figure('hosts_verdict', verdicts[verdict], { verdict })),
    figure('hosts_frozen', frozen),
    figure('incidents_open', incidents.length),
  ];
}

function outboxFigures({ behind, oldest }: CountersReply, now: number): Figure[] {
  const seconds = oldest === null ? 0 : Math.max(0, Math.round((now - oldest) / 1_000));
  return [figure('outbox_oldest_seconds', seconds), figure('outbox_behind', behind)];
}

/** Every series of the table, counted or not: a rate over one that is not there yet would miss its first. */
function countedFigures({ counts }: CountersReply): Figure[] {
  return allSeries().flatMap((series): Figure[] => {
    const [name = '', ...parts] = series.split('|');
    const { help, type } = COUNTED[name as CountedName];
    const value = counts[series] ?? 0;
    const [only = ''] = parts;
    if (only === 'sum') return [{ name, help, type, part: 'sum', value }];
    if (only === 'count')
      return [
        { name, help, type, part: 'bucket', value, labels: { le: '+Inf' } },
        { name, help, type, part: 'count', value },
      ];
    const labels = Object.fromEntries(parts.map((pair) => pair.split('=') as [string, string]));
    return [
      { name, help, type, value, labels, ...(type === 'histogram' ? { part: 'bucket' as const } : {}) },
    ];
  });
}

function figure(name: keyof typeof READ, value: number, labels: Record<string, string> = {}): Figure {
  const { help, type } = READ[name];
  return { name, help, type, value, labels };
}
