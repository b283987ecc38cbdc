/**
 * @module agent/probes/http-health
 * The HTTP health trio. It speaks for the process, not for the work; and since OpenClaw's web interface
 * answers unknown paths with 200 and HTML, only JSON of the known shape counts (OpenClaw 2026.9.6).
 */
import {
  type Answer,
  getPage,
  Live,
  PAGE_LIMIT_MS,
  type Place,
  pageBody,
  Ready,
  Startup,
} from '../gateway-rpc/health-pages.ts';
import { promptness, type Reading, timed } from '../gateway-rpc/promptness.ts';
import { at } from '../gateways/config-file.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';

/** Other services answer `{"ok":true}` too: OpenClaw's word `live`, or one of its other pages, must come with it. */
function liveWord(live: Answer, known: boolean): string {
  const answer = pageBody(Live, live);
  if (answer && (answer.status === 'live' || known)) return 'ok';
  return live.kind === 'json' || live.kind === 'foreign' ? 'not-openclaw' : live.kind;
}

const NOBODY: Answer = { kind: 'error', why: 'not asked' };

/** Does the port speak the other scheme, as a gateway does? Asked only when ours was not understood. */
async function otherScheme(place: Place): Promise<boolean> {
  const answer = await getPage({ ...place, tls: !place.tls }, '/healthz');
  return pageBody(Live, answer) !== undefined;
}

/** `/readyz` says for some seconds more that the event loop stood still (2026.9.6). */
const READING: Reading<Answer[]> = {
  isSilence: ([live]) => live?.kind === 'timeout',
  wasHeldUp: ([, , ready]) => ready !== undefined && pageBody(Ready, ready)?.eventLoop?.degraded === true,
};

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
    const askAll = (place: Place, limitMs = PAGE_LIMIT_MS) =>
      Promise.all(paths.map((path) => getPage(place, path, limitMs)));
    const ask = (limitMs: number) => timed(() => askAll(wanted, limitMs));
    const { answers, answer: first } = await promptness(await ask(PAGE_LIMIT_MS), ask, READING, signal);
    const [met] = first;
    const notUnderstood = (met?.kind === 'foreign' && met.status === 0) || met?.kind === 'error';
    const mixedUp = notUnderstood && (await otherScheme(wanted));
    const place = { ...wanted, tls: wanted.tls !== mixedUp };
    const [live = NOBODY, startup = NOBODY, ready = NOBODY] = mixedUp ? await askAll(place) : first;
    const started = pageBody(Startup, startup);
    const readiness = pageBody(Ready, ready);
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
