/**
 * @module conversation/help
 * Help, written by the verbs themselves; and the answer to a word that is none of them.
 */

import { bold, code, type Part, type Span, say } from '../messages/message.ts';
import { usageError } from '../messages/usage-error.ts';
import { closest } from './closest.ts';
import type { Answer } from './conversation.ts';
import { hostNames, isKnownHost } from './fleet.ts';
import type { Args, ConversationDeps, Verb } from './verb.ts';
import { VERBS } from './verbs/index.ts';

const usageOf = (verb: Verb, command: string): string => `${command} ${verb.verb} ${verb.usage}`.trim();

/** The verb that `help` is; the list of the others is its content. */
export const help: Verb = {
  verb: 'help',
  usage: '[VERB]',
  help: 'shows this, or more about one verb',
  more: [],
  examples: ['help triage'],
  also: ['?', 'man', 'usage', 'commands', '-h', '--help'],
  async run({ words }, _ask, deps) {
    const [asked] = words;
    if (asked === undefined) return overview(deps.command);
    const verb = ALL.find(
      (one) => one.verb === asked.toLowerCase() || one.also.includes(asked.toLowerCase()),
    );
    return verb === undefined
      ? unknownVerb(asked.toLowerCase(), { words: [], rest: '' }, deps)
      : about(verb, deps.command);
  },
};

const ALL: readonly Verb[] = [...VERBS, help];

/** The verb of that name. */
export const findVerb = (name: string): Verb | undefined => ALL.find((verb) => verb.verb === name);

function overview(command: string): Answer {
  const items = ALL.map((verb): Span[] => [code(usageOf(verb, command)), say(` – ${verb.help}`)]);
  return {
    message: {
      headline: 'What I can do',
      emoji: '🛟',
      parts: [
        {
          kind: 'line',
          spans: [
            say('Finds what is wrong with an OpenClaw gateway, how certain that is, and the next command.'),
          ],
        },
        { kind: 'list', items },
        { kind: 'line', spans: [say('To begin: '), code(`${command} ${VERBS[0]?.examples[0] ?? 'help'}`)] },
      ],
      context: ['Read-only. Nothing on a host is changed.'],
    },
    for: 'asker',
    data: { verbs: ALL.map(({ verb, usage, help: line }) => ({ verb, usage, help: line })) },
  };
}

function about(verb: Verb, command: string): Answer {
  const parts: Part[] = [
    { kind: 'line', spans: [code(usageOf(verb, command)), say(` – ${verb.help}`)] },
    ...verb.more.map((text): Part => ({ kind: 'line', spans: [say(text)] })),
    { kind: 'line', spans: [bold(verb.examples.length === 1 ? 'Example:' : 'Examples:')] },
    { kind: 'list', items: verb.examples.map((example) => [code(`${command} ${example}`)]) },
  ];
  return {
    message: { headline: `Help: ${verb.verb}`, emoji: '🛟', parts, context: [] },
    for: 'asker',
    data: { verb: verb.verb, usage: verb.usage, help: verb.help, more: verb.more, examples: verb.examples },
  };
}

/** Text this long is no mistyped verb: somebody pasted an error. */
const PASTED_WORDS = 4;

/** What was meant by a word that is no verb: another verb, a host, or a pasted error. */
export async function unknownVerb(typed: string, args: Args, deps: ConversationDeps): Promise<Answer> {
  const { command, objects } = deps;
  const quoted = [[code(typed.slice(0, 80)), say(' is not a command.')]];
  const also = ALL.find((verb) => verb.also.includes(typed));
  const near =
    also?.verb ??
    closest(
      typed,
      ALL.map((verb) => verb.verb),
    );
  const [host = ''] = typed.split('/');
  if (near === null && (await isKnownHost(objects, host))) {
    return usageError({
      problem: 'unknown-verb',
      headline: 'Which command for this host?',
      examples: [`${command} triage ${typed}`, `${command} host ${host}`],
    });
  }
  if (near === null && args.words.length + 1 >= PASTED_WORDS) {
    return usageError({
      problem: 'unknown-verb',
      headline: 'To explain an error, type explain first',
      examples: [`${command} explain ${`${typed} ${args.rest}`.replace(/\s+/g, ' ').slice(0, 120)}`],
    });
  }
  if (near === null) {
    const known = ALL.map((verb) => verb.verb).join(', ');
    return usageError({
      problem: 'unknown-verb',
      headline: 'Unknown command',
      lines: [[say(`I know: ${known}.`)], ...quoted],
      examples: [`${command} help`],
    });
  }
  const verb = findVerb(near);
  const meant = verb === undefined ? '' : await meantArgument(verb, args, objects);
  return usageError({
    problem: 'unknown-verb',
    headline: `Did you mean "${near}"?`,
    examples: [`${command} ${meant === '' ? (verb?.examples[0] ?? near) : `${near} ${meant}`}`],
  });
}

/** The first word after the verb, as the example can repeat it: for a host the closest that exists. */
async function meantArgument(verb: Verb, args: Args, objects: ConversationDeps['objects']): Promise<string> {
  const [typed = ''] = args.words;
  if (verb.usage === '' || !/^[A-Za-z0-9._/-]{1,80}$/.test(typed)) return '';
  if (!verb.usage.startsWith('HOST') && verb.verb !== 'host') return typed;
  const [host = '', ...profile] = typed.split('/');
  const known = closest(host, await hostNames(objects));
  return known === null ? '' : [known, ...profile].join('/');
}
