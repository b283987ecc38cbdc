/**
 * @module bundles/r2-bundles
 * Bundles as objects in a bucket of Cloudflare R2. A put is whole or not at all by the bucket's own doing.
 */
import { type BundleStore, isBundleKey } from './store.ts';

/** What is used of a bucket (developers.cloudflare.com/r2/api/workers/workers-api-reference). */
export type Bucket = {
  put(key: string, bytes: Uint8Array): Promise<unknown>;
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
  delete(key: string): Promise<void>;
  list(options: { prefix: string; cursor?: string }): Promise<Page>;
};

type Page = {
  objects: { key: string; size: number; uploaded: Date }[];
  truncated: boolean;
  cursor?: string;
};

/** Operators may keep other things in the same bucket. */
const PREFIX = 'bundles/';

export function bundlesIn(bucket: Bucket): BundleStore {
  function nameOf(key: string): string {
    if (!isBundleKey(key)) throw new Error('This is no key of a bundle.');
    return `${PREFIX}${key}`;
  }
  return {
    async put(key, bytes) {
      await bucket.put(nameOf(key), bytes);
    },
    async get(key) {
      const found = await bucket.get(nameOf(key));
      return found === null ? null : new Uint8Array(await found.arrayBuffer());
    },
    async drop(key) {
      await bucket.delete(nameOf(key));
    },
    async *list() {
      let cursor: string | undefined;
      do {
        const page: Page = await bucket.list({
          prefix: PREFIX,
          ...(cursor === undefined ? {} : { cursor }),
        });
        for (const { key, size, uploaded } of page.objects) {
          const own = key.slice(PREFIX.length);
          if (isBundleKey(own)) yield { key: own, bytes: size, at: uploaded.getTime() };
        }
        cursor = page.truncated ? page.cursor : undefined;
      } while (cursor !== undefined);
    },
  };
}
