/**
 * @module node-help
 * What a command of `bot.mjs` is made of, and the help that follows from it: a command without its example cannot be
 * written down.
 */
import { VERSION } from './settings.ts';

export const FLAGS = ['json', 'once', 'new-key', 'dry-run', 'over', 'wait', 'distrust', 'adopt'] as const;
export type Flags = Record<(typeof FLAGS)[number], boolean>;
/** Flags that take a word; `recipient` may be there several times. */
export type Words = {
  url: string;
  key: string;
  since: string;
  after: string;
  identity: string;
  'signed-by': string;
  recipient: string[];
  roots: string;
  threshold: string;
  days: string;
  sign: string;
  dir: string;
};
export type Command = {
  usage: string;
  about: string;
  /** More to know, a line each. */
  more?: readonly string[];
  examples: readonly string[];
  flags: ReadonlyArray<keyof Flags>;
  given?: ReadonlyArray<keyof Words>;
  /** How many words it takes after its name. */
  words: [least: number, most: number];
  run(words: string[], flags: Flags, given: Partial<Words>): Promise<number>;
};

/** The whole help, or that of one command. */
export function helpOf(commands: Readonly<Record<string, Command>>, name?: string): string {
  const [one] = Object.entries(commands).filter(([known]) => known === name);
  if (one) {
    const [, { usage, about, more = [], examples }] = one;
    const shown = examples.map((example) => (example.includes('bot.mjs') ? example : `bot.mjs ${example}`));
    return [
      `bot.mjs ${usage}`,
      `  ${about}`,
      ...more.map((line) => `  ${line}`),
      '',
      'Examples:',
      ...shown.map((line) => `  ${line}`),
    ].join('\n');
  }
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length));
  const rows = Object.values(commands).map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`);
  const examples = Object.values(commands).map((command) => `  bot.mjs ${command.examples[0]}`);
  return [
    `openclaw-incident-bot ${VERSION}: finds out what is wrong with OpenClaw gateways`,
    '',
    'Commands (--help after one tells more):',
    ...rows,
    '  --help, --version',
    '',
    'Examples:',
    ...examples,
  ].join('\n');
}
