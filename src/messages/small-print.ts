/**
 * @module messages/small-print
 * The last line of a status: how old the data is, how long it took, who asked, and the id to find it by.
 */
import type { Person } from '../incidents/event.ts';
import type { IncidentView } from '../incidents/notifier.ts';
import { duration, utcSpan } from './time.ts';

/** Data older than this when it is shown is said to be old, in milliseconds. */
const OLD_MS = 60_000;

/** The moment this view speaks of, epoch ms. */
export const momentOf = (view: IncidentView): number => view.at ?? view.startedAt + view.elapsedMs;

/** What to call a person in small print. */
export const nameOf = (person: Person | undefined): string => person?.name ?? person?.id ?? 'nobody known';

/** Data of another hour than the command's is worth a second thought, or a look at the host's clock. */
function dataAge(looks: number[], now: number): string {
  if (looks.length === 0) return 'no data';
  const newest = Math.max(...looks);
  const span = `data from ${utcSpan(Math.min(...looks), newest, now)}`;
  if (now - newest > OLD_MS) return `${span}, ${duration(now - newest)} before this message`;
  if (newest - now > OLD_MS) return `${span}: the clock of the host is ${duration(newest - now)} ahead`;
  return span;
}

/** The context lines of the status message. */
export function smallPrint(view: IncidentView): string[] {
  const now = momentOf(view);
  const looks = view.hosts.flatMap((host) => [host.oldestLook, host.newestLook]).filter((at) => at !== null);
  const versions = [...new Set(view.hosts.flatMap((host) => host.openclawVersion ?? []))];
  const ended = view.hosts.every((host) => host.state !== 'asking' && host.state !== 'looking');
  const look = Math.max(...view.hosts.map((host) => host.look ?? 1));
  return [
    dataAge(looks, now),
    ...(ended ? [`took ${duration(view.elapsedMs)}`] : []),
    ...(look > 1 ? [`run ${look}, requested by ${nameOf(view.asker ?? view.requester)}`] : []),
    ...(versions.length === 1 ? [`OpenClaw ${versions[0]}`] : []),
    look > 1 ? `opened by ${nameOf(view.requester)}` : `requested by ${nameOf(view.requester)}`,
    view.incident,
  ];
}
