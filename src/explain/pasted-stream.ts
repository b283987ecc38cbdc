/**
 * @module explain/pasted-stream
 * What is pasted may be a log of gigabytes: it is read as it comes, and never kept. A short text, or a report in
 * JSON, is read as one.
 */

import { type LogStream, openLogStream } from '../evidence/log-stream.ts';
import type { Evidence } from '../protocol/evidence.ts';
import { evidenceOfLog, GATEWAY, isReport, MAX_REPORT, pastedEvidence } from './pasted.ts';

/** Bytes up to which a text is read as one. A report in JSON cannot be read piece by piece, and may be longer. */
const ONE_TEXT = 2_000_000;

export type PastedStream = {
  push(bytes: Uint8Array): void;
  /** `now`: epoch ms. */
  end(now: number): Evidence[];
  /** Nothing but white space came. */
  empty(): boolean;
};

/** Takes pieces of any size, whose memory may be used again. Memory stays bounded whatever comes; strange bytes give no facts. */
export function openPasted(): PastedStream {
  let kept: Uint8Array[] = [];
  let size = 0;
  let log: LogStream | undefined;
  let head = '';
  let most = ONE_TEXT;

  const whole = (): string => {
    const decoder = new TextDecoder();
    return kept.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode();
  };
  return {
    push(bytes) {
      size += bytes.length;
      if (log) return log.push(bytes);
      kept.push(new Uint8Array(bytes));
      if (size <= most) return;
      const text = whole();
      if (most === ONE_TEXT && isReport(text)) {
        most = MAX_REPORT;
        if (size <= most) return;
      }
      head = text.slice(0, 65_536);
      log = openLogStream({ gateway: GATEWAY, kind: 'text', tag: '1', around: head.slice(0, 16_384) });
      for (const piece of kept) log.push(piece);
      kept = [];
    },
    empty: () => log === undefined && whole().trim() === '',
    end(now) {
      if (log === undefined) return pastedEvidence(whole(), now);
      return evidenceOfLog(log.end(), head, now);
    },
  };
}
