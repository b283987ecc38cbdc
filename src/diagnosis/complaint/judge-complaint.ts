/**
 * @module diagnosis/complaint/judge-complaint
 * A complaint and what is kept back on purpose, held together. The complaint chooses among what the evidence permits:
 * it adds no evidence of its own, so without a fact of the live host nothing is claimed by it.
 */
import { DEEDS, type Deed, OTHER_DEED } from '../../evidence/complaint/deeds.ts';
import type { Complaint } from '../../evidence/complaint/read-complaint.ts';
import { TOPICS, type Topic } from '../../evidence/complaint/topics.ts';
import { NO_PROCESS } from '../cards/shapes.ts';
import { citations } from '../citation.ts';
import { type Answer, holds } from '../condition.ts';
import { type FactBase, kindOf, type Observation } from '../fact-base.ts';
import { CLAIM, type ComplaintAnswer, type Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { explainedBy } from './explained-by.ts';
import type { Explanation } from './explanations/explanation.ts';
import { EXPLANATIONS } from './explanations/index.ts';

/** What would be stopped, and nobody has said that it was. */
const REMARK = 0.3;
/** Said, and not claimed. */
const MENTION = 0.45;
/** Others of its kind are not kept back, and the complaint names none of them. */
const ONE_OF_SEVERAL = 0.1;

const DEED_NAMES = Object.keys(DEEDS) as Deed[];

/** What a person complains of, as the fact base has it. */
export type Said = Complaint & { heard: readonly Observation[] };

/** What somebody complains of; null where nobody does, or of nothing that is known here. */
export function complaintIn(factBase: FactBase): Said | null {
  const all = (fact: string): Observation[] => factBase.look('host', fact).counting;
  const words = (fact: string): string[] => all(fact).map(({ value }) => String(value));
  const said = new Set(words('complaint.about'));
  const about = TOPICS.filter((topic) => said.has(topic));
  if (about.length === 0) return null;
  const who = words('complaint.who')[0];
  return {
    about,
    channels: words('complaint.channel'),
    devices: words('complaint.device'),
    deeds: DEED_NAMES.filter((deed) => words('complaint.deed').includes(deed)),
    agents: words('complaint.agent'),
    plugins: words('complaint.plugin'),
    who: who === 'some' || who === 'all' ? who : null,
    others: all('complaint.others').length > 0,
    heard: all('complaint.about'),
  };
}

type Met = { subject: string; answer: Answer; sure: number };

const nameOf = (subject: string): string => subject.slice(subject.lastIndexOf(':') + 1);
const seenAt = (factBase: FactBase, subject: string, fact: string): unknown =>
  factBase.look(subject, fact).counting[0]?.value;

/** Those of its kind that the complaint may be about: all, where it names none. */
function inQuestion(said: Said, subjects: readonly string[], factBase: FactBase): readonly string[] {
  const [first] = subjects;
  const kind = first === undefined ? '' : kindOf(first);
  if (kind === 'channel' && said.channels.length > 0)
    return subjects.filter((one) => said.channels.includes(nameOf(one).split('.')[0] ?? ''));
  if (kind === 'device' && said.devices.length > 0)
    return subjects.filter((one) => said.devices.includes(String(seenAt(factBase, one, 'device.platform'))));
  if (kind === 'agent') {
    const named = subjects.filter((one) => said.agents.includes(nameOf(one).toLowerCase()));
    if (named.length > 0) return named;
  }
  return subjects;
}

const spelt = (name: unknown): string =>
  String(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-');

/** What the complaint leaves open may be just what this one does not strike: then it is said, and not claimed. */
function mayBeAnother(it: Explanation, said: Said, subject: string, factBase: FactBase): boolean {
  const { elsewhere, oneOf, topics } = it;
  const nowhere = topics.every((topic) => topic === 'messages' || !said.about.includes(topic));
  if (elsewhere !== undefined && nowhere && holds(elsewhere, subject, factBase).truth !== 'no') return true;
  const listed = oneOf === undefined ? undefined : seenAt(factBase, subject, oneOf);
  return Array.isArray(listed) && !listed.some((name) => said.plugins.includes(spelt(name)));
}

/** How sure this one is, held against the others of its kind. */
function sureOf(
  it: Explanation,
  said: Said,
  subject: string,
  others: readonly string[],
  factBase: FactBase,
): number {
  const most = said.who === 'some' ? it.sure : (it.sureOfAll ?? it.sure);
  const sure = mayBeAnother(it, said, subject, factBase) ? Math.min(most, MENTION) : most;
  const free = others.filter((one) => one !== subject && holds(it.when, one, factBase).truth !== 'yes');
  if (free.length === 0) return sure;
  // Nobody says which agent; the one that answers everybody is meant, or it is not known.
  if (it.of === 'agent')
    return seenAt(factBase, subject, 'agent.default') === true ? sure : Math.min(sure, MENTION);
  if (it.of === 'device') return Math.min(sure, MENTION);
  const running = free.some((one) => seenAt(factBase, one, 'channel.enabled') === true);
  // What is switched off is seldom what people write to, where something else is on.
  if (it.id === 'channel-disconnected' && said.channels.length === 0) return Math.min(sure, MENTION);
  return running ? sure - ONE_OF_SEVERAL : sure;
}

/** Does this person miss it: by its topic, and where the explanation asks for them by what is not done and who is served? */
function misses(said: Said, { topics, others, deed }: Explanation): boolean {
  if (!topics.some((topic) => said.about.includes(topic))) return false;
  if (others === true && !said.others) return false;
  const other = deed && OTHER_DEED[deed];
  return deed === undefined || (said.deeds.includes(deed) && !(other && said.deeds.includes(other)));
}

function meet(it: Explanation, said: Said | null, gateway: string, factBase: FactBase): Met[] {
  const all = it.of === 'gateway' ? [gateway] : factBase.children(gateway, it.of);
  const asked = said === null ? all : inQuestion(said, all, factBase);
  return asked.flatMap((subject) => {
    const answer = holds(it.when, subject, factBase);
    // Only what the host itself shows now: what a text says of a policy has rules of its own.
    if (answer.truth !== 'yes' || !answer.used.some(({ how }) => how === 'live')) return [];
    return [{ subject, answer, sure: said === null ? REMARK : sureOf(it, said, subject, asked, factBase) }];
  });
}

function settingOf(it: Explanation, subject: string, factBase: FactBase): string {
  const filled = it.setting.replace(/\{([a-z.-]+)\}/g, (_, fact: string) => {
    const value = seenAt(factBase, subject, fact);
    return Array.isArray(value) ? value.join(', ') : String(value ?? '');
  });
  return it.of === 'gateway'
    ? filled
    : `${it.of === 'channel' ? '' : `${it.of} `}${nameOf(subject)}: ${filled}`;
}

function findingOf(rule: Rule, gateway: string, met: Met, more: Partial<Finding>): Finding {
  return {
    id: rule.id,
    gateway: gateway.slice(gateway.indexOf(':') + 1),
    layer: rule.layer,
    severity: rule.severity,
    confidence: Math.round(met.sure * 100) / 100,
    params: {},
    for: citations(met.answer.used),
    against: [],
    checks: [...rule.checks],
    fixes: [...rule.fixes],
    remediation: rule.remediation,
    ...more,
  };
}

/** A channel that is named, and that no gateway here has. It may get its token from elsewhere, so this is no claim. */
function notConfigured(
  said: Said,
  gateway: string,
  factBase: FactBase,
): { met: Met; params: Record<string, string> } | null {
  const has = (one: string): unknown => seenAt(factBase, one, 'channels.configured');
  const lists = factBase.gateways.map(has).filter((list) => Array.isArray(list));
  if (said.channels.length === 0 || !Array.isArray(has(gateway))) return null;
  if (said.channels.some((channel) => lists.some((list) => list.includes(channel)))) return null;
  const answer = holds({ fact: 'channels.configured', present: true }, gateway, factBase);
  if (!answer.used.some(({ how }) => how === 'live')) return null;
  const setting = `${said.channels.join(', ')} is not configured on this host`;
  return { met: { subject: gateway, answer, sure: MENTION }, params: { setting } };
}

/** What is kept back on one gateway: claims where somebody misses it, remarks where nobody has said so. */
export function keptBack(
  factBase: FactBase,
  gateway: string,
  ruleOf: (id: string) => Rule | undefined,
): Finding[] {
  // A gateway that does not run keeps nobody back: it is at rest, or that it is down is what people feel.
  if (holds(NO_PROCESS, gateway, factBase).truth === 'yes') return [];
  const said = complaintIn(factBase);
  const best = new Map<string, Finding>();
  const elsewhere = said === null ? null : notConfigured(said, gateway, factBase);
  const off = ruleOf('channel-disconnected');
  if (elsewhere !== null && off !== undefined)
    best.set(off.id, findingOf(off, gateway, elsewhere.met, { params: elsewhere.params }));
  for (const it of EXPLANATIONS) {
    const rule = ruleOf(it.id);
    const missed = said !== null && misses(said, it);
    const topics = it.topics.filter((topic) => said?.about.includes(topic));
    if (rule === undefined || (!missed && it.remark !== true)) continue;
    for (const met of meet(it, missed ? said : null, gateway, factBase)) {
      const setting = settingOf(it, met.subject, factBase);
      const finding = missed
        ? findingOf(rule, gateway, met, {
            params: { setting },
            for: citations([...met.answer.used, ...(said?.heard ?? [])]),
            explains: topics,
          })
        : findingOf(rule, gateway, met, { params: { setting, stops: it.topics[0] ?? '' } });
      const known = best.get(it.id);
      if (known === undefined || finding.confidence > known.confidence) best.set(it.id, finding);
    }
  }
  return [...best.values()];
}

/** Findings of the rules with what is kept back: one finding an id and gateway, the surer one. */
export function joined(found: readonly Finding[], kept: readonly Finding[]): Finding[] {
  const same = (a: Finding, b: Finding) => a.id === b.id && a.gateway === b.gateway;
  const lifted = found.map((f) => {
    const other = kept.find((k) => same(k, f));
    // What nobody misses adds nothing to what is known better.
    if (other === undefined || (other.explains === undefined && other.confidence <= f.confidence)) return f;
    const shown = new Set(f.for.map(({ fact, source }) => `${fact} ${source}`));
    const more = other.for.filter(({ fact, source }) => !shown.has(`${fact} ${source}`));
    const confidence = Math.max(f.confidence, other.confidence);
    const params = { ...f.params, ...other.params };
    return { ...other, confidence, params, for: [...f.for, ...more], against: f.against };
  });
  return [...lifted, ...kept.filter((k) => !found.some((f) => same(k, f)))];
}

/** What the product turns down on purpose and writes down as its daily business. */
const TURNED_DOWN = /^(?:dm|group|mention|exec|node|heartbeat|tool-policy|network-policy)-/;
/** Somebody misses what was turned down so lately, in milliseconds. */
const LATELY_MS = 3_600_000;
const MISSED = 0.6;

/** Did this host turn down, not long before it was complained of, what a mention speaks of? */
function turnedDownLately(finding: Finding, { heard }: Said): boolean {
  const { id, confidence, explains, for: seen, against } = finding;
  const at = heard[0]?.at ?? Number.NaN;
  // Of what is kept back the setting was seen live already; that it did turn somebody down the log tells.
  const tells = (how: string): boolean => how === 'log' || (how === 'live' && explains === undefined);
  const ofHost = seen.some((one) => tells(one.how) && at - Date.parse(one.at) < LATELY_MS);
  return TURNED_DOWN.test(id) && confidence >= 0.4 && ofHost && against.length === 0;
}

/** Says of every claim what of the complaint it explains; what was turned down and is missed becomes one. */
export function withExplains(findings: readonly Finding[], said: Said | null): Finding[] {
  if (said === null) return [...findings];
  return findings.map((f) => {
    const explains = f.explains ?? explainedBy(f, said.about, said.channels);
    if (explains.length === 0) return f;
    if (f.confidence >= CLAIM) return { ...f, explains };
    return turnedDownLately(f, said) ? { ...f, explains, confidence: MISSED } : f;
  });
}

/** Which parts of the complaint are explained, and which are not; undefined where nobody complains. */
export function answerTo(said: Said | null, findings: readonly Finding[]): ComplaintAnswer | undefined {
  if (said === null) return undefined;
  const claims = findings.filter((f) => f.confidence >= CLAIM);
  // That something was updated is no trouble by itself.
  const parts = said.about.filter((topic) => topic !== 'update');
  const byOf = (topic: Topic): string | undefined => claims.find((f) => f.explains?.includes(topic))?.id;
  return {
    explained: parts.flatMap((topic) => {
      const by = byOf(topic);
      return by === undefined ? [] : [{ topic, by }];
    }),
    unexplained: parts.filter((topic) => byOf(topic) === undefined),
  };
}
