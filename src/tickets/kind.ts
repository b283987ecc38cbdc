/**
 * @module tickets/kind
 * A kind of desk: what it is called, what an operator sets for one and where each value is found, what it can do, and how
 * one is made. A kind is one file in kinds/ and one line in desks.ts.
 */
import type * as z from 'zod';
import type { Desk, DeskAbilities, DeskName } from './desk.ts';

/** What a desk needs of the runtime. */
export type DeskTools = { name: DeskName; fetch: typeof fetch; now: () => number };

export type DeskKind = {
  kind: string;
  /** As people call it: `GitHub Issues`. */
  title: string;
  /** A strict object; `kind` is read beforehand and is not in it. */
  settings: z.ZodType;
  /** For each setting where its value is found. */
  where: Readonly<Record<string, string>>;
  /** What one can do that is set up as usual. */
  abilities: DeskAbilities;
  /** More that people should know before they choose it, a sentence each. */
  remarks: readonly string[];
  make(settings: unknown, tools: DeskTools): Desk;
};

/** Keeps the settings of a kind typed where it is written. */
export function deskKind<S>(
  kind: Omit<DeskKind, 'settings' | 'make' | 'where'> & {
    settings: z.ZodType<S>;
    where: Readonly<Record<keyof S & string, string>>;
    make(settings: S, tools: DeskTools): Desk;
  },
): DeskKind {
  return { ...kind, make: (settings, tools) => kind.make(settings as S, tools) };
}
