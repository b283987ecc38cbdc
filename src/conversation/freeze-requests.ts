/**
 * @module conversation/freeze-requests
 * What a pipeline asks over HTTP, in the words that people use: hosts and labels, and how long.
 */
import { beginFreeze, isFreezeId, lookAtFreeze, tellFreeze } from '../freezes/begin.ts';
import { LONGEST_MS } from '../freezes/freeze.ts';
import type { FreezeRequests, HeldHost, Refused } from '../freezes/routes.ts';
import type { HostCard } from '../hub/messages.ts';
import { text } from '../messages/sentence.ts';
import type { Person } from '../outbox/person.ts';
import type { Objects } from '../storage/objects.ts';
import { hostCards, hostNames, hostsAndLabels, isKnownHost } from './fleet.ts';
import { readDuration } from './freeze-words.ts';
import { MOST_HOSTS } from './triage-many.ts';

const refused = (
  status: Refused['status'],
  title: string,
  detail: string,
): { ok: false; refused: Refused } => ({
  ok: false,
  refused: { status, title, detail },
});

/** `now` gives epoch ms. */
export function freezeRequests({
  objects,
  now,
}: {
  objects: Objects;
  now: () => number;
}): Pick<FreezeRequests, 'list' | 'of' | 'begin' | 'lift'> {
  const heldOf = (cards: readonly { card: HostCard | null }[]): HeldHost[] =>
    cards.flatMap(({ card }) => (card?.held ?? []).map((hold) => ({ ...hold, host: card?.name ?? '' })));

  async function hostsMeant(text: string): Promise<{ host: string; gateway?: string }[]> {
    const { names, labels } = await hostsAndLabels(objects);
    const [word = '', gateway] = text.toLowerCase().split('/');
    if (gateway !== undefined) return names.includes(word) ? [{ host: word, gateway }] : [];
    return names
      .filter((name) => word === 'all' || name === word || labels[name]?.includes(word))
      .map((host) => ({ host }));
  }

  return {
    list: async () => heldOf(await hostCards(objects, await hostNames(objects))),
    async of(host) {
      if (!(await isKnownHost(objects, host))) return null;
      return heldOf(await hostCards(objects, [host]));
    },
    async begin({ askId, hosts, lasts, because, by }) {
      const ms = readDuration(lasts);
      if (ms === null || ms > LONGEST_MS)
        return refused(400, text('freeze.api.duration'), text('freeze.api.duration-how'));
      const targets = (await hostsMeant(hosts)).slice(0, MOST_HOSTS);
      if (targets.length === 0) return refused(404, text('freeze.api.host'), text('freeze.api.host-how'));
      const person: Person = { via: 'pipeline', id: by, name: by };
      const from = now();
      const wish = { person, places: [], targets, from, until: from + ms, because, incident: null };
      const { freeze, view, rivals } = await beginFreeze(objects, askId, wish);
      if (view.state === 'refused') {
        const told = rivals.map(({ host, rival }) => ({ ...rival, host }));
        const [title, detail] = [text('freeze.api.taken'), text('freeze.api.taken-how')];
        return { ok: false, refused: { status: 409, title, detail, rivals: told } };
      }
      const held = view.targets
        .filter(({ state }) => state !== 'refused')
        .map(({ host, gateway }) => ({
          ...{ host, gateway, freeze, by, because, from, until: view.until },
          incident: null,
          link: view.link,
        }));
      return { ok: true, freeze, held };
    },
    async lift(freeze) {
      const view = isFreezeId(freeze) ? await lookAtFreeze(objects, freeze) : null;
      if (view === null || view.ended !== null) return false;
      const person: Person = { via: 'pipeline', id: 'API', name: 'API' };
      await tellFreeze(objects, freeze, { id: `lift:pipeline:${now()}`, type: 'lifted', person });
      return true;
    },
  };
}
