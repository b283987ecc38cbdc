/**
 * @module evidence/readers/signs
 * Holds every signature against every line and gives each sign once, with its first time and line. This is
 * how one table serves logs, command output and pasted complaints alike.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { FactName } from '../dictionary.ts';
import type { LineReader, ReadContext, Reading } from '../reader.ts';
import { SIGN_WORDS } from '../signs.ts';
import { quoteOf } from './lines.ts';
import { readLines } from './read-lines.ts';
import type { Signature } from './signature.ts';
import { CHANNEL_SIGNS } from './signs/channels.ts';
import { GATEWAY_SIGNS } from './signs/gateway.ts';
import { JOB_SIGNS } from './signs/jobs.ts';
import { MODEL_SIGNS } from './signs/models.ts';
import { NETWORK_SIGNS } from './signs/network.ts';
import { SERVICE_SIGNS } from './signs/services.ts';
import { STATE_SIGNS } from './signs/state.ts';
import { maySayOf } from './speech.ts';

export const SIGNATURES: readonly Signature[] = [
  ...SERVICE_SIGNS,
  ...NETWORK_SIGNS,
  ...GATEWAY_SIGNS,
  ...MODEL_SIGNS,
  ...CHANNEL_SIGNS,
  ...JOB_SIGNS,
  ...STATE_SIGNS,
];
/** What stands around is looked at as one text of this length at most. */
const MAX_AROUND = 32_768;
/** Reasons that OpenClaw gives for a skipped heartbeat. */
const SKIP_REASON = /heartbeat[- ]skipped.{0,40}?(?:reason=|: )"?([a-z][a-z-]{3,40})/i;

/** Four digits of an id are no close code and no HTTP status. */
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
const LETTER = /[a-z0-9]/;

/** The word stands by itself: "EPROTO" is not in "minimumProbeProtocol". Short words need both ends free. */
function stands(lower: string, word: string): boolean {
  const open = LETTER.test(word[0] ?? '');
  const close = word.length <= 7 && LETTER.test(word[word.length - 1] ?? '');
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    if (open && at > 0 && LETTER.test(lower[at - 1] ?? '')) continue;
    if (close && LETTER.test(lower[at + word.length] ?? '')) continue;
    return true;
  }
  return false;
}

function fits(
  signature: Signature,
  text: string,
  lower: string,
  around: (pattern: RegExp) => boolean,
): boolean {
  if (!signature.near.some((word) => stands(lower, word))) return false;
  if (signature.find && !signature.find.test(text)) return false;
  if (signature.unless?.test(text)) return false;
  return signature.around === undefined || around(signature.around);
}

const BY_WORD = new Map<string, Signature[]>();
for (const signature of SIGNATURES) {
  for (const word of signature.near) BY_WORD.set(word, [...(BY_WORD.get(word) ?? []), signature]);
}

/** The signatures that these words lead to. */
function ledTo(words: readonly string[]): readonly Signature[] {
  const lists = words.map((word) => BY_WORD.get(word)).filter((list) => list !== undefined);
  return lists.length < 2 ? (lists[0] ?? []) : [...new Set(lists.flat())];
}

function open(context: ReadContext): Reading {
  const beside = `${context.command ?? ''}\n${context.around ?? ''}`.slice(0, MAX_AROUND);
  const seen = new Map<string, Fact>();
  let window = '';
  let answers = new Map<RegExp, boolean>();
  /** Of one and the same window each question is asked once. */
  const saidIn = (text: string) => (pattern: RegExp) => {
    if (text !== window) {
      window = text;
      answers = new Map();
    }
    const known = answers.get(pattern) ?? pattern.test(text);
    answers.set(pattern, known);
    return known;
  };
  return {
    line(line, words, around = () => beside) {
      const possible = words === undefined ? SIGNATURES : ledTo(words);
      if (possible.length === 0) return;
      const text = line.text.replace(UUID, 'ID');
      const lower = text.toLowerCase();
      let quote: string | undefined;
      const believed = maySayOf(line);
      for (const signature of possible) {
        if (!believed(signature.sign)) continue;
        if (!fits(signature, text, lower, (pattern) => saidIn(around())(pattern))) continue;
        quote ??= quoteOf(line.text);
        const common = { subject: context.gateway, ...(line.at ? { at: line.at } : {}) };
        const [area = '', word = ''] = signature.sign.split(':');
        const fact = `${area}.${signature.strength === 'names' ? 'sign' : 'hint'}` as FactName;
        // The newest sighting stays: whether a sign still counts depends on when it was last seen.
        seen.set(`${fact}\n${word}`, { fact, value: word, ...common, quote });
        if (fact === 'resource.sign' && word === 'disk-full')
          seen.set('disk', { fact: 'gateway.disk.full-error', value: true, ...common, quote });
      }
      const reason = SKIP_REASON.exec(line.text)?.[1];
      if (reason)
        seen.set(`reason\n${reason}`, {
          fact: 'schedule.reason',
          value: reason,
          subject: context.gateway,
          ...(line.at ? { at: line.at } : {}),
        });
    },
    facts: () => [...seen.values()],
  };
}

export const signs: LineReader = {
  id: 'signs',
  title: 'Words that name or suggest a cause',
  gives: [
    ...Object.keys(SIGN_WORDS).flatMap((area) => [`${area}.sign`, `${area}.hint`] as FactName[]),
    'schedule.reason',
    'gateway.disk.full-error',
  ],
  near: [...BY_WORD.keys(), 'heartbeat'],
  open,
  read: (text, context) =>
    readLines(open, text, { ...context, around: `${text}\n${context.around ?? ''}`.slice(0, MAX_AROUND) }),
};
