/**
 * @module agent/recovery/denied-change
 * Why a new configuration may not take the place of the present one. One question for plans and for the moment of
 * writing, so that nobody agrees to what is then refused, and nothing is written that nobody would have been asked.
 */
import type { Because } from '../../protocol/recovery.ts';
import { hasCredential } from '../../runbooks/denied.ts';
import { type Difference, differences, type MayTouch, valueAt, whyDenied } from './config-value.ts';
import type { Earlier } from './earlier-configs.ts';
import type { Site } from './site.ts';
import { because } from './told-value.ts';

type Config = Record<string, unknown>;

export type ConfigChange = {
  /** Null: there is none, or it says nothing that can be read. */
  now: Config | null;
  next: Config;
  /** What the repair is there for. */
  mayTouch?: MayTouch | undefined;
  /** A whole earlier file comes back: what was in force is what it may be like. Null: nobody knows what was. */
  inForce?: Config | null;
};

const modeOf = (config: unknown): unknown => valueAt(config, ['gateway', 'auth', 'mode']);
const bindOf = (config: unknown): unknown => valueAt(config, ['gateway', 'bind']);

/** A file that would be listened to from elsewhere, or asks nobody who they are. */
export const isOpen = (config: unknown): boolean =>
  ![undefined, 'loopback'].includes(bindOf(config) as string | undefined) || modeOf(config) === 'none';

/**
 * What the gateway last worked by: OpenClaw's own copy of that, else the newest of its own versions that is not open.
 * What people have put beside it themselves says nothing of that.
 */
export function lastInForce(earlier: readonly Earlier[]): Config | null {
  const own = earlier.filter(({ is }) => is !== 'beside');
  const known = own.find(({ is }) => is === 'last-good') ?? own.find(({ value }) => !isOpen(value));
  return known?.value ?? null;
}

function firstDenied(
  all: readonly Difference[],
  whole: { before: unknown; after: unknown },
  site: Pick<Site, 'denied'>,
  mayTouch?: MayTouch,
): { key: string; pattern: string } | null {
  for (const each of all) {
    const pattern = whyDenied(each, whole, site.denied, mayTouch);
    if (pattern !== null) return { key: each.path.join('.'), pattern };
  }
  return null;
}

/** Null where it may be put in place. */
export function whyDeniedChange(
  { now, next, mayTouch, inForce }: ConfigChange,
  site: Pick<Site, 'denied' | 'redactor' | 'fingerprint'>,
): Because | null {
  if (modeOf(next) === 'none' && modeOf(now) !== 'none') return because('candidate.opens-auth');
  if (hasCredential(now) && !hasCredential(next)) return because('candidate.opens-auth');
  const all = differences(now ?? {}, next);
  // What the present file says itself must not be taken back for what it leaves out.
  const said = inForce === undefined ? all : all.filter(({ before }) => before !== undefined);
  const found =
    firstDenied(said, { before: now, after: next }, site, mayTouch) ??
    (inForce === undefined
      ? null
      : firstDenied(differences(inForce ?? {}, next), { before: inForce ?? {}, after: next }, site));
  if (found === null) return null;
  return found.pattern === 'gateway.bind'
    ? because('candidate.widens-bind')
    : because('candidate.denied', found, site);
}
