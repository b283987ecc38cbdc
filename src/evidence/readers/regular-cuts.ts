/**
 * @module evidence/readers/regular-cuts
 * Connections that end without a close frame, each after the same time: nobody leaves a page like clockwork, a proxy
 * or tunnel that cuts what is quiet does. The gateway's own log has the end of each page's connection and how long it
 * stood (`webchat disconnected code=1006`, with `durationMs` and no cause of its own; OpenClaw 2026.6 to 2026.9.6).
 */
import type { LineReader, ReadContext, Reading } from '../reader.ts';
import { quoteOf } from './lines.ts';
import { readLines } from './read-lines.ts';

/** 1006 means that there was no close frame; who closes a page or a program sends one. */
const CUT = /\bwebchat disconnected code=1006\b/;
/** What is looked at: cuts of the last quarter of an hour. Milliseconds. */
const LATELY = 15 * 60_000;
const MOST = 64;
/** Fewer may be chance. */
const FEWEST = 3;
/** Shorter is a client that gives up, longer is nobody's idle timeout. Milliseconds. */
const SHORTEST = 4_000;
const LONGEST = 15 * 60_000;

type Cut = { at: number; text: string; lasted: number };

/** Like clockwork: the longest and the shortest differ by a seventh, or by two seconds. */
function regular(cuts: readonly Cut[]): number | null {
  const lengths = cuts.map(({ lasted }) => lasted).sort((a, b) => a - b);
  const [least, most] = [lengths[0], lengths.at(-1)];
  const usual = lengths[Math.floor(lengths.length / 2)];
  if (lengths.length < FEWEST || least === undefined || most === undefined || usual === undefined)
    return null;
  if (least < SHORTEST || most > LONGEST) return null;
  return most - least <= Math.max(2_000, usual / 7) ? Math.round(usual / 1_000) : null;
}

function open({ gateway }: ReadContext): Reading {
  let cuts: Cut[] = [];
  return {
    line(line) {
      const lasted = line.meta?.durationMs;
      if (!CUT.test(line.text) || typeof lasted !== 'number' || line.meta?.cause !== undefined) return;
      if (line.at === undefined) return;
      const at = Date.parse(line.at);
      const recent = cuts.filter((one) => one.at > at - LATELY);
      cuts = [...recent, { at, text: line.text, lasted }].slice(-MOST);
    },
    facts() {
      const every = regular(cuts);
      const last = cuts.at(-1);
      if (every === null || last === undefined) return [];
      const when = new Date(last.at).toISOString();
      const quote = quoteOf(last.text);
      return [{ fact: 'gateway.clients.cut-after-s', subject: gateway, value: every, at: when, quote }];
    },
  };
}

export const regularCuts: LineReader = {
  id: 'regular-cuts',
  title: 'Connections that are cut, each after the same time',
  gives: ['gateway.clients.cut-after-s'],
  near: ['webchat disconnected'],
  open,
  read: (text, context) => readLines(open, text, context),
};
