/**
 * @module agent/gateway-rpc/health-pages
 * The health pages of a gateway over HTTP. OpenClaw's web interface answers unknown paths with 200 and HTML, so only
 * JSON of the known shape counts (OpenClaw 2026.9.6).
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import * as z from 'zod';

export type Answer =
  | { kind: 'json'; status: number; body: unknown }
  | { kind: 'foreign'; status: number }
  | { kind: 'refused' | 'timeout' | 'error'; why: string };

export const PAGE_LIMIT_MS = 3_000;
const MOST_BYTES = 64 * 1024;

export type Place = { host?: string; port: number; tls: boolean; signal: AbortSignal };

/** One GET without redirects, keep-alive or proxy; loopback only, so the certificate needs no proof. */
export function getPage(
  { host = '127.0.0.1', port, tls, signal }: Place,
  path: string,
  limitMs = PAGE_LIMIT_MS,
): Promise<Answer> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => call.destroy(new Error('timeout')), limitMs);
    const end = (answer: Answer): void => {
      clearTimeout(limit);
      resolve(answer);
    };
    const where = { host, port, path, agent: false, rejectUnauthorized: false } as const;
    const call = (tls ? httpsRequest : httpRequest)({ ...where, signal }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        body += piece;
        if (body.length > MOST_BYTES) call.destroy(new Error('too long'));
      });
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        const isJson = /json/.test(response.headers['content-type'] ?? '');
        try {
          end(isJson ? { kind: 'json', status, body: JSON.parse(body) } : { kind: 'foreign', status });
        } catch {
          end({ kind: 'foreign', status }); // It says JSON and is none.
        }
      });
    });
    call.on('error', (error: NodeJS.ErrnoException) => {
      if (error.message === 'timeout' || signal.aborted) return end({ kind: 'timeout', why: 'no answer' });
      if (error.code === 'ECONNREFUSED') return end({ kind: 'refused', why: 'connection refused' });
      // A server that speaks, but not HTTP (or not TLS), is somebody else's.
      if (/^HPE_|^ERR_SSL_|^EPROTO$/.test(error.code ?? '')) return end({ kind: 'foreign', status: 0 });
      end({ kind: 'error', why: error.code ?? 'error' });
    });
    call.end();
  });
}

export const Live = z.object({ ok: z.boolean(), status: z.string().optional() });
export const Startup = z.object({
  status: z.string(),
  version: z.string().optional(),
  uptimeMs: z.number().optional(),
  pendingReason: z.string().optional(),
});
export const Ready = z.object({
  ready: z.boolean(),
  failing: z.array(z.string()).optional(),
  eventLoop: z.object({ degraded: z.boolean().optional() }).optional(),
});

export const pageBody = <T>(schema: z.ZodType<T>, answer: Answer): T | undefined =>
  answer.kind === 'json' ? schema.safeParse(answer.body).data : undefined;

/** How long the gateway at this place has run by its own word, milliseconds; undefined where it does not say. */
export const uptimeAt = async (place: Place): Promise<number | undefined> =>
  pageBody(Startup, await getPage(place, '/startupz'))?.uptimeMs;
