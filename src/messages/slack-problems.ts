/**
 * @module messages/slack-problems
 * What a person reads when the bot cannot answer their command: the cause, what was not done, and what to do
 * next. Never a stack, never the inside of the bot.
 */

import type { IncidentView } from '../incidents/notifier.ts';
import { code, type Message, type Span, say } from './message.ts';

/** Somebody asks where the bot's operator does not want it answered. */
export function notHere(
  why: 'team' | 'channel',
  at: { team: string; channel: string },
  channels: readonly string[],
): Message {
  if (why === 'team') {
    return problem('This workspace is not served', [
      [say('This bot does not answer in your workspace. Nothing was done.')],
      [
        say('Its operator can allow the workspace by adding '),
        code(at.team),
        say(' to the setting '),
        code('SLACK_TEAMS'),
        say('.'),
      ],
    ]);
  }
  return problem('Channel not allowed', [
    [say('This bot does not answer in this channel. Nothing was done.')],
    [
      say('It answers in: '),
      ...channels.flatMap((id, at) => [say(at === 0 ? '' : ', '), code(id)]),
      say('.'),
    ],
    [
      say('Its operator can allow this channel by adding '),
      code(at.channel),
      say(' to the setting '),
      code('SLACK_CHANNELS'),
      say('.'),
    ],
  ]);
}

const STRANGER = {
  guest: 'You are a guest of this workspace.',
  external: 'You belong to another workspace and are here through a shared channel.',
  deactivated: 'Your account is deactivated.',
  bot: 'You are a bot.',
} as const;

/** Somebody who is no full member of the workspace. */
export function notYou(why: keyof typeof STRANGER): Message {
  return problem('Only full members of this workspace are answered', [
    [say(`${STRANGER[why]} The state of the hosts is not shown to you, and nothing was done.`)],
    [say('Ask a full member of this workspace to type the command.')],
  ]);
}

/** Slack sent something that is no slash command. */
export function notUnderstood(): Message {
  return problem('The command could not be read', [
    [say('Slack sent the command without its channel or sender. Nothing was done.')],
    [say('Type it again. If that does not help, the bot’s log says what is missing.')],
  ]);
}

/** The conversation is still busy when Slack's time is up. */
export function tooSlow(typed: string): Message {
  return problem('Still working; Slack timed out first', [
    [say('The bot is still working on '), code(typed), say('; whether it began anything is not known yet.')],
    [say('If nothing appears here within half a minute, type it again: a triage that has begun is joined.')],
  ]);
}

/** Slack would not open a window. */
export function windowFailed(why: string): Message {
  return problem('The window could not be opened', [
    [say(why), say(' Nothing was done.')],
    [say('Press again. Or type the command with the text behind it.')],
  ]);
}

/** A message without words: a picture, a file, a sound. */
export function nothingToExplain(): Message {
  return problem('There is no text in this message', [
    [say('Pictures and files are not read. Copy the error as text and explain that.')],
  ]);
}

/** Something broke inside the bot. `reference` finds the log line. */
export function unexpected(typed: string, reference: string): Message {
  const message = problem('Internal error', [
    [code(typed), say(' ended in an error inside the bot. Whether a job started is unknown.')],
    [
      say(
        'Type it again: a triage that has begun is joined. If it fails again, the bot’s log names the cause.',
      ),
    ],
  ]);
  return { ...message, context: [`Reference ${reference}`] };
}

/** Said in private to whoever asked, when Slack will not have the answer where they asked. */
export function cannotSpeak(view: IncidentView, why: string): Message {
  const hosts = view.hosts.map(({ host }) => host).join(', ');
  const message = problem('The answer cannot be shown where you asked', [
    [say('You asked about '), code(hosts), say('. The look itself goes on.')],
    [say(why)],
    [say('Then type the command again: the incident is joined and its message shown.')],
  ]);
  return { ...message, context: [view.incident] };
}

function problem(headline: string, lines: Span[][]): Message {
  return {
    headline,
    emoji: '⚠️',
    parts: lines.map((spans) => ({ kind: 'line', spans })),
    context: [],
  };
}
