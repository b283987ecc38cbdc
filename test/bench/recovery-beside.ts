/**
 * `npm run bench -- --recovery`: who brings a broken host back? The same faults on the same kind of host, by
 * `host.mjs recover --local`, by OpenClaw's own commands and by a script that knows four of them and is told what is
 * right. All three are judged by one look that shares no code with any. A sample: faults of every way back, and some for
 * which only our own side has a repair, fixed before any of them was tried.
 */
import { type Fault, type Planted, plantOn } from '../gateway/fault.ts';
import { faults } from '../gateway/faults/index.ts';
import type { OpenClaw } from '../gateway/install.ts';
import { CLAIM } from '../gateway/judge.ts';
import { lookAt } from '../gateway/look.ts';
import { withPast } from '../gateway/past.ts';
import { doctorAndRestart } from '../gateway/peers/doctor-and-restart.ts';
import { shortestScript } from '../gateway/peers/shortest-script.ts';
import { configOf, recoverOn, type Verdict, verdictOf } from '../gateway/recovering.ts';
import { worksFor } from '../gateway/works.ts';
import { inWords, median } from './measure.ts';

const SAMPLE = new Set([
  'auth-ambiguous',
  'bind-no-auth',
  'cli-only',
  'config-cut',
  'config-invalid',
  'config-retired-key',
  'frozen',
  'include-missing',
  'jobs-off',
  'killed',
  'model-unknown',
  'password-flag',
  'plugin-throws',
  'stopped',
  'token-flag',
  'token-placeholder',
  'token-reload-off',
  'updated-under',
]);

interface Tried {
  by: string;
  fault: string;
  verdict: Verdict;
  /** What it said of itself, and why. */
  words: string;
  after: string;
  tookMs: number;
}

type Side = { name: string; recover(planted: Planted, fault: Fault): Promise<Omit<Tried, 'by' | 'fault'>> };

const ours: Side = {
  name: 'recover --local',
  async recover(planted, { name, accepted, complaint }) {
    const one = await recoverOn(planted, { name, side: 'fault', accepted, complaint });
    const { said, after, tookMs, still } = one;
    const words = said === null ? one.stderr.slice(-200) : `${said.outcome}: ${said.because ?? ''}`;
    return {
      verdict: verdictOf(one),
      words,
      after: still ? `${after.says}, finding still there` : after.says,
      tookMs,
    };
  },
};

/** A peer that claims nothing cannot claim wrongly. */
const others: Side[] = [doctorAndRestart, shortestScript].map((peer) => ({
  name: peer.name,
  async recover(planted, { accepted, complaint }) {
    const [before, config] = [await worksFor(planted), configOf(planted)];
    const began = performance.now();
    const { recovered, words } = await peer.recover(planted);
    const tookMs = Math.round(performance.now() - began);
    const after = await worksFor(planted);
    const { findings } = await lookAt(planted, { beside: false, complaint });
    const still = findings.some(({ id, confidence }) => confidence >= CLAIM && accepted.includes(id));
    const worse = !after.works && (before.works || configOf(planted) !== config);
    const claimed = recovered === true ? 'false-claim' : worse ? 'worse' : 'not-back';
    return {
      verdict: after.works && !still ? 'back' : before.works && !after.works ? 'worse' : claimed,
      words,
      after: still ? `${after.says}, finding still there` : after.says,
      tookMs,
    };
  },
}));

/** `named` takes those faults alone, `by` those sides. Each side gets a host of its own; one that cannot be planted is said and left out. */
export async function measureRecovery(
  openclaw: OpenClaw,
  say: (line: string) => void,
  named?: string,
  by?: string,
): Promise<Tried[]> {
  const wanted = named === undefined ? SAMPLE : new Set(named.split(','));
  const tried: Tried[] = [];
  for (const fault of faults.filter(({ name }) => wanted.has(name)))
    for (const side of [ours, ...others].filter(({ name }) => (by ?? name).includes(name))) {
      const planted = await plantOn(openclaw, withPast(fault.plant)).catch((error: Error) => error);
      if (planted instanceof Error) {
        say(`${fault.name} could not be planted: ${planted.message}`);
        continue;
      }
      try {
        const one = { by: side.name, fault: fault.name, ...(await side.recover(planted, fault)) };
        tried.push(one);
        say(
          `${one.verdict.padEnd(12)} ${one.fault.padEnd(20)} ${one.by.padEnd(16)} ${inWords(one.tookMs)}: ${one.words} | ${one.after}`,
        );
      } finally {
        await planted.dispose();
      }
    }
  return tried;
}

/** One row a side: how many came back, what it claimed wrongly or left worse, and how long those that came back took. */
export function recoveryRows(tried: readonly Tried[]): [string, string, string][] {
  return [ours, ...others].map(({ name }) => {
    const own = tried.filter(({ by }) => by === name);
    const count = (verdict: Verdict): number => own.filter((one) => one.verdict === verdict).length;
    const times = own.filter(({ verdict }) => verdict === 'back').map(({ tookMs }) => tookMs);
    return [
      `brought back by ${name}`,
      `${count('back')} of ${own.length}`,
      `${count('false-claim')} said and not so, ${count('worse')} left worse; ${times.length > 0 ? `median ${inWords(median(times))}` : '–'}`,
    ];
  });
}
