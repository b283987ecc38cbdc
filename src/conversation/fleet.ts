/**
 * @module conversation/fleet
 * Which hosts there are and how they stand, asked of the fleet shards and of the hosts' own objects. Nothing
 * asks more than a few at a time, and one that does not answer hides no other.
 */
import { FLEET_SHARD_NAMES, fleetShard } from '../hub/fleet-object.ts';
import type { FleetReply, HostCard } from '../hub/messages.ts';
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

async function namesIn(objects: Objects, shard: string): Promise<string[]> {
  const reply = (await objects.send({ kind: 'fleet', name: shard }, { type: 'list' })) as FleetReply;
  return reply.names;
}

/** The names of all hosts ever enrolled, sorted. */
export async function hostNames(objects: Objects): Promise<string[]> {
  const shards = await eachOf(FLEET_SHARD_NAMES, (shard) => namesIn(objects, shard));
  return shards.flat().sort(byName);
}

/** Asks one shard only. */
export async function isKnownHost(objects: Objects, name: string): Promise<boolean> {
  return (await namesIn(objects, fleetShard(name))).includes(name);
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
