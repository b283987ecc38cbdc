/**
 * @module conversation/help
 * Help, written by the verbs themselves; and the answer to a word that is none of them.
 */

import { code, type Part, type Span } from '../messages/message.ts';
import { line, spans, text } from '../messages/sentence.ts';
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
  help: 'verb.help',
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
  const items = ALL.map((verb): Span[] =>
    spans('help.line', { usage: usageOf(verb, command), help: text(verb.help) }),
  );
  return {
    message: {
      headline: text('help.headline'),
      emoji: '🛟',
      parts: [
        line('help.mission'),
        { kind: 'list', items },
        line('help.start', { command: `${command} ${VERBS[0]?.examples[0] ?? 'help'}` }),
      ],
      context: [text('help.read-only')],
    },
    for: 'asker',
    data: { verbs: ALL.map(({ verb, usage, help }) => ({ verb, usage, help: text(help) })) },
  };
}

function about({ verb, usage, help, more, examples }: Verb, command: string): Answer {
  const typed = `${command} ${verb} ${usage}`.trim();
  const parts: Part[] = [
    line('help.line', { usage: typed, help: text(help) }),
    ...more.map((id) => line(id)),
    line('help.examples', { n: examples.length }),
    { kind: 'list', items: examples.map((example) => [code(`${command} ${example}`)]) },
  ];
  return {
    message: { headline: text('help.about', { verb }), emoji: '🛟', parts, context: [] },
    for: 'asker',
    data: { verb, usage, help: text(help), more: more.map((id) => text(id)), examples },
  };
}

/** Text this long is no mistyped verb: somebody pasted an error. */
const PASTED_WORDS = 4;

/** What was meant by a word that is no verb: another verb, a host, or a pasted error. */
export async function unknownVerb(typed: string, args: Args, deps: ConversationDeps): Promise<Answer> {
  const { command, objects } = deps;
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
      headline: text('refusal.which-command'),
      examples: [`${command} triage ${typed}`, `${command} host ${host}`],
    });
  }
  if (near === null && args.words.length + 1 >= PASTED_WORDS) {
    return usageError({
      problem: 'unknown-verb',
      headline: text('refusal.explain-first'),
      examples: [`${command} explain ${`${typed} ${args.rest}`.replace(/\s+/g, ' ').slice(0, 120)}`],
    });
  }
  if (near === null) {
    const commands = ALL.map((verb) => verb.verb).join(', ');
    return usageError({
      problem: 'unknown-verb',
      headline: text('refusal.unknown-command'),
      lines: [
        spans('refusal.not-a-command', { typed: typed.slice(0, 80) }),
        spans('refusal.commands', { commands }),
      ],
      examples: [`${command} help`],
    });
  }
  const verb = findVerb(near);
  const meant = verb === undefined ? '' : await meantArgument(verb, args, objects);
  return usageError({
    problem: 'unknown-verb',
    headline: text('refusal.did-you-mean', { command: near }),
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
