/**
 * @module messages/small-print
 * The last line of a status: how old the data is, how long it took, who asked, and the id to find it by.
 */
import type { Person } from '../incidents/event.ts';
import type { IncidentView } from '../incidents/notifier.ts';
import { text } from './sentence.ts';
import { duration, utcSpan } from './time.ts';

/** Data older than this when it is shown is said to be old, in milliseconds. */
const OLD_MS = 60_000;

/** The moment this view speaks of, epoch ms. */
export const momentOf = (view: IncidentView): number => view.at ?? view.startedAt + view.elapsedMs;

/** What to call a person in small print, or what acted in their stead. */
export function nameOf(person: Person | undefined): string {
  const name = person?.name ?? person?.id ?? text('small.nobody');
  if (person?.via === 'alert') return text('small.alert', { name });
  if (person?.via === 'pipeline') return text('small.pipeline', { name });
  return person?.via === 'schedule' ? text('small.schedule', { name }) : name;
}

/** Data of another hour than the command's is worth a second thought, or a look at the host's clock. */
function dataAge(looks: number[], now: number): string {
  if (looks.length === 0) return text('small.no-data');
  const newest = Math.max(...looks);
  const span = utcSpan(Math.min(...looks), newest, now);
  if (now - newest > OLD_MS) return text('small.data-old', { span, age: duration(now - newest) });
  if (newest - now > OLD_MS) return text('small.data-ahead', { span, age: duration(newest - now) });
  return text('small.data', { span });
}

/** The context lines of the status message. */
export function smallPrint(view: IncidentView): string[] {
  const now = momentOf(view);
  const looks = view.hosts.flatMap((host) => [host.oldestLook, host.newestLook]).filter((at) => at !== null);
  const versions = [...new Set(view.hosts.flatMap((host) => host.openclawVersion ?? []))];
  const ended = view.hosts.every((host) => host.state !== 'asking' && host.state !== 'looking');
  const run = Math.max(1, ...view.hosts.map((host) => host.look ?? 1));
  const requester = nameOf(view.requester);
  const asker = nameOf(view.asker ?? view.requester);
  return [
    dataAge(looks, now),
    ...(ended ? [text('small.took', { duration: duration(view.elapsedMs) })] : []),
    ...(run > 1 ? [text('small.run', { n: run, person: asker })] : []),
    ...(versions.length === 1 ? [`OpenClaw ${versions[0]}`] : []),
    run > 1 ? text('small.opened', { person: requester }) : text('small.requested', { person: requester }),
    ...(view.record === undefined
      ? []
      : [text('status.record', { n: view.record.length, head: view.record.head })]),
    view.incident,
  ];
}
