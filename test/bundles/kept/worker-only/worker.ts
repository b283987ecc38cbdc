/** A Worker around the bucket: a door for the test to knock at. */
import { type Bucket, bundlesIn } from '../../../../src/bundles/r2-bundles.ts';
import type { KeptFile } from '../../../../src/bundles/store.ts';

export default {
  async fetch(request: Request, env: { BUNDLES: Bucket }): Promise<Response> {
    const store = bundlesIn(env.BUNDLES);
    const key = new URL(request.url).searchParams.get('key') ?? '';
    try {
      switch (request.method) {
        case 'PUT':
          await store.put(key, new Uint8Array(await request.arrayBuffer()));
          return new Response();
        case 'GET': {
          const found = await store.get(key);
          return found === null ? new Response(null, { status: 404 }) : new Response(found);
        }
        case 'DELETE':
          await store.drop(key);
          return new Response();
        default: {
          const all: KeptFile[] = [];
          for await (const one of store.list()) all.push(one);
          return Response.json(all);
        }
      }
    } catch (error) {
      return new Response((error as Error).message, { status: 500 });
    }
  },
};
