/**
 * @module agent/probes/http-health
 * The HTTP health trio. It speaks for the process, not for the work; and since OpenClaw's web interface
 * answers unknown paths with 200 and HTML, only JSON of the known shape counts (OpenClaw 2026.9.6).
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import * as z from 'zod';
import { promptness, timed } from '../gateway-rpc/promptness.ts';
import { at } from '../gateways/config-file.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';

type Answer =
  | { kind: 'json'; status: number; body: unknown }
  | { kind: 'foreign'; status: number }
  | { kind: 'refused' | 'timeout' | 'error'; why: string };

const LIMIT_MS = 3_000;
const MOST_BYTES = 64 * 1024;

type Place = { host?: string; port: number; tls: boolean; signal: AbortSignal };

/** One GET without redirects, keep-alive or proxy; loopback only, so the certificate needs no proof. */
function get(
  { host = '127.0.0.1', port, tls, signal }: Place,
  path: string,
  limitMs = LIMIT_MS,
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

const Live = z.object({ ok: z.boolean(), status: z.string().optional() });
const Startup = z.object({
  status: z.string(),
  version: z.string().optional(),
  uptimeMs: z.number().optional(),
  pendingReason: z.string().optional(),
});
const Ready = z.object({
  ready: z.boolean(),
  failing: z.array(z.string()).optional(),
  eventLoop: z.object({ degraded: z.boolean().optional() }).optional(),
});

const body = <T>(schema: z.ZodType<T>, answer: Answer): T | undefined =>
  answer.kind === 'json' ? schema.safeParse(answer.body).data : undefined;

/** Other services answer `{"ok":true}` too: OpenClaw's word `live`, or one of its other pages, must come with it. */
function liveWord(live: Answer, known: boolean): string {
  const answer = body(Live, live);
  if (answer && (answer.status === 'live' || known)) return 'ok';
  return live.kind === 'json' || live.kind === 'foreign' ? 'not-openclaw' : live.kind;
}

/** How long the gateway at this place has run by its own word, milliseconds; undefined where it does not say. */
export const uptimeAt = async (place: Place): Promise<number | undefined> =>
  body(Startup, await get(place, '/startupz'))?.uptimeMs;

const NOBODY: Answer = { kind: 'error', why: 'not asked' };

/** Does the port speak the other scheme, as a gateway does? Asked only when ours was not understood. */
async function otherScheme(place: Place): Promise<boolean> {
  const answer = await get({ ...place, tls: !place.tls }, '/healthz');
  return body(Live, answer) !== undefined;
}

/** A gateway is busy while it starts (2026.9.6): only later does that mean something. Milliseconds. */
const SETTLED_MS = 60_000;

export const httpHealth = defineProbe({
  id: 'http-health',
  title: 'HTTP health: /healthz, /startupz, /readyz',
  gives: [
    'gateway.http.live',
    'config.tls',
    'gateway.listener.tls',
    'gateway.http.startup',
    'gateway.http.startup-pending',
    'gateway.http.ready',
    'gateway.http.ready-failing',
    'gateway.http.event-loop-degraded',
    'gateway.http.answers',
    'gateway.version.running',
    'gateway.uptime-s',
  ],
  needs: 'loopback',
  timeoutMs: 17_000,
  async look({ target, signal }: ProbeContext) {
    const paths = ['/healthz', '/startupz', '/readyz'] as const;
    const wanted = {
      port: target.port,
      tls: at(target.config.value, 'gateway.tls.enabled') === true,
      signal,
    };
    const askAll = (place: Place, limitMs = LIMIT_MS) =>
      Promise.all(paths.map((path) => get(place, path, limitMs)));
    const ask = (limitMs: number) => timed(() => askAll(wanted, limitMs));
    const silence = (all: Answer[]) => all[0]?.kind === 'timeout';
    const { answers, answer: first } = await promptness(await ask(LIMIT_MS), ask, silence, signal);
    const [met] = first;
    const notUnderstood = (met?.kind === 'foreign' && met.status === 0) || met?.kind === 'error';
    const mixedUp = notUnderstood && (await otherScheme(wanted));
    const place = { ...wanted, tls: wanted.tls !== mixedUp };
    const [live = NOBODY, startup = NOBODY, ready = NOBODY] = mixedUp ? await askAll(place) : first;
    const started = body(Startup, startup);
    const readiness = body(Ready, ready);
    const young = started?.uptimeMs !== undefined && started.uptimeMs < SETTLED_MS;
    const busy = readiness?.eventLoop?.degraded;
    const degraded = busy && young ? undefined : busy;
    const words = [live, startup, ready].map((answer, n) => {
      const shown =
        answer.kind === 'json' || answer.kind === 'foreign' ? `${answer.status} ${answer.kind}` : answer.why;
      return `${paths[n]} ${shown}`;
    });
    return {
      source: `${place.tls ? 'https' : 'http'}://127.0.0.1:${target.port}`,
      text: words.join('\n'),
      facts: factsOn(target.subject, {
        'gateway.http.live': liveWord(live, started !== undefined || readiness !== undefined),
        'config.tls': wanted.tls,
        'gateway.listener.tls': live.kind === 'json' ? place.tls : undefined,
        'gateway.http.startup': started?.status,
        'gateway.http.startup-pending': started?.pendingReason,
        'gateway.http.ready': readiness?.ready,
        'gateway.http.ready-failing': readiness?.failing?.slice(0, 64),
        'gateway.http.event-loop-degraded': degraded,
        'gateway.http.answers': live.kind === 'json' || live.kind === 'timeout' ? answers : undefined,
        'gateway.version.running': started?.version,
        'gateway.uptime-s': started?.uptimeMs === undefined ? undefined : Math.round(started.uptimeMs / 1000),
      }),
    };
  },
});
