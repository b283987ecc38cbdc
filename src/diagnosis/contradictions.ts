/**
 * @module diagnosis/contradictions
 * Where one look says yes and another says no: both are shown with the one to believe and why, never averaged. A
 * plain probe speaks for less than people think it does, and a status command may ask the wrong port or give up
 * before the answer; what was really tried outranks both.
 */

import { GREETS, SERVES } from './cards/shapes.ts';
import { citations } from './citation.ts';
import { type Answer, type Condition, holds } from './condition.ts';
import type { FactBase } from './fact-base.ts';
import { type Citation, CLAIM, type Contradiction, type Finding } from './finding.ts';
import type { ContradictionCode } from './reason.ts';
import type { Rule } from './rule.ts';

const READS: Condition = { any: 'client', where: { fact: 'rpc.read.ok', is: true } };
const PROBE_OK: Condition = { fact: 'protocol.sign', is: 'probe-ok' };
/** A status command was sent elsewhere: whatever it said, it was not about this gateway. */
const RED_ELSEWHERE: Condition = { differ: { facts: ['gateway.port', 'command.red-port'] } };
const RED: Condition = {
  either: [
    { fact: 'protocol.sign', oneOf: ['probe-failed', 'probe-timeout'] },
    { fact: 'gateway.service.active', is: 'failed' },
    RED_ELSEWHERE,
  ],
};
const RED_PROBE: Condition = {
  either: [
    { fact: 'protocol.sign', oneOf: ['probe-failed', 'probe-timeout'] },
    { fact: 'command.red-port', present: true },
  ],
};
const REFUSED: Condition = { any: 'client', where: { fact: 'connect.refusal.code', present: true } };
/** Commands on this host ask a port on which this gateway does not listen. */
const OTHER_PORT: Condition = { differ: { facts: ['gateway.port', 'gateway.port.clients'] } };

type RuleOf = (id: string) => Rule | undefined;
type Asked = { factBase: FactBase; gateway: string; ruleOf: RuleOf };

const because = (code: ContradictionCode): Contradiction['why'] => ({ code, params: {} });
const ask = ({ factBase, gateway }: Asked, condition: Condition): Answer =>
  holds(condition, gateway, factBase);
const seen = (answers: readonly Answer[], most: number): Citation[] =>
  citations(
    answers.filter(({ truth }) => truth === 'yes').flatMap(({ used }) => used),
    most,
  );

/** The plain probes that say yes, as the live host showed them. */
function greens(asked: Asked): Citation[] {
  const serves = ask(asked, SERVES);
  if (serves.truth !== 'yes' || !serves.used.some(({ how }) => how === 'live')) return [];
  return seen([serves, ask(asked, PROBE_OK)], 3);
}

/**
 * A single client that the log tells of, and nothing that was tried just now: its trouble is its own, and the light
 * that is green for everybody else tells no lie.
 */
const ofOneClient = ({ for: seenFor }: Finding, yes: readonly Citation[]): boolean =>
  seenFor.some(({ fact, value }) => fact === 'gateway.clients.failing' && value === 1) &&
  !seenFor.some((one) => one.how === 'live' && !yes.some(({ fact }) => fact === one.fact));

function falseGreen(asked: Asked, name: string, claimed: readonly Finding[]): Contradiction[] {
  const yes = greens(asked);
  const cause = claimed.find(
    (f) => f.id === 'probe-false-green' || (asked.ruleOf(f.id)?.unseenByProbes && !ofOneClient(f, yes)),
  );
  if (yes.length === 0 || cause === undefined) return [];
  const other = cause.for.filter((one) => !yes.some((same) => same.fact === one.fact));
  // The completed handshake is part of the false green.
  const says = other.filter(({ fact, value }) => !(fact === 'connect.hello' && value === true));
  const no = (says.length > 0 ? says : other).slice(0, 3);
  return [
    {
      gateway: name,
      kind: 'false-green',
      yes,
      no,
      believe: 'no',
      why: because(`unseen-in-${cause.layer}`),
      cause: cause.id,
    },
  ];
}

function falseRed(asked: Asked, name: string, claimed: readonly Finding[]): Contradiction[] {
  const works = [ask(asked, GREETS), ask(asked, READS)];
  const does = works.every(({ truth, used }) => truth === 'yes' && used.some(({ how }) => how === 'live'));
  const red = ask(asked, RED);
  const elsewhere = ask(asked, OTHER_PORT);
  // Something answers for it there: then that is tried, and not guessed.
  const road = asked.factBase.look(`${asked.gateway}/client:usual-port`, 'connect.hello').counting.length > 0;
  const about = { gateway: name, kind: 'false-red' as const, believe: 'yes' as const, cause: null };
  if (does && red.truth === 'yes')
    return [
      {
        ...about,
        yes: seen(works, 3),
        no: seen([red], 3),
        why: because('served-just-now'),
      },
    ];
  if (does && elsewhere.truth === 'yes' && !road)
    return [
      {
        ...about,
        yes: seen(works, 3),
        no: seen([elsewhere], 2),
        why: because('asked-another-port'),
      },
    ];
  const probe = ask(asked, RED_PROBE);
  const refused = ask(asked, REFUSED);
  const up = ask(asked, SERVES);
  if (probe.truth !== 'yes' || refused.truth !== 'yes' || up.truth !== 'yes' || claimed.length === 0)
    return [];
  return [
    {
      ...about,
      yes: seen([up, refused], 3),
      no: seen([probe], 2),
      why: because('refused-too-late'),
    },
  ];
}

/** All contradictions of one gateway. `findings` are ranked. Pure. */
export function contradictionsOf(
  factBase: FactBase,
  gateway: string,
  findings: readonly Finding[],
  ruleOf: RuleOf,
): Contradiction[] {
  const name = gateway.slice(gateway.indexOf(':') + 1);
  const claimed = findings.filter((f) => f.gateway === name && f.confidence >= CLAIM);
  const asked = { factBase, gateway, ruleOf };
  return [...falseGreen(asked, name, claimed), ...falseRed(asked, name, claimed)];
}

const SURE = 0.9;
/** The cause itself comes first. */
const BEHIND = 0.02;
/**
 * The findings with what the contradictions add: the green light that lies stands beside the cause that it hides; it
 * is no evidence against that cause. A false green without a cause of its own is left as its rule found it.
 */
export function withFalseGreens(
  findings: readonly Finding[],
  contradictions: readonly Contradiction[],
  rule: Rule | undefined,
): Finding[] {
  let all = [...findings];
  for (const { kind, cause, yes, no, gateway } of contradictions) {
    const hidden = all.find((f) => kind === 'false-green' && f.id === cause && f.gateway === gateway);
    if (hidden === undefined || rule === undefined) continue;
    if (hidden.id === rule.id) continue;
    const beside: Finding = {
      id: rule.id,
      gateway,
      // Felt where its cause is felt; the layers below were not tried.
      layer: hidden.layer,
      severity: rule.severity,
      confidence: Math.max(CLAIM, Math.min(hidden.confidence - BEHIND, SURE)),
      params: { hidden: hidden.id },
      for: [...yes, ...no],
      against: [],
      checks: [...rule.checks],
      // The cause has its own fix; a restart because of the green light would be a guess.
      fixes: rule.fixes.filter(({ mutates }) => !mutates),
      remediation: 'informational',
    };
    all = [...all.filter((f) => f.id !== rule.id || f.gateway !== gateway), beside];
  }
  return all;
}
