/**
 * A terminal's own line to the running bot, kept open: thousands of typed lines, so many at once, without a process for
 * each. It speaks the wire of src/terminal/wire.ts and reads of it what the bench needs.
 */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { MOST_ASKS } from '../../src/terminal/wire.ts';

export type Said = { data: Record<string, unknown>; waits: boolean };
export type TerminalLine = {
  /** What is answered at once. */
  ask(line: string): Promise<Said>;
  /** The report when everything that was asked has ended. */
  whole(line: string): Promise<Record<string, unknown>>;
  /** Many lines, as many at once as a terminal may. */
  all<T>(items: readonly T[], line: (item: T) => string, take: (item: T, said: Said) => void): Promise<void>;
  close(): void;
};

type Frame = { type: string; id?: string; data?: Record<string, unknown>; waits?: boolean } & {
  report?: Record<string, unknown>;
  code?: string;
  text?: string;
};

export function openLine(path: string): TerminalLine {
  const socket = connect(path);
  const answers = new Map<string, (said: Said) => void>();
  const reports = new Map<string, (report: Record<string, unknown>) => void>();
  const failures = new Map<string, (why: Error) => void>();
  let n = 0;
  socket.on('error', (error) => {
    for (const fail of failures.values()) fail(error);
  });
  createInterface({ input: socket }).on('line', (text) => {
    const frame = JSON.parse(text) as Frame;
    const id = frame.id ?? '';
    if (frame.type === 'answer') answers.get(id)?.({ data: frame.data ?? {}, waits: frame.waits === true });
    else if (frame.type === 'end') reports.get(id)?.(frame.report ?? {});
    else if (frame.type === 'problem') failures.get(id)?.(new Error(`${frame.code}: ${frame.text}`));
  });
  function send(line: string): string {
    n += 1;
    const id = `load-${n}-${process.pid}`;
    socket.write(`${JSON.stringify({ type: 'ask', id, line })}\n`);
    return id;
  }
  const ask = (line: string): Promise<Said> =>
    new Promise((resolve, reject) => {
      const id = send(line);
      answers.set(id, (said) => {
        answers.delete(id);
        resolve(said);
      });
      failures.set(id, reject);
    });
  return {
    ask,
    whole: (line) =>
      new Promise((resolve, reject) => {
        const id = send(line);
        reports.set(id, resolve);
        answers.set(id, ({ data, waits }) => {
          if (!waits) resolve(data);
        });
        failures.set(id, reject);
      }),
    async all(items, line, take) {
      const left = [...items];
      await Promise.all(
        Array.from({ length: MOST_ASKS - 2 }, async () => {
          for (let item = left.shift(); item !== undefined; item = left.shift())
            take(item, await ask(line(item)));
        }),
      );
    },
    close: () => void socket.destroy(),
  };
}
