/**
 * A TCP proxy that fails as networks do: it goes silent without closing, cuts a frame in the middle, is late; and as a
 * broken gateway between might: it says a WebSocket frame twice, or a later one first, which TCP itself never does. It
 * knows of WebSocket only where frames begin, and of the channel nothing.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Direction = 'toBot' | 'toHost';

export type FaultyLine = {
  /** Where to dial instead of the target. */
  url: string;
  /** From now on nothing passes, and nobody is told: half-open both ways. New connections are taken and stay silent. */
  silence(): void;
  /** What was kept back in the silence is delivered, as TCP does when a partition ends. */
  heal(): void;
  /** The other side never hears: what was kept back is lost, and the connections with it, without a word to either. */
  forget(): void;
  /** The `n`th frame from now in this direction is cut after half of its bytes, and both ends get a reset. */
  resetWithin(direction: Direction, n: number): void;
  /** Every frame in this direction is delivered twice, from now until `twice(…, false)`. */
  twice(direction: Direction, on: boolean): void;
  /** The `n`th frame from now in this direction arrives behind the one after it. */
  swapAfter(direction: Direction, n: number): void;
  /** Each piece arrives so much later, in milliseconds; in order. */
  delay(ms: number): void;
  /** Connections that were taken so far. */
  taken(): number;
  /** Frames that passed in this direction so far. */
  passed(direction: Direction): number;
  close(): Promise<void>;
};

/** Bytes of the next whole WebSocket frame at the beginning of `bytes`; null where it is not all there (RFC 6455, 5.2). */
function frameLength(bytes: Buffer): number | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 0x7f;
  const mask = ((bytes[1] ?? 0) & 0x80) === 0 ? 0 : 4;
  const head = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < head) return null;
  const size =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  const whole = head + mask + size;
  return bytes.length < whole ? null : whole;
}

export async function faultyLine(target: string): Promise<FaultyLine> {
  const { hostname, port } = new URL(target);
  let silent = false;
  let delayMs = 0;
  let taken = 0;
  const cut: Record<Direction, number> = { toBot: 0, toHost: 0 };
  const doubled: Record<Direction, boolean> = { toBot: false, toHost: false };
  const swap: Record<Direction, number> = { toBot: 0, toHost: 0 };
  const passed: Record<Direction, number> = { toBot: 0, toHost: 0 };
  const pairs = new Set<{ near: Socket; far: Socket; flush(): void }>();

  /** Carries one direction of one connection. */
  function carry(from: Socket, to: Socket, direction: Direction, reset: () => void): () => void {
    let kept: Buffer[] = [];
    let rest = Buffer.alloc(0);
    let upgraded = false;
    let turn = Promise.resolve();
    let behind: Buffer | undefined;
    const put = (bytes: Buffer): void => {
      const late = delayMs;
      turn = turn.then(async () => {
        if (late > 0) await new Promise((resolve) => setTimeout(resolve, late));
        if (silent) kept.push(bytes);
        else if (!to.destroyed) to.write(bytes);
      });
    };
    const frame = (bytes: Buffer): void => {
      passed[direction] += 1;
      if (cut[direction] > 0) {
        cut[direction] -= 1;
        if (cut[direction] === 0) {
          put(bytes.subarray(0, Math.ceil(bytes.length / 2)));
          turn = turn.then(reset);
          return;
        }
      }
      if (swap[direction] > 0) {
        swap[direction] -= 1;
        if (swap[direction] === 0) {
          behind = bytes;
          return;
        }
      }
      put(bytes);
      if (doubled[direction]) put(bytes);
      if (behind !== undefined) put(behind);
      behind = undefined;
    };
    from.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      if (!upgraded) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = rest.subarray(0, end + 4);
        upgraded = /upgrade: *websocket/i.test(head.toString('latin1'));
        put(upgraded ? head : rest);
        rest = upgraded ? rest.subarray(end + 4) : Buffer.alloc(0);
        if (!upgraded) return;
      }
      for (let whole = frameLength(rest); whole !== null; whole = frameLength(rest)) {
        frame(Buffer.from(rest.subarray(0, whole)));
        rest = rest.subarray(whole);
      }
    });
    // In a silence nobody hears that the other side has gone either.
    from.on('close', () => void turn.then(() => silent || to.destroy()));
    return () => {
      for (const bytes of kept) if (!to.destroyed) to.write(bytes);
      kept = [];
      if (from.destroyed) to.destroy();
    };
  }

  const server = createServer((near) => {
    taken += 1;
    const far = connect({ host: hostname, port: Number(port) });
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
    const reset = (): void => {
      near.resetAndDestroy();
      far.resetAndDestroy();
    };
    const flushes = [carry(near, far, 'toBot', reset), carry(far, near, 'toHost', reset)];
    const flush = (): void => {
      for (const one of flushes) one();
    };
    const pair = { near, far, flush };
    pairs.add(pair);
    far.once('close', () => pairs.delete(pair));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const dropAll = (): void => {
    for (const { near, far } of pairs) {
      near.destroy();
      far.destroy();
    }
    pairs.clear();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    silence() {
      silent = true;
    },
    heal() {
      silent = false;
      for (const { flush } of pairs) flush();
    },
    forget() {
      silent = false;
      dropAll();
    },
    resetWithin(direction, n) {
      cut[direction] = n;
    },
    twice(direction, on) {
      doubled[direction] = on;
    },
    swapAfter(direction, n) {
      swap[direction] = n;
    },
    delay(ms) {
      delayMs = ms;
    },
    taken: () => taken,
    passed: (direction) => passed[direction],
    async close() {
      dropAll();
      server.close();
      await once(server, 'close');
    },
  };
}
