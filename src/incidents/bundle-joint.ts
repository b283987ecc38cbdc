/**
 * @module incidents/bundle-joint
 * Bundles of several hosts put together: a folder a host, and the page of all of them in front. A host that has none is
 * named there with its reason.
 */
import { type PackedOf, packSeveral } from '../bundles/several.ts';
import { type BundleStore, bundleKey } from '../bundles/store.ts';
import { toBase64url } from '../protocol/base64url.ts';
import type { Because } from '../protocol/recovery.ts';
import type { Bundle, BundleFacts } from './bundle.ts';
import { membersOf } from './bundle-step.ts';

/** Packed bytes of all hosts together, and what all of them may unpack to: it is done in memory. */
const MOST_PACKED = 32 * 1024 * 1024;
const MOST_UNPACKED = 96 * 1024 * 1024;
const MOST_FILES = 400;

export type Joint = { bytes: Uint8Array; made: BundleFacts };

/** Null where it would be too large. The same bundles at the same moment give the same bytes. */
export async function joinBundles(
  one: Bundle,
  all: readonly Bundle[],
  parts: { from: BundleStore; incident: string; now: number; because: (reason: Because) => string },
): Promise<Joint | null> {
  const members = membersOf({ bundles: [...all] }, one);
  const packed = members.reduce(
    (sum, { made, state }) => sum + (state === 'kept' ? (made?.bytes ?? 0) : 0),
    0,
  );
  if (packed > MOST_PACKED) return null;
  const hosts = await Promise.all(members.map((member) => packedOf(member, parts)));
  const limits = {
    packed: MOST_PACKED,
    unpacked: Math.floor(MOST_UNPACKED / Math.max(1, hosts.length)),
    files: MOST_FILES,
  };
  const { file } = await packSeveral({ label: one.name, madeAt: parts.now, hosts }, limits);
  if (file.length > MOST_PACKED) return null;
  const bytes = new Uint8Array(file);
  const digest = toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  return { bytes, made: factsOfAll(members, hosts, { digest, bytes: bytes.length, now: parts.now }) };
}

async function packedOf(
  { host, name, made, state, end, trouble }: Bundle,
  { from, incident, because }: Parameters<typeof joinBundles>[2],
): Promise<PackedOf> {
  const of = { host: host ?? name };
  const packed = state === 'kept' && made !== null ? await from.get(bundleKey(incident, made.digest)) : null;
  if (packed !== null) return { ...of, packed, sealed: (made?.recipients.length ?? 0) > 0 };
  const why = end?.because ?? trouble ?? { code: 'bundle.no-member', params: {} };
  return { ...of, because: because(why) };
}

/** What is said of one file of all: the sum of what its hosts told. */
function factsOfAll(
  members: readonly Bundle[],
  hosts: readonly PackedOf[],
  { digest, bytes, now }: { digest: string; bytes: number; now: number },
): BundleFacts {
  const held = hosts.flatMap((one) => ('packed' in one ? one.host : []));
  const facts = members.flatMap(({ host, made }) => (made !== null && held.includes(host ?? '') ? made : []));
  const gates = facts.flatMap(({ gate }) => (gate.passed ? gate : []));
  const masked: Record<string, number> = {};
  for (const one of facts)
    for (const [kind, n] of Object.entries(one.masked)) masked[kind] = (masked[kind] ?? 0) + n;
  return {
    ...{ digest, bytes, madeAt: now, masked },
    // No host has it: it is put together here.
    keptUntil: now,
    since: Math.min(now, ...facts.map((one) => one.since)),
    versions: {},
    recipients: [],
    gate: {
      passed: true,
      values: Math.max(0, ...gates.map(({ values }) => values)),
      searches: [...new Set(gates.flatMap(({ searches }) => searches))].slice(0, 8),
    },
    files: facts.reduce((sum, one) => sum + one.files, 0),
    missing: hosts.flatMap((one) =>
      'because' in one ? { what: one.host, why: one.because.slice(0, 500) } : [],
    ),
    missingMore: 0,
  };
}
