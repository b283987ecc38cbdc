/**
 * @module agent/host/socket-http
 * One GET over a local socket, as container engines speak it: bounded in time and size, and it changes nothing.
 */
import { request } from 'node:http';
import type { Look } from '../../protocol/evidence.ts';

/** As the host port has it; that one is made from this. */
type Outcome<T> = { ok: true; value: T } | { ok: false; look: Exclude<Look, 'seen'>; why: string };

const seen = <T>(value: T): Outcome<T> => ({ ok: true, value });
const unseen = (look: Exclude<Look, 'seen'>, why: string): Outcome<never> => ({ ok: false, look, why });

export type Answered = { status: number; body: Buffer };

const MOST_BYTES = 4 * 1024 * 1024;

/** Asks the server behind a Unix socket; null when no such socket is there. */
export function getOverSocket(
  socketPath: string,
  path: string,
  timeoutMs: number,
): Promise<Outcome<Answered | null>> {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path, method: 'GET', headers: { host: 'localhost' } }, (answer) => {
      const pieces: Buffer[] = [];
      let size = 0;
      answer.on('data', (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (size > MOST_BYTES) end(unseen('unavailable', `${socketPath} answered with more than 4 MiB`));
      });
      answer.on('end', () => end(seen({ status: answer.statusCode ?? 0, body: Buffer.concat(pieces) })));
      answer.on('error', (error) => end(unseen('unavailable', `${socketPath}: ${error.message}`)));
    });
    const late = `${socketPath} did not answer within ${timeoutMs / 1000} s`;
    const timer = setTimeout(() => end(unseen('timed-out', late)), timeoutMs);
    const end = (outcome: Outcome<Answered | null>): void => {
      clearTimeout(timer);
      asked.destroy();
      resolve(outcome);
    };
    asked.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return end(seen(null));
      const denied = error.code === 'EACCES' || error.code === 'EPERM';
      const why = denied ? `no right to ask ${socketPath} (${error.code})` : `${socketPath}: ${error.code}`;
      return end(unseen('unavailable', why));
    });
    asked.end();
  });
}
