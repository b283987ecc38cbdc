/**
 * @module diagnosis/fix
 * What to do about a finding: a command as arguments with named places, a line for a person's shell, or words. Arguments,
 * because a line would have to be taken apart again by whoever runs it; here they are put together once, for people.
 */
import type { OperationId } from '../protocol/operations.ts';

type Noted = {
  /** What to know about it, in half a sentence. */
  note?: string;
  mutates: boolean;
};

export type Command = Noted & {
  kind: 'command';
  /** One argument each. `{channel}` is a place that the reader fills in, `{…}` what stands there already. */
  argv: readonly string[];
  /** The bot's own operation that does the same. */
  operation?: OperationId;
};

/** Needs a shell (a pipe, a variable, a pattern of names), so only a person ever runs it. Places as in a command. */
export type ShellLine = Noted & { kind: 'shell'; line: string };

export type Advice = { kind: 'advice'; advice: string; mutates: boolean };

export type Fix = Command | ShellLine | Advice;
/** To look for oneself; it changes nothing. */
export type Check = (Command | ShellLine) & { mutates: false };

const command =
  <const Mutates extends boolean>(mutates: Mutates) =>
  (argv: string | readonly string[], note?: string): Command & { mutates: Mutates } => ({
    kind: 'command',
    argv: typeof argv === 'string' ? argv.split(' ') : argv,
    ...(note === undefined ? {} : { note }),
    mutates,
  });

const shellLine =
  <const Mutates extends boolean>(mutates: Mutates) =>
  (line: string, note?: string): ShellLine & { mutates: Mutates } => ({
    kind: 'shell',
    line,
    ...(note === undefined ? {} : { note }),
    mutates,
  });

/** A command that changes nothing: arguments parted by blanks, or a list where one of them holds a blank. */
export const look = command(false);
/** A command that changes the host. */
export const change = command(true);
export const lookInShell = shellLine(false);
export const changeInShell = shellLine(true);
/** Where no command does it. */
export const advise = (advice: string): Advice => ({ kind: 'advice', advice, mutates: false });
/** The same, and somebody changes something by it. */
export const adviseChange = (advice: string): Advice => ({ kind: 'advice', advice, mutates: true });

const PLACE = /\{([a-z][a-z-]*|…)\}/g;
/** In capitals, as manuals show what is to be filled in. */
const withPlaces = (template: string): string =>
  template.replace(PLACE, (_, name: string) => name.toUpperCase());

const PLAIN = /^[\w@%+=:,./-]+$/;
/** What a shell reads even between double quotes. */
const READ_IN_QUOTES = /["$`\\!]/;

function quoted(argument: string): string {
  if (PLAIN.test(argument)) return argument;
  return READ_IN_QUOTES.test(argument) ? `'${argument.replaceAll("'", "'\\''")}'` : `"${argument}"`;
}

/** The command as it can be copied. */
export function commandLine(it: Command | ShellLine): string {
  return it.kind === 'shell'
    ? withPlaces(it.line)
    : it.argv.map((argument) => quoted(withPlaces(argument))).join(' ');
}

/** As a line for a terminal: what is no command there is a remark. */
export function terminalLine(fix: Fix): string {
  if (fix.kind === 'advice') return `# ${fix.advice}`;
  return `${commandLine(fix)}${fix.note === undefined ? '' : `   # ${fix.note}`}`;
}
