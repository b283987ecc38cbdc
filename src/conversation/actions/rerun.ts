/**
 * @module conversation/actions/rerun
 * Runs triage again on the hosts of an incident. Two people who press the same button start one run: the second
 * press is told whose run is in progress.
 */
import type { Person } from '../../incidents/event.ts';
import type { Part } from '../../messages/message.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { line, spans, text } from '../../messages/sentence.ts';
import { nameOf } from '../../messages/small-print.ts';
import { usageError } from '../../messages/usage-error.ts';
import type { Action } from '../action.ts';
import { beginLook } from '../begin-look.ts';
import type { Answer, Press } from '../conversation.ts';
import { eachOf, hostCard } from '../fleet.ts';
import { isLooking, lookOf } from '../look.ts';

export const rerun: Action = {
  action: 'rerun',
  label: 'button.rerun',
  style: 'primary',
  // A round is asked for anew by its command: it has no hosts of its own.
  fits: (view) => view.round === undefined && !isLooking(view),
  async run(press, view, deps) {
    const names = view.hosts.map((one) => one.host);
    const example = `${deps.command} triage ${names[0] ?? 'HOST'}`;
    const permission = await deps.may(press.person, 'look');
    if (!permission.ok) return notAllowed(permission, 'triage', [example]);
    if (isLooking(view)) return stale(text('triage.running', { host: names.join(', ') }), view.asker);
    if (press.look !== null && press.look < lookOf(view)) return stale(text('rerun.newer'), view.asker);
    // The same for every press on the same message, so that two presses are one.
    const id = `press:${press.incident}:rerun:${press.look ?? press.id}`;
    const begun = await eachOf(view.hosts, async ({ host, gateway }) => {
      const card = await hostCard(deps.objects, host);
      return beginLook(host, card, { ...asked(press, id), incident: press.incident }, deps, gateway);
    });
    const away = begun.filter(({ card }) => !card.connected).map(({ host }) => host);
    const parts: Part[] = [
      line('rerun.updates'),
      ...(away.length === 0 ? [] : [line('rerun.waiting', { hosts: away.join(', ') })]),
    ];
    return {
      message: {
        headline: text('triage.started-again', { host: names.join(', ') }),
        emoji: '🔎',
        parts,
        context: [view.incident],
      },
      for: 'asker',
      incident: press.incident,
      data: { incident: press.incident, hosts: names },
    };
  },
};

const asked = ({ person, place, complaint }: Press, id: string) => ({
  id,
  text: 'triage (button)',
  person,
  place,
  ...(complaint === undefined ? {} : { complaint }),
});

function stale(headline: string, by: Person | undefined): Answer {
  const where = by === undefined ? spans('rerun.above') : spans('rerun.above-by', { person: nameOf(by) });
  return usageError({ problem: 'stale', headline, lines: [where], examples: [] });
}
