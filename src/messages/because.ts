/**
 * @module messages/because
 * A reason that a host or the bot gives by its code, as people read it. A code of a newer host is shown as it is, with
 * its values: less readable, and nothing of it is lost.
 */
import type { Because } from '../protocol/recovery.ts';
import { fill } from '../sentences/icu.ts';
import { REASONS } from './en/recovery-codes.ts';
import { code, type Span, say } from './message.ts';
import { spans, text } from './sentence.ts';
import { utc } from './time.ts';

/** Names that stand in a reason's text. */
const namesIn = (sentence: string): string[] =>
  [...sentence.matchAll(/\{([A-Za-z][A-Za-z0-9]*)\}/g)].map(([, name]) => name ?? '');

const isKnown = (word: string): word is keyof typeof REASONS => Object.hasOwn(REASONS, word);

/** `doing.lease-take` says which act is under way; what the act is stands in its own row, `lease.take`. */
function underWay(word: string): Span[] | null {
  const [, doing, act] = /^(doing|undoing|looking)\.([a-z-]+)$/.exec(word) ?? [];
  const what = Object.entries(REASONS).find(([id]) => id.replaceAll('.', '-') === act)?.[1];
  if (what === undefined || doing === undefined) return null;
  return spans(`because.${doing as 'doing' | 'undoing' | 'looking'}`, { what });
}

/** Values that the text has no place for stand behind it, so that what another version tells is told. */
export function because({ code: word, params }: Because): Span[] {
  const told = Object.entries(params).filter(([, value]) => value !== '');
  const own = word === 'order.failed' ? ownReason(params.why) : null;
  if (own !== null) return fill(own, 'en', {});
  if (!isKnown(word)) return [...(underWay(word) ?? [code(word)]), ...beside(told)];
  const sentence: string = REASONS[word];
  const names = namesIn(sentence);
  const values = Object.fromEntries(names.map((name) => [name, valueIn(name, params[name])]));
  return [...fill(sentence, 'en', values), ...beside(told.filter(([name]) => !names.includes(name)))];
}

/** What a reason says where its values are not at hand; null where it would say nothing without them. */
function withoutValues(id: keyof typeof REASONS): string | null {
  const told = REASONS[id].replace(/(?::| \() ?\{[^{}]*\}\)?$/, '');
  return told.includes('{') ? null : told;
}

/**
 * The host's own code of a recovery that came to nothing, `Refused PLAN_NOT_KNOWN` beside the end of its order: a host
 * reports the kind of a failure in capitals, without values, whatever it is (agent/channel/jobs.ts).
 */
function ownReason(why: string | undefined): string | null {
  const [, kind] = /\bRefused ([A-Z0-9_]+)\b/.exec(why ?? '') ?? [];
  const id = Object.keys(REASONS).find((one) => one.toUpperCase().replace(/[^A-Z0-9]/g, '_') === kind);
  return id !== undefined && isKnown(id) ? withoutValues(id) : null;
}

const SUPERVISORS = [
  'systemd-user',
  'systemd-system',
  'docker',
  'compose',
  'launchd',
  'process',
  'none',
] as const;
const isSupervisor = (word: string): word is (typeof SUPERVISORS)[number] =>
  (SUPERVISORS as readonly string[]).includes(word);

/** Who restarts a gateway, as people say it; a word of a newer host is shown as it came. */
export const supervisorText = (word: string): string =>
  isSupervisor(word) ? text(`supervisor.${word}`) : word;

/** Times travel as numbers, since each reader has a clock of their own. */
const EPOCH_MS = /^\d{13}$/;

/** A value that is a word of ours is said; every other one is shown as it came. */
function valueIn(name: string, value: string | undefined): string {
  if (!value) return text('because.unknown');
  if (name === 'until' && EPOCH_MS.test(value)) return utc(Number(value), Number(value));
  if (name === 'next' && (value === 'put-back' || value === 'escalate')) return text(`next.${value}`);
  if (name === 'supervisor') return supervisorText(value);
  // An act, or the code of a reason within a reason.
  return (isKnown(value) ? withoutValues(value) : null) ?? value;
}

function beside(params: readonly (readonly [string, string])[]): Span[] {
  if (params.length === 0) return [];
  return [say(` (${params.map(([name, value]) => `${name}: ${value}`).join(', ')})`)];
}

export const becauseText = (reason: Because): string =>
  because(reason)
    .map((span) => span.text)
    .join('');
