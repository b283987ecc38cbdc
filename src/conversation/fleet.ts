/**
 * @module conversation/fleet
 * Which hosts there are and how they stand, asked of the fleet shards and of the hosts' own objects. Nothing
 * asks more than a few at a time, and one that does not answer hides no other.
 */
import { FLEET_SHARD_NAMES, fleetShard } from '../hub/fleet-object.ts';
import type { FleetReply, HostCard, LabelReply } from '../hub/messages.ts';
import type { Objects } from '../storage/objects.ts';

const AT_ONCE = 16;

/** Runs `work` for each item, a few at a time, in order of the items. */
export async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const out: R[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    out.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  }
  return out;
}

/** By number where names hold one: node-2 before node-10. */
const byName = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

async function shardList(objects: Objects, shard: string): Promise<FleetReply> {
  return (await objects.send({ kind: 'fleet', name: shard }, { type: 'list' })) as FleetReply;
}

/** All hosts ever enrolled, sorted, and the labels of those that have any. */
export async function hostsAndLabels(objects: Objects): Promise<FleetReply> {
  const shards = await eachOf(FLEET_SHARD_NAMES, (shard) => shardList(objects, shard));
  return {
    names: shards.flatMap(({ names }) => names).sort(byName),
    labels: Object.assign({}, ...shards.map(({ labels }) => labels)),
  };
}

/** The names of all hosts ever enrolled, sorted. */
export async function hostNames(objects: Objects): Promise<string[]> {
  return (await hostsAndLabels(objects)).names;
}

/** Asks one shard only. */
export async function isKnownHost(objects: Objects, name: string): Promise<boolean> {
  return (await shardList(objects, fleetShard(name))).names.includes(name);
}

/** The labels of one host; empty for one that is not known. */
export async function labelsOf(objects: Objects, name: string): Promise<string[]> {
  return (await shardList(objects, fleetShard(name))).labels[name] ?? [];
}

/** Gives labels and takes them away; null where nobody enrolled such a host. */
export async function changeLabels(
  objects: Objects,
  name: string,
  { add, remove }: { add: string[]; remove: string[] },
): Promise<string[] | null> {
  const to = { kind: 'fleet' as const, name: fleetShard(name) };
  const message = { type: 'label', name, add, remove };
  return ((await objects.send(to, message)) as LabelReply).labels;
}

export async function hostCard(objects: Objects, name: string): Promise<HostCard> {
  return (await objects.send({ kind: 'host', name }, { type: 'describe' })) as HostCard;
}

/** The cards of these hosts; null for one whose object did not answer. */
export async function hostCards(
  objects: Objects,
  names: readonly string[],
): Promise<{ name: string; card: HostCard | null }[]> {
  return eachOf(names, async (name) => {
    try {
      return { name, card: await hostCard(objects, name) };
    } catch {
      // "Could not be asked" is an answer of its own; the others still have theirs.
      return { name, card: null };
    }
  });
}
