/**
 * @module bundles/unpack
 * A packed bundle as its files, in memory. It may come from anybody, so that every size is bounded before it is believed,
 * and a name is taken only if it could stand in a bundle of ours.
 */
import { unpackTar } from 'modern-tar';
import { BundleName } from '../protocol/bundle.ts';
import { shortened, visibleLine } from './foreign.ts';
import { text } from './say.ts';

/** Bytes of the packed file, bytes of it unpacked, files in it. */
export const LIMITS = { packed: 64 * 1024 * 1024, unpacked: 128 * 1024 * 1024, files: 2_000 } as const;
export type Limits = { readonly [Name in keyof typeof LIMITS]: number };

export type UnreadableKind =
  | 'packed-too-large'
  | 'not-gzip'
  | 'too-large'
  | 'not-tar'
  | 'too-many'
  | 'name'
  | 'type'
  | 'twice'
  | 'no-manifest'
  | 'manifest'
  | 'not-listed'
  | 'not-there'
  | 'checksum';

/** Its message is a sentence for people: what is wrong with the file. */
export class UnreadableBundle extends Error {
  readonly kind: UnreadableKind;
  constructor(kind: UnreadableKind, told: { name?: string } = {}) {
    // Those sentences that name no file have no place for it.
    const id = `unreadable.${kind}` as 'unreadable.name';
    super(text(id, { name: shortened(visibleLine(told.name ?? ''), 120) }));
    this.name = 'UnreadableBundle';
    this.kind = kind;
  }
}

/** A piece at a time, so that a file that grows a thousandfold is noticed on its way. */
const PIECE = 64 * 1024;

async function unzipped(packed: Uint8Array, most: number): Promise<Uint8Array> {
  let at = 0;
  const pieces = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= packed.length) return controller.close();
      controller.enqueue(new Uint8Array(packed.subarray(at, at + PIECE)));
      at += PIECE;
    },
  });
  const reader = pieces.pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new UnreadableBundle('not-gzip');
    });
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel().catch(() => undefined);
      throw new UnreadableBundle('too-large');
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}

/** @throws UnreadableBundle, and nothing else. */
export async function unpack(packed: Uint8Array, limits: Limits = LIMITS): Promise<Map<string, Uint8Array>> {
  if (packed.length > limits.packed) throw new UnreadableBundle('packed-too-large');
  const tar = await unzipped(packed, limits.unpacked);
  const entries = await unpackTar(tar, { strict: true }).catch(() => {
    throw new UnreadableBundle('not-tar');
  });
  if (entries.length > limits.files) throw new UnreadableBundle('too-many');
  const files = new Map<string, Uint8Array>();
  for (const { header, data } of entries) {
    const { name, type } = header;
    if (type !== 'file' || data === undefined) throw new UnreadableBundle('type', { name });
    if (!isPlain(name)) throw new UnreadableBundle('name', { name });
    if (files.has(name)) throw new UnreadableBundle('twice', { name });
    files.set(name, data);
  }
  return files;
}

/** Letters that a bundle has, and nothing that climbs. */
const isPlain = (name: string): boolean =>
  BundleName.safeParse(name).success && !name.split('/').some((part) => /^\.+$/.test(part));
