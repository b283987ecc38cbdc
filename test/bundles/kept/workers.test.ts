/** Bundles in a bucket, as workerd gives it to a Worker. */
import { createTestHarness } from 'wrangler';
import type { KeptFile } from '../../../src/bundles/store.ts';
import { bundleContract } from './contract.ts';

bundleContract('Workers', async () => {
  const configPath = new URL('worker-only/wrangler.toml', import.meta.url);
  const harness = createTestHarness({ workers: [{ configPath }] });
  await harness.listen();
  async function ask(method: string, key: string, body?: Uint8Array): Promise<Response> {
    const path = `/?key=${encodeURIComponent(key)}`;
    const answer = await harness.fetch(path, {
      method,
      ...(body && { body: body as Uint8Array<ArrayBuffer> }),
    });
    if (answer.status === 500) throw new Error(await answer.text());
    return answer as unknown as Response;
  }
  return {
    store: {
      async put(key, bytes) {
        await ask('PUT', key, bytes);
      },
      async get(key) {
        const answer = await ask('GET', key);
        return answer.status === 404 ? null : new Uint8Array(await answer.arrayBuffer());
      },
      async drop(key) {
        await ask('DELETE', key);
      },
      async *list() {
        yield* (await (await ask('POST', '')).json()) as KeptFile[];
      },
    },
    close: () => harness.close(),
  };
});
