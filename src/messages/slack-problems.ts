/**
 * @module messages/slack-problems
 * What a person reads when the bot cannot answer their command: the cause, what was not done, and what to do
 * next. Never a stack, never the inside of the bot.
 */
import { between, namesOf } from './enumerate.ts';
import { code, type Message, type Part } from './message.ts';
import { line, type PlainId, text } from './sentence.ts';

/** Somebody asks where the bot's operator does not want it answered. */
export function notHere(
  why: 'team' | 'channel',
  { team, channel }: { team: string; channel: string },
  allowed: readonly string[],
): Message {
  if (why === 'team')
    return problem('slack.team', [line('slack.team-why'), line('slack.team-allow', { team })]);
  const channels = between(
    allowed.map((id) => [code(id)]),
    ', ',
  );
  return problem('slack.channel', [
    line('slack.channel-why'),
    line('slack.channel-where', { channels }),
    line('slack.channel-allow', { channel }),
  ]);
}

/** Somebody who is no full member of the workspace. */
export function notYou(why: 'guest' | 'external' | 'deactivated' | 'bot'): Message {
  return problem('slack.stranger', [line(`slack.stranger.${why}`), line('slack.stranger-ask')]);
}

/** Slack sent something that is no slash command. */
export function notUnderstood(): Message {
  return problem('slack.unreadable', [line('slack.unreadable-why'), line('slack.unreadable-next')]);
}

/** The conversation is still busy when Slack's time is up. */
export function tooSlow(typed: string): Message {
  return problem('slack.slow', [line('slack.slow-why', { typed }), line('slack.slow-next')]);
}

/** Slack would not open a dialog. */
export function dialogFailed(why: string): Message {
  return problem('slack.dialog', [line('slack.dialog-why', { why }), line('slack.dialog-next')]);
}

/** A message without words: a picture, a file, a sound. */
export function nothingToExplain(): Message {
  return problem('slack.no-text', [line('slack.no-text-next')]);
}

/** Something broke inside the bot, or its disk is full. `reference` finds the log line. */
export function unexpected(typed: string, reference: string, diskFull = false): Message {
  const message = diskFull
    ? problem('slack.disk-full', [line('slack.disk-full-why', { typed }), line('slack.disk-full-next')])
    : problem('slack.error', [line('slack.error-why', { typed }), line('slack.error-next')]);
  return { ...message, context: [text('slack.reference', { reference })] };
}

/** Said in private to whoever asked, when Slack will not have the answer where they asked. */
export function cannotSpeak(id: string, hosts: readonly string[], why: string): Message {
  const message = problem('slack.cannot-post', [
    line('slack.cannot-post-what', { hosts: namesOf(hosts) }),
    { kind: 'line', spans: [{ text: why }] },
    line('slack.cannot-post-next'),
  ]);
  return { ...message, context: [id] };
}

/** On the Home tab, in place of a board that could not be made: what stood there before would pass for the present. */
export function noBoard(): Message {
  return problem('slack.no-board', [line('slack.no-board-why'), line('slack.reopen-tab')]);
}

/** On the Home tab of a person that Slack did not describe. */
export function unknownPerson(why: string): Message {
  return problem('slack.unknown-person', [
    line('slack.members-only'),
    line('slack.answer', { why }),
    line('slack.reopen-tab'),
  ]);
}

function problem(headline: PlainId, parts: Part[]): Message {
  return { headline: text(headline), emoji: '⚠️', parts, context: [] };
}
