/**
 * @module evidence/redact-evidence
 * Takes the secrets out of a piece of evidence. The host agent does it before anything leaves, with the values
 * it knows; the bot does it again, without them, before anything is stored: a host agent may be an old one, or
 * in other hands. So no field is left as it came, not even those that only names should stand in.
 */
import { Evidence } from '../protocol/evidence.ts';
import type { Report } from '../protocol/report.ts';
import type { Redactor } from '../redaction/redact.ts';
import { closed } from './closed-facts.ts';
import { isBundleReport, redactBundleReport } from './redact-bundle.ts';

type Texts = Pick<Redactor, 'text'>;
type Fact = Evidence['facts'][number];

/** The longest probe name, subject and time of a piece of evidence, in characters (protocol/evidence). */
const LONGEST = { probe: 64, subject: 256, at: 40 };

/** One piece of evidence, redacted whole; where that fails, only the failure is told. Never throws. */
export function redactEvidence(redactor: Texts, raw: Evidence): Evidence {
  try {
    return Evidence.parse({
      ...raw,
      probe: redactor.text(raw.probe).slice(0, LONGEST.probe),
      subject: redactSubject(redactor, raw.subject),
      at: redactor.text(raw.at).slice(0, LONGEST.at),
      source: redactor.text(raw.source).slice(0, 512),
      ...(raw.why === undefined ? {} : { why: redactor.text(raw.why).slice(0, 500) }),
      ...(raw.text === undefined ? {} : { text: redactor.text(raw.text).slice(0, 16_384) }),
      facts: raw.facts.flatMap((fact) => redactFact(redactor, fact)),
      ...(raw.report === undefined ? {} : { report: reportOf(redactor, raw.report) }),
    });
  } catch {
    const why = 'what was seen could not be redacted, so it stays on the host';
    // of names nothing is known either: the kinds of the subject are the protocol's own words
    const subject = raw.subject.replace(/:[^/]+/g, ':‹secret›');
    const probe = /^[a-z]+(?:-[a-z]+){0,4}$/.test(raw.probe) ? raw.probe : 'unknown';
    const { report: _, ...told } = raw;
    return {
      ...told,
      probe,
      subject,
      at: timeOf(raw.at),
      source: probe,
      look: 'unavailable',
      why,
      text: '',
      facts: [],
    };
  }
}

const reportOf = (redactor: Texts, report: Report): Report =>
  isBundleReport(report) ? redactBundleReport(redactor, report) : redactReport(redactor, report);

/** What of a report has a closed form of its own (protocol/recovery.ts): codes, digests, words from a list. */
const CLOSED = new Set([
  ...['kind', 'code', 'operation', 'step', 'state', 'path', 'level', 'read', 'write', 'outcome', 'held'],
  ...['digest', 'plan', 'configSha256', 'snapshot', 'supervisor', 'gateway', 'finding', 'freeze'],
]);
/** The longest text in a report, in characters. */
const LONGEST_TOLD = 500;

/** What an operation tells of itself, without secrets. Where a closed form holds something else, the schema says no. */
function redactReport<T>(redactor: Texts, value: T, key = ''): T {
  if (typeof value === 'string')
    return (CLOSED.has(key) ? value : redactor.text(value).slice(0, LONGEST_TOLD)) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => redactReport(redactor, one, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).map(([name, one]) => [name, redactReport(redactor, one, name)]);
  return Object.fromEntries(pairs) as T;
}

/** A fact without secrets; none if its very name is one. */
function redactFact(redactor: Texts, fact: Fact): Fact[] {
  if (redactor.text(fact.fact) !== fact.fact) return [];
  return [
    {
      ...fact,
      subject: redactSubject(redactor, fact.subject),
      value: clean(redactor, closed(fact.fact, fact.value)),
      ...(fact.at === undefined ? {} : { at: redactor.text(fact.at).slice(0, LONGEST.at) }),
      ...(fact.quote === undefined ? {} : { quote: redactor.text(fact.quote).slice(0, 1_000) }),
    },
  ];
}

/**
 * A subject with each id redacted by itself: `agent:` before a value would make a name of it. One value gives one
 * placeholder, so that subjects still join; it holds no space and no slash.
 */
function redactSubject(redactor: Texts, subject: string): string {
  const parts = subject.split('/').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0) return part;
    const id = redactor.text(part.slice(colon + 1)).replace(/[\s/]+/g, '_');
    return `${part.slice(0, colon)}:${id}`;
  });
  return parts.join('/').slice(0, LONGEST.subject);
}

function clean(redactor: Texts, value: Fact['value']): Fact['value'] {
  if (typeof value === 'string') return redactor.text(value).slice(0, 2_048);
  return Array.isArray(value) ? value.map((word) => redactor.text(word).slice(0, 512)) : value;
}

/** A time, or the beginning of all times where something else stands. */
function timeOf(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? new Date(0).toISOString() : new Date(time).toISOString();
}
