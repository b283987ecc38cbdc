/**
 * @module backup/manifest
 * What a backup says of itself: its first file, with size and digest of every other. Nothing is put in place that does
 * not stand in it, so that a file that was cut, mixed up or packed by something else is refused as a whole.
 */
import * as z from 'zod';
import { canonicalText, sha256 } from '../protocol/canonical.ts';
import { openSelfSigned } from '../protocol/envelope.ts';
import { type Signer, thumbprint } from '../protocol/signer.ts';
import { PublicKey } from '../protocol/words.ts';
import { OBJECT_KINDS } from '../storage/objects.ts';

export const MANIFEST_FILE = 'manifest.json';
export const KEY_FILE = 'signing-key.jwk';
/** What a key that was changed has taken over from those before it, see hub/node-succession.ts. It goes with the key. */
export const SUCCESSION_FILES = ['signing-keys.former', 'trust.json'] as const;

/** Every name that a backup may hold; they become paths. */
const NAME = new RegExp(
  `^(?:${[
    `objects/(?:${OBJECT_KINDS.join('|')})/[a-z0-9][a-z0-9~-]{0,99}\\.db`,
    'bundles/[a-z0-9][a-z0-9-]{0,63}/[A-Za-z0-9_-]{43}\\.bundle',
    ...[KEY_FILE, ...SUCCESSION_FILES].map((name) => name.replace('.', '\\.')),
  ].join('|')})$`,
);

/** More than any bot has; a manifest is read into memory. */
const MOST_FILES = 1_000_000;
export const LONGEST_MANIFEST = 256 * 1024 * 1024;

const PackedFile = z.strictObject({
  name: z.string().regex(NAME),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PackedFile = z.infer<typeof PackedFile>;

export const Manifest = z.strictObject({
  v: z.literal(1),
  /** When the stores were as they are in here. */
  at: z.iso.datetime(),
  /** Of the bot that wrote it. */
  bot: z.string(),
  files: z.array(PackedFile).max(MOST_FILES),
  /** An envelope over all the rest, by the bot's key; backups of before it was signed have none. */
  signed: z.string().max(4_000).optional(),
});
export type Manifest = z.infer<typeof Manifest>;

const Signed = z.strictObject({ v: z.literal(1), key: PublicKey, manifest: z.string() });

const digestOf = ({ signed: _, ...rest }: Manifest): Promise<string> => sha256(canonicalText(rest));

export async function signManifest(manifest: Manifest, { publicKey, sign }: Signer): Promise<Manifest> {
  const payload = { v: 1, key: publicKey, manifest: await digestOf(manifest) };
  return { ...manifest, signed: await sign('ocbackup+jws', payload) };
}

/** The thumbprint of the key that signed this manifest as it is; null where none did. */
export async function signerOf(manifest: Manifest): Promise<string | null> {
  const opened = await openSelfSigned(manifest.signed ?? '', { purpose: 'ocbackup+jws', schema: Signed });
  if (!opened.ok || opened.kids.length !== 1) return null;
  const { key, manifest: digest } = opened.payload;
  const kid = await thumbprint(key);
  return opened.kids[0] === kid && digest === (await digestOf(manifest)) ? kid : null;
}

/** How much there is of everything, for people and scripts. */
export type Contents = { objects: number; bundles: number; key: boolean };

export function contentsOf(files: readonly Pick<PackedFile, 'name'>[]): Contents {
  const count = (start: string): number => files.filter(({ name }) => name.startsWith(start)).length;
  return {
    objects: count('objects/'),
    bundles: count('bundles/'),
    key: files.some(({ name }) => name === KEY_FILE),
  };
}
