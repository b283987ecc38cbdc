/**
 * Cloudflare's API as far as `wrangler deploy` speaks with it for this Worker, strictly: one account, one token, and the
 * calls of wrangler 4.164 for Durable Objects, R2, secrets and a cron. Anything else is refused and remembered.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const TOKEN = 'cf-token-of-nobody';
export const ACCOUNT = '0123456789abcdef0123456789abcdef';
const WORKER = 'openclaw-incident-bot-staging';
const BUCKET = 'openclaw-bundles-staging';

type Binding = { type: string; name: string; text?: string; class_name?: string; bucket_name?: string };
/** What came with the Worker's script. */
export type Uploaded = {
  main_module?: string;
  bindings: Binding[];
  migrations?: { new_tag: string };
  modules: string[];
};
export type CloudflareApi = {
  /** For CLOUDFLARE_API_BASE_URL. */
  url: string;
  uploads: Uploaded[];
  calls: string[];
  /** Calls that no deployment makes. */
  strange: string[];
  /** Called while a script is being taken. */
  onUpload(look: () => void): void;
  close(): Promise<void>;
};

/** `refuses`: what is not taken; the cron is set after the script is live. */
export async function startCloudflareApi(refuses?: 'script' | 'cron'): Promise<CloudflareApi> {
  const uploads: Uploaded[] = [];
  const calls: string[] = [];
  const strange: string[] = [];
  let look = (): void => undefined;
  const script = `/accounts/${ACCOUNT}/workers/scripts/${WORKER}`;

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const call = `${request.method} ${pathname}`;
    calls.push(call);
    const body = await wholeOf(request);
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return no(403, 10_000, 'Authentication error');
    switch (call) {
      case `GET /accounts/${ACCOUNT}/workers/services/${WORKER}`:
        return no(404, 10_090, 'This Worker does not exist on your account.');
      case `GET ${script}/secrets`:
      case `GET ${script}/settings`:
      case `GET ${script}/deployments`:
        return no(404, 10_007, 'This Worker does not exist on your account.');
      case `GET /accounts/${ACCOUNT}/r2/buckets/${BUCKET}`:
        return yes({ name: BUCKET });
      case `GET /accounts/${ACCOUNT}/workers/scripts`:
        return yes([]);
      case `GET /accounts/${ACCOUNT}/workers/subdomain`:
        return yes({ subdomain: 'nobody' });
      case `GET ${script}/subdomain`:
      case `POST ${script}/subdomain`:
        return yes({ enabled: true, previews_enabled: true });
      case `PATCH ${script}/script-settings`:
        return yes(JSON.parse(body.toString()));
      case `GET /accounts/${ACCOUNT}/workers/workers/${WORKER}`:
        return yes({ id: WORKER, name: WORKER, subdomain: { enabled: true, previews_enabled: true } });
      case `PUT ${script}/schedules`:
        if (refuses === 'cron') return no(400, 10_100, 'The cron was not taken.');
        return yes({ schedules: JSON.parse(body.toString()) as unknown });
      case `PUT ${script}`: {
        look();
        const taken = await uploaded(request.headers['content-type'] ?? '', body);
        if (refuses === 'script') return no(400, 10_021, 'The script was not taken.');
        uploads.push(taken);
        const made = { available_on_subdomain: true, mutable_pipeline_id: null, pipeline_hash: null };
        return yes({ id: WORKER, tag: 't1', etag: 'e1', deployment_id: 'd1', startup_time_ms: 9, ...made });
      }
      default:
        strange.push(call);
        return no(404, 7_000, 'No route for that URI');
    }
  }

  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, body }) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, uploads, calls, strange },
    onUpload(given) {
      look = given;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const yes = (result: unknown) => ({ status: 200, body: { success: true, errors: [], messages: [], result } });
const no = (status: number, code: number, message: string) => ({
  status,
  body: { success: false, errors: [{ code, message }], messages: [], result: null },
});

async function wholeOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function uploaded(type: string, body: Buffer<ArrayBuffer>): Promise<Uploaded> {
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  const metadata = form.get('metadata');
  if (typeof metadata !== 'string') throw new Error('a script without metadata');
  const modules = [...form.keys()].filter((name) => name !== 'metadata');
  return { ...(JSON.parse(metadata) as Omit<Uploaded, 'modules'>), modules };
}
