/**
 * @module messages/bundle
 * The one message of a bundle: how far it is, what is in it, what could not be collected, and to whom it was given. What
 * a host has written stands as data; where the leak gate found something, the place is named and never the value.
 */
import type { BundleView, IncidentView } from '../incidents/notifier.ts';
import { because } from './because.ts';
import { enumerate } from './enumerate.ts';
import { type Message, type Part, type Span, say } from './message.ts';
import { line, spans, text } from './sentence.ts';
import { size } from './size.ts';
import { momentOf, nameOf } from './small-print.ts';
import { moment, utc } from './time.ts';

/** Of each list; the preview has all of it. */
const SHOWN = 5;
const MEMBERS = 12;

const EMOJI: Record<BundleView['state'], string> = {
  wanted: '📨',
  collecting: '🧰',
  ready: '📦',
  fetching: '📦',
  whole: '📦',
  kept: '📦',
  refused: '⛔',
  failed: '❔',
  dropped: '🗑️',
};

/** The message of a bundle, without its buttons; `command` is what people type, `/openclaw`. Pure. */
export function composeBundle(view: IncidentView, one: BundleView, command: string): Message {
  const { name, state, by, made } = one;
  const now = momentOf(view);
  return {
    headline: text(`bundle.${state}`, { name }),
    emoji: EMOJI[state],
    parts: [
      ...stands(one, view, command),
      ...(state === 'dropped' || state === 'refused' ? [] : contents(one, now)),
      ...troubleOf(one),
      ...givenTo(one, now),
    ],
    context: [
      text('small.requested', { person: nameOf(by) }),
      ...(made === null ? [] : [`sha256 ${made.digest.slice(0, 12)}`]),
      view.incident,
    ],
  };
}

function stands(one: BundleView, view: IncidentView, command: string): Part[] {
  const { state, end, made } = one;
  const again = line('bundle.again', { command: `${command} bundle ${one.name}` });
  const reason = end?.because == null ? [] : [line('bundle.because', { because: because(end.because) })];
  switch (state) {
    case 'wanted':
      return [line('bundle.asked-host'), ...membersOf(one, view)];
    case 'collecting':
      return [line('bundle.host-works'), ...membersOf(one, view)];
    case 'refused':
      return [...reason, ...gateWords(made?.gate), again];
    case 'failed':
      return [...reason, ...membersOf(one, view), again];
    case 'dropped':
      return [
        ...reason,
        ...(end?.by == null ? [] : [line('bundle.deleted-by', { person: nameOf(end.by) })]),
        ...(one.shares.some((share) => share.state === 'shown') ? [line('bundle.copies')] : []),
        again,
      ];
    default:
      return [...membersOf(one, view), ...(one.host === null ? [line('bundle.one-file')] : [])];
  }
}

/** Where the gate found something: file, line and kind, and what the host's admin can do. */
function gateWords(gate: NonNullable<BundleView['made']>['gate'] | undefined): Part[] {
  if (gate === undefined || gate.passed) return [];
  if (gate.hits.length === 0) return [line('bundle.not-run')];
  const items = gate.hits.slice(0, SHOWN).map((hit): Span[] => spans('bundle.gate-hit', hit));
  if (gate.hits.length > SHOWN) items.push(spans('list.and-more', { n: gate.hits.length - SHOWN }));
  const tried = 'node host.mjs redact --report FILE';
  return [line('bundle.gate-hits'), { kind: 'list', items }, line('bundle.gate-next', { command: tried })];
}

/** Bundles of single hosts that one file is put together from. */
function membersOf({ of }: BundleView, { bundles = [] }: IncidentView): Part[] {
  if (of.length === 0) return [];
  const members = bundles.filter(({ id }) => of.includes(id));
  const items = members.slice(0, MEMBERS).map(({ name, state, made }): Span[] => {
    const told = { name, state: text(`bundle-state.${state}`) };
    return made === null
      ? spans('bundle.member', told)
      : spans('bundle.member-of', { ...told, size: size(made.bytes) });
  });
  return [{ kind: 'list', items }];
}

/** What is in it, and where it lies. */
function contents(one: BundleView, now: number): Part[] {
  const { made, state, fetch, keepUntil } = one;
  if (made === null) return [];
  const { files, bytes, since, gate, missing, missingMore, recipients } = made;
  const about = { n: files, size: size(bytes), since: utc(since, now) };
  const parts: Part[] = [line('bundle.has', about), maskedWords(made.masked)];
  if (gate.passed) parts.push(line('bundle.gate', { n: gate.values, searches: gate.searches.join(', ') }));
  if (recipients.length > 0) parts.push(line('bundle.locked', { n: recipients.length }));
  if (missing.length > 0) parts.push(...missingWords(missing, missingMore));
  if (state === 'ready') parts.push(line('bundle.on-host', { until: moment(made.keptUntil, now) }));
  if (state === 'fetching')
    parts.push(line('bundle.progress', { have: size(fetch?.have ?? 0), size: size(bytes) }));
  if (state === 'kept' && keepUntil !== null)
    parts.push(line('bundle.here', { until: moment(keepUntil, now) }));
  return parts;
}

export function maskedWords(masked: Readonly<Record<string, number>>): Part {
  const kinds = Object.entries(masked).map(([kind, n]) => text('bundle.masked-kind', { kind, n }));
  return kinds.length === 0
    ? line('bundle.masked-nothing')
    : line('bundle.masked', { kinds: enumerate(kinds) });
}

export function missingWords(
  missing: readonly { what: string; why: string }[],
  more = 0,
  most = SHOWN,
): Part[] {
  const items = missing.slice(0, most).map((one): Span[] => spans('bundle.missing-one', one));
  const left = Math.max(0, missing.length - most) + more;
  if (left > 0) items.push(spans('list.and-more', { n: left }));
  return [line('bundle.missing'), { kind: 'list', items }];
}

function troubleOf({ trouble }: BundleView): Part[] {
  return trouble === null ? [] : [line('bundle.because', { because: because(trouble) })];
}

/** Why a place may not have the file, with what helps. */
const AUDIENCE = 'audience';

function givenTo({ shares, links }: BundleView, now: number): Part[] {
  const items = shares.slice(-SHOWN).flatMap((share): Span[][] => {
    const person = nameOf(share.by);
    switch (share.state) {
      case 'shown':
        return [spans('bundle.share.shown', { person, at: moment(share.at, now) })];
      case 'refused':
        return [
          spans('bundle.share.refused', { person, why: whyOf(share) }),
          spans(share.code === AUDIENCE ? 'bundle.share.link' : 'bundle.share.link-only'),
        ];
      default:
        return [spans(`bundle.share.${share.state}`, { person })];
    }
  });
  const good = links.filter((link) => !link.revoked && link.until > now);
  if (good.length > 0) {
    const used = good.reduce((sum, link) => sum + link.uses, 0);
    items.push(spans('bundle.links', { n: good.length, used }));
  }
  return items.length === 0 ? [] : [{ kind: 'divider' }, { kind: 'list', items }];
}

function whyOf({ why, code }: BundleView['shares'][number]): Span[] {
  if (why !== null) return [say(why)];
  return spans(code === 'not-fetched' ? 'bundle.share.not-fetched' : 'bundle.share.gone');
}
