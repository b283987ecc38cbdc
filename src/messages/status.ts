/**
 * @module messages/status
 * The one living message of an incident: what is wrong, how sure, what to do next, and how old the data is.
 * Somebody reads it at 3 a.m. on a telephone, so the answer comes first and evidence stays in the thread.
 */
import type { Finding } from '../diagnosis/finding.ts';
import { describe } from '../diagnosis/wording/describe.ts';
import type { HostView, IncidentView } from '../incidents/notifier.ts';
import { complaintParts } from './complaint.ts';
import { enumerate, fixSpans, layerSentences, sureness, unknownWords } from './finding-words.ts';
import { headlineOf, partialWords, signOf, topClaim } from './host-words.ts';
import { bold, code, type Message, type Part, type Span, say } from './message.ts';
import { manyHeadline, manyHosts, worst } from './several-hosts.ts';
import { momentOf, nameOf, smallPrint } from './small-print.ts';
import { duration, utc } from './time.ts';
import { brokeAfterSpans } from './timeline.ts';

const TOP = 3;
const line = (...spans: Span[]): Part => ({ kind: 'line', spans });

/** The status message for a view, without its buttons; `command` is what people type, `/openclaw`. Pure. */
export function composeStatus(view: IncidentView, command: string): Message {
  const [only] = view.hosts;
  const body =
    view.hosts.length === 1 && only !== undefined ? oneHost(only, view, command) : manyHosts(view, command);
  return {
    headline: view.hosts.length === 1 && only !== undefined ? headlineOf(only) : manyHeadline(view),
    emoji: worst(view.hosts.map(signOf)),
    parts: [...body, ...closing(view)],
    context: smallPrint(view),
  };
}

function oneHost(host: HostView, view: IncidentView, command: string): Part[] {
  const spans = [say('Look again: '), code(`${command} triage ${host.host}`)];
  const again: Part = { kind: 'line', spans, unless: 'rerun' };
  switch (host.state) {
    case 'asking':
      return [line(say('Job sent. First results in seconds.'))];
    case 'absent':
      return [...absence(host, view, command), ...earlier(host), again];
    case 'refused':
      return [
        line(say('Nothing was looked at. The host agent gave this reason:')),
        { kind: 'quote', text: host.why ?? 'none' },
        ...earlier(host),
        line(say('Without the bot: run '), code('node host.mjs triage'), say(` on ${host.host}.`)),
      ];
    case 'looking':
      return [...lost(host), ...found(host), ...progress(host, view)];
    case 'partial':
      return [
        line(bold('Partial: '), say(partialWords(host.why))),
        ...found(host),
        ...next(host, command),
        again,
      ];
    case 'done':
      return [...found(host), ...next(host, command), again];
  }
}

/** A look that saw nothing heals nothing. */
function earlier(host: HostView): Part[] {
  if (host.unresolved !== true) return [];
  return [line(say('Earlier findings are in the thread, still open.'))];
}

function absence(host: HostView, view: IncidentView, command: string): Part[] {
  if (host.why === 'not-enrolled') {
    return [
      line(say('Nobody has enrolled this host yet, so nothing can be asked of it.')),
      line(say('An admin types: '), code(`${command} enroll ${host.host}`)),
    ];
  }
  if (host.why === 'quarantined') {
    return [
      line(say('Identity check failed. No job was sent.')),
      line(say('The reason: '), code(`${command} host ${host.host}`)),
    ];
  }
  return [
    lastCheckIn(host.lastSeen ?? null, momentOf(view)),
    line(
      say(
        'This says nothing about the gateway: the host may be off, its network cut, or its host agent stopped.',
      ),
    ),
    line(
      say('If it connects within 5 min, triage starts automatically. Without the bot, run '),
      code('node host.mjs triage'),
      say(` on ${host.host}.`),
    ),
  ];
}

/** `Last check-in: 21 Nov 02:25:10 UTC, 47 min before this message.` */
export function lastCheckIn(lastSeen: number | null, now: number): Part {
  if (lastSeen === null) return line(bold('Last check-in: '), say('never.'));
  return line(
    bold('Last check-in: '),
    say(`${utc(lastSeen, now)}, ${duration(Math.max(0, now - lastSeen))} before this message.`),
  );
}

function lost(host: HostView): Part[] {
  if (host.why !== 'connection-lost') return [];
  return [line(say('The connection to the host agent was lost; waiting for it to come back.'))];
}

/** From this age on, in milliseconds, people wonder whether anything happens. */
const LONG_MS = 2_000;

/** What a long look is at; the whole of it is bounded. */
function progress(host: HostView, view: IncidentView): Part[] {
  if (view.elapsedMs < LONG_MS || (host.probes ?? 0) === 0) return [];
  const answered = host.probes === 1 ? '1 probe has' : `${host.probes} probes have`;
  const words = `Still looking, for ${duration(view.elapsedMs)} now: ${answered} answered. It ends after 20 s at the latest.`;
  return [line(say(words))];
}

/** What was found so far. */
function found(host: HostView): Part[] {
  const { diagnosis } = host;
  if (diagnosis === null) {
    if (host.state === 'looking') return [line(say('The host agent has the job and is looking.'))];
    return [line(say('No evidence received. Gateway state: unknown.'))];
  }
  const top = topClaim(host);
  const parts: Part[] = [];
  if (top !== null) {
    const { title, says } = describe(top);
    parts.push(line(bold(title), say(` (${sureness(top.confidence)})`)));
    if (says !== '') parts.push(line(say(says)));
    const broke = brokeAfterSpans(diagnosis.timeline?.brokeAfter);
    if (broke !== null) parts.push(line(...broke));
  } else if (host.state !== 'looking') parts.push(line(say(unclaimed(host))));
  parts.push(...layerSentences(diagnosis.layers, top).map((spans) => line(...spans)));
  if (host.state !== 'looking') parts.push(...complaintParts(diagnosis.complaint));
  const others = diagnosis.findings.slice(top === null ? 0 : 1, TOP);
  if (others.length > 0 && host.state !== 'looking') {
    parts.push(line(say(top === null ? 'Possible, not confirmed:' : 'Also found:')));
    parts.push({
      kind: 'list',
      items: others.map((finding) => [
        say(`${inShort(finding)} (${sureness(finding.confidence)}) `),
        code(finding.id),
      ]),
    });
  }
  if (diagnosis.unknowns.length > 0 && host.state !== 'looking') parts.push(line(...couldNot(host)));
  return parts;
}

/** What is kept back on purpose is said as what would fail: nobody has said that it did. */
function inShort(finding: Finding): string {
  const { title, says } = describe(finding);
  return finding.params.stops === undefined ? title : says.replace(/\.$/, '');
}

function unclaimed(host: HostView): string {
  const { diagnosis } = host;
  if (diagnosis?.verdict === 'healthy') return 'Nothing wrong was found.';
  if (diagnosis?.verdict === 'waiting')
    return 'The gateway is starting, draining or frozen on purpose. Give it a minute before anything else.';
  const failing = diagnosis?.layers.some((layer) => layer.state === 'failed') ?? false;
  if (failing) return 'A layer fails, cause unknown. Do not restart yet: read the thread.';
  return 'No fault found, but some checks could not run. Not an all-clear.';
}

function couldNot(host: HostView): Span[] {
  const unknowns = host.diagnosis?.unknowns ?? [];
  const shown = unknowns.slice(0, TOP).map(unknownWords);
  const more = unknowns.length - shown.length;
  const words = more > 0 ? [...shown, `${more} more`] : shown;
  return [say(`Not checked: ${enumerate(words)}.`)];
}

/** What to do now: the first fix of the top finding, the first that changes something, and where the rest is. */
function next(host: HostView, command: string): Part[] {
  const top = topClaim(host);
  const parts: Part[] = [];
  const [first, ...others] = top?.fixes ?? [];
  if (first !== undefined) {
    parts.push(line(bold('Next, on the host: '), ...fixSpans(first)));
    const change = first.mutates ? undefined : others.find((fix) => fix.mutates);
    if (change !== undefined) parts.push(line(bold('Then: '), ...fixSpans(change)));
  }
  const remarks = (host.diagnosis?.findings.length ?? 0) + (host.diagnosis?.unknowns.length ?? 0);
  if (remarks > 0)
    parts.push(line(say('Evidence for and against, checks and exact fixes are in the thread.')));
  if (top === null && host.diagnosis?.verdict === 'healthy') {
    const words = 'Users still affected? Paste their error after ';
    parts.push(line(say(words), code(`${command} explain`), say('.')));
  }
  return parts;
}

function closing(view: IncidentView): Part[] {
  const { closed } = view;
  if (closed === undefined) return [];
  switch (closed.why) {
    case 'healthy':
      return [line(say(closedWords(view)))];
    case 'person':
      return [line(say(`Closed by ${nameOf(closed.by)} at ${utc(closed.at, closed.at)}.`))];
    case 'quiet':
      return [line(say(`Closed at ${utc(closed.at, closed.at)} after 12 h idle; not marked resolved.`))];
    case 'nothing-learned':
      return [];
  }
}

function closedWords(view: IncidentView): string {
  if (view.hosts.some((host) => host.state !== 'done'))
    return 'Closed: nothing was found on the hosts that answered.';
  const layers = view.hosts.flatMap((host) => host.diagnosis?.layers ?? []);
  if (layers.some((layer) => layer.state === 'unknown')) return 'Closed: healthy as far as could be seen.';
  return 'Closed: healthy.';
}
