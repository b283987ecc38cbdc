/** What every place where bundles are kept must do, whichever runtime it belongs to. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BundleStore, bundleKey, dropOlder, type KeptFile } from '../../../src/bundles/store.ts';

export type BundleWorld = { store: BundleStore; close(): Promise<void> };

const digest = (letter: string): string => letter.repeat(43);

async function all(store: BundleStore): Promise<KeptFile[]> {
  const found: KeptFile[] = [];
  for await (const one of store.list()) found.push(one);
  return found.sort((a, b) => a.key.localeCompare(b.key));
}

/** Every byte there is, so that none is taken for text on the way. */
const bytes = (size: number, seed = 0): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => (at * 7 + seed) % 256);

export function bundleContract(name: string, open: () => Promise<BundleWorld>): void {
  describe(`bundles kept by ${name}`, () => {
    let world: BundleWorld;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(() => world?.close());

    it('come back byte for byte, and nothing comes where nothing was put', async () => {
      const { store } = world;
      const key = bundleKey('inc-one', digest('a'));
      expect(await store.get(key)).toBeNull();
      await store.put(key, bytes(300_000));
      expect(await store.get(key)).toEqual(bytes(300_000));
      expect(await store.get(bundleKey('inc-two', digest('a')))).toBeNull();
    });

    it('may be put again, and are there once', async () => {
      const { store } = world;
      const key = bundleKey('inc-one', digest('a'));
      await store.put(key, bytes(300_000));
      expect((await all(store)).map((one) => one.key)).toEqual([key]);
      expect(await store.get(key)).toEqual(bytes(300_000));
    });

    it('may be put by two at once', async () => {
      const { store } = world;
      const key = bundleKey('inc-three', digest('d'));
      await Promise.all([store.put(key, bytes(1_000)), store.put(key, bytes(1_000))]);
      expect(await store.get(key)).toEqual(bytes(1_000));
      await store.drop(key);
    });

    it('hold 8 MiB', async () => {
      const { store } = world;
      const key = bundleKey('inc-large', digest('c'));
      await store.put(key, bytes(8 * 1024 * 1024, 3));
      expect((await store.get(key))?.length).toBe(8 * 1024 * 1024);
      await store.drop(key);
    });

    it('go when dropped, once or twice, and leave the others', async () => {
      const { store } = world;
      const [one, two] = [bundleKey('inc-one', digest('a')), bundleKey('inc-one', digest('b'))];
      await store.put(two, bytes(10));
      await store.drop(one);
      await store.drop(one);
      expect(await store.get(one)).toBeNull();
      expect(await all(store)).toMatchObject([{ key: two, bytes: 10 }]);
    });

    it('go by age, and only those', async () => {
      const { store } = world;
      const [kept] = await all(store);
      expect(await dropOlder(store, (kept?.at ?? 0) - 1)).toBe(0);
      expect(await dropOlder(store, (kept?.at ?? 0) + 1)).toBe(1);
      expect(await all(store)).toEqual([]);
    });

    it.each([
      '../../etc/passwd',
      `inc-1/../${digest('a')}`,
      `/inc-1/${digest('a')}`,
      'inc-1/short',
      `INC/${digest('a')}`,
      `inc-1/${digest('a')}/x`,
      `inc-1\0/${digest('a')}`,
    ])('take no other name: %j', async (key) => {
      const { store } = world;
      await expect(store.put(key, bytes(1))).rejects.toThrow('no key');
      await expect(store.get(key)).rejects.toThrow('no key');
      await expect(store.drop(key)).rejects.toThrow('no key');
    });
  });
}
