/**
 * A program that passes for a Node: ended well whatever it is asked, for one user it runs on and on, and for all others
 * it leaves a mark first. A script would not do: who looks at processes sees the interpreter's file.
 */

const BASE = 0x40_0000;
const HEAD = 64 + 56;

/** The number in four bytes, the lowest first. */
const le32 = (value: number): number[] => [0, 8, 16, 24].map((bits) => (value >>> bits) & 0xff);

/** An executable for x86-64 Linux that waits for ever as `uid`, and as anybody else appends a line to `mark`. */
export function markingNode(uid: number, mark: string): Buffer {
  const line = 'somebody else ran it\n';
  const code = (path: number, text: number): number[] => {
    const leave = [
      [0xb8, ...le32(2), 0xbf, ...le32(path), 0xbe, ...le32(0x401), 0x0f, 0x05], // open(path, O_WRONLY | O_APPEND)
      [0x89, 0xc7, 0xb8, ...le32(1), 0xbe, ...le32(text), 0xba, ...le32(line.length), 0x0f, 0x05], // write
      [0xb8, ...le32(60), 0x31, 0xff, 0x0f, 0x05], // exit(0)
    ].flat();
    const wait = [0xb8, ...le32(34), 0x0f, 0x05, 0xeb, 0xf7]; // pause(), again and again
    const who = [0xb8, ...le32(102), 0x0f, 0x05, 0x3d, ...le32(uid), 0x74, leave.length]; // getuid() == uid?
    return [...who, ...leave, ...wait];
  };
  const length = code(0, 0).length;
  const path = BASE + HEAD + length;
  const text = path + Buffer.byteLength(mark) + 1;
  const body = Buffer.concat([Buffer.from(code(path, text)), Buffer.from(`${mark}\0${line}`, 'latin1')]);
  const head = Buffer.alloc(HEAD);
  head.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]); // 64 bits, lowest byte first
  head.writeUInt16LE(2, 16); // an executable
  head.writeUInt16LE(62, 18); // for x86-64
  head.writeUInt32LE(1, 20);
  head.writeBigUInt64LE(BigInt(BASE + HEAD), 24); // where it begins
  head.writeBigUInt64LE(64n, 32); // where its one segment is described
  head.writeUInt16LE(64, 52);
  head.writeUInt16LE(56, 54);
  head.writeUInt16LE(1, 56);
  head.writeUInt32LE(1, 64); // to be loaded
  head.writeUInt32LE(5, 68); // read and run
  head.writeBigUInt64LE(BigInt(BASE), 80);
  head.writeBigUInt64LE(BigInt(BASE), 88);
  head.writeBigUInt64LE(BigInt(HEAD + body.length), 96);
  head.writeBigUInt64LE(BigInt(HEAD + body.length), 104);
  head.writeBigUInt64LE(0x1000n, 112);
  return Buffer.concat([head, body]);
}
