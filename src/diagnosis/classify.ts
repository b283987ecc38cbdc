/**
 * @module diagnosis/classify
 * Evidence in, diagnosis out: every rule asked about every gateway, weighed, ranked, and summed up by layer.
 * Pure and deterministic, so that a second triage of the same evidence says the same, and quick enough to
 * run again on every batch that arrives.
 */
import type { Evidence, FactValue } from '../protocol/evidence.ts';
import { atRestLayers, isAtRest, isUnasked, remarked } from './at-rest.ts';
import { blastRadius } from './blast-radius.ts';
import { RULES } from './cards/index.ts';
import { ONLY_CLIENT } from './cards/shapes.ts';
import { citations } from './citation.ts';
import { answerTo, complaintIn, joined, keptBack, withExplains } from './complaint/judge-complaint.ts';
import { type Answer, holds, homeOf } from './condition.ts';
import { confidenceOf } from './confidence.ts';
import { contradictionsOf, withFalseGreens } from './contradictions.ts';
import { type FactBase, kindOf, openFactBase } from './fact-base.ts';
import { CLAIM, type Diagnosis, type Finding, type Unknown } from './finding.ts';
import type { Fix } from './fix.ts';
import { withDefects } from './known-defects/defect.ts';
import { judgeLayers, serveAll, verdictOf } from './layers.ts';
import { notesOf } from './notes.ts';
import { rank } from './ranking.ts';
import type { Rule } from './rule.ts';
import { indexOf } from './rule-index.ts';
import { timelineOf } from './timeline.ts';
import { isMeanwhile, transientState } from './transient-state.ts';

/** Below a claim, above what only hints say. */
const MENTION = 0.45;

/** What somebody may add who has more than facts: `explain/` holds them against the words of a text. */
export type Weighing = {
  /** The findings of one gateway, weighed anew; null where there is nothing to add. */
  heard(found: readonly Finding[], gateway: string, factBase: FactBase): Finding[] | null;
  /** Findings about the evidence itself, of a gateway that something was heard of. `decided` claimed before that. */
  about(
    gateway: string,
    factBase: FactBase,
    decided: readonly Finding[],
    ranked: readonly Finding[],
  ): Finding[];
};

/** `now` is epoch ms; a subset of the evidence gives a partial, still honest answer. */
export function classify(
  evidence: readonly Evidence[],
  now: number,
  rules: readonly Rule[] = RULES,
  weighing?: Weighing,
): Diagnosis {
  const index = indexOf(rules);
  const ruleOf = (id: string): Rule | undefined => index.named(id);
  const factBase = openFactBase(evidence, now);
  const gateways = factBase.gateways.length > 0 ? factBase.gateways : ['gateway:default'];
  const resting = new Set(gateways.filter((gateway) => isAtRest(gateway, factBase)));
  const inUse = gateways.filter((gateway) => !resting.has(gateway));
  const findings: Finding[] = [];
  const decided: Finding[] = [];
  const texts: string[] = [];
  for (const gateway of gateways) {
    const transient = transientState(gateway, factBase);
    const rests = resting.has(gateway);
    const found = index
      .inReach(factBase, gateway)
      .map((rule) => weigh(rule, gateway, factBase))
      .filter((f) => f !== null)
      .map((f) =>
        rests ? remarked(f) : transient && isMeanwhile(transient, ruleOf(f.id)?.meanwhile) ? mentioned(f) : f,
      );
    const anew = weighing?.heard(found, gateway, factBase) ?? null;
    if (anew === null) {
      // While it starts or stops nobody is served, whatever a policy says.
      findings.push(...(transient ? found : joined(found, keptBack(factBase, gateway, ruleOf))));
      continue;
    }
    findings.push(...anew);
    decided.push(...found.filter((f) => f.confidence >= CLAIM));
    texts.push(gateway);
  }
  // While those that were asked for serve and are well, the headline does not speak of others.
  const asked = inUse.filter((gateway) => !isUnasked(gateway, factBase));
  const aside = new Set(
    asked.length > 0 && areWell(asked, findings, factBase) ? inUse.filter((g) => !asked.includes(g)) : [],
  );
  const heard = findings.map((f) => (aside.has(`gateway:${f.gateway}`) ? mentioned(f) : f));
  const judged = inUse.filter((gateway) => !aside.has(gateway));
  const said = complaintIn(factBase);
  const alone = rank(withExplains(heard, said), ruleOf);
  const contradictions = judged.flatMap((gateway) =>
    transientState(gateway, factBase) ? [] : contradictionsOf(factBase, gateway, alone, ruleOf),
  );
  const ranked = rank(withFalseGreens(alone, contradictions, ruleOf('probe-false-green')), ruleOf);
  for (const gateway of texts) ranked.push(...(weighing?.about(gateway, factBase, decided, ranked) ?? []));
  const complaint = answerTo(said, ranked);
  const layers = inUse.length > 0 ? judgeLayers(factBase, judged, ranked) : atRestLayers();
  const elsewhere = gateways.map((gateway) => elsewhereOf(gateway, factBase));
  return {
    verdict: verdictOf(layers, inUse.length > 0 && serveAll(judged, factBase)),
    layers,
    findings: withDefects(ranked, factBase),
    unknowns: unknownsOf(evidence),
    notes: notesOf(evidence),
    contradictions,
    timeline: timelineOf(factBase, gateways, ranked, ruleOf),
    ...(complaint === undefined ? {} : { complaint }),
    // Beside a gateway of its own the host is more than a client.
    ...(elsewhere[0] && elsewhere.every((one) => one !== null) ? { clientOf: elsewhere[0] } : {}),
  };
}

/** Where the gateway is that this place is only a client of; null where one is meant to run here, or nobody told. */
function elsewhereOf(gateway: string, factBase: FactBase): string | null {
  if (holds(ONLY_CLIENT, gateway, factBase).truth !== 'yes') return null;
  const shown = factBase.look(gateway, 'clients.url.shown').counting[0]?.value;
  return typeof shown === 'string' ? shown : null;
}

/** They greet, and nothing is claimed of them. */
const areWell = (gateways: readonly string[], findings: readonly Finding[], factBase: FactBase): boolean =>
  serveAll(gateways, factBase) &&
  !findings.some((f) => f.confidence >= CLAIM && f.severity < 4 && gateways.includes(`gateway:${f.gateway}`));

/** Said, and not claimed: while it is waited for, this is how things look. */
const mentioned = (finding: Finding): Finding => ({
  ...finding,
  confidence: Math.min(finding.confidence, MENTION),
});

/** One rule on one gateway; null when it has nothing to say. */
export function weigh(rule: Rule, gateway: string, factBase: FactBase): Finding | null {
  const ask = (c: Rule['decisive']) => holds(c, gateway, factBase);
  const decisive = ask(rule.decisive);
  if (decisive.truth === 'no') return null;
  const hints = decisive.truth === 'unknown' ? (rule.hints ?? []).map(ask) : [];
  if (decisive.truth === 'unknown' && !hints.some((a) => a.truth === 'yes')) return null;
  const supporting = (rule.supporting ?? []).map(ask);
  const contradicting = (rule.contradicting ?? []).map(ask);
  const confidence = confidenceOf(rule, { decisive, supporting, hints, contradicting, now: factBase.now });
  if (confidence === null) return null;

  const speaks = [decisive, ...hints, ...supporting].filter((a) => a.truth === 'yes');
  const against = contradicting.filter((a) => a.truth === 'yes');
  return {
    id: rule.id,
    gateway: gateway.slice(gateway.indexOf(':') + 1),
    layer: rule.feltAt && ask(rule.feltAt.when).truth === 'yes' ? rule.feltAt.layer : rule.layer,
    severity: rule.severity,
    confidence,
    params: { ...whose(gateway, speaks, factBase), ...paramsOf(rule, gateway, speaks, factBase) },
    for: [...citations(speaks.flatMap((a) => a.used)), ...citations(blastRadius(speaks, gateway, factBase))],
    against: citations([...against.flatMap((a) => a.used), ...speaks.flatMap((a) => a.contrary)]),
    checks: [...rule.checks],
    fixes: fixesHere(rule, gateway, factBase),
    remediation: rule.remediation,
  };
}

/** What `openclaw gateway` does that starts, stops or installs a gateway of this host. */
const OF_A_GATEWAY_HERE: ReadonlySet<string> = new Set(['start', 'stop', 'restart', 'install', 'run']);

function isOfAGatewayHere(fix: Fix): boolean {
  if (fix.kind !== 'command') return false;
  const [program, part, verb = ''] = fix.argv;
  return program === 'openclaw' && part === 'gateway' && OF_A_GATEWAY_HERE.has(verb);
}

/** Where no gateway is meant to run nobody is told to start one: its own host is the place for that. */
const fixesHere = (rule: Rule, gateway: string, factBase: FactBase): Finding['fixes'] =>
  holds(ONLY_CLIENT, gateway, factBase).truth === 'yes'
    ? rule.fixes.filter((fix) => !isOfAGatewayHere(fix))
    : [...rule.fixes];

/** Which of several OpenClaw agents it is about, while the others work; and which account of a channel. */
function whose(gateway: string, speaks: readonly Answer[], factBase: FactBase): Record<string, string> {
  const several = factBase.children(gateway, 'agent').length > 1;
  const named = (several ? ['agent', 'channel'] : ['channel']).flatMap((kind) => {
    const one = speaks.flatMap((a) => a.bound).find((subject) => kindOf(subject) === kind);
    return one === undefined ? [] : [[kind, one.slice(one.lastIndexOf(`${kind}:`) + kind.length + 1)]];
  });
  return Object.fromEntries(named);
}

function paramsOf(
  rule: Rule,
  gateway: string,
  speaks: readonly Answer[],
  factBase: FactBase,
): Record<string, string> {
  const bound = speaks.flatMap((a) => a.bound);
  const out: Record<string, string> = {};
  for (const [name, fact] of Object.entries(rule.params ?? {})) {
    for (const subject of [...bound, gateway]) {
      const home = homeOf(fact, subject);
      const value = home === null ? undefined : factBase.look(home, fact).counting[0]?.value;
      if (value === undefined || value === null) continue;
      out[name] = inWords(fact, value);
      break;
    }
  }
  return out;
}

/** A value as a person reads it: bytes, seconds and lists get their units and commas. */
function inWords(fact: string, value: Exclude<FactValue, null>): string {
  if (Array.isArray(value)) return value.slice(0, 6).join(', ');
  if (typeof value !== 'number') return String(value);
  if (fact.endsWith('-bytes'))
    return value >= 1_048_576 ? `${Math.round(value / 1_048_576)} MiB` : `${value} bytes`;
  if (fact.endsWith('-s')) return `${Math.round(value)} s`;
  if (fact.endsWith('-ms')) return `${Math.round(value / 1_000)} s`;
  return fact.endsWith('-percent') ? `${Math.round(value)} %` : String(value);
}

/** What could not be looked at, the latest word of each probe. */
function unknownsOf(evidence: readonly Evidence[]): Unknown[] {
  const latest = new Map<string, Evidence>();
  for (const e of evidence) {
    const key = `${e.probe}\n${e.subject}\n${e.source}`;
    const known = latest.get(key);
    if (known === undefined || Date.parse(e.at) >= Date.parse(known.at)) latest.set(key, e);
  }
  const out = new Map<string, Unknown>();
  for (const e of latest.values()) {
    if (e.look === 'seen') continue;
    const unknown = { probe: e.probe, look: e.look, why: e.why ?? '' };
    out.set(JSON.stringify(unknown), unknown);
  }
  return [...out.values()].sort((a, b) =>
    a.probe < b.probe ? -1 : a.probe > b.probe ? 1 : a.why < b.why ? -1 : 1,
  );
}
