/**
 * @module bundles/one-file
 * One file out of a bundle, the same on both runtimes. What a host has packed may be in other hands: it is unpacked in a
 * stream, within bounds, and nothing in it names a place to write to.
 */
import { createTarDecoder } from 'modern-tar';

/** What is unpacked of one bundle, in bytes: far more than any report has before it. */
const MOST_UNPACKED = 64 * 1024 * 1024;

/** The bytes of the file with this name; null where there is none, or the bundle cannot be read that far. */
export async function fileIn(
  bundle: Uint8Array<ArrayBuffer>,
  name: string,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  let unpacked = 0;
  const bounded = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      unpacked += chunk.length;
      if (unpacked > MOST_UNPACKED) controller.error(new Error('a bundle unpacks to more than is read'));
      else controller.enqueue(chunk);
    },
  });
  try {
    const entries = new Blob([bundle])
      .stream()
      .pipeThrough(new DecompressionStream('gzip'))
      .pipeThrough(bounded)
      .pipeThrough(createTarDecoder());
    for await (const entry of entries) {
      const { name: found, type, size } = entry.header;
      if (found !== name || type !== 'file' || size > mostBytes) {
        await entry.body.cancel();
        continue;
      }
      return new Uint8Array(await new Response(entry.body as ReadableStream).arrayBuffer());
    }
    return null;
  } catch {
    return null;
  }
}
