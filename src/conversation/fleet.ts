/**
 * @module conversation/fleet
 * Which hosts there are and how they stand, asked of the fleet shards and of the hosts' own objects. Nothing
 * asks more than a few at a time, and one that does not answer hides no other.
 */
import { FLEET_SHARD_NAMES, fleetShard } from '../hub/fleet-object.ts';
import type {
  CardsReply,
  FleetReply,
  HostCard,
  LabelReply,
  MaintainReply,
  Maintenance,
} from '../hub/messages.ts';
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
/** Made once: `localeCompare` reads its options anew at every comparison, of which a thousand names need many. */
const { compare: byName } = new Intl.Collator('en', { numeric: true });

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

/** Hosts that are asked themselves because their shard has not been told of them yet, at most. */
const MOST_ASKED = 500;

type Carded = { name: string; labels: string[]; card: HostCard | null };

/** All hosts, sorted, as their shards were last told that they stand: no host's own object is woken for it. */
export async function fleetCards(objects: Objects): Promise<Carded[]> {
  const shards = await eachOf(
    FLEET_SHARD_NAMES,
    async (name) => (await objects.send({ kind: 'fleet', name }, { type: 'cards' })) as CardsReply,
  );
  const all = shards.flatMap(({ hosts }) => hosts).sort((a, b) => byName(a.name, b.name));
  // Known since before hosts told how they stand: being asked makes them tell.
  const silent = all.filter(({ card }) => card === null).slice(0, MOST_ASKED);
  const asked = new Map((await withFreshCards(objects, silent)).map((one) => [one.name, one]));
  return all.map((one) => asked.get(one.name) ?? one);
}

/** The same hosts as they stand this moment; what was known of one that does not answer stays. */
export async function withFreshCards<T extends { name: string; card: HostCard | null }>(
  objects: Objects,
  hosts: readonly T[],
): Promise<T[]> {
  const fresh = await hostCards(
    objects,
    hosts.map(({ name }) => name),
  );
  return hosts.map((one, at) => ({ ...one, card: fresh[at]?.card ?? null }));
}

/** Begins maintenance on these hosts, or ends it with null. `before`: those that were in maintenance. */
export async function keepMaintenance(
  objects: Objects,
  hosts: readonly string[],
  maintenance: Maintenance | null,
): Promise<{ reached: string[]; missed: string[]; before: string[] }> {
  const message = { type: 'maintain', maintenance };
  const told = await eachOf(hosts, async (name) => {
    try {
      const reply = (await objects.send({ kind: 'host', name }, message)) as MaintainReply;
      return { name, reached: true, was: reply.before !== null };
    } catch {
      // Said to whoever asked; the others are in maintenance all the same.
      return { name, reached: false, was: false };
    }
  });
  const names = (fits: (one: (typeof told)[number]) => boolean) => told.filter(fits).map(({ name }) => name);
  return {
    reached: names(({ reached }) => reached),
    missed: names(({ reached }) => !reached),
    before: names(({ was }) => was),
  };
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
