/**
 * @module conversation/look
 * Which look an incident is at: the mark by which a button knows that it is out of date.
 */
import type { IncidentView } from '../incidents/notifier.ts';

/** The number of looks at all of its hosts so far; rises with every new one. */
export const lookOf = (view: IncidentView): number =>
  view.hosts.reduce((sum, host) => sum + (host.look ?? 1), 0);

export const isLooking = (view: IncidentView): boolean =>
  view.hosts.some((host) => host.state === 'asking' || host.state === 'looking');
