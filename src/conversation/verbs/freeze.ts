/**
 * @module conversation/verbs/freeze
 * Holds hosts still: nobody changes them until a time, and everybody can see who said so and why. The answer says at
 * once whether it holds; the notice says the rest itself.
 */
import { type Begun, beginFreeze } from '../../freezes/begin.ts';
import type { FreezeView } from '../../freezes/notifier.ts';
import { frozenHosts } from '../../messages/freeze.ts';
import { threadSpans } from '../../messages/frozen.ts';
import type { Part, Span } from '../../messages/message.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { line, spans, text } from '../../messages/sentence.ts';
import { moment } from '../../messages/time.ts';
import { usageError } from '../../messages/usage-error.ts';
import type { Answer, Ask } from '../conversation.ts';
import { findHosts } from '../find-hosts.ts';
import { hostCards } from '../fleet.ts';
import { type FreezeTrouble, readFreeze } from '../freeze-words.ts';
import { threadsOf } from '../incident-threads.ts';
import { MOST_HOSTS } from '../triage-many.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

const EXAMPLES = [
  'freeze node-3',
  'freeze prod at 22:00 for 2h because the disks are swapped',
  'freeze all until 23:30',
];
/** Conflicts that are told of one by one. */
const SHOWN = 8;

export const freeze: Verb = {
  verb: 'freeze',
  usage: 'HOST[/PROFILE] | LABEL | all [at TIME] [for 30m] [because REASON]',
  help: 'verb.freeze',
  more: ['verb.freeze.times', 'verb.freeze.holds', 'verb.freeze.ends'],
  examples: EXAMPLES,
  also: ['hold', 'lock', 'block', 'silence'],
  async run({ rest }, ask, deps) {
    const permission = await deps.may(ask.person, 'act');
    if (!permission.ok) return notAllowed(permission, 'freeze', [`${deps.command} hosts`]);
    const zone = (await deps.zoneOf?.(ask.person)) ?? null;
    const read = readFreeze(rest, deps.now(), zone ?? 'UTC');
    if ('trouble' in read) return wrongTime(read, deps);
    const found = await findHosts(read.hosts, 'freeze', deps);
    if ('answer' in found) return found.answer;
    const targets = found.targets.slice(0, MOST_HOSTS);
    const incident =
      ask.incident ??
      (await incidentOf(
        targets.map(({ host }) => host),
        deps,
      ));
    const { from, until, because } = read;
    const begun = await beginFreeze(deps.objects, ask.id, {
      person: ask.person,
      places: incident === null ? [ask.place] : await threadsOf(incident, ask.place, deps.objects),
      ...{ targets, from, until, because, incident },
    });
    deps.log.info(
      { freeze: begun.freeze, hosts: targets.length, by: ask.person.id },
      'A freeze was asked for',
    );
    const taken = begun.view.state === 'refused';
    if (taken) return conflict(begun, deps);
    const told = read.zone === null ? [] : [zoneLine(zone)];
    return started(begun, told, ask, deps);
  },
};

const zoneLine = (zone: string | null): Part =>
  zone === null ? line('freeze.verb.utc') : line('freeze.verb.zone', { zone });

/** The incident that is open for the only host: its thread is where people look. */
async function incidentOf(hosts: readonly string[], { objects }: ConversationDeps): Promise<string | null> {
  if (hosts.length !== 1) return null;
  const [{ card } = { card: null }] = await hostCards(objects, hosts);
  return card?.openIncident ?? null;
}

function started(
  { freeze: id, view, rivals }: Begun,
  told: Part[],
  ask: Ask,
  deps: ConversationDeps,
): Answer {
  const { state, until, from, targets, at } = view;
  const hosts = frozenHosts(targets.filter((one) => one.state !== 'refused'));
  const planned = state === 'planned';
  const times = { from: moment(from, at), until: moment(until, at) };
  const name = targets[0]?.host ?? 'HOST';
  return {
    message: {
      headline: text(planned ? 'freeze.verb.planned' : 'freeze.verb.started', { hosts }),
      emoji: '🧊',
      parts: [
        planned ? line('freeze.planned', times) : line('freeze.active', times),
        ...told,
        ...(rivals.length === 0 ? [] : [line('freeze.verb.partly'), rivalList(view)]),
        ...(state === 'announced' ? [line('freeze.verb.unconfirmed')] : []),
        line('freeze.verb.notice'),
        line('freeze.verb.lift', { command: `${deps.command} unfreeze ${name}` }),
      ],
      context: [id],
    },
    for: 'asker',
    ...(ask.place.via === 'terminal' ? { follow: id } : {}),
    data: dataOf(view),
  };
}

/** Somebody was first: who, until when, and where to talk to them. */
function conflict({ view }: Begun, { command }: ConversationDeps): Answer {
  const [first] = view.targets;
  const hosts = frozenHosts(view.targets);
  const told = usageError({
    problem: 'frozen',
    headline: text('freeze.verb.taken', { hosts }),
    lines: rivalItems(view),
    examples: [`${command} unfreeze ${first?.host ?? 'HOST'}`, `${command} status`],
  });
  return { ...told, data: { ...told.data, ...dataOf(view) } };
}

function rivalItems({ targets, at }: FreezeView): Span[][] {
  const refused = targets.flatMap((one) =>
    one.rival === null ? [] : [{ host: one.host, rival: one.rival }],
  );
  const items = refused
    .slice(0, SHOWN)
    .map(({ host, rival }) => [
      ...spans('freeze.verb.taken-by', { host, by: rival.by, until: moment(rival.until, at) }),
      ...threadSpans(rival.link),
    ]);
  return refused.length > SHOWN ? [...items, spans('list.and-more', { n: refused.length - SHOWN })] : items;
}

const rivalList = (view: FreezeView): Part => ({ kind: 'list', items: rivalItems(view) });

const dataOf = (view: FreezeView): Record<string, unknown> => ({
  freeze: view.freeze,
  state: view.state,
  from: new Date(view.from).toISOString(),
  until: new Date(view.until).toISOString(),
  hosts: view.targets.map(({ host, gateway, state, rival }) => ({
    host,
    ...(gateway === null ? {} : { gateway }),
    held: state === 'held',
    ...(rival === null ? {} : { heldBy: rival.by, heldUntil: new Date(rival.until).toISOString() }),
  })),
});

function wrongTime(read: FreezeTrouble, { command }: ConversationDeps): Answer {
  const headline =
    read.trouble === 'bad'
      ? text('freeze.time.bad', { word: read.word.slice(0, 40) })
      : text(`freeze.time.${read.trouble}`);
  const examples = EXAMPLES.map((example) => `${command} ${example}`);
  return usageError({ problem: 'bad-time', headline, lines: [spans('freeze.time.rule')], examples });
}
