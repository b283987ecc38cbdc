/**
 * @module diagnosis/layers
 * One verdict a layer instead of one green light: process, listener, handshake, authority, configuration,
 * work. A layer can fail without a known cause, and a layer that nobody could look at is unknown, never ok.
 */
import type { FactName } from '../evidence/dictionary.ts';
import {
  CHALLENGES,
  GREETS,
  HAS_PROCESS,
  NO_PROCESS,
  ONLY_CLIENT,
  OWNS_PORT,
  PORT_FREE,
  roadMeets,
} from './cards/shapes.ts';
import { type Condition, holds } from './condition.ts';
import type { FactBase, Observation } from './fact-base.ts';
import {
  type Citation,
  CLAIM,
  type Finding,
  LAYERS,
  type Layer,
  type LayerState,
  type LayerVerdict,
  type Verdict,
} from './finding.ts';
import type { LayerCode, Reason } from './reason.ts';
import { type TransientState, transientState } from './transient-state.ts';

type Sign = {
  state: LayerState;
  when: Condition;
  code: LayerCode;
  params?: Readonly<Record<string, FactName>>;
};

const refusedBy = (codes: 'protocol' | 'other'): Condition => {
  const protocol: Condition = {
    fact: 'connect.refusal.code',
    oneOf: ['PROTOCOL_MISMATCH', 'CLIENT_VERSION_MISMATCH', 'CONTROL_UI_BUILD_MISMATCH'],
  };
  const refused: Condition = { fact: 'connect.refusal.code', present: true };
  return { any: 'client', where: codes === 'protocol' ? protocol : { all: [refused, { not: protocol }] } };
};

/** For each layer the first line that holds decides. */
const SIGNS: Readonly<Record<Layer, readonly Sign[]>> = {
  process: [
    {
      state: 'ok',
      when: { all: [ONLY_CLIENT, { fact: 'clients.url.shown', present: true }] },
      code: 'client-of',
      params: { address: 'clients.url.shown' },
    },
    { state: 'ok', when: ONLY_CLIENT, code: 'only-client' },
    {
      state: 'ok',
      when: {
        all: [
          { fact: 'gateway.process.state', is: 'stopped' },
          { either: [{ fact: 'gateway.http.live', is: 'ok' }, GREETS] },
        ],
      },
      code: 'paused-briefly',
    },
    {
      state: 'failed',
      when: { fact: 'gateway.process.state', is: 'stopped' },
      code: 'stopped-by-signal',
    },
    { state: 'failed', when: NO_PROCESS, code: 'no-process' },
    { state: 'ok', when: HAS_PROCESS, code: 'process-runs' },
    { state: 'ok', when: { fact: 'gateway.http.live', is: 'ok' }, code: 'answers-so-runs' },
  ],
  listener: [
    {
      state: 'ok',
      when: roadMeets('gateway'),
      code: 'gateway-elsewhere-answers',
      params: { address: 'clients.url.shown' },
    },
    {
      state: 'failed',
      when: { all: [ONLY_CLIENT, { fact: 'clients.url.answers', present: true }] },
      code: 'elsewhere-not-reached',
    },
    {
      state: 'failed',
      when: { fact: 'gateway.listener.owner', is: 'foreign' },
      code: 'foreign-program',
    },
    { state: 'failed', when: PORT_FREE, code: 'no-listener' },
    {
      state: 'ok',
      when: { all: [{ fact: 'gateway.http.live', is: 'not-openclaw' }, CHALLENGES] },
      code: 'no-health-pages',
    },
    {
      state: 'failed',
      when: { fact: 'gateway.http.live', oneOf: ['refused', 'not-openclaw', 'timeout'] },
      code: 'no-gateway-answers',
    },
    {
      state: 'failed',
      when: { fact: 'gateway.listener.owner', is: 'other-gateway' },
      code: 'other-gateway',
    },
    { state: 'ok', when: { fact: 'gateway.http.live', is: 'ok' }, code: 'port-answers' },
    { state: 'ok', when: GREETS, code: 'client-greeted' },
    {
      state: 'ok',
      when: { all: [OWNS_PORT, { fact: 'gateway.listener.state', is: 'listening' }] },
      code: 'gateway-listens',
    },
  ],
  handshake: [
    { state: 'ok', when: GREETS, code: 'client-greeted' },
    { state: 'failed', when: refusedBy('protocol'), code: 'versions-do-not-fit' },
    { state: 'ok', when: refusedBy('other'), code: 'handshake-answered' },
    {
      state: 'failed',
      when: { any: 'client', where: { fact: 'connect.timed-out', oneOf: ['upgrade', 'challenge', 'hello'] } },
      code: 'connect-unanswered',
    },
    {
      state: 'failed',
      when: { any: 'client', where: { fact: 'connect.upgrade-status', above: 199 } },
      code: 'upgrade-refused',
    },
    {
      state: 'ok',
      when: { any: 'client', where: { fact: 'connect.reached', oneOf: ['challenge', 'hello', 'rpc'] } },
      code: 'challenge-offered',
    },
  ],
  authority: [
    {
      state: 'failed',
      when: { all: [refusedBy('other'), { not: GREETS }] },
      code: 'refused',
    },
    {
      state: 'ok',
      when: { any: 'client', where: { fact: 'rpc.read.ok', is: true } },
      code: 'read-allowed',
    },
    {
      state: 'ok',
      when: { any: 'client', where: { fact: 'connect.scopes-withheld', is: true } },
      code: 'accepted-without-scopes',
    },
  ],
  configuration: [
    {
      state: 'ok',
      when: {
        all: [
          { fact: 'config.valid', is: true },
          { fact: 'config.in-force', is: true },
        ],
      },
      code: 'config-in-force',
    },
  ],
  work: [
    {
      state: 'failed',
      when: {
        all: [
          { fact: 'gateway.http.ready', is: false },
          { fact: 'gateway.http.startup', is: 'started' },
        ],
      },
      code: 'not-ready',
    },
    {
      state: 'ok',
      when: { fact: 'gateway.http.ready', is: true },
      code: 'ready',
    },
  ],
};

const NOT_SEEN: Reason<LayerCode> = { code: 'not-seen', params: {} };
const NOT_TRIED: Reason<LayerCode> = { code: 'not-tried', params: {} };

const WAITING: ReadonlySet<string> = new Set(['gateway-starting', 'gateway-draining']);
/** Where waiting is felt: a suspended gateway runs and listens, a restarting one may not even have a process. */
const FELT_AT: Readonly<Record<TransientState['why'], readonly Layer[]>> = {
  starting: ['listener'],
  draining: ['process', 'listener'],
  restarting: ['process', 'listener'],
  suspended: ['work'],
};

function judge(
  layer: Layer,
  gateway: string,
  factBase: FactBase,
  findings: readonly Finding[],
): LayerVerdict {
  const name = gateway.slice(gateway.indexOf(':') + 1);
  const claimed = findings.filter(
    (f) => f.layer === layer && f.gateway === name && f.confidence >= CLAIM && f.severity < 4,
  );
  const top = claimed[0];
  const overdue = holds({ fact: 'gateway.startup.overdue', is: true }, gateway, factBase).truth === 'yes';
  if (top && WAITING.has(top.id) && !overdue)
    return { layer, state: 'waiting', because: { code: 'finding', params: { id: top.id } } };
  if (top)
    return {
      layer,
      state: 'failed',
      because: { code: 'finding', params: { id: top.id, ...shown(top.for[0]) } },
    };
  const transient = transientState(gateway, factBase);
  if (transient && FELT_AT[transient.why].includes(layer))
    return { layer, state: 'waiting', because: transient.because };
  for (const sign of SIGNS[layer]) {
    const answer = holds(sign.when, gateway, factBase);
    if (answer.truth !== 'yes' || !weighty(answer.used)) continue;
    return {
      layer,
      state: sign.state,
      because: { code: sign.code, params: seenIn(sign, gateway, factBase) },
    };
  }
  return { layer, state: 'unknown', because: NOT_SEEN };
}

/** Values of what was seen, for the sentence. */
function seenIn({ params = {} }: Sign, gateway: string, factBase: FactBase): Record<string, string> {
  const values = Object.entries(params).map(([name, fact]) => {
    const value = factBase.look(gateway, fact).counting[0]?.value;
    return [name, String(value ?? '').slice(0, 120)];
  });
  return Object.fromEntries(values);
}

/** A layer is judged from the host itself; text alone names causes, it does not clear a layer. */
const weighty = (used: readonly Observation[]) => used.some((o) => o.how === 'live');
const shown = (s: Citation | undefined): { seen?: string } =>
  s === undefined ? {} : { seen: (s.quote ?? `${s.fact} ${String(s.value)}`).slice(0, 158) };

const GROUND: ReadonlySet<Layer> = new Set(['process', 'listener', 'handshake']);
const WORST: readonly LayerState[] = ['failed', 'waiting', 'unknown', 'ok'];

/** All layers over all gateways: the worst state of each, and why. Below a broken layer nothing is "ok" by hearsay. */
export function judgeLayers(
  factBase: FactBase,
  gateways: readonly string[],
  findings: readonly Finding[],
): LayerVerdict[] {
  const out: LayerVerdict[] = [];
  for (const layer of LAYERS) {
    const each = gateways.map((g) => ({ g, verdict: judge(layer, g, factBase, findings) }));
    each.sort((a, b) => WORST.indexOf(a.verdict.state) - WORST.indexOf(b.verdict.state));
    const worst = each[0];
    if (worst === undefined) {
      out.push({ layer, state: 'unknown', because: NOT_SEEN });
      continue;
    }
    const name = worst.g.slice(worst.g.indexOf(':') + 1);
    const { code, params } = worst.verdict.because;
    const because = { code, params: gateways.length > 1 ? { ...params, gateway: name } : params };
    // A full disk leaves /readyz green while nobody can connect: readiness alone clears nothing then.
    const broken = layer === 'work' && out.some((l) => l.layer !== 'configuration' && l.state === 'failed');
    if (broken && worst.verdict.state === 'ok') out.push({ layer, state: 'unknown', because: NOT_TRIED });
    else out.push({ layer, state: worst.verdict.state, because });
  }
  return out;
}

/** The first layer that fails or waits; the headline hangs on it. Null when none does. */
export function firstTrouble(layers: readonly LayerVerdict[]): LayerVerdict | null {
  return layers.find((l) => l.state === 'failed' || l.state === 'waiting') ?? null;
}

/** Every one of these gateways has greeted a live client: whatever else fails, they are not down. */
export function serveAll(gateways: readonly string[], factBase: FactBase): boolean {
  return gateways.every((gateway) => {
    const { truth, used } = holds(GREETS, gateway, factBase);
    return truth === 'yes' && weighty(used);
  });
}

/**
 * One word for all layers: down when nobody can connect, waiting when it only takes time, healthy when the
 * first four layers were seen to be fine and none failed, degraded when a later one failed.
 */
export function verdictOf(layers: readonly LayerVerdict[], serves = false): Verdict {
  const trouble = firstTrouble(layers);
  if (trouble?.state === 'waiting') return 'waiting';
  const greeted = serves || layers.some((l) => l.layer === 'handshake' && l.state === 'ok');
  if (trouble) return greeted || !GROUND.has(trouble.layer) ? 'degraded' : 'down';
  const seen = layers.slice(0, 4).every((l) => l.state === 'ok');
  return seen ? 'healthy' : 'unknown';
}
