/**
 * @module freezes/routes
 * `/freezes` for deploy pipelines and cron jobs: may I change this host now? Whoever shows the token may also begin a
 * freeze and end one. Errors are problem+json (RFC 9457).
 */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import type { Held } from '../hub/messages.ts';
import type { Log } from '../log.ts';

/** A hold with the host that it is on. */
export type HeldHost = Held & { host: string };
/** Why a pipeline's wish cannot be met; `status` as in HTTP. */
export type Refused = { status: 400 | 404 | 409 | 413; title: string; detail: string; rivals?: HeldHost[] };

export type FreezeRequests = {
  token: string;
  log: Log;
  /** Epoch ms. */
  now: () => number;
  /** All holds, those to come included. */
  list(): Promise<HeldHost[]>;
  /** The holds of one host; null where nobody enrolled it. */
  of(host: string): Promise<HeldHost[] | null>;
  /** `askId`: a retry of the same wish has the same. */
  begin(wish: {
    askId: string;
    hosts: string;
    lasts: string;
    because: string | null;
    by: string;
  }): Promise<{ ok: true; freeze: string; held: HeldHost[] } | { ok: false; refused: Refused }>;
  /** False where there is no such freeze, or it is over. */
  lift(freeze: string): Promise<boolean>;
};

/** Requests a minute; a pipeline that asks every second is far below. */
const MOST_A_MINUTE = 240;
/** Wrong tokens a minute that are answered with more than "later". */
const MOST_WRONG = 20;
const MOST_BODY = 16 * 1024;

const Wish = z.strictObject({
  host: z.string().min(1).max(400),
  for: z.string().max(12).default('30m'),
  because: z.string().max(300).optional(),
  /** What the pipeline calls itself; shown in the notice. */
  by: z.string().min(1).max(80).default('API'),
});

/** The routes; mount them at the root. */
export function freezeRoutes(deps: FreezeRequests): Hono {
  const { list, of, begin, lift, now, log } = deps;
  const app = new Hono();
  const guard = allowed(deps);
  app.onError((error, c) => {
    log.error({ path: c.req.path, error: error.message }, 'A question about freezes failed');
    return problem(c, { status: 500, title: 'Failed', detail: 'The bot could not answer. Try again.' });
  });
  app.use('/freezes', guard);
  app.use('/freezes/*', guard);

  app.get('/freezes', async (c) => {
    const held = await list();
    return c.json({
      freezes: held.map((one) => ({ ...told(one), host: one.host, active: one.from <= now() })),
    });
  });

  app.get('/freezes/:host', async (c) => {
    const held = await of(c.req.param('host').toLowerCase());
    if (held === null)
      return problem(c, {
        status: 404,
        title: 'Host not found',
        detail: 'No host of that name is enrolled.',
      });
    const gateway = c.req.query('gateway') ?? null;
    const [one] = held.filter(
      (hold) => hold.from <= now() && (gateway === null || hold.gateway === null || hold.gateway === gateway),
    );
    return one === undefined ? c.json({ frozen: false }) : c.json({ frozen: true, ...told(one) }, 423);
  });

  app.post('/freezes', limit, async (c) => {
    const wish = Wish.safeParse(await c.req.json().catch(() => null));
    if (!wish.success)
      return problem(c, {
        status: 400,
        title: 'Invalid request',
        detail: 'Send JSON: {"host": "node-3", "for": "30m", "because": "deploy 1.4"}.',
      });
    const { host: hosts, for: lasts, because = null, by } = wish.data;
    const askId = `pipeline:${c.req.header('idempotency-key')?.slice(0, 100) ?? crypto.randomUUID()}`;
    const begun = await begin({ askId, hosts, lasts, because, by });
    if (!begun.ok) return problem(c, begun.refused);
    const { freeze: id, held } = begun;
    log.info({ freeze: id, by }, 'A pipeline began a freeze');
    const until = held[0]?.until ?? now();
    const body = { id, hosts: held.map((one) => one.host), until: new Date(until).toISOString() };
    return c.json(body, 201, { location: `/freezes/${held[0]?.host ?? ''}` });
  });

  app.delete('/freezes/:id', async (c) => {
    const id = c.req.param('id');
    if (!(await lift(id)))
      return problem(c, { status: 404, title: 'Freeze not found', detail: 'No such freeze, or it is over.' });
    log.info({ freeze: id }, 'A pipeline lifted a freeze');
    return c.json({ id, lifted: true });
  });
  return app;
}

const told = ({ freeze: id, gateway, by, because, until, link }: HeldHost) => ({
  id,
  ...(gateway === null ? {} : { gateway }),
  by,
  because,
  until: new Date(until).toISOString(),
  thread: link,
});

type Problem = {
  status: Refused['status'] | 401 | 429 | 500;
  title: string;
  detail: string;
  rivals?: HeldHost[];
};

function problem(c: Context, { status, title, detail, rivals }: Problem): Response {
  const heldBy = rivals?.map((one) => ({ host: one.host, ...told(one) }));
  const body = { type: 'about:blank', title, status, detail, ...(heldBy && { heldBy }) };
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}

const limit = bodyLimit({
  maxSize: MOST_BODY,
  onError: (c) => problem(c, { status: 413, title: 'Too large', detail: 'At most 16 KiB.' }),
});

/** Only with the token; so many a minute, and fewer where it is wrong, so that it cannot be guessed. */
function allowed({ token, now }: Pick<FreezeRequests, 'token' | 'now'>): MiddlewareHandler {
  let minute = 0;
  let counted = { all: 0, wrong: 0 };
  return async (c, next) => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) [minute, counted] = [current, { all: 0, wrong: 0 }];
    const given = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    const right = await isSame(given, token);
    counted[right ? 'all' : 'wrong'] += 1;
    if (counted.all > MOST_A_MINUTE || counted.wrong > MOST_WRONG) {
      c.header('retry-after', '60');
      if (!right || counted.all > MOST_A_MINUTE)
        return problem(c, { status: 429, title: 'Too many requests', detail: 'Try again in a minute.' });
    }
    if (right) return next();
    c.header('www-authenticate', 'Bearer');
    return problem(c, { status: 401, title: 'Not allowed', detail: 'Send API_TOKEN as bearer token.' });
  };
}

/** In the same time whatever is given: what is compared are digests. */
async function isSame(given: string, expected: string): Promise<boolean> {
  const [one, other] = await Promise.all([digestOf(given), digestOf(expected)]);
  let differs = 0;
  for (const [at, byte] of one.entries()) differs |= byte ^ (other[at] ?? 0);
  return differs === 0;
}

const digestOf = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
