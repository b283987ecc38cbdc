/**
 * @module conversation/verbs/bundle
 * Everything about an incident in one file, for whoever helps next: made and searched on the host, looked at first, then
 * attached, linked or deleted.
 */
import type { ViewReply } from '../../incidents/messages.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { spans, text } from '../../messages/sentence.ts';
import { usageError } from '../../messages/usage-error.ts';
import { beginBundle } from '../begin-bundle.ts';
import type { BundleAction } from '../bundle-action.ts';
import { pressBundle } from '../bundle-press.ts';
import { type BundleWords, readBundle } from '../bundle-words.ts';
import type { Answer, Ask } from '../conversation.ts';
import { findHost } from '../find-host.ts';
import { findHosts } from '../find-hosts.ts';
import { hostCard } from '../fleet.ts';
import { isIncidentId } from '../incident-id.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

export const bundle: Verb = {
  verb: 'bundle',
  usage: 'HOST[/PROFILE] | LABEL | all [since 2h] [preview|attach|link|unlink|diff|delete]',
  help: 'verb.bundle',
  more: [
    'verb.bundle.host-side',
    'verb.bundle.since',
    'verb.bundle.several',
    'verb.bundle.after',
    'verb.bundle.rights',
  ],
  examples: ['bundle node-3', 'bundle node-3 since 2h', 'bundle prod', 'bundle node-3 attach'],
  also: ['export', 'collect', 'archive', 'diagnostics', 'sosreport', 'support'],
  async run({ rest }, ask, deps) {
    const words = readBundle(rest, ask.incident !== undefined);
    if ('bad' in words) return badSince(words.bad, deps);
    const { action } = words;
    if (action !== undefined) return act(action, words, ask, deps);
    const permission = await deps.may(ask.person, 'look');
    if (!permission.ok) return notAllowed(permission, 'preview', [`${deps.command} hosts`]);
    const { sinceMin } = words;
    const since = sinceMin === undefined ? {} : { sinceMin };
    const here = words.hosts.length === 0 ? await hostsOf(ask, deps) : [];
    const targets = here.map((host) => ({ host }));
    if (targets.length > 0) return beginBundle({ name: here.join(','), targets, ...since }, ask, deps);
    const found = await findHosts(words.hosts, 'bundle', deps);
    if ('answer' in found) return found.answer;
    return beginBundle({ name: words.hosts.join(' '), targets: found.targets, ...since }, ask, deps);
  },
};

/** In an incident's thread no host need be named: all of its hosts are meant. */
async function hostsOf({ incident }: Ask, { objects }: ConversationDeps): Promise<string[]> {
  if (incident === undefined) return [];
  const { view } = (await objects.send({ kind: 'incident', name: incident }, { type: 'view' })) as ViewReply;
  const named = [
    ...(view?.hosts ?? []).map(({ host }) => host),
    ...(view?.bundles ?? []).flatMap(({ host }) => host ?? []),
  ];
  return [...new Set(named)];
}

/** What a button does, typed: for the latest bundle of the host named, of the incident named, or of this thread's. */
async function act(
  action: BundleAction,
  { hosts }: BundleWords,
  ask: Ask,
  deps: ConversationDeps,
): Promise<Answer> {
  const [word = ''] = hosts;
  const found = await incidentOf(word, ask, deps);
  if ('answer' in found) return found.answer;
  const to = { kind: 'incident', name: found.incident } as const;
  const { view } = (await deps.objects.send(to, { type: 'view' })) as ViewReply;
  if (view === null) return nothingHere(word, deps);
  const name = word.split('/')[0]?.toLowerCase() ?? '';
  const all = view.bundles ?? [];
  const meant = isIncidentId(word) || word === '' ? all : all.filter((one) => one.name === name);
  const narrowed = { ...view, bundles: meant };
  const press = {
    ...{ id: ask.id, action: action.action, incident: found.incident, look: null },
    ...{ person: ask.person, place: ask.place },
  };
  const answer = await pressBundle(action, press, narrowed, deps);
  if ('form' in answer) throw new Error('Something typed asked for a form.');
  return answer;
}

async function incidentOf(
  word: string,
  ask: Ask,
  deps: ConversationDeps,
): Promise<{ incident: string } | { answer: Answer }> {
  if (isIncidentId(word.toLowerCase())) return { incident: word.toLowerCase() };
  if (ask.incident !== undefined) return { incident: ask.incident };
  const found = await findHost(word.split('/')[0]?.toLowerCase() ?? '', 'bundle', deps);
  if ('answer' in found) return found;
  const { openIncident } = await hostCard(deps.objects, found.host);
  return openIncident === null ? { answer: nothingHere(found.host, deps) } : { incident: openIncident };
}

const nothingHere = (host: string, { command }: ConversationDeps): Answer =>
  usageError({
    problem: 'no-bundle',
    headline: text('bundle.none'),
    lines: [spans('bundle.none-open')],
    examples: [`${command} bundle ${host === '' ? 'node-1' : host}`],
  });

const badSince = (word: string, { command }: ConversationDeps): Answer =>
  usageError({
    problem: 'bad-since',
    headline: text('bundle.bad-since', { word }),
    lines: [spans('bundle.bad-since-why')],
    examples: [`${command} bundle node-1 since 2h`],
  });
