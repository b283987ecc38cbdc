/**
 * @module agent/gateways/access-groups
 * Named lists of people that allow lists refer to (`accessGroups`, OpenClaw 2026.9.6, docs/channels/access-groups): who
 * is on one is kept by channel, and nobody is carried over from one channel to another.
 */
import { at, textAt } from './config-file.ts';

const REFERENCE = /^accessGroup:(.+)$/i;

const listAt = (value: unknown): string[] => (Array.isArray(value) ? value.map((one) => String(one)) : []);

/** A list as it counts in one channel. */
export type InFull = (channel: string, list: readonly string[]) => string[];

/** Puts the people in the place of the lists that name them; a list that is asked of the provider stays as it is. */
export function inFull(config: unknown): InFull {
  const groups = at(config, 'accessGroups');
  const members = (channel: string, entry: string): string[] => {
    const name = REFERENCE.exec(entry.trim())?.[1];
    if (name === undefined) return [entry];
    const group = typeof groups === 'object' && groups !== null ? Reflect.get(groups, name) : undefined;
    // One that nobody has made lets nobody in.
    if (group === undefined) return [];
    if (textAt(group, 'type') !== 'message.senders') return [entry];
    const people = at(group, 'members');
    return ['*', channel].flatMap((key) =>
      typeof people === 'object' && people !== null ? listAt(Reflect.get(people, key)) : [],
    );
  };
  return (channel, list) => list.flatMap((entry) => members(channel, entry));
}
