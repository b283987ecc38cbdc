/**
 * @module agent/bundle/manifest
 * What is in a bundle and what is not: every file with its size, its checksum, where it was read and what was cut; what was
 * masked how often, what could not be collected and why. Made last, read first.
 */
import { createHash } from 'node:crypto';
import type { BundledFile, NotCollected } from '../../protocol/bundle.ts';

export type ManifestInput = {
  host: string;
  gateway: string;
  /** Epoch ms. */
  madeAt: number;
  since: number;
  versions: Readonly<Record<string, string>>;
  files: readonly BundledFile[];
  missing: readonly NotCollected[];
  masked: Readonly<Record<string, number>>;
  recipients: readonly string[];
  /** Equal where tags of secrets were made under one key: only then they can be compared. */
  tags: string;
};

const PRIVACY = [
  'Secrets that the host knows, and what looks like one, are masked as ‹kind:tag›; equal tags mean equal values within this incident.',
  'Configuration: keys are kept; values that are no known settings are told by kind and length.',
  'Messages, prompts and contents of workspaces are not collected; log lines may quote a few words of them.',
  'The finished file was searched for every known secret before it was allowed to leave the host.',
];

export const bundledFile = (
  { name, source, cut }: Pick<BundledFile, 'name' | 'source' | 'cut'>,
  bytes: Uint8Array,
): BundledFile => ({
  name,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  source,
  cut,
});

export function manifestText(input: ManifestInput): string {
  const { host, gateway, madeAt, since, versions, files, missing, masked, recipients, tags } = input;
  const sorted = Object.fromEntries(Object.entries(masked).sort(([a], [b]) => (a < b ? -1 : 1)));
  const manifest = {
    schema: 1,
    host,
    gateway,
    madeAt: new Date(madeAt).toISOString(),
    since: new Date(since).toISOString(),
    tags,
    versions,
    files,
    masked: sorted,
    missing,
    recipients,
    privacy: PRIVACY,
  };
  return `${JSON.stringify(manifest, null, 1)}\n`;
}
