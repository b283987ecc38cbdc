/**
 * @module agent/recovery/acts/acceptance
 * Shows that the gateway works, at the level that was agreed on, and says which level that was. What cannot be shown is
 * not accepted: a gateway that is called recovered and is not is worse than one that is still down.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Because, Plan, Progress } from '../../../protocol/recovery.ts';
import type { Act, ActResult, RunMemory } from '../../../runbooks/act.ts';
import { restartsItself } from '../../../runbooks/restarts-itself.ts';
import type { Inside } from '../../gateway-admin/door.ts';
import { control } from '../acceptance/control.ts';
import { expectedOf, meansTheSame } from '../acceptance/expected.ts';
import { type Proof, proven } from '../acceptance/proof.ts';
import { turn } from '../acceptance/turn.ts';
import { doorFor, type GatewayMeans } from './gateway-means.ts';

/** One turn; the first after a start loads for 10 to 40 s (OpenClaw 2026.9.6). Milliseconds. */
const TURN_MS = 90_000;
/** A refused key locks its provider for a minute, also once the right one is there. Milliseconds. */
const COOLING_MS = 61_000;
const LIMIT_MS = 300_000;
/** A gateway that just came back may hang up once more. Milliseconds. */
const PATIENCE_MS = 20_000;
/** Whoever starts it again may wait a while between two runs, and a start takes its time. Milliseconds. */
const NEXT_RUN_MS = 120_000;
const AGAIN_MS = 1_000;
const PASSES = new Set(['gateway.unreachable', 'gateway.closed', 'gateway.suspended', 'gateway.no-answer']);
/** Also where nobody listens: it is between two runs. */
const PASSES_BETWEEN = new Set([...PASSES, 'gateway.not-shown']);

type Told = NonNullable<Progress['acceptance']>;
type Judged = { accepted: Told; failed: Because | null };

/** The newest moment at which an act of this run says it changed something: refusals from before are void. */
function changedAt({ told, plan }: RunMemory): number {
  const times = Object.values(told).map(({ at }) => (typeof at === 'number' ? at : 0));
  return Math.max(plan.madeAt, ...times);
}

const word = (proof: Proof): Told['read'] => (proof.ok ? 'done' : 'failed');

async function fullTurn(inside: Inside, signal: AbortSignal, say: (now: Because) => void): Promise<Proof> {
  const { admin, target, host, redact } = inside;
  const expected = expectedOf(target);
  const once = (): Promise<Proof> => {
    say({ code: 'acceptance.turn-running', params: { agent: expected.agent } });
    const nonce = randomBytes(12).toString('hex');
    return turn({ admin, host, expected, nonce, redact, signal, limitMs: TURN_MS });
  };
  const first = await once();
  if (first.ok || first.because.code !== 'acceptance.model-cooling-down' || signal.aborted) return first;
  say({ code: 'acceptance.model-cooling-down', params: {} });
  await setTimeout(COOLING_MS, undefined, { signal }).catch(() => undefined);
  return signal.aborted ? first : once();
}

async function judge(
  inside: Inside,
  { acceptance: level, madeAt }: Plan,
  signal: AbortSignal,
  say: (now: Because) => void,
): Promise<Judged> {
  const { admin, target, host, redact } = inside;
  const same = level === 'full' ? await meansTheSame(admin, host, expectedOf(target), madeAt) : proven;
  if (!same.ok) {
    const none = { level, read: 'unknown', write: 'unknown', because: same.because } as const;
    return { accepted: none, failed: same.because };
  }
  const nonce = randomBytes(12).toString('hex');
  const { agent: id, narrows } = expectedOf(target);
  const { read, write } = await control(admin, { id, narrows }, nonce, redact);
  const controlled = { level, read: word(read), write: word(write) };
  const failed = !read.ok ? read.because : !write.ok ? write.because : null;
  // A turn shows the tools themselves; without one, what was not shown is said beside what was.
  const unshown = [read, write].flatMap((proof) => (proof.ok && proof.but) || [])[0] ?? null;
  if (failed !== null || level === 'control')
    return { accepted: { ...controlled, because: failed ?? unshown }, failed };
  const ran = await fullTurn(inside, signal, say);
  const because = ran.ok ? null : ran.because;
  return { accepted: { level, read: word(ran), write: word(ran), because }, failed: because };
}

/** Asked again while the gateway is only on its way. */
async function patiently(
  work: () => Promise<ActResult>,
  signal: AbortSignal,
  finding: string | null,
): Promise<ActResult> {
  const between = restartsItself(finding);
  const [known, patienceMs] = between ? [PASSES_BETWEEN, NEXT_RUN_MS] : [PASSES, PATIENCE_MS];
  for (const began = performance.now(); ; ) {
    const result = await work();
    const passes = result.ok === false && known.has(result.because.code);
    if (!passes || signal.aborted || performance.now() - began > patienceMs) return result;
    await setTimeout(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

export const acceptance = (means: GatewayMeans): Act => ({
  id: 'acceptance',
  // What it writes is its own and taken away again; after a crash it is simply shown again.
  mutates: false,
  limitMs: LIMIT_MS,
  do({ memory, signal, say }) {
    const door = doorFor(means, memory);
    return patiently(
      async () => {
        // Its own end of the line: one that is stopped must still be able to end its turn.
        const line = AbortSignal.timeout(LIMIT_MS);
        const since = changedAt(memory);
        const judged = await door({ signal: line, since }, (inside) =>
          judge(inside, memory.plan, signal, say),
        );
        if (!judged.ok) return judged;
        const { accepted, failed } = judged.value;
        return failed === null ? { ok: true, acceptance: accepted } : { ok: false, because: failed };
      },
      signal,
      memory.plan.finding,
    );
  },
});
