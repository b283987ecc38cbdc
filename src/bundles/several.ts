/**
 * @module bundles/several
 * Bundles of several hosts in one archive, with a folder for each host and the page of all of them in front. A bundle that
 * only its recipients can open goes in as it is.
 */
import { packTar } from 'modern-tar';
import type { Document } from '../protocol/document.ts';
import { markdown } from './markdown.ts';
import { page } from './page.ts';
import { readBundle } from './read.ts';
import { text } from './say.ts';
import { type HostBundle, sideBySide } from './side-by-side.ts';
import { UnreadableBundle, unpack } from './unpack.ts';

/** A bundle as its host has packed it, or why there is none. */
export type PackedOf = { host: string } & (
  | { packed: Uint8Array /** Only its recipients can open it. */; sealed: boolean }
  | { because: string }
);

export type Several = { label: string | null; madeAt: number; hosts: readonly PackedOf[] };

/** 1980-01-01: the earliest time that every archive program shows as it is. */
const MTIME = new Date(Date.UTC(1980, 0, 1));

/** The archive, and what its page says. A bundle that cannot be read is named on the page and left out. */
export async function packSeveral(several: Several): Promise<{ file: Uint8Array; document: Document }> {
  const read: HostBundle[] = [];
  const files: [string, Uint8Array][] = [];
  for (const one of [...several.hosts].sort((a, b) => (a.host < b.host ? -1 : 1))) {
    const { host } = one;
    if ('because' in one) read.push({ host, because: one.because });
    else if (one.sealed) {
      read.push({ host, because: text('hosts.sealed') });
      files.push([`${host}/bundle.tar.gz.age`, one.packed]);
    } else {
      try {
        read.push({ host, bundle: await readBundle(one.packed) });
        for (const [name, bytes] of await unpack(one.packed)) files.push([`${host}/${name}`, bytes]);
      } catch (error) {
        if (!(error instanceof UnreadableBundle)) throw error;
        read.push({ host, because: error.message });
      }
    }
  }
  const document = sideBySide({ label: several.label, madeAt: several.madeAt, hosts: read });
  const [first] = document;
  const title = first?.kind === 'heading' ? first.text : '';
  const own: [string, string][] = [
    ['side-by-side.html', page({ title, document, pictures: [] })],
    ['side-by-side.md', markdown(document)],
  ];
  const encoder = new TextEncoder();
  const all = [...own.map(([name, words]): [string, Uint8Array] => [name, encoder.encode(words)]), ...files];
  return { file: await zipped(await tarOf(all)), document };
}

const tarOf = (files: readonly [string, Uint8Array][]): Promise<Uint8Array<ArrayBuffer>> =>
  packTar(
    files.map(([name, bytes]) => ({
      header: { name, size: bytes.length, type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: MTIME },
      body: bytes,
    })),
  );

/** With what Node and Workers both have. */
async function zipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
