/**
 * @module incidents/bundle
 * One bundle as the incident remembers it: whose, how far it is, what the host told of it in short, to whom it was
 * given. What the host told in full lies in a row of its own (bundle-rows.ts), and the file in a store for files.
 */
import * as z from 'zod';
import { Person } from '../outbox/person.ts';
import { BundleMade, NotCollected } from '../protocol/bundle.ts';
import { Because } from '../protocol/recovery.ts';
import { Digest, Time } from '../protocol/words.ts';

/**
 * `wanted`: asked for. `collecting`: the host works on it. `ready`: the file lies on the host, and people may look at
 * what is in it. `fetching`: its pieces come. `whole`: all are here and are put together. `kept`: the file is with the
 * bot. `refused`: the host's leak gate found something. `dropped`: the file is gone.
 */
export const BundleState = z.enum([
  'wanted',
  'collecting',
  'ready',
  'fetching',
  'whole',
  'kept',
  'refused',
  'failed',
  'dropped',
]);
export type BundleState = z.infer<typeof BundleState>;

/** What the host told of it, in short. */
export const BundleFacts = BundleMade.pick({
  digest: true,
  bytes: true,
  madeAt: true,
  keptUntil: true,
  since: true,
  versions: true,
  masked: true,
  recipients: true,
  gate: true,
}).extend({
  files: z.number().int().nonnegative(),
  missing: z.array(NotCollected),
  /** How many more could not be collected. */
  missingMore: z.number().int().nonnegative(),
});
export type BundleFacts = z.infer<typeof BundleFacts>;

/** The file shown to people in one place. */
export const Share = z.object({
  /** The key of its message. */
  key: z.string(),
  /** Index into the incident's places. */
  place: z.number().int().nonnegative(),
  by: Person,
  at: Time,
  /** An admin has said that guests and strangers may see it. */
  despite: z.boolean(),
  /** `waiting`: for the file. `going`: with the outbox. */
  state: z.enum(['waiting', 'going', 'shown', 'refused']),
  /** Why it was refused: for people, and a word for what can be done. */
  why: z.string().nullable(),
  code: z.string().nullable(),
});
export type Share = z.infer<typeof Share>;

/** A link to the file, for one person or for whoever reads a ticket. */
export const BundleLink = z.object({
  /** SHA-256 of the secret part of its token. */
  hash: Digest,
  by: Person,
  /** Whom it is for; a ticket's readers have no account here. */
  whom: z.enum(['person', 'ticket']),
  at: Time,
  until: Time,
  uses: z.number().int().nonnegative(),
  most: z.number().int().positive(),
  revoked: z.boolean(),
});
export type BundleLink = z.infer<typeof BundleLink>;

/** Times are epoch ms. */
export const Bundle = z.object({
  id: z.string(),
  /** Id of the event that asked for it. */
  wish: z.string(),
  /** 1 for the first of this host in this incident; bundles of several hosts are counted together. */
  n: z.number().int().positive(),
  /** What people call it: the host, or what they typed for several. */
  name: z.string(),
  /** Null for one file of several hosts. */
  host: z.string().nullable(),
  gateway: z.string().nullable(),
  /** How far back it reads, in minutes; null leaves it to the host. */
  sinceMin: z.number().int().positive().nullable(),
  /** Ids of the bundles that this one is put together from; none for a bundle of one host. */
  of: z.array(z.string()),
  by: Person,
  askedAt: Time,
  state: BundleState,
  /** Id of the job that makes it. */
  job: z.string().nullable(),
  made: BundleFacts.nullable(),
  /** Its pieces: the job that brings them, how many bytes are here, tries that brought nothing. */
  fetch: z.object({ job: z.string().nullable(), have: z.number().int(), tries: z.number().int() }).nullable(),
  keptAt: Time.nullable(),
  /** The bot forgets the file then. */
  keepUntil: Time.nullable(),
  shares: z.array(Share),
  links: z.array(BundleLink),
  /** Why the last try to bring the file here came to nothing. */
  trouble: Because.nullable(),
  end: z.object({ at: Time, because: Because.nullable(), by: Person.nullable() }).nullable(),
});
export type Bundle = z.infer<typeof Bundle>;

/** Bundles of one incident that are remembered; beyond it the oldest that are over go. */
export const MOST_BUNDLES = 60;
/** Of lists that a host gives, so many go into the record. */
const MOST_TOLD = 20;

/** Being made, or on its way here. */
export const isMoving = ({ state }: Pick<Bundle, 'state'>): boolean =>
  state === 'wanted' || state === 'collecting' || state === 'fetching' || state === 'whole';

/** The file can be had: here, or from the host. */
export const isThere = ({ state }: Pick<Bundle, 'state'>): boolean =>
  state === 'ready' || state === 'fetching' || state === 'whole' || state === 'kept';

export const isBundleOver = ({ state }: Pick<Bundle, 'state'>): boolean =>
  state === 'refused' || state === 'failed' || state === 'dropped';

/** In short; a host may be in other hands, so nothing in here grows with what it writes. */
export function factsOf(made: BundleMade): BundleFacts {
  const { digest, bytes, madeAt, keptUntil, since, recipients, gate, files, missing } = made;
  const most = <T>(record: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).slice(0, MOST_TOLD));
  const masked = Object.fromEntries(Object.entries(made.masked).sort(([, a], [, b]) => b - a));
  return {
    ...{ digest, bytes, madeAt, keptUntil, since, recipients },
    versions: most(made.versions),
    masked: most(masked),
    gate: gate.passed ? gate : { ...gate, hits: gate.hits.slice(0, MOST_TOLD) },
    files: files.length,
    missing: missing.slice(0, MOST_TOLD),
    missingMore: Math.max(0, missing.length - MOST_TOLD),
  };
}

/** How its messages, and the buttons under them, name it within its incident. */
export const bundleName = ({ host, n }: Pick<Bundle, 'host' | 'n'>): string => `${host ?? SEVERAL}.${n}`;

/** No host can be called so. */
const SEVERAL = '+';

/** A link is good at `now` (epoch ms) as long as there is a file that it can give. */
export const isGood = (link: BundleLink, now: number): boolean =>
  !link.revoked && now < link.until && link.uses < link.most;
