/**
 * @module redaction/sha256
 * SHA-256 and HMAC-SHA-256 that answer at once. Redaction is synchronous on Node and on workerd, WebCrypto
 * only answers later, and no installed library brings a synchronous hash that runs on both.
 */

/** Round constants: the first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUND = roundConstants();

/** SHA-256 of bytes (FIPS 180-4), as 32 bytes. */
export function sha256(message: Uint8Array): Uint8Array {
  const length = message.length;
  const padded = new Uint8Array((((length + 8) >> 6) + 1) << 6);
  padded.set(message);
  padded[length] = 0x80;
  const blocks = new DataView(padded.buffer);
  blocks.setUint32(padded.length - 8, Math.floor(length / 0x2000_0000));
  blocks.setUint32(padded.length - 4, (length << 3) >>> 0);

  const state = Uint32Array.of(
    0x6a09e667,
    0xbb67ae85,
    0x3c6ef372,
    0xa54ff53a,
    0x510e527f,
    0x9b05688c,
    0x1f83d9ab,
    0x5be0cd19,
  );
  const words = new Uint32Array(64);
  for (let offset = 0; offset < padded.length; offset += 64) compress(state, words, blocks, offset);

  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => {
    digest.setUint32(i * 4, word);
  });
  return new Uint8Array(digest.buffer);
}

/** HMAC-SHA-256 (RFC 2104) of bytes under a key, as 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const inner = new Uint8Array(64 + message.length);
  inner.set(block.map((byte) => byte ^ 0x36));
  inner.set(message, 64);
  const outer = new Uint8Array(96);
  outer.set(block.map((byte) => byte ^ 0x5c));
  outer.set(sha256(inner), 64);
  return sha256(outer);
}

function compress(state: Uint32Array, words: Uint32Array, blocks: DataView, offset: number): void {
  const w = (i: number): number => words[i] as number;
  for (let i = 0; i < 16; i++) words[i] = blocks.getUint32(offset + i * 4);
  for (let i = 16; i < 64; i++) {
    const s0 = turn(w(i - 15), 7) ^ turn(w(i - 15), 18) ^ (w(i - 15) >>> 3);
    const s1 = turn(w(i - 2), 17) ^ turn(w(i - 2), 19) ^ (w(i - 2) >>> 10);
    words[i] = (w(i - 16) + s0 + w(i - 7) + s1) | 0;
  }
  const was = (i: number): number => state[i] as number;
  let [a, b, c, d] = [was(0), was(1), was(2), was(3)];
  let [e, f, g, h] = [was(4), was(5), was(6), was(7)];
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND[i] as number) + w(i)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const next = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) state[i] = was(i) + (next[i] as number);
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function roundConstants(): Uint32Array {
  const constants: number[] = [];
  for (let n = 2; constants.length < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) constants.push(Math.floor((Math.cbrt(n) % 1) * 0x1_0000_0000));
  }
  return Uint32Array.from(constants);
}
