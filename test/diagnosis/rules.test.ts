/** Every rule has its rows; a rule without them does not compile. */
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { classify } from '../../src/diagnosis/classify.ts';
import { factsOf as factsAsked, holds } from '../../src/diagnosis/condition.ts';
import { openFactBase } from '../../src/diagnosis/fact-base.ts';
import { CLAIM } from '../../src/diagnosis/finding.ts';
import { commandLine } from '../../src/diagnosis/fix.ts';
import { DICTIONARY } from '../../src/evidence/dictionary.ts';
import { evidenceOf, GATEWAY, type Given, NOW } from './cases/case.ts';
import { CASES } from './cases/index.ts';

const sure = (id: string, row: Given): number =>
  classify(evidenceOf(row), NOW).findings.find((f) => f.id === id)?.confidence ?? 0;

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const rows = CASES[id];
  // A rule whose words are worth less than a claim can only be mentioned.
  const bar = Math.min(CLAIM, rule.fromText ?? CLAIM);

  it.each(rows.fires)('fires on %j', (row) => {
    expect(sure(id, row)).toBeGreaterThanOrEqual(bar);
  });
  it.each(rows.staysQuiet)('stays quiet on %j', (row) => {
    expect(sure(id, row)).toBeLessThan(bar);
  });
  it.each(rows.cannotTell)('cannot tell from %j', (row) => {
    expect(holds(rule.decisive, GATEWAY, openFactBase(evidenceOf(row), NOW)).truth).toBe('unknown');
    expect(sure(id, row)).toBeLessThan(bar);
  });
});

const commands = RULES.flatMap((r) => r.fixes).filter((f) => f.kind !== 'advice');

describe('the list of rules', () => {
  it('asks signs only for their own words', () => {
    const foreign: string[] = [];
    const check = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('fact' in value && typeof value.fact === 'string') {
        const entry = (DICTIONARY as Record<string, { words?: readonly string[] }>)[value.fact];
        const asked =
          'is' in value ? [value.is] : 'oneOf' in value && Array.isArray(value.oneOf) ? value.oneOf : [];
        for (const word of asked) {
          if (entry?.words && !entry.words.includes(String(word)))
            foreign.push(`${value.fact}: ${String(word)}`);
        }
      }
      for (const inner of Object.values(value)) check(inner);
    };
    check(RULES);
    expect(foreign).toEqual([]);
  });

  it('suppresses only findings that exist', () => {
    const ids: ReadonlySet<string> = new Set(RULES.map((r) => r.id));
    expect(RULES.flatMap((r) => r.suppresses ?? []).filter((id) => !ids.has(id))).toEqual([]);
  });

  it('asks for facts of the dictionary in decisions that can be read back', () => {
    expect(RULES.filter((r) => factsAsked(r.decisive).length === 0).map((r) => r.id)).toEqual([]);
  });

  it('offers a check and a fix with every finding, and marks what changes things', () => {
    expect(RULES.filter((r) => r.checks.length === 0 || r.fixes.length === 0).map((r) => r.id)).toEqual([]);
    const looks =
      /^openclaw (gateway status|config (get|validate|file)|logs|models (status|list)|doctor --lint)/;
    const wrong = commands.filter(
      (one) => one.mutates && looks.test(commandLine(one)) && !commandLine(one).includes('config set'),
    );
    expect(wrong).toEqual([]);
  });

  it('tells a command from advice, and a command from its note', () => {
    const PROGRAM =
      /^(?:sudo )?(?:openclaw|systemctl|journalctl|loginctl|launchctl|docker|podman|curl|ssh|cat|ls|df|du|ss|kill|chown|chmod|mkdir|cp|ln|diff|npm|npx|node|getent|timedatectl|tailscale|unset|export|pmset|which|ps|lsof|mv|tail|find|nc|id|openssl|printenv|env|wslconfig|fuser|sysctl|loginctl|chronyc|rm|readlink|stat|dig)\b/;
    const advice = RULES.flatMap((r) => r.fixes).filter((f) => f.kind === 'advice');
    expect(commands.filter((one) => !PROGRAM.test(commandLine(one)))).toEqual([]);
    expect(advice.filter((one) => PROGRAM.test(one.advice))).toEqual([]);
    expect(commands.filter((one) => / # /.test(commandLine(one)))).toEqual([]);
  });
});
