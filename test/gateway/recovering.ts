/**
 * One recovery of a planted host, as somebody with a shell on it would start it (`host.mjs recover --local`), beside what
 * an independent look says before and after. A claim to have brought it back counts only if the gateway works and the
 * finding that was planted is gone; a host that is left worse than it was counts against us whatever was said.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Planted } from './fault.ts';
import { CLAIM } from './judge.ts';
import { lookAt } from './look.ts';
import { runProgram } from './programs.ts';
import { type Works, worksFor } from './works.ts';

export type Outcome = 'recovered' | 'rolled-back' | 'escalated' | 'refused';

/** What `recover --local --json` prints, as far as it is judged. */
interface Said {
  finding: string | null;
  path: string;
  outcome: Outcome;
  still: string[];
  changed: unknown[];
  steps: { step: string; state: string; because?: string }[];
  because?: string;
}

export interface Recovery {
  name: string;
  side: 'fault' | 'healthy';
  said: Said | null;
  before: Works;
  after: Works;
  /** It started from one of the ids that were planted: what was recovered from another finding shows nothing of them. */
  meant: boolean;
  /** One of the ids that were planted is claimed afterwards. */
  still: boolean;
  /** The configuration has the bytes that it had. */
  sameConfig: boolean;
  tookMs: number;
  stderr: string;
}

/** `back` is what counts; `other` is hollow; `silent` (it told nothing), `false-claim` and `worse` must not happen. */
export type Verdict =
  | 'back'
  | 'other'
  | 'not-back'
  | 'silent'
  | 'false-claim'
  | 'worse'
  | 'left-alone'
  | 'touched';

const LIMIT_MS = 15 * 60_000;

/** SHA-256 of the configuration that the operator's environment names, or `-` where there is none. */
export function configOf({ env, lab }: Planted): string {
  const file = env.OPENCLAW_CONFIG_PATH ?? lab.configFile;
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : '-';
}

export async function recoverOn(
  planted: Planted,
  asked: {
    name: string;
    side: Recovery['side'];
    accepted: readonly string[];
    complaint?: string | undefined;
  },
): Promise<Recovery> {
  const { name, side, accepted, complaint } = asked;
  const before = await worksFor(planted);
  const config = configOf(planted);
  const began = performance.now();
  const told = complaint === undefined ? [] : ['--complaint', complaint];
  const args = ['recover', '--local', '--yes', '--because', 'the field test', '--json', ...told];
  const ran = await runProgram('host', args, { env: planted.env, cwd: planted.lab.dir, limitMs: LIMIT_MS });
  const tookMs = Math.round(performance.now() - began);
  const after = await worksFor(planted);
  const look = await lookAt(planted, { beside: false, complaint });
  const claimed = look.findings.filter(({ confidence }) => confidence >= CLAIM).map(({ id }) => id);
  const said = ran.stdout.trim() === '' ? null : (JSON.parse(ran.stdout) as Said);
  return {
    name,
    side,
    said,
    before,
    after,
    meant: accepted.includes(said?.finding ?? ''),
    still: claimed.some((id) => accepted.includes(id)),
    sameConfig: configOf(planted) === config,
    tookMs,
    stderr: ran.stderr.slice(-1_000),
  };
}

export function verdictOf({ side, said, before, after, meant, still, sameConfig }: Recovery): Verdict {
  // Not whether it works: clients have no gateway, and one variant restarts by itself just then.
  if (side === 'healthy')
    return sameConfig && (said === null || (said.steps.length === 0 && said.changed.length === 0))
      ? 'left-alone'
      : 'touched';
  if (before.works && !after.works) return 'worse';
  if (said === null) return 'silent';
  const back = after.works && !still;
  if (said.outcome === 'recovered' && !back) return 'false-claim';
  if (said.outcome === 'recovered') return meant ? 'back' : 'other';
  return !sameConfig && !after.works ? 'worse' : 'not-back';
}

export function recoveryLine(one: Recovery): string {
  const { name, said, before, after, still, tookMs } = one;
  const verdict = verdictOf(one);
  const why =
    said?.because ??
    said?.steps.find(({ because }) => because !== undefined)?.because ??
    one.stderr.split('\n')[0];
  return [
    verdict.padEnd(12),
    name.padEnd(26),
    `${said?.finding ?? '-'} ${said?.path ?? '-'} ${said?.outcome ?? '-'}`.padEnd(52),
    `${(tookMs / 1000).toFixed(0)} s`.padEnd(7),
    `${before.works ? 'worked' : 'broken'} → ${after.works ? 'works' : after.says}${still ? ', finding still there' : ''}`,
    verdict === 'back' ? '' : `| ${why ?? ''}`,
  ].join(' ');
}
