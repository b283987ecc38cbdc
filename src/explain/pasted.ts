/**
 * @module explain/pasted
 * What somebody pasted into `explain` becomes evidence: plain text, or JSON with a symptom and pieces of
 * evidence. Words of programs count as pasted, complaints as told; nothing of it is parsed as instruction.
 */
import * as z from 'zod';
import { openLogStream, type StreamEnd } from '../evidence/log-stream.ts';
import type { ReadContext } from '../evidence/reader.ts';
import { readAll, WHOLE_READERS } from '../evidence/readers/index.ts';
import { jsonIn, MAX_TEXT, proseBefore } from '../evidence/readers/lines.ts';
import type { Evidence, Fact, How } from '../protocol/evidence.ts';
import { withoutRuledOut } from './asides.ts';
import { mentions } from './mentions.ts';
import { COMPLAINT_READERS, SPEECH_READERS } from './readers.ts';
import { symptoms } from './symptoms.ts';
import { vocabulary } from './vocabulary.ts';

const Piece = z.looseObject({
  kind: z.string().max(64).optional(),
  command: z.string().max(2_000).nullish(),
  text: z.string(),
});
const Case = z.looseObject({
  symptom: z.string().nullish(),
  evidence: z.array(Piece).max(200).nullish(),
  openclaw_version: z.string().max(200).nullish(),
  os: z.string().max(200).nullish(),
  supervisor: z.string().max(200).nullish(),
});

export const GATEWAY = 'gateway:default';
const MAX_FACTS = 2_000;
const MAX_AROUND = 32_768;
/** A report in JSON, all its pieces together. Characters. */
export const MAX_REPORT = 32_000_000;

/**
 * Work that one paste may cause, in characters. Read closely, every line is held against every signature: some 2 µs a
 * character. Behind that, lines are looked at only for words that lead to one, a hundredth of the work.
 */
const CLOSELY = 131_072;
const AT_ALL = 8_000_000;

/** What was done for one paste, in characters: counted, so that a bound can be held to, whatever the machine. */
export type Work = { closely: number; atAll: number; left: number };

type Said = { text: string; kind: string; command: string; how: How };

/** Editors and chats bend quotes; programs never print them so. */
const straight = (text: string): string => text.replace(/[“”„‟]/g, '"').replace(/[‘’‚]/g, "'");

/** Splits what was pasted into pieces, each with what it is; a complaint is read for symptoms as well. */
function piecesOf(input: string): { pieces: Said[]; version: string | null; host: string } {
  const json = /^\s*\{/.test(input) ? jsonIn(input, MAX_REPORT) : null;
  const parsed = Case.safeParse(json);
  const known = parsed.success && (parsed.data.symptom || parsed.data.evidence);
  if (!parsed.success || !known) {
    return {
      pieces: [{ text: straight(input), kind: 'text', command: '', how: 'pasted' }],
      version: null,
      host: '',
    };
  }
  const { symptom, evidence, openclaw_version, os, supervisor } = parsed.data;
  const pieces: Said[] = (evidence ?? []).map((p) => ({
    text: straight(p.text),
    kind: p.kind ?? 'text',
    command: p.command ?? '',
    how: 'pasted',
  }));
  if (symptom) pieces.unshift({ text: straight(symptom), kind: 'symptom', command: '', how: 'told' });
  return { pieces, version: openclaw_version ?? null, host: `${os ?? ''} ${supervisor ?? ''}` };
}

/**
 * Text or JSON from `explain` as evidence. `now` is epoch ms; `work` counts what was done. Never throws: text that
 * says nothing gives evidence without facts, and pieces beyond the work allowed are told as not read.
 */
export function pastedEvidence(
  input: string,
  now: number,
  work: Work = { closely: 0, atAll: 0, left: 0 },
): Evidence[] {
  const { pieces, version, host } = piecesOf(input);
  const at = new Date(now).toISOString();
  const around = [...pieces.map((p) => `${p.command}\n${p.text}`), host].join('\n').slice(0, MAX_AROUND);
  const out: Evidence[] = [];
  const add = (how: How, source: string, facts: Fact[]) => {
    if (facts.length === 0) return;
    const subject = GATEWAY;
    out.push({ probe: 'pasted', subject, source, at, how, look: 'seen', facts: facts.slice(0, MAX_FACTS) });
  };
  const complains = pieces.some(({ kind }) => kind === 'symptom');
  pieces.forEach((piece, n) => {
    if (work.atAll + piece.text.length > AT_ALL) {
      work.left += piece.text.length;
      return;
    }
    work.atAll += piece.text.length;
    const context = {
      gateway: GATEWAY,
      kind: piece.kind,
      command: piece.command,
      tag: String(n + 1),
      around,
    };
    const source = (piece.command || piece.kind).slice(0, 512);
    const spoken = piece.kind === 'symptom' || piece.kind === 'user_text';
    const own = spoken ? withoutRuledOut(piece.text) : piece.text;
    const text = piece.command ? `${piece.command}\n${own}` : own;
    add(piece.how, source, factsIn(text, context, work).map(withoutTime));
    if (spoken || piece.kind === 'text') {
      // What is told beside a complaint is where it runs and what was tried: it resembles whatever it names.
      const readers = piece.kind === 'user_text' && complains ? [symptoms] : COMPLAINT_READERS;
      add(
        'told',
        source,
        readers.flatMap((reader) => reader.read(piece.text, context)),
      );
    }
    add('told', `${source}, its words`.slice(0, 512), [
      ...vocabulary.read(piece.text, context),
      ...mentions.read(text, context),
    ]);
  });
  const told: Fact[] = [];
  for (const kind of new Set(pieces.map((p) => p.kind).filter((k) => !/^(?:symptom|user_text)$/.test(k)))) {
    told.push({ fact: 'text.kind', subject: GATEWAY, value: kind });
  }
  if (version) told.push({ fact: 'text.version', subject: GATEWAY, value: version });
  if (/docker|podman|kubernetes|container/i.test(host)) {
    told.push({ fact: 'symptom.word', subject: GATEWAY, value: 'container' });
  }
  add('told', 'as reported', told);
  if (work.left > 0) {
    const why = `${inMb(work.left)} of what was pasted was not read: together it is too much; send the part around the failure`;
    const common = { probe: 'pasted', subject: GATEWAY, at, how: 'pasted' as const, facts: [] };
    out.push({ ...common, source: 'the rest', look: 'unavailable', why });
  }
  return out;
}

/** Does this text begin like a report in JSON rather than like a line of a log? */
export const isReport = (text: string): boolean =>
  /^\s*\{\s*"(?:symptom|evidence|openclaw_version|os|supervisor)"\s*:/.test(text);

/** Pieces are read closely while there is work left for it; then, and when longer than one text, as the log they must be. */
function factsIn(text: string, context: ReadContext, work: Work): Fact[] {
  if (work.closely + text.length <= CLOSELY) {
    work.closely += text.length;
    return readAll(text, context);
  }
  const whole = text.length <= MAX_TEXT ? WHOLE_READERS : [];
  return [...whole.flatMap((reader) => reader.read(text, context)), ...lineFacts(text, context)];
}

function lineFacts(text: string, context: ReadContext): Fact[] {
  const stream = openLogStream(context);
  const encoder = new TextEncoder();
  for (let at = 0; at < text.length; at += MAX_TEXT)
    stream.push(encoder.encode(text.slice(at, at + MAX_TEXT)));
  return stream.end().facts;
}

const inMb = (bytes: number): string => `${(bytes / 1_048_576).toFixed(0)} MB`;

/** A log that was read as it came, as evidence: what its lines say, and what was not looked for in it. */
export function evidenceOfLog(
  { facts, bytes, lines, cut }: StreamEnd,
  head: string,
  now: number,
): Evidence[] {
  const source = `text of ${inMb(bytes)}, ${lines} lines`;
  const common = { probe: 'pasted', subject: GATEWAY, at: new Date(now).toISOString() };
  const context = { gateway: GATEWAY, kind: 'text', tag: '1' };
  const told = SPEECH_READERS.flatMap((reader) => reader.read(proseBefore(head), context));
  const all = facts.slice(0, MAX_FACTS).map(withoutTime);
  const long = cut === 0 ? '' : `; of ${cut} lines over 64 kB only the beginning`;
  const why = `every line was read${long}; settings and JSON of commands are only looked for in texts up to 2 MB`;
  return [
    { ...common, source, how: 'pasted', look: 'unavailable', why, facts: all },
    ...(told.length === 0
      ? []
      : [{ ...common, source: 'how it begins', how: 'told' as const, look: 'seen' as const, facts: told }]),
  ];
}

/** Times inside pasted logs are of another day and host; they order nothing here. */
function withoutTime(fact: Fact): Fact {
  const { at: _, ...rest } = fact;
  return rest;
}
