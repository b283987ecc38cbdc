/**
 * @module terminal/wire
 * What the terminal's client and the bot say to each other: one JSON object a line, over a socket that only
 * the bot's own user can open. Both sides refuse what they do not know.
 */
import * as z from 'zod';

const Span = z.strictObject({
  text: z.string(),
  style: z.enum(['bold', 'italic', 'code']).exactOptional(),
  at: z.number().exactOptional(),
  link: z.string().exactOptional(),
});

const Part = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('line'),
    spans: z.array(Span),
    unless: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('list'), items: z.array(z.array(Span)) }),
  z.strictObject({ kind: z.literal('quote'), text: z.string() }),
  z.strictObject({ kind: z.literal('divider') }),
]);

const Button = z.strictObject({
  label: z.string(),
  action: z.string(),
  value: z.string(),
  style: z.enum(['primary', 'danger']).exactOptional(),
});

/** `Message` of conversation/message.ts. */
const ShownMessage = z.strictObject({
  headline: z.string(),
  emoji: z.string(),
  parts: z.array(Part),
  buttons: z.strictObject({ look: z.number().int(), list: z.array(Button) }).exactOptional(),
  context: z.array(z.string()),
});

const Id = z.string().min(1).max(64);
const Data = z.record(z.string(), z.unknown());

/** From the client. `line` is what was typed, with or without the command before it. */
export const FromClient = z.strictObject({
  type: z.literal('ask'),
  id: Id,
  line: z.string().max(262_144),
});
export type FromClient = z.infer<typeof FromClient>;

/** From the bot. */
export const FromBot = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), v: z.literal(1), command: z.string() }),
  z.strictObject({
    type: z.literal('answer'),
    id: Id,
    message: ShownMessage,
    incident: z.string().exactOptional(),
    data: Data.exactOptional(),
    /** An `end` follows, when the incident has said everything about this ask. */
    waits: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('message'),
    incident: z.string(),
    key: z.string(),
    message: ShownMessage,
    edited: z.boolean(),
  }),
  /** `report` is the same for a script: schema 1, see conversation/incident-report.ts. */
  z.strictObject({ type: z.literal('end'), id: Id, report: Data }),
  z.strictObject({ type: z.literal('problem'), id: Id.nullable(), code: z.string(), text: z.string() }),
]);
export type FromBot = z.infer<typeof FromBot>;

/** Lines of one client that may be without an answer at once. The bot refuses more; its own client does not send them. */
export const MOST_ASKS = 16;

/** Longest line of either side, in UTF-16 units: a pasted log with its JSON escapes. */
export const LONGEST_LINE = 1_048_576;

/**
 * Cuts a stream of text into lines. Gives a function to feed it; `overflow` is called once when a line grows
 * beyond any measure, and nothing more is read.
 */
export function lineReader(onLine: (line: string) => void, overflow: () => void): (chunk: string) => void {
  let held = '';
  let over = false;
  return (chunk) => {
    if (over) return;
    held += chunk;
    for (let end = held.indexOf('\n'); end !== -1; end = held.indexOf('\n')) {
      const line = held.slice(0, end);
      held = held.slice(end + 1);
      if (line !== '') onLine(line);
    }
    if (held.length <= LONGEST_LINE) return;
    over = true;
    held = '';
    overflow();
  };
}
