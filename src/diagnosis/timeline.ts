/**
 * @module diagnosis/timeline
 * What changed, and when it broke: the changes that the host saw beside the first and last sight of the failure
 * that is claimed now. "Nothing has changed" is the sentence that makes people guess; this list answers it.
 */

import { explains } from './change-attribution.ts';
import { type Condition, passes } from './condition.ts';
import type { FactBase } from './fact-base.ts';
import {
  type Began,
  type BrokeAfter,
  CLAIM,
  type Finding,
  type Timeline,
  type TimelineEntry,
} from './finding.ts';
import type { Rule } from './rule.ts';

const KINDS = ['config', 'credential', 'package', 'service', 'restart'] as const;
const MINUTE = 60_000;
const SUSPECT_MS = 15 * MINUTE;
/** An update may take until the next restart or job to bite. */
const UPDATE_SUSPECT_MS = 60 * MINUTE;
/** A failure is sometimes logged a moment before the write that caused it is. */
const SKEW_MS = 2_000;
/** Kinds of failure shown: those of the first claims. */
const MOST_FAILURES = 3;

type Failure = {
  fact: string;
  value: string;
  count: number;
  at: number;
  atText: string;
  quote: string;
  source: string;
};

function failuresOf(factBase: FactBase, gateway: string, fact: 'failure.first' | 'failure.last'): Failure[] {
  return factBase.look(gateway, fact).counting.flatMap((o) => {
    if (!Array.isArray(o.value)) return [];
    const [name = '', value = '', count = '1'] = o.value;
    const { at, atText, quote = '', source } = o;
    return [{ fact: name, value, count: Number(count) || 1, at, atText, quote, source }];
  });
}

/** Would this condition take the fact for what it waits for? Only what it asks to be so, never what it excludes. */
function asksFor(condition: Condition, fact: string, value: string): boolean {
  if ('fact' in condition) return condition.fact === fact && passes(value, condition) === true;
  if ('all' in condition) return condition.all.some((one) => asksFor(one, fact, value));
  if ('either' in condition) return condition.either.some((one) => asksFor(one, fact, value));
  return 'any' in condition || 'every' in condition ? asksFor(condition.where, fact, value) : false;
}

const isOf = (finding: Finding, rule: Rule | undefined, { fact, value }: Failure): boolean =>
  finding.for.some((seen) => seen.fact === fact && String(seen.value) === value) ||
  (rule !== undefined && asksFor(rule.decisive, fact, value));

/** The first sight of each claim, where the log goes further back than that. */
function beganOf(
  claimed: readonly Finding[],
  firsts: readonly Failure[],
  from: string,
  ruleOf: (id: string) => Rule | undefined,
): Began[] {
  return claimed.flatMap((finding) => {
    const { id, gateway } = finding;
    const own = firsts.filter((failure) => isOf(finding, ruleOf(id), failure));
    const first = own.sort((a, b) => a.at - b.at)[0];
    return first && Date.parse(from) < first.at ? [{ finding: id, gateway, at: first.atText, from }] : [];
  });
}

function suspect(
  entries: readonly TimelineEntry[],
  failure: TimelineEntry,
  seen: Pick<Failure, 'fact' | 'value'>,
): BrokeAfter | null {
  const broke = Date.parse(failure.at);
  const near = entries.filter(({ at, kind }) => {
    const gap = broke - Date.parse(at);
    return gap >= -SKEW_MS && gap <= (kind === 'package' ? UPDATE_SUSPECT_MS : SUSPECT_MS);
  });
  // What can explain this kind of failure comes before what is merely newer. A restart is mostly how a change came
  // into force: it is the suspect only where nothing else changed.
  const change =
    near.findLast((entry) => explains(entry, seen)) ??
    near.findLast(({ kind }) => kind !== 'restart') ??
    near.at(-1);
  return change === undefined ? null : { change, failure, gapMs: Math.max(0, broke - Date.parse(change.at)) };
}

/** The timeline of all gateways of one host. `findings` are ranked; `ruleOf` gives a finding's rule. Pure. */
export function timelineOf(
  factBase: FactBase,
  gateways: readonly string[],
  findings: readonly Finding[],
  ruleOf: (id: string) => Rule | undefined,
): Timeline {
  const entries: TimelineEntry[] = [];
  let leftOut = 0;
  let brokeAfter: BrokeAfter | null = null;
  const allBegan: Began[] = [];
  for (const subject of gateways) {
    const gateway = subject.slice(subject.indexOf(':') + 1);
    const changes = KINDS.flatMap((kind) =>
      factBase.look(subject, `change.${kind}`).counting.map(
        (o): TimelineEntry => ({
          at: o.atText,
          kind,
          what: String(o.value),
          source: o.quote ?? o.source,
          gateway,
        }),
      ),
    ).sort(byTime);
    const more = factBase.look(subject, 'change.left-out').counting[0]?.value;
    leftOut += typeof more === 'number' ? more : 0;
    const claimed = findings.filter((f) => f.gateway === gateway && f.confidence >= CLAIM && f.severity < 4);
    const [firsts, lasts] = [
      failuresOf(factBase, subject, 'failure.first'),
      failuresOf(factBase, subject, 'failure.last'),
    ];
    const from = factBase.look(subject, 'failure.log-from').counting[0]?.value;
    if (typeof from === 'string') allBegan.push(...beganOf(claimed, firsts, from, ruleOf));
    const shown = claimed
      .flatMap((finding) => firsts.filter((failure) => isOf(finding, ruleOf(finding.id), failure)))
      .filter((failure, at, all) => all.indexOf(failure) === at)
      .slice(0, MOST_FAILURES);
    const failures = shown.flatMap((first): TimelineEntry[] => {
      const last = lasts.find(({ fact, value }) => fact === first.fact && value === first.value);
      const entry = (kind: string, { atText }: Failure, words: string): TimelineEntry => ({
        at: atText,
        kind,
        what: words,
        source: first.source,
        gateway,
      });
      const quote = first.quote === '' ? '' : `: ${first.quote.slice(0, 160)}`;
      const times = first.count > 1 ? `, ${first.count} times until now` : '';
      return [
        entry('first-failure', first, `first ${first.value}${quote}`),
        ...(last ? [entry('last-failure', last, `last ${first.value}${times}`)] : []),
      ];
    });
    const began = failures.filter(({ kind }) => kind === 'first-failure').sort(byTime)[0];
    const seen = shown.find(
      ({ atText, value }) => atText === began?.at && began.what.startsWith(`first ${value}`),
    );
    if (began && seen && brokeAfter === null) brokeAfter = suspect(changes, began, seen);
    entries.push(...changes, ...failures);
  }
  const offset = factBase.look('host', 'host.utc-offset-min').counting[0]?.value;
  return {
    entries: entries.sort(byTime),
    leftOut,
    utcOffsetMin: typeof offset === 'number' ? offset : null,
    brokeAfter,
    ...(allBegan.length === 0 ? {} : { began: allBegan }),
  };
}

const byTime = (a: TimelineEntry, b: TimelineEntry): number =>
  Date.parse(a.at) - Date.parse(b.at) || (a.what < b.what ? -1 : a.what > b.what ? 1 : 0);
