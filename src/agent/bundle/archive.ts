/**
 * @module agent/bundle/archive
 * Packs the files of a bundle: tar and gzip with a fixed order, time, mode and owner, so that the same evidence gives
 * the same bytes, and two bundles can be compared by their digests.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { packTar } from 'modern-tar';

export type PackedFile = { name: string; bytes: Uint8Array };

/** These come first, in this order; the rest follows by name. People see them first in a listing. */
const FIRST = ['manifest.json', 'report.md', 'report.html', 'findings.json', 'timeline.tsv'];
/** 1980-01-01: the earliest time that every archive program shows as it is. */
const MTIME = new Date(Date.UTC(1980, 0, 1));

const rank = (name: string): number => {
  const at = FIRST.indexOf(name);
  return at < 0 ? FIRST.length : at;
};

export const inOrder = <T extends { name: string }>(files: readonly T[]): T[] =>
  [...files].sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));

const zipped = promisify(gzip);

/** The bytes of the archive. */
export async function pack(files: readonly PackedFile[]): Promise<Uint8Array> {
  const tar = await packTar(
    inOrder(files).map(({ name, bytes }) => ({
      header: {
        name,
        size: bytes.length,
        type: 'file',
        mode: 0o644,
        uid: 0,
        gid: 0,
        uname: '',
        gname: '',
        mtime: MTIME,
      },
      body: bytes,
    })),
  );
  const made = await zipped(tar, { level: 9 });
  // The system that made it stands in the tenth byte (RFC 1952); 255 is "unknown".
  made[9] = 255;
  return made;
}
