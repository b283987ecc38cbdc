/**
 * @module http
 * What the bot answers over HTTP, the same on both runtimes: Slack's deliveries, hosts that join, and the
 * questions of whoever runs it. Every refusal says its cause and the next step.
 */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { HTTPException } from 'hono/http-exception';
import type { HttpRefusal } from './hub/agent-routes.ts';
import type { Log } from './log.ts';
import { type Figure, prometheusText } from './metrics/text.ts';

export type Check = { what: string; ok: boolean; why?: string };

export type HttpDeps = {
  log: Log;
  /** `POST /agents/join`. */
  agents: Hono;
  /** `GET` and `POST /approvals/ID`: consent by people's own keys. */
  approvals?: Hono;
  /** `GET /bundles/TOKEN`: links to bundles. */
  bundles?: Hono;
  /** `GET /agents/connect/HOST-ID`, where the runtime takes sockets from a request. */
  connect?: (request: Request) => Promise<Response>;
  /** `POST /slack/events`; verifies by itself. */
  slack?: (request: Request) => Promise<Response>;
  /** `/freezes`, for pipelines that show the token. */
  freezes?: Hono;
  /** What must work before the bot is of use. */
  ready: () => Promise<Check[]>;
  figures: () => Figure[] | Promise<Figure[]>;
  metricsToken?: string;
  /** The name under which hosts and people reach the bot, where it has one. */
  publicName?: string;
  /** Whether the asker sits on this machine; decides over metrics when there is no token. */
  isLocal: (context: Context) => boolean;
};

/** As a URL spells the names of this machine. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const NO_SLACK =
  'Set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET; with SLACK_APP_TOKEN Slack needs no address here.';

export function createHttp(deps: HttpDeps): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    // The rest of the body is never read: whoever sent the next request on this connection would see it break.
    if (c.res.status === 413) c.header('connection', 'close');
  });
  app.get('/healthz', (c) => c.json({ ok: true }));

  app.get('/readyz', async (c) => {
    const checks = await deps.ready();
    const ok = checks.every((check) => check.ok);
    return c.json({ ready: ok, checks }, ok ? 200 : 503);
  });

  app.get('/metrics', mayMeasure(deps), async (c) =>
    c.text(prometheusText(await deps.figures()), 200, { 'content-type': 'text/plain; version=0.0.4' }),
  );

  const { slack, connect } = deps;
  if (slack) app.post('/slack/events', (c) => slack(c.req.raw));
  else
    app.post('/slack/events', (c) =>
      c.json(refusal('slack-off', 'This bot takes no requests from Slack.', NO_SLACK), 404),
    );

  if (connect) app.get('/agents/connect/:id', (c) => connect(c.req.raw));
  else
    app.get('/agents/connect/:id', (c) =>
      c.json(refusal('no-upgrade', 'A WebSocket is expected here.', 'Use `run` of the host agent.'), 426),
    );
  app.route('/', deps.agents);
  if (deps.freezes) app.route('/', deps.freezes);
  if (deps.approvals) app.route('/', deps.approvals);
  if (deps.bundles) app.route('/', deps.bundles);

  app.notFound((c) =>
    c.json(
      refusal('path-unknown', `There is nothing at ${c.req.path}.`, 'See the README for the paths.'),
      404,
    ),
  );
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    deps.log.error({ path: c.req.path, error: error.message }, 'A request failed');
    return c.json(refusal('failed', 'The bot could not answer this.', 'Try again; its log says why.'), 500);
  });
  return app;
}

function refusal(code: string, message: string, hint: string): HttpRefusal {
  return { error: { code, message, hint } };
}

function mayMeasure({ metricsToken, isLocal, publicName }: HttpDeps): MiddlewareHandler {
  const closed = refusal(
    'metrics-closed',
    'Metrics are not for everybody.',
    'Send METRICS_TOKEN as bearer token.',
  );
  const message = { message: closed };
  if (metricsToken !== undefined)
    return bearerAuth({
      token: metricsToken,
      noAuthenticationHeader: message,
      invalidAuthenticationHeader: message,
      invalidToken: message,
    });
  return async (c, next) => {
    // A proxy on this machine makes everybody local; its headers give it away.
    const viaProxy = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some((name) => c.req.header(name));
    // A page in a browser on this machine can have its own name point here, and would be this machine.
    const { hostname } = new URL(c.req.url);
    const calledRightly = hostname === publicName || LOOPBACK.test(hostname);
    if (viaProxy || !calledRightly || !isLocal(c)) return c.json(closed, 401);
    return next();
  };
}
