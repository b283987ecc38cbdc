/**
 * Every reason that a host or a run can give by its code has a sentence, and every sentence is given by somebody: else
 * people read `lease.held-by-another` at 3 a.m., or translate what nobody says.
 */
import { describe, expect, it } from 'vitest';
import { REFUSALS } from '../../src/agent/channel/checks.ts';
import { ANSWERS } from '../../src/agent/gateway-admin/answers.ts';
import { type Chosen, stepsFor } from '../../src/agent/recovery/plan-steps.ts';
import { SUPERVISORS } from '../../src/agent/supervisors/supervisor.ts';
import { SSM_CODES } from '../../src/dispatch/errand-step.ts';
import { DICTIONARY } from '../../src/evidence/dictionary.ts';
import { JobState } from '../../src/incidents/job.ts';
import { because } from '../../src/messages/because.ts';
import { EN } from '../../src/messages/en/index.ts';
import { REASONS } from '../../src/messages/en/recovery-codes.ts';
import { OPERATIONS } from '../../src/protocol/operations.ts';
import { AcceptanceLevel } from '../../src/protocol/recovery.ts';
import { doingCodes } from '../../src/runbooks/progress.ts';
import { REPAIRS, type RepairId } from '../../src/runbooks/repairs.ts';
import { ACT_IDS, actsFor } from '../../src/runbooks/steps.ts';
import { literalsOf } from './literals.ts';
import { sourceFiles } from './source-files.ts';

/** Where hosts and runs give reasons. */
const SPEAKS =
  /^(runbooks|agent\/(recovery|supervisors|holds|gateway-admin|bundle))\/|^host-(?:recover|publish)\.ts$/;

const CODE = /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+$/;

/** Dotted words that are something else, each kind with what it is. */
const OTHER_WORDS: readonly { what: string; is(word: string): boolean }[] = [
  {
    what: 'methods of a gateway',
    is: (word) => Object.hasOwn(ANSWERS, word) || word === 'connect.challenge',
  },
  { what: 'operations of ours', is: (word) => Object.hasOwn(OPERATIONS, word) },
  { what: 'scopes', is: (word) => /^operator\.(?:admin|read|write)$/.test(word) },
  { what: 'facts', is: (word) => /^connect\.[a-z.]+$/.test(word) },
  {
    what: 'keys of a configuration',
    is: (word) =>
      /^(?:agents|tools|com\.docker)\./.test(word) ||
      /^gateway\.(?:auth|bind|http|mode|nodes|port|reload|tailscale|tls)(?:\.|$)/.test(word),
  },
  { what: 'facts that are looked for', is: (word) => word in DICTIONARY },
  {
    what: 'names of files',
    is: (word) => /\.(?:json|jsonl|lock|sqlite|mjs|ts|md|html|tsv|txt|log|gz|age|zip|yml|toml)$/.test(word),
  },
  {
    what: 'operations of a plan',
    is: (word) =>
      !Object.hasOwn(REASONS, word) && actsFor(word) !== null && /^(?:restart|start|config)\./.test(word),
  },
];

/** Words put together from pieces: what they can become, or what they are instead. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  'step.{}': stepCodes(),
  // Operations of a plan.
  'acceptance.{}': [],
  'restart.{}': [],
  '{}.{}': doingCodes(ACT_IDS),
  // Keys of a configuration, labels, names of files.
  'com.docker.compose.{}': [],
  'gateway.auth.{}': [],
  'launch-{}.json': [],
  'openclaw-acceptance-{}.txt': [],
  'openclaw-gateway-started-{}.service': [],
  '{}.age': [],
  '{}.bundle': [],
  'openclaw-bundle-{}-{}.tar.gz': [],
  '{}.d': [],
  '{}.ended': [],
  '{}.env': [],
  '{}.inbox': [],
  '{}.json': [],
  '{}.jsonl': [],
  '{}.open': [],
  '{}.reserve': [],
  '{}.{}.dead': [],
  '{}.{}.new': [],
};

/** What the steps of every plan that can be made say. */
function stepCodes(): string[] {
  const outlook = {
    supervisor: 'process',
    operation: 'restart.process',
    command: null,
    cautions: [],
    instance: null,
  };
  const looked = {
    applies: true,
    because: { code: 'way.asked', params: {} },
    changes: [],
    args: { file: 'x' },
  };
  const plans = (Object.keys(REPAIRS) as RepairId[]).flatMap((id) =>
    AcceptanceLevel.options.map((level) =>
      stepsFor({ id, looked } as unknown as Chosen, outlook, { level, runs: true }),
    ),
  );
  const codes = plans.flat().map((step) => step.because.code);
  return [...new Set(codes.filter((code) => code.startsWith('step.')))];
}

const files = sourceFiles();
const words = files
  .filter(({ path }) => SPEAKS.test(path))
  .flatMap(({ path, text }) => literalsOf(path, text).map((literal) => ({ ...literal, path })));

/** How the code of a reason reads: as its sentence, or as the bare code. */
const isSaid = (code: string): boolean =>
  because({ code, params: {} }).every((span) => span.text !== code || span.style !== 'code');

describe('a reason', () => {
  it('has a sentence, wherever on a host it is given', () => {
    const given = words.filter(({ text }) => CODE.test(text) && !OTHER_WORDS.some(({ is }) => is(text)));
    expect(given.length).toBeGreaterThan(250);
    const unsaid = given.filter(({ text }) => !isSaid(text));
    expect(unsaid.map(({ text, path, line }) => `${text} ${path}:${line}`)).toEqual([]);
  });

  it('that is put together from pieces has one, too', () => {
    const made = new Set(
      words.flatMap(({ text }) => (/^[a-z{][a-z0-9{}-]*(?:\.[a-z0-9{}-]+)+$/.test(text) ? [text] : [])),
    );
    const unlisted = [...made].filter((text) => text.includes('{}') && !Object.hasOwn(MADE, text));
    expect(unlisted).toEqual([]);
    expect(
      Object.values(MADE)
        .flat()
        .filter((code) => !isSaid(code)),
    ).toEqual([]);
    expect(Object.keys(MADE).filter((text) => !made.has(text))).toEqual([]);
  });

  it('for not carrying an order out has one, whether host, hub or bot says so', () => {
    expect([...REFUSALS, ...SSM_CODES].filter((code) => !isSaid(`order.${code}`))).toEqual([]);
  });

  it('that names who restarts a gateway says it in words', () => {
    expect(SUPERVISORS.filter((id) => !Object.hasOwn(EN, `supervisor.${id}`))).toEqual([]);
  });

  it('that has a sentence is given by somebody', () => {
    const given = new Set([...words.map(({ text }) => text), ...Object.values(MADE).flat()]);
    // An act is told as what is being done.
    for (const act of ACT_IDS) given.add(act);
    const ofBot = files
      .filter(({ path }) => /^(incidents|hub|dispatch|protocol|agent\/channel)\//.test(path))
      .flatMap(({ path, text }) => literalsOf(path, text).map((literal) => literal.text));
    // `consent-${state}` of how a job can end.
    const elsewhere = new Set([...ofBot, ...JobState.options.map((state) => `consent-${state}`)]);
    const silent = Object.keys(REASONS).filter((code) => {
      const [, family = '', word = ''] = /^(recovery|order|bundle)\.(.+)$/.exec(code) ?? [];
      if (given.has(code)) return false;
      return family === '' || (!elsewhere.has(word) && !elsewhere.has(code));
    });
    expect(silent).toEqual([]);
  });
});
