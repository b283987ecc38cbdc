/**
 * Every fault whose class says that a restart, an earlier configuration or an aligned credential mends it: planted on a
 * gateway with a past, and brought back by `host.mjs recover --local`. What it says is checked by a look that shares no
 * code with it. What it cannot bring back it must leave as it was, and say so; healthy hosts it must leave alone.
 *
 * `RECOVERY_FAULT=name,name` runs those alone, `FIELD_PART=1/3` every third one; `RECOVERY_HEALTHY=1/6` that part of
 * the healthy variants; `FIELD_REPORT=folder` gets each recovery as JSON.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { BEYOND } from '../gateway/beyond-runbook.ts';
import { cannot, type Planted, plantOn } from '../gateway/fault.ts';
import { faults } from '../gateway/faults/index.ts';
import { chosenFaults } from '../gateway/field-report.ts';
import { healthyVariants } from '../gateway/healthy/index.ts';
import { installOpenClaw, type OpenClaw } from '../gateway/install.ts';
import { withPast } from '../gateway/past.ts';
import { type Recovery, recoverOn, recoveryLine, verdictOf } from '../gateway/recovering.ts';

const {
  RECOVERY_FAULT: named,
  FIELD_PART: part,
  RECOVERY_HEALTHY: healthyPart,
  FIELD_REPORT: folder,
} = process.env;
const MENDABLE: ReadonlySet<string> = new Set(['restart+validate', 'config-rollback', 'credential-rotate']);
const classOf = (id: string): string => RULES.find((rule) => rule.id === id)?.remediation ?? '';
const mendable = faults.filter(({ accepted }) => MENDABLE.has(classOf(accepted[0] ?? '')));
const chosen = chosenFaults(mendable, { named, part });
const [first = 0, parts = 1] = (healthyPart ?? '0/1').split('/').map(Number);
const well = healthyVariants.filter((_, index) => index % parts === first - 1);

const say = (line: string) => void process.stderr.write(`${line}\n`);
const all: Recovery[] = [];

/**
 * Hosts that are only clients have no gateway of their own, so none that ran well before. A configuration that lost most
 * of its keys is put back by OpenClaw itself where it has its copies (2026.9.6): then nothing is left to recover.
 */
const hasNoPast = (name: string): boolean => /^(?:far|client)-|^config-clobbered$/.test(name);
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
  const faulty = all.filter(({ side }) => side === 'fault');
  const within = faulty.filter(({ name }) => !Object.hasOwn(BEYOND, name));
  const count = (verdict: string, of = all): string =>
    `${of.filter((one) => verdictOf(one) === verdict).length} of ${of.length}`;
  say(`\n${all.map(recoveryLine).join('\n')}`);
  say(
    `${count('back', faulty)} brought back, ${count('back', within)} of those that a runbook can; ` +
      `${count('false-claim', faulty)} said and not so, ${count('worse', faulty)} left worse; ` +
      `${count(
        'touched',
        all.filter(({ side }) => side === 'healthy'),
      )} healthy hosts touched`,
  );
});

function note(one: Recovery): void {
  all.push(one);
  say(recoveryLine(one));
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${one.side}-${one.name}.json`), JSON.stringify(one));
}

describe.each(chosen)('$name', (fault) => {
  const { name, accepted, complaint, plant } = fault;
  it.skipIf(cannot(fault) !== undefined)(
    'is brought back, or left as it was and said so',
    { timeout: 20 * 60_000 },
    async () => {
      planted = await plantOn(openclaw, hasNoPast(name) ? plant : withPast(plant));
      const one = await recoverOn(planted, { name, side: 'fault', accepted, complaint });
      note(one);
      expect(JSON.stringify(one.said)).not.toContain(planted.lab.token);
      expect(verdictOf(one), recoveryLine(one)).toMatch(/^(?:back|not-back)$/);
    },
  );
});

describe.each(well)('$name', (variant) => {
  it.skipIf(cannot(variant) !== undefined)(
    'is healthy and left alone',
    { timeout: 20 * 60_000 },
    async () => {
      planted = await plantOn(openclaw, variant.plant);
      const one = await recoverOn(planted, { name: variant.name, side: 'healthy', accepted: [] });
      note(one);
      expect(JSON.stringify(one.said)).not.toContain(planted.lab.token);
      expect(verdictOf(one), recoveryLine(one)).not.toBe('touched');
    },
  );
});
