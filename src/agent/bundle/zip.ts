/**
 * @module agent/bundle/zip
 * Reads the small archive that OpenClaw's own export makes: members by name, within bounds. Only what every ZIP has is
 * understood (APPNOTE 6.3: stored and deflated members, no encryption, no ZIP64); anything else is said to be missing.
 */
import { inflateRawSync } from 'node:zlib';

export type Member = { name: string; bytes: Uint8Array };

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
/** A comment behind the end may be this long. */
const LONGEST_COMMENT = 0xffff;
const MOST_MEMBERS = 200;

/** The members that can be read, and why others could not. Never throws. */
export function readZip(file: Buffer, mostBytes: number): { members: Member[]; problems: string[] } {
  const members: Member[] = [];
  const problems: string[] = [];
  try {
    const end = endOf(file);
    if (end < 0) return { members, problems: ['it is no ZIP archive'] };
    const count = file.readUInt16LE(end + 10);
    let at = file.readUInt32LE(end + 16);
    let room = mostBytes;
    for (let n = 0; n < Math.min(count, MOST_MEMBERS); n++) {
      if (file.readUInt32LE(at) !== ENTRY) throw new RangeError('its list is damaged');
      const [flags, method] = [file.readUInt16LE(at + 8), file.readUInt16LE(at + 10)];
      const [packed, size] = [file.readUInt32LE(at + 20), file.readUInt32LE(at + 24)];
      const [nameLength, extra, comment] = [28, 30, 32].map((field) => file.readUInt16LE(at + field));
      const local = file.readUInt32LE(at + 42);
      const name = file.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
      at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
      if (name.endsWith('/')) continue;
      if ((flags & 1) !== 0 || (method !== 0 && method !== 8))
        problems.push(`${name} is packed in a way that is not read`);
      else if (size > room) problems.push(`${name} is too large`);
      else {
        members.push({ name, bytes: bytesOf(file, { local, packed, method, size }) });
        room -= size;
      }
    }
  } catch (error) {
    problems.push(error instanceof RangeError ? 'it is damaged' : 'a member of it is damaged');
  }
  return { members, problems };
}

function endOf(file: Buffer): number {
  for (let at = file.length - END_BYTES; at >= Math.max(0, file.length - END_BYTES - LONGEST_COMMENT); at--)
    if (file.readUInt32LE(at) === END) return at;
  return -1;
}

function bytesOf(
  file: Buffer,
  { local, packed, method, size }: { local: number; packed: number; method: number; size: number },
): Uint8Array {
  if (file.readUInt32LE(local) !== LOCAL) throw new RangeError('a member is not where the list says');
  const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const raw = file.subarray(from, from + packed);
  // What its list says of its size is a stranger's word; more than that is not unpacked.
  return method === 0 ? raw.subarray(0, size) : inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
}
