/**
 * @module evidence/readers/own-words
 * What a line of a live log says in the product's own voice. Chats, tools, models, plugins and clients get their words
 * into the same lines; they stand behind the head of a message and never at it, so the head alone is believed.
 */
import { type Line, partOf } from './lines.ts';
import { isOwnPart, STRANGER, speakerOf } from './speakers.ts';
import { asksGateway } from './speech.ts';

/** `[telegram] [default] `: the parts and accounts that a message begins with. */
const BRACKETS = /^(?:\[[^\]\n]{1,64}\]\s*){0,4}/;
/** `cron: `, `health-monitor: `: the part once more, in words. */
const NAMED_AGAIN =
  /^(?:cron|heartbeat|health-monitor|plugins?|telegram|slack|discord|whatsapp|signal|browser|nodes?|model-fallback)(?: [a-z-]{2,20})?: /i;
/** The first clause ends where something is told, quoted or listed. */
const CLAUSE = /^[^:\n"“`«]{0,160}/;
/** A report of a failure, in whatever part: behind its colon stands the error that was met. */
const REPORTS =
  /\b(?:failed|failure|errors?|exited|refused|rejected|denied|closed|disconnected|lost|stopped|unavailable|unauthorized|timed out|timeout|cannot|could not|invalid|missing|conflict|skipped|dropped|disabled|giving up|restarting|ended|end)\b/i;
/** A name that the product quotes; anything longer is somebody's sentence. */
const NAME = /^(?:"[\w./:@~+-]{1,80}"|`[^`\n"]{1,80}`|“[\w./:@~+-]{1,80}”)/;
/** What a client tells of itself stands between these, and the reason that it closes with at the end (2026.2 to 2026.9.6). */
const OF_CLIENT = /\b(?:fwd|origin|host|ua|displayName)=.{0,1000}(?=\s(?:code|reason|cause)=)/;
const CLOSING = /(\bcode=\d{4} reason=)(?![\w-]{1,60}(?:\s[\w-]{1,24}=|$)).*/;
/** Fields that hold what others wrote, and messages of a parser, which quote what it was given. */
const FOREIGN =
  /\b(?:ua|origin|host|fwd|user-?agent|displayName|message|msg|text|body|prompt|content|preview|title|label|subject|query|input|output|stdout|stderr|command|cmd|args|params|payload)=|\bSyntaxError:/i;
/** Levels at which a failure is written (2026.9.6); what people say is written below them. */
const TROUBLE: ReadonlySet<string> = new Set(['WARN', 'ERROR', 'FATAL']);
const LEFT_OUT =
  /\b(?:dropp|block|ignor|skip|reject|pairing|mention|allowlist|not allowed|unauthorized (?:sender|group))/i;
/** How a command begins to say that a gateway does not start, or what is wrong in the file (2026.2 to 2026.9.6). */
const OF_A_START =
  /^(?:Error: )?(?:Gateway\b|Refusing to bind|Config\b|Missing config|Invalid\b|OpenClaw\b|Use either|Port \d|Doctor\b|State\b|Startup\b|Tailscale\b|Non-loopback|Trusted-proxy|Auth\b|Another\b|Existing config|Failed to bind|Node(?:\.js)? v?\d|Listen E|[×✖-] |[\w.-]{1,60}:\d{1,6} )/i;
/** Such a message goes on over several lines, one for each thing that is wrong. */
const LISTS = /^(?:gateway failed to start|invalid config|config invalid|openclaw config is invalid)\b/i;

/** Up to the first thing that somebody else wrote. */
function untilOthers(line: string): string {
  const text = line.replace(OF_CLIENT, '').replace(CLOSING, '$1');
  let end = text.search(FOREIGN);
  if (end < 0) end = text.length;
  for (let at = 0; at < end; at++) {
    const sign = text[at];
    if (sign === '\n' || sign === '«') return text.slice(0, at);
    if (sign !== '"' && sign !== '“' && sign !== '`') continue;
    const name = NAME.exec(text.slice(at, at + 84));
    if (name === null) return text.slice(0, at);
    at += name[0].length - 1;
  }
  return text.slice(0, end);
}

/** Words of a tool that are OpenClaw's own; what else it says it met in files and commands. */
const ofTool = (text: string): boolean =>
  partOf(text) !== undefined || partOf(`[tools] ${text}`) !== undefined || asksGateway(text);

/** The sentence at the head, and the error behind it where the sentence reports one. */
function headOf(text: string, mayReport: boolean): string {
  const before = BRACKETS.exec(text)?.[0] ?? '';
  const again = NAMED_AGAIN.exec(text.slice(before.length))?.[0] ?? '';
  const begins = before.length + again.length;
  const clause = CLAUSE.exec(text.slice(begins))?.[0] ?? '';
  if (mayReport && REPORTS.test(clause)) return untilOthers(text);
  return untilOthers(text.slice(0, begins + clause.length));
}

/** The line with the product's own words alone; `whole` keeps the others for readers with a grammar of their own. */
export function ownWords(line: Line): Line {
  const { text, level, subsystem } = line;
  const trouble = level === undefined || TROUBLE.has(level);
  const stranger = !isOwnPart(subsystem) && speakerOf(subsystem) === 'gateway';
  const own = ((): string => {
    // What a command prints: of that, the refusal of a start alone is heard, and it is written as an error.
    if (line.record && subsystem === undefined)
      return trouble && OF_A_START.test(text) ? (LISTS.test(text) ? text : untilOthers(text)) : '';
    if (isOwnPart(subsystem)) return LISTS.test(text) ? text : untilOthers(text);
    const speaker = speakerOf(subsystem);
    if (speaker === 'tool') return ofTool(text) ? untilOthers(text) : '';
    if (trouble) return headOf(text, true);
    if (speaker === 'job') return headOf(text, true);
    // What people say is written at these levels, and no failure is; that somebody was let in or left out is.
    const head = headOf(text, false);
    return LEFT_OUT.test(head) ? head : '';
  })();
  if (!stranger) return own === text ? line : { ...line, text: own, whole: text };
  return { ...line, subsystem: `${STRANGER}/${subsystem}`, text: own, whole: text };
}

/** Follows the lines of one live log. */
export type OwnVoice = {
  /**
   * Null for a line that nobody of the product began: beside records, and below what a chat, an agent or a plugin
   * said, a line without a head goes on with their words.
   */
  hear(line: Line): Line | null;
  /** A record went by that nobody had to look into. */
  record(): void;
  /** So far nothing but plain lines: each must be heard, for the next may go on with it. */
  plain(): boolean;
};

export function ownVoice(): OwnVoice {
  let records = false;
  let others = false;
  let timed = false;
  return {
    record: () => {
      records = true;
    },
    plain: () => !records,
    hear(line) {
      if (line.record) records = true;
      else if (records) return null;
      // Where lines have a time, one without it begins nothing.
      else if (line.at !== undefined || (line.subsystem !== undefined && !timed))
        others = !isOwnPart(line.subsystem);
      else if (others) return null;
      timed ||= line.at !== undefined;
      return ownWords(line);
    },
  };
}
