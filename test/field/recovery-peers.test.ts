/**
 * What else would have brought these hosts back? The same faults on the same kind of host, by OpenClaw's own commands
 * and by a script that knows four of them, judged by the same look. A sample: faults of every way back, and some for
 * which only our own side has a repair, fixed before any of them was tried.
 *
 * `RECOVERY_PEER=doctor` takes that one alone, `RECOVERY_FAULT=name,name` those faults; `FIELD_REPORT=folder` gets JSON.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Planted, plantOn } from '../gateway/fault.ts';
import { faults } from '../gateway/faults/index.ts';
import { chosenFaults } from '../gateway/field-report.ts';
import { installOpenClaw, type OpenClaw } from '../gateway/install.ts';
import { CLAIM } from '../gateway/judge.ts';
import { lookAt } from '../gateway/look.ts';
import { withPast } from '../gateway/past.ts';
import { doctorAndRestart } from '../gateway/peers/doctor-and-restart.ts';
import { shortestScript } from '../gateway/peers/shortest-script.ts';
import { worksFor } from '../gateway/works.ts';

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

const {
  RECOVERY_PEER: onlyPeer,
  RECOVERY_FAULT: named,
  FIELD_PART: part,
  FIELD_REPORT: folder,
} = process.env;
const peers = [doctorAndRestart, shortestScript].filter(({ name }) => (onlyPeer ?? name) === name);
const sample = chosenFaults(
  faults.filter(({ name }) => SAMPLE.has(name)),
  { named, part },
);

interface Tried {
  peer: string;
  fault: string;
  says: boolean | null;
  words: string;
  verdict: 'back' | 'not-back' | 'false-claim' | 'worse';
  before: string;
  after: string;
  tookMs: number;
  sameConfig: boolean;
}

const say = (line: string) => void process.stderr.write(`${line}\n`);
const all: Tried[] = [];
let openclaw: OpenClaw;
let planted: Planted | undefined;
beforeAll(async () => {
  openclaw = await installOpenClaw(say);
}, 300_000);
afterEach(async () => {
  await planted?.dispose();
  planted = undefined;
}, 60_000);
afterAll(() => {
  for (const { name } of peers) {
    const own = all.filter(({ peer }) => peer === name);
    const count = (verdict: Tried['verdict']) => own.filter((one) => one.verdict === verdict).length;
    say(
      `${name}: ${count('back')} of ${own.length} brought back, ${count('false-claim')} said and not so, ${count('worse')} left worse`,
    );
  }
});

const shaOf = (file: string): string =>
  existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : '-';

describe.each(peers)('$name', (peer) => {
  it.each(sample)('$name', { timeout: 20 * 60_000 }, async ({ name, accepted, complaint, plant }) => {
    planted = await plantOn(openclaw, withPast(plant));
    const file = planted.env.OPENCLAW_CONFIG_PATH ?? planted.lab.configFile;
    const [before, sha] = [await worksFor(planted), shaOf(file)];
    const began = performance.now();
    const { recovered, words } = await peer.recover(planted);
    const tookMs = Math.round(performance.now() - began);
    const after = await worksFor(planted);
    const { findings } = await lookAt(planted, { beside: false, complaint });
    const still = findings.some(({ id, confidence }) => confidence >= CLAIM && accepted.includes(id));
    const back = after.works && !still;
    const tried: Tried = {
      peer: peer.name,
      fault: name,
      says: recovered,
      words,
      verdict:
        before.works && !after.works ? 'worse' : back ? 'back' : recovered ? 'false-claim' : 'not-back',
      before: before.says,
      after: still ? `${after.says}, finding still there` : after.says,
      tookMs,
      sameConfig: shaOf(file) === sha,
    };
    all.push(tried);
    say(
      `${tried.verdict.padEnd(12)} ${name.padEnd(20)} ${peer.name} ${tookMs} ms: ${words} | ${tried.after}`,
    );
    if (folder) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `peer-${peer.name}-${name}.json`), JSON.stringify(tried));
    }
    expect(tried.verdict).toBeTypeOf('string');
  });
});
