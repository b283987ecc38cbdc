/**
 * Hands out port numbers. A gateway also uses its port + 10 and + 11, and the lab puts the model (+ 15), the
 * bot (+ 5) and a stranger (+ 1) next to it, so ports come in blocks of twenty.
 */
import { createServer } from 'node:net';

const FIRST = 19_400;
const LAST = 19_780;
const BLOCK = 20;

/** True when nothing listens on the port of the loopback address. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first port of a free block of twenty, tried from a random place so that two labs rarely meet. */
export async function freeBlock(): Promise<number> {
  const blocks = (LAST - FIRST) / BLOCK + 1;
  const start = Math.floor(Math.random() * blocks);
  for (let i = 0; i < blocks; i++) {
    const base = FIRST + ((start + i) % blocks) * BLOCK;
    const used = [0, 1, 2, 5, 10, 11, 15];
    if ((await Promise.all(used.map((offset) => isFree(base + offset)))).every(Boolean)) return base;
  }
  throw new Error(
    `No free block of ${BLOCK} ports between ${FIRST} and ${LAST + BLOCK - 1}. End what runs there.`,
  );
}
