/**
 * @module messages/freeze
 * The notice of a freeze, and the replies in its thread: who holds what, why, until when, who has seen it, and whether
 * OpenClaw itself holds its gateway or people only are asked to.
 */
import type { FreezeNotice, FreezeView, TargetView } from '../freezes/notifier.ts';
import type { Because } from '../protocol/recovery.ts';
import { enumerate, namesOf } from './enumerate.ts';
import { heldName, threadSpans } from './frozen.ts';
import type { Message, Part } from './message.ts';
import { line, type PlainId, spans, text } from './sentence.ts';
import { nameOf } from './small-print.ts';
import { duration, moment, utc } from './time.ts';

/** Names in a headline; more are counted. */
const MOST_IN_HEADLINE = 3;
/** Hosts that are told of in a line each. */
const MOST_LINES = 8;
/** A freeze that is noticed to be over so much later was not watched then, in milliseconds. */
const LATE_MS = 60_000;

const nameOfTarget = ({ host, gateway }: TargetView): string => heldName(host, gateway);

/** `node-3 and node-4`, or `12 hosts`. */
export function frozenHosts(targets: readonly { host: string; gateway: string | null }[]): string {
  if (targets.length > MOST_IN_HEADLINE) return text('freeze.hosts', { n: targets.length });
  return enumerate(targets.map(({ host, gateway }) => heldName(host, gateway)));
}

/** The message for a notice, without its buttons. Pure. */
export function composeFreeze({ what, view }: Pick<FreezeNotice, 'what' | 'view'>): Message {
  const hosts = frozenHosts(view.targets);
  const ends = view.state === 'active' && what === 'reminder';
  const id = ends ? 'freeze.headline.reminder' : (`freeze.headline.${view.state}` as const);
  return {
    headline: text(id, { hosts }),
    emoji: view.ended === null ? '🧊' : '🟢',
    parts: what === 'freeze' ? whole(view) : reply(view),
    context: [...(what === 'freeze' ? [text('list.as-of', { at: utc(view.at, view.at) })] : []), view.freeze],
  };
}

function reply(view: FreezeView): Part[] {
  if (view.ended !== null) return ending(view);
  const { until, at } = view;
  return [line('freeze.ends', { until: moment(until, at), duration: duration(Math.max(0, until - at)) })];
}

function whole(view: FreezeView): Part[] {
  const { state, from, until, at, because, incident, targets, requester, startedAt } = view;
  const times = { from: moment(from, at), until: moment(until, at) };
  const many = targets.length > MOST_IN_HEADLINE;
  const person = nameOf(requester);
  const last = view.extended.at(-1);
  return [
    ...(view.ended !== null
      ? ending(view)
      : [state === 'planned' ? line('freeze.planned', times) : line('freeze.active', times)]),
    ...(many ? [line('freeze.covers', { hosts: namesOf(targets.map(nameOfTarget)) })] : []),
    ...(because === null ? [] : [line('freeze.reason', { why: because })]),
    ...(incident === null ? [] : [line('freeze.incident', { incident })]),
    state === 'planned'
      ? line('freeze.asked', { person, at: moment(startedAt, at) })
      : line('freeze.started', { person, at: moment(from, at) }),
    ...(last === undefined ? [] : [extendedLine(last, at)]),
    ...(view.acknowledged.length === 0
      ? []
      : [
          line('freeze.acknowledged', {
            people: namesOf(view.acknowledged.map((one) => nameOf(one.person))),
          }),
        ]),
    ...held(view),
    ...rivals(view),
  ];
}

function extendedLine({ person, at: when, because: why }: FreezeView['extended'][number], at: number): Part {
  const told = { person: nameOf(person), at: moment(when, at) };
  return why === null ? line('freeze.extended', told) : line('freeze.extended-because', { ...told, why });
}

function ending({ ended, state, from, until, at, began }: FreezeView): Part[] {
  if (ended === null || state === 'refused') return [];
  const moments = { at: moment(ended.at, at) };
  if (ended.by !== null) {
    const told = { person: nameOf(ended.by), ...moments };
    const { because: why } = ended;
    if (ended.recovery) return [line('freeze.lifted-with-recovery', told)];
    return [why === null ? line('freeze.lifted', told) : line('freeze.lifted-because', { ...told, why })];
  }
  if (!began) return [line('freeze.missed', { from: moment(from, at), until: moment(until, at) })];
  if (ended.noticedAt - ended.at <= LATE_MS) return [line('freeze.lapsed', moments)];
  return [line('freeze.lapsed', moments), line('freeze.lapsed-late', { at: moment(ended.noticedAt, at) })];
}

/** What the hosts themselves said: OpenClaw holds still, or people only are asked to, and why. */
function held({ targets, ended }: FreezeView): Part[] {
  if (ended !== null) return [];
  const now = targets.filter(({ state }) => state === 'held');
  const leased = now.filter(
    ({ words }) =>
      Object.keys(words).length > 0 && Object.values(words).every(({ held: how }) => how === 'leased'),
  );
  const silent = now.filter(({ words }) => Object.keys(words).length === 0);
  const announced = now.flatMap((target) =>
    Object.entries(target.words)
      .filter(([, { held: how }]) => how === 'announced')
      .map(([gateway, { why }]) => ({ host: nameIn(target, gateway), why: whyWords(why) })),
  );
  return [
    ...(leased.length === 0 ? [] : [line('freeze.leased', { hosts: namesOf(leased.map(nameOfTarget)) })]),
    ...byReason(announced),
    ...(silent.length === 0 ? [] : [line('freeze.asking', { hosts: namesOf(silent.map(nameOfTarget)) })]),
  ];
}

/** What a host calls the gateway of no profile. */
const ONLY = ['', 'default'];

const nameIn = (target: TargetView, gateway: string): string =>
  ONLY.includes(gateway) || target.gateway !== null ? nameOfTarget(target) : heldName(target.host, gateway);

/** Hosts of which the same is to be said share a line. */
function byReason(announced: readonly { host: string; why: string }[]): Part[] {
  const reasons = [...new Set(announced.map(({ why }) => why))];
  return reasons.slice(0, MOST_LINES).map((why) => {
    const hosts = announced.filter((one) => one.why === why).map(({ host }) => host);
    return line('freeze.announced', { host: namesOf(hosts), why });
  });
}

/** Codes of the bot and of host agents; one that only a newer host knows is shown as it came. */
const WHYS: Readonly<Record<string, PlainId>> = {
  'host.absent': 'freeze.why.host-absent',
  'host.not-enrolled': 'freeze.why.host-not-enrolled',
  'host.quarantined': 'freeze.why.host-quarantined',
  'host.not-confirmed': 'freeze.why.host-not-confirmed',
  'host.no-answer': 'freeze.why.host-no-answer',
  'host.said-nothing': 'freeze.why.host-said-nothing',
  'host.lifted': 'freeze.why.host-lifted',
  'host.lapsed': 'freeze.why.host-lapsed',
  'lease.not-offered': 'freeze.why.lease-not-offered',
  'lease.not-allowed': 'freeze.why.lease-not-allowed',
  'lease.rests': 'freeze.why.lease-rests',
  'lease.too-short': 'freeze.why.lease-too-short',
  'lease.busy': 'freeze.why.lease-busy',
  'lease.held-by-another': 'freeze.why.lease-held',
  'hold.held-by-another': 'freeze.why.hold-held',
};

/** Codes with which a host agent refuses an order (agent/channel). */
const REFUSALS: Readonly<Record<string, PlainId>> = {
  policy: 'freeze.why.policy',
  op: 'freeze.why.unknown',
};

/** A reason why nobody but people is held, in words. */
export function whyWords(why: Because | null): string {
  if (why === null) return text('freeze.why.host-said-nothing');
  const { code, params } = why;
  const plain = code === 'host.refused' ? REFUSALS[params.code ?? ''] : WHYS[code];
  if (plain !== undefined) return text(plain);
  if (code === 'host.refused') return text('freeze.why.refused', { why: params.why ?? '' });
  const values = Object.values(params).join(', ');
  return text('freeze.why.other', { what: values === '' ? code : `${code} (${values})` });
}

/** Hosts that somebody else holds. */
function rivals({ targets, at, state }: FreezeView): Part[] {
  const refused = targets.flatMap((target) =>
    target.state === 'refused' && target.rival !== null ? [{ target, rival: target.rival }] : [],
  );
  return refused.slice(0, MOST_LINES).map(({ target, rival }): Part => {
    const told = { host: nameOfTarget(target), by: rival.by, until: moment(rival.until, at) };
    const waits = state === 'announced' || state === 'active';
    const id = waits && target.retries ? 'freeze.waits' : 'freeze.not-covered';
    return { kind: 'line', spans: [...spans(id, told), ...threadSpans(rival.link)] };
  });
}
