/**
 * @module protocol/packing
 * Text packed small for a road that carries little (deflate, RFC 1951), with what both runtimes have. Unpacking stops at
 * its bound: a few bytes can say "a gigabyte of zeros".
 */

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream, most: number) {
  const writer = stream.writable.getWriter();
  // A reader that has seen enough cancels; what is still to be written then fails, and nobody minds.
  const written = writer.write(bytes as Uint8Array<ArrayBuffer>).then(() => writer.close());
  written.catch(() => undefined);
  const reader = stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel().catch(() => undefined);
      return null;
    }
    pieces.push(value);
  }
  const out = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

export async function pack(bytes: Uint8Array): Promise<Uint8Array> {
  return (await through(bytes, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY)) as Uint8Array;
}

/** Null for what is not packed so, or is larger than `most` bytes. */
export async function unpack(packed: Uint8Array, most: number): Promise<Uint8Array | null> {
  try {
    return await through(packed, new DecompressionStream('deflate-raw'), most);
  } catch {
    return null;
  }
}
