/**
 * @module conversation/actions/rerun
 * Looks again at the hosts of an incident. Two people who press the same button start one look: the second
 * press is told whose look is under way.
 */
import type { Person } from '../../incidents/event.ts';
import { bold, type Part, say } from '../../messages/message.ts';
import { notAllowed } from '../../messages/permission-denied.ts';
import { nameOf } from '../../messages/small-print.ts';
import { usageError } from '../../messages/usage-error.ts';
import type { Action } from '../action.ts';
import { beginLook } from '../begin-look.ts';
import type { Answer, Press } from '../conversation.ts';
import { eachOf, hostCard } from '../fleet.ts';
import { isLooking, lookOf } from '../look.ts';

export const rerun: Action = {
  action: 'rerun',
  label: 'Re-run',
  style: 'primary',
  fits: (view) => !isLooking(view),
  async run(press, view, deps) {
    const names = view.hosts.map((one) => one.host);
    const example = `${deps.command} triage ${names[0] ?? 'HOST'}`;
    const permission = await deps.may(press.person, 'look');
    if (!permission.ok) return notAllowed(permission, 'look at hosts', [example]);
    if (isLooking(view)) return stale(`${names.join(', ')}: being looked at already`, view.asker);
    if (press.look !== null && press.look < lookOf(view))
      return stale('A newer run replaced this message', view.asker);
    // The same for every press on the same message, so that two presses are one.
    const id = `press:${press.incident}:rerun:${press.look ?? press.id}`;
    const begun = await eachOf(view.hosts, async ({ host, gateway }) => {
      const card = await hostCard(deps.objects, host);
      return beginLook(host, card, { ...asked(press, id), incident: press.incident }, deps, gateway);
    });
    const away = begun.filter(({ card }) => !card.connected).map(({ host }) => host);
    const parts: Part[] = [
      { kind: 'line', spans: [say('The message above is brought up to date and says who asked.')] },
    ];
    if (away.length > 0) {
      const words = ' not connected; the job waits 5 minutes for it.';
      parts.push({ kind: 'line', spans: [bold(away.join(', ')), say(words)] });
    }
    return {
      message: {
        headline: `Looking at ${names.join(', ')} again`,
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
  const spans = [
    say('Its answer is in the message above'),
    say(by === undefined ? '.' : `, asked for by ${nameOf(by)}.`),
  ];
  return usageError({ problem: 'stale', headline, lines: [spans], examples: [] });
}
