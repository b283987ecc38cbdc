/** A place for bundles that forgets nothing but at the end of the test, and can be made to fail. */
import type { BundleStore } from '../../src/bundles/store.ts';

export function bundlesInMemory(before: () => void = () => undefined) {
  const files = new Map<string, { bytes: Uint8Array<ArrayBuffer>; at: number }>();
  let failing = 0;
  let puts = 0;
  const open = (): void => {
    before();
    if (failing === 0) return;
    failing -= 1;
    throw new Error('ENOSPC: no space left');
  };
  const store: BundleStore = {
    async put(key, bytes) {
      open();
      puts += 1;
      files.set(key, { bytes: new Uint8Array(bytes), at: Date.now() });
      before();
    },
    async get(key) {
      open();
      return files.get(key)?.bytes ?? null;
    },
    async drop(key) {
      open();
      files.delete(key);
    },
    async *list() {
      for (const [key, { bytes, at }] of files) yield { key, bytes: bytes.length, at };
    },
  };
  return {
    store,
    keys: () => [...files.keys()],
    bytes: (key: string) => files.get(key)?.bytes,
    puts: () => puts,
    /** The next calls fail. */
    fail(times: number) {
      failing = times;
    },
  };
}
