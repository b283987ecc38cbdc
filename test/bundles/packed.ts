/** Packs bundles as a host does, and as no host would. */

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

type Type = 'file' | 'symlink' | 'link' | 'directory' | 'fifo' | 'character-device';
export type Entry = { name: string; content?: string | Uint8Array; type?: Type; linkname?: string };

export async function packed(entries: readonly Entry[]): Promise<Uint8Array> {
  const tar = await packTar(
    entries.map(({ name, content = '', type = 'file', linkname }) => ({
      header: {
        name,
        size: type === 'file' ? bytesOf(content).length : 0,
        type,
        ...(linkname ? { linkname } : {}),
      },
      ...(type === 'file' ? { body: bytesOf(content) } : {}),
    })),
  );
  return gzipSync(tar);
}

export const MADE_AT = '2026-11-21T03:04:31.000Z';

export type Contents = Readonly<Record<string, string | Uint8Array>>;

export function manifestOf(files: Contents, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    schema: 1,
    host: 'node-3',
    gateway: 'default',
    madeAt: MADE_AT,
    since: '2026-11-20T03:04:31.000Z',
    tags: '5e1f00aa5e1f00aa',
    versions: { cli: '2026.9.6', gateway: '2026.9.4', agent: '0.1.0', node: '24.21.0', os: 'Debian 13' },
    files: Object.entries(files).map(([name, content]) => ({
      name,
      bytes: bytesOf(content).length,
      sha256: createHash('sha256').update(bytesOf(content)).digest('hex'),
      source: 'a test',
      cut: null,
    })),
    missing: [],
    masked: {},
    ...over,
  };
}

/** A bundle with these files; `over` replaces fields of its manifest. */
export const bundleOf = (files: Contents, over: Record<string, unknown> = {}): Promise<Uint8Array> =>
  packed([
    { name: 'manifest.json', content: JSON.stringify(manifestOf(files, over)) },
    ...Object.entries(files).map(([name, content]) => ({ name, content })),
  ]);
