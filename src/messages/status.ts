/**
 * @module messages/status
 * The one living message of an incident: what is wrong, how sure, what to do next, and how old the data is.
 * Somebody reads it at 3 a.m. on a telephone, so the answer comes first and evidence stays in the thread.
 */
import type { Finding } from '../diagnosis/finding.ts';
import { describe } from '../diagnosis/wording/describe.ts';
import type { HostView, IncidentView } from '../incidents/notifier.ts';
import type { RoundView } from '../incidents/round.ts';
import { because } from './because.ts';
import { complaintParts } from './complaint.ts';
import { enumerate } from './enumerate.ts';
import { fixSpans, layerSentences, sureness, unknownWords } from './finding-words.ts';
import { headlineOf, noWayBySsm, partialWords, signOf, topClaim } from './host-words.ts';
import { maintenanceParts } from './maintenance.ts';
import { bold, code, type Message, type Part, say } from './message.ts';
import { recoveryWord } from './recovery-answers.ts';
import { roundHeadline, roundParts, roundSign } from './round.ts';
import { line, spans, text } from './sentence.ts';
import { manyHeadline, manyHosts, worst } from './several-hosts.ts';
import { momentOf, nameOf, smallPrint } from './small-print.ts';
import { ticketsLine } from './ticket.ts';
import { duration, utc } from './time.ts';
import { brokeAfterSpans } from './timeline.ts';

const TOP = 3;

/** The status message for a view, without its buttons; `command` is what people type, `/openclaw`. Pure. */
export function composeStatus(view: IncidentView, command: string): Message {
  const [only] = view.hosts;
  if (view.round !== undefined) return ofRound(view, view.round, command);
  if (only === undefined && view.bundles !== undefined) return bundlesOnly(view, view.bundles);
  const body =
    view.hosts.length === 1 && only !== undefined ? oneHost(only, view, command) : manyHosts(view, command);
  return {
    headline: view.hosts.length === 1 && only !== undefined ? headlineOf(only) : manyHeadline(view),
    emoji: worst(view.hosts.map(signOf)),
    parts: [
      ...maintained(view),
      ...body,
      ...recoveriesOf(view),
      ...bundlesOf(view),
      ...ticketsLine(view),
      ...closing(view),
    ],
    context: smallPrint(view),
  };
}

/** A host of a round that is spoken of by itself has an incident of its own. */
const ofRound = (view: IncidentView, round: RoundView, command: string): Message => ({
  headline: roundHeadline(round),
  emoji: roundSign(round),
  parts: [...roundParts(view, round, command), ...ticketsLine(view), ...closing(view)],
  context: [
    ...(round.waiting + round.running > 0
      ? []
      : [text('small.took', { duration: duration(view.elapsedMs) })]),
    text('small.requested', { person: nameOf(view.requester) }),
    view.incident,
  ],
});

/** Said first: why nobody was paged. */
const maintained = (view: IncidentView): Part[] =>
  maintenanceParts(
    view.hosts.map(({ host: name, maintenance = null }) => ({ name, maintenance })),
    momentOf(view),
  );

function oneHost(host: HostView, view: IncidentView, command: string): Part[] {
  const typed = `${command} triage ${host.host}`;
  const again: Part = {
    kind: 'line',
    spans: spans('status.run-again', { command: typed }),
    unless: 'rerun',
  };
  switch (host.state) {
    case 'asking':
      return [line(host.road === undefined ? 'status.job-sent' : 'status.by-ssm')];
    case 'absent':
      return [...absence(host, view, command), ...earlier(host), again];
    case 'refused':
      if (noWayBySsm(host) !== null) return [...notReached(host), ...earlier(host), again];
      return [
        line('status.refused'),
        { kind: 'quote', text: host.why ?? text('status.no-reason') },
        ...earlier(host),
        line('status.without-bot', { host: host.host }),
      ];
    case 'looking':
      return [...lost(host), ...found(host), ...byRoad(host), ...progress(host, view)];
    case 'partial':
      return [
        line('partial.line', { why: partialWords(host.why) }),
        ...found(host),
        ...byRoad(host),
        ...next(host, command),
        again,
      ];
    case 'done':
      return [...found(host), ...byRoad(host), ...next(host, command), again];
  }
}

/** By which road the answer came, where it was not the host's own. */
function byRoad(host: HostView): Part[] {
  if (host.road === undefined) return [];
  return [line(host.state === 'looking' ? 'status.by-ssm' : 'status.by-ssm-done')];
}

/** The host's socket is away, and SSM did not do it either: why, in our words and then in AWS's. */
function notReached(host: HostView): Part[] {
  const reason = because({ code: `order.${noWayBySsm(host)}`, params: {} });
  return [
    line('status.not-reached', { because: reason }),
    { kind: 'quote', text: (host.why ?? '').replace(/^[a-z-]+: /, '') },
    line('status.without-bot', { host: host.host }),
  ];
}

/** A run that saw nothing resolves nothing. */
function earlier(host: HostView): Part[] {
  return host.unresolved === true ? [line('status.earlier-open')] : [];
}

function absence(host: HostView, view: IncidentView, command: string): Part[] {
  if (host.why === 'not-enrolled') {
    return [
      line('status.not-enrolled'),
      line('status.enroll', { command: `${command} enroll ${host.host}` }),
    ];
  }
  if (host.why === 'quarantined') {
    return [line('status.quarantined'), line('status.reason', { command: `${command} host ${host.host}` })];
  }
  return [
    lastCheckIn(host.lastSeen ?? null, momentOf(view)),
    line('status.absent'),
    line('status.if-it-connects', { host: host.host }),
  ];
}

/** `Last check-in: 21 Nov 02:25:10 UTC, 47 min before this message.` */
export function lastCheckIn(lastSeen: number | null, now: number): Part {
  if (lastSeen === null) return line('status.never-connected');
  const age = duration(Math.max(0, now - lastSeen));
  return line('status.last-check-in', { at: utc(lastSeen, now), age });
}

function lost(host: HostView): Part[] {
  return host.why === 'connection-lost' ? [line('status.connection-lost')] : [];
}

/** From this age on, in milliseconds, people wonder whether anything happens. */
const LONG_MS = 2_000;

/** How far a long run is; the whole of it is bounded. */
function progress(host: HostView, view: IncidentView): Part[] {
  const n = host.probes ?? 0;
  if (view.elapsedMs < LONG_MS || n === 0) return [];
  return [line('status.progress', { duration: duration(view.elapsedMs), n })];
}

/** What was found so far. */
function found(host: HostView): Part[] {
  const { diagnosis } = host;
  const running = host.state === 'looking';
  if (diagnosis === null) return [line(running ? 'status.running' : 'status.no-evidence')];
  const top = topClaim(host);
  const parts: Part[] = [];
  if (top !== null) {
    const { title, says } = describe(top);
    parts.push({ kind: 'line', spans: [bold(title), say(` (${sureness(top.confidence)})`)] });
    if (says !== '') parts.push({ kind: 'line', spans: [say(says)] });
    const broke = brokeAfterSpans(diagnosis.timeline?.brokeAfter);
    if (broke !== null) parts.push({ kind: 'line', spans: broke });
  } else if (!running) parts.push(line(unclaimed(host)));
  for (const sentence of layerSentences(diagnosis.layers, top)) parts.push({ kind: 'line', spans: sentence });
  if (running) return parts;
  parts.push(...complaintParts(diagnosis.complaint));
  const others = diagnosis.findings.slice(top === null ? 0 : 1, TOP);
  if (others.length > 0) {
    parts.push(line(top === null ? 'status.possible' : 'status.also-found'));
    const items = others.map((finding) => [
      say(`${inShort(finding)} (${sureness(finding.confidence)}) `),
      code(finding.id),
    ]);
    parts.push({ kind: 'list', items });
  }
  if (diagnosis.unknowns.length > 0) parts.push(notChecked(host));
  return parts;
}

/** What is kept back on purpose is said as what would fail: nobody has said that it did. */
function inShort(finding: Finding): string {
  const { title, says } = describe(finding);
  return finding.params.stops === undefined ? title : says.replace(/\.$/, '');
}

function unclaimed({ diagnosis }: HostView) {
  if (diagnosis?.verdict === 'healthy') return 'status.healthy';
  if (diagnosis?.verdict === 'waiting') return 'status.waiting';
  const failing = diagnosis?.layers.some((layer) => layer.state === 'failed') ?? false;
  return failing ? 'status.failing' : 'status.not-all-clear';
}

function notChecked(host: HostView): Part {
  const unknowns = host.diagnosis?.unknowns ?? [];
  const shown = unknowns.slice(0, TOP).map(unknownWords);
  const more = unknowns.length - shown.length;
  const words = more > 0 ? [...shown, text('status.more-probes', { n: more })] : shown;
  return line('status.not-checked', { probes: enumerate(words) });
}

/** What to do now: the first fix of the top finding, the first that changes something, and where the rest is. */
function next(host: HostView, command: string): Part[] {
  const top = topClaim(host);
  const parts: Part[] = [];
  const [first, ...others] = top?.fixes ?? [];
  if (first !== undefined) {
    parts.push(line('status.next', { fix: fixSpans(first) }));
    const change = first.mutates ? undefined : others.find((fix) => fix.mutates);
    if (change !== undefined) parts.push(line('status.then', { fix: fixSpans(change) }));
  }
  const remarks = (host.diagnosis?.findings.length ?? 0) + (host.diagnosis?.unknowns.length ?? 0);
  if (remarks > 0) parts.push(line('status.in-thread'));
  if (top === null && host.diagnosis?.verdict === 'healthy')
    parts.push(line('status.users-affected', { command: `${command} explain` }));
  return parts;
}

/** The latest recovery of each host, in a word: its own messages are in the thread. */
function recoveriesOf({ recoveries = [], hosts }: IncidentView): Part[] {
  const latest = recoveries.filter((one) => recoveries.findLast(({ host }) => host === one.host) === one);
  return latest.map((one) => {
    const state = recoveryWord(one);
    return hosts.length <= 1
      ? line('status.recovery', { state })
      : line('status.recovery-of', { host: one.host, state });
  });
}

/** The latest bundle of each host, in a word. */
function bundlesOf({ bundles = [] }: IncidentView): Part[] {
  const latest = bundles.filter((one) => bundles.findLast(({ host }) => host === one.host) === one);
  return latest.map(({ name, state }) =>
    line('status.bundle', { name, state: text(`bundle-state.${state}`) }),
  );
}

/** Nobody has asked for a look: the incident is there for a bundle. */
function bundlesOnly(view: IncidentView, bundles: NonNullable<IncidentView['bundles']>): Message {
  const name = bundles.findLast(({ host }) => host === null)?.name ?? bundles.at(-1)?.name ?? '';
  const { incident, requester } = view;
  return {
    headline: text('status.for-bundle', { name }),
    emoji: '📦',
    parts: [...bundlesOf(view), ...closing(view)],
    context: [text('small.requested', { person: nameOf(requester) }), incident],
  };
}

function closing(view: IncidentView): Part[] {
  const { closed } = view;
  if (closed === undefined) return [];
  const at = utc(closed.at, closed.at);
  switch (closed.why) {
    case 'healthy':
      return [line(closedWell(view))];
    case 'person':
      return [line('status.closed-by', { person: nameOf(closed.by), at })];
    case 'quiet':
      return [line('status.closed-idle', { at })];
    case 'finished':
      return [line('status.closed-finished', { at })];
    case 'nothing-learned':
      return [];
  }
}

function closedWell(view: IncidentView) {
  if (view.hosts.some((host) => host.state !== 'done')) return 'status.closed-some';
  const layers = view.hosts.flatMap((host) => host.diagnosis?.layers ?? []);
  return layers.some((layer) => layer.state === 'unknown')
    ? 'status.closed-as-seen'
    : 'status.closed-healthy';
}
