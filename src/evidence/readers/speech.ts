/**
 * @module evidence/readers/speech
 * What people, models and tools said inside a log is no word of the program: message previews, prompts, command
 * lines, whole logs that somebody pasted into a chat. It is told by where it stands, never by what it says.
 */
import type { Sign } from '../signs.ts';
import { maySay, speakerOf } from './speakers.ts';

/** From here on a line carries what a person or model said, not what the program says. */
const SAID = [
  /\b(?:inbound|incoming|received|queued) (?:message|text|dm|msg|update)\b[^"“]{0,120}["“]/i,
  /\b(?:inbound|incoming|received|queued) (?:message|text|dm|msg|update)\b[^:\n]{0,120}\(\w{1,12}, \d{1,7} chars\)/i,
  /^(?:\[[a-z0-9/_. -]{1,64}\]\s*)?(?:\w{1,12} )?(?:message|text|dm|msg|reply) from \S{1,64}(?: in \S{1,64})?: /i,
  /\btool (?:\S{1,64} )?(?:output|result|stdout|stderr)\s?[:=]/i,
  // The console and file log of events to clients (2026.9.6): what the model has said so far, without quotation marks.
  /\bstream=assistant\b.{0,60} text=/,
  // Field names of OpenClaw's channel and agent logs (2026.9.6: preview=, replyToBody=, text=, raw_params=).
  /(?:body|prompt|content|reply|text|caption|transcript|preview|snippet|utterance|summary)["']?\s?[=:]\s?["“`]/i,
  /\braw_params=/,
  /\b(?:started|running) bash session \S{1,64}: /i,
  /^(?:\[[a-z0-9/_. -]{1,64}\]\s*)?(?:user|assistant|human|bot|me|system prompt)\s?[>:»]\s/i,
  /["']?role["']?\s?:\s?["'](?:user|assistant|tool|system)["']/i,
  /\breaction event enqueued: /i,
];

/** A plain line that opens a quotation has one of these. */
export const SPEECH_WORDS = [
  'inbound',
  'incoming',
  'received',
  'queued',
  'body',
  'prompt',
  'content',
  'reply',
  'text',
  'caption',
  'transcript',
  'preview',
  'snippet',
  'utterance',
  'summary',
] as const;

/** A line of a log inside a line of a log: somebody quotes it. */
const QUOTED = [
  /.\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,\d]{0,8}(?:Z|[+-]\d\d:?\d\d)\]? \[[a-z0-9/_. -]{1,64}\] /i,
  /.\{\\?"0\\?":/,
  /._meta\\?"\s?:\s?\{/,
];

/** Tools whose failure prints what some other program said. */
const TOOL_OUTPUT =
  /^(?:\[tools?\]\s*)?(?:exec|bash|process|read|grep|web_fetch|web_search|browser) failed: /i;

/** Where the words of the program end in a line; its length when they never do. `own`: it has a log's own prefix. */
function endOfOwn(text: string, own: boolean): number {
  let end = text.length;
  for (const pattern of own ? [...SAID, ...QUOTED] : SAID) {
    const hit = pattern.exec(text);
    if (hit && hit.index < end) end = hit.index;
  }
  return end;
}

/** Cuts off what somebody else said inside a line; the words of the program before it stay. */
export function withoutSpeech(text: string, own = false): string {
  return text.slice(0, endOfOwn(text, own));
}

/** Is a quotation open at the end of this line? Then the lines below without a log's prefix belong to it. */
export function leavesOpen(text: string, own = false): boolean {
  const rest = text.slice(endOfOwn(text, own));
  const opening = /["“`]/.exec(rest);
  if (opening === null) return false;
  const closing = { '"': '"', '“': '”', '`': '`' }[opening[0]] ?? '"';
  return !rest.slice(opening.index + 1).includes(closing);
}

/** Tools that are a client of their own gateway (2026.9.6): of those, a failure is the gateway's answer. */
const GATEWAY_TOOL =
  /^(?:\[[a-z0-9/_. -]{1,64}\]\s*){0,2}(?:gateway|cron|nodes|message|canvas|subagents|agents_list|session_status|sessions_[a-z]{3,12}) failed: /i;

/** Is it the failure of a tool that asks the gateway itself? */
export const asksGateway = (text: string): boolean => GATEWAY_TOOL.test(text);

/**
 * May this line say something about the gateway's own start and its connects? Not what a channel logs of a chat or
 * an agent of its work, nor what a tool printed.
 */
export const speaksOfGateway = (line: { text: string; subsystem?: string }): boolean =>
  GATEWAY_TOOL.test(line.text) || (speakerOf(line.subsystem) === 'gateway' && !TOOL_OUTPUT.test(line.text));

/** May this line be believed when it holds this sign? */
export const maySayOf = (line: { text: string; subsystem?: string }): ((sign: Sign) => boolean) => {
  if (GATEWAY_TOOL.test(line.text)) return () => true;
  const speaker = speakerOf(line.subsystem);
  return (sign) => maySay(speaker, sign);
};
