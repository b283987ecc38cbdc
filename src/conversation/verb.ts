/**
 * @module conversation/verb
 * What a verb is: one file each, listed in verbs/index.ts. `help` and the suggestions write themselves from
 * the same data.
 */
import type { BundleStore } from '../bundles/store.ts';
import type { Diagnosis } from '../diagnosis/finding.ts';
import type { JoinTokens } from '../hub/enrolment.ts';
import type { Person } from '../incidents/event.ts';
import type { Log } from '../log.ts';
import type { PlainId } from '../messages/sentence.ts';
import type { Objects } from '../storage/objects.ts';
import type { KnownDesks } from '../tickets/known-desks.ts';
import type { BundleLinks } from './bundle-links.ts';
import type { Answer, Ask } from './conversation.ts';
import type { Permission, Right } from './permission.ts';

/** What the conversation is made of. */
export type ConversationDeps = {
  objects: Objects;
  /** Epoch ms. */
  now: () => number;
  log: Log;
  /** Where hosts reach this bot, e.g. `https://bot.example.org`. */
  publicUrl: string;
  /** What people type before a verb, `/openclaw`. */
  command: string;
  /** Asked at the moment of the command or the click, never remembered from an earlier one. */
  may: (person: Person, right: Right) => Promise<Permission>;
  /** Reads pasted text. It takes secrets out first: its citations quote the text to everybody. */
  explain: (text: string) => Diagnosis | Promise<Diagnosis>;
  joinTokens: Pick<JoinTokens, 'create'>;
  /** Where files of bundles are kept; none can be read when left out. */
  files?: BundleStore;
  /** Makes links to bundles; none are made when left out. */
  links?: BundleLinks;
  /** Takes secrets out of what people write down. */
  redact?: (text: string) => string;
  /** The person's time zone, e.g. `Europe/Amsterdam`; null where nobody knows it. */
  zoneOf?: (person: Person) => Promise<string | null>;
  /** The same person with the one id of all their accounts, where a bot admin has joined those. */
  knownAs?: (person: Person) => Person;
  /** Where tickets are opened; nowhere when left out. */
  desks?: KnownDesks;
  /** Runs a command as the first span of a trace; without it nothing is traced. */
  trace?: <T>(name: string, work: (parent: string | null) => Promise<T>) => Promise<T>;
  /** A button asks for the title of a ticket instead of taking ours. */
  askTitle?: boolean;
};

export type Args = {
  words: string[];
  /** As typed, for verbs that take text. */
  rest: string;
};

export type Verb = {
  verb: string;
  /** What comes after it, e.g. `HOST[/PROFILE]`; empty for nothing. */
  usage: string;
  /** One line. */
  help: PlainId;
  /** What else there is to know, a line each. */
  more: readonly PlainId[];
  /** What can be typed after the command, runnable as it stands. */
  examples: readonly string[];
  /** Other words by which people look for it. */
  also: readonly string[];
  run(args: Args, ask: Ask, deps: ConversationDeps): Promise<Answer>;
};
