/**
 * @module agent/bundle/gate/archive-reader
 * Opens a finished bundle as a stranger would, without the code that packed it: one gzip member, plain files, names of
 * our own, and nothing in between. What it does not understand to the last byte it does not pass.
 */
import { crc32, createInflateRaw } from 'node:zlib';
import { BundleName, MAX_BUNDLE_BYTES } from '../../../protocol/bundle.ts';
import { GateRefusal } from './refusal.ts';

export type ArchivedFile = { name: string; bytes: Buffer };

export type ArchiveLimits = { packed: number; unpacked: number; file: number; files: number };
/** Unpacked, a bundle is a tenth of this as a rule; a log of one line repeated packs to a thousandth. */
const LIMITS: ArchiveLimits = {
  packed: MAX_BUNDLE_BYTES,
  unpacked: 64 * 1024 * 1024,
  file: 16 * 1024 * 1024,
  files: 1_000,
};

const BLOCK = 512;
/** Header of a gzip member without name, comment or further fields (RFC 1952): nothing hides there. */
const GZIP_HEADER = 10;
const GZIP_TRAILER = 8;
const PIECE = 256 * 1024;

/** What starts like this is packed or encrypted once more, and cannot be searched. */
const PACKED: readonly (readonly [kind: string, magic: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['age', [...Buffer.from('age-encryption.org/')]],
  ['age', [...Buffer.from('-----BEGIN AGE ENCRYPTED FILE-----')]],
];

/** What kind of packed or encrypted file begins like this, if one does. */
export function packedKind(bytes: Uint8Array): string | null {
  return PACKED.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte))?.[0] ?? null;
}

/** The files of a bundle in their order, one at a time. @throws GateRefusal */
export async function* filesIn(
  file: Uint8Array,
  limits: Partial<ArchiveLimits> = {},
): AsyncGenerator<ArchivedFile> {
  const { packed, unpacked, file: largest, files } = { ...LIMITS, ...limits };
  if (file.length > packed) throw new GateRefusal('gate.too-large', { what: `${file.length} bytes packed` });
  const read = reader(inflated(file, unpacked));
  const seen = new Set<string>();
  for (;;) {
    const header = await read(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const { name, size } = plainFile(header);
    if (seen.has(name)) throw odd('a name that comes twice');
    if (seen.add(name).size > files)
      throw new GateRefusal('gate.too-large', { what: `more than ${files} files` });
    if (size > largest) throw new GateRefusal('gate.too-large', { what: `${name}: ${size} bytes` });
    const bytes = await read(size);
    const padding = await read((BLOCK - (size % BLOCK)) % BLOCK);
    if (padding.some((byte) => byte !== 0)) throw odd('bytes behind the end of a file');
    const kind = packedKind(bytes);
    if (kind !== null) throw new GateRefusal('gate.packed-inside', { file: name, kind });
    yield { name, bytes };
  }
  if ((await read.rest()).some((byte) => byte !== 0)) throw odd('bytes behind its end');
  if (seen.size === 0) throw odd('no file');
}

const odd = (what: string): GateRefusal => new GateRefusal('gate.odd-archive', { what });

/** The one member's bytes, checked against its own sum, with nothing before, in or behind it. */
async function* inflated(file: Uint8Array, most: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < GZIP_HEADER + GZIP_TRAILER || packedKind(bytes) !== 'gzip') throw odd('no gzip');
  if (bytes[2] !== 8 || bytes[3] !== 0) throw odd('a gzip header with fields of its own');
  const inflate = createInflateRaw();
  inflate.end(bytes.subarray(GZIP_HEADER));
  let total = 0;
  let sum = 0;
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      total += piece.length;
      if (total > most) throw new GateRefusal('gate.too-large', { what: `more than ${most} bytes unpacked` });
      sum = crc32(piece, sum);
      for (let at = 0; at < piece.length; at += PIECE) yield piece.subarray(at, at + PIECE);
    }
  } catch (error) {
    if (error instanceof GateRefusal) throw error;
    throw odd(`damaged gzip (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  } finally {
    inflate.destroy();
  }
  const trailer = GZIP_HEADER + inflate.bytesWritten;
  if (bytes.length !== trailer + GZIP_TRAILER) throw odd('bytes behind the end of the gzip');
  if (bytes.readUInt32LE(trailer) !== sum || bytes.readUInt32LE(trailer + 4) !== total % 2 ** 32)
    throw odd('a wrong checksum');
}

type Reader = { (length: number): Promise<Buffer>; rest(): Promise<Buffer> };

/** Reads exactly as many bytes as are asked for. */
function reader(pieces: AsyncGenerator<Buffer>): Reader {
  let left: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const { value, done } = await pieces.next();
    left = done ? Buffer.alloc(0) : value;
    return !done;
  };
  const read = async (length: number): Promise<Buffer> => {
    const bytes = Buffer.alloc(length);
    for (let filled = 0; filled < length; ) {
      if (left.length === 0 && !(await more())) throw odd('cut short');
      const taken = left.copy(bytes, filled);
      filled += taken;
      left = left.subarray(taken);
    }
    return bytes;
  };
  const rest = async (): Promise<Buffer> => {
    const all = [left];
    while (await more()) all.push(left);
    return Buffer.concat(all);
  };
  return Object.assign(read, { rest });
}

/** Name and size of a plain file of ustar (POSIX.1-1988), which nothing else is said of. */
function plainFile(header: Buffer): { name: string; size: number } {
  const text = (from: number, to: number): string => {
    const [, own] = /^([^\0]*)\0*$/.exec(header.toString('latin1', from, to)) ?? [];
    if (own === undefined) throw odd('a damaged header');
    return own;
  };
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (Number.parseInt(header.toString('latin1', 148, 156), 8) !== sum) throw odd('a damaged header');
  if (text(257, 263) !== 'ustar' || !/^[0\0]$/.test(header.toString('latin1', 156, 157)))
    throw odd('something that is no plain file');
  if (/[^\0]/.test(header.toString('latin1', 157, 257)) || /[^\0]/.test(header.toString('latin1', 500)))
    throw odd('a header with fields of its own');
  if (![text(265, 297), text(297, 329)].every((owner) => owner === '' || owner === 'root'))
    throw odd('an owner’s name');
  const [prefix, own] = [text(345, 500), text(0, 100)];
  const name = BundleName.safeParse(prefix === '' ? own : `${prefix}/${own}`);
  if (!name.success || name.data.split('/').some((part) => /^\.{1,2}$/.test(part))) throw odd('an odd name');
  const size = text(124, 136).trim();
  if (!/^[0-7]{1,11}$/.test(size)) throw odd('an odd size');
  return { name: name.data, size: Number.parseInt(size, 8) };
}
