/** Frames in their turn: a fast peer waits, nothing is lost or reordered, and others have a turn in between. */
import { expect, it } from 'vitest';
import { frameQueue } from '../../src/protocol/frame-queue.ts';
import { MAX_WAITING_BYTES, MAX_WAITING_FRAMES } from '../../src/protocol/limits.ts';

/** A queue whose work ends when the test says so, and what it did to its socket. */
function aQueue() {
  const handled: string[] = [];
  const did: string[] = [];
  let release: () => void = () => undefined;
  const queue = frameQueue({
    async handle(text) {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      handled.push(text);
    },
    pause: () => did.push('pause'),
    resume: () => did.push('resume'),
    breathe: async () => void did.push('breathe'),
  });
  const finishOne = async (): Promise<void> => {
    const before = handled.length;
    release();
    while (handled.length === before) await Promise.resolve();
    // The next one is begun once the breath is taken.
    for (let turn = 0; turn < 8; turn++) await Promise.resolve();
  };
  return { queue, handled, did, finishOne };
}

it('hands frames over in order, one at a time', async () => {
  const { queue, handled, finishOne } = aQueue();
  for (const text of ['one', 'two', 'three']) queue.push(text);
  expect(handled).toEqual([]);
  for (let n = 0; n < 3; n++) await finishOne();
  await queue.drained();
  expect(handled).toEqual(['one', 'two', 'three']);
  expect(queue.waiting()).toEqual({ frames: 0, bytes: 0 });
});

it.each([
  ['frames', 'x', MAX_WAITING_FRAMES],
  ['bytes', 'x'.repeat(MAX_WAITING_BYTES / 4), 4],
])('stops reading while too many %s wait, and reads on when there is room', async (_what, text, fit) => {
  const { queue, did, finishOne } = aQueue();
  for (let n = 0; n < fit; n++) queue.push(text);
  expect(did).toEqual([]);
  queue.push(text);
  queue.push(text);
  expect(did).toEqual(['pause']);
  await finishOne();
  expect(did.filter((one) => one !== 'breathe')).toEqual(['pause']);
  await finishOne();
  expect(did.filter((one) => one !== 'breathe')).toEqual(['pause', 'resume']);
});

it('gives everybody else a turn between two frames', async () => {
  const { queue, did, finishOne } = aQueue();
  for (let n = 0; n < 4; n++) queue.push('x');
  for (let n = 0; n < 4; n++) await finishOne();
  expect(did).toEqual(['breathe', 'breathe', 'breathe']);
});

it('forgets what waits when it is stopped, and reads on so that a goodbye is heard', async () => {
  const { queue, handled, did, finishOne } = aQueue();
  for (let n = 0; n < MAX_WAITING_FRAMES + 5; n++) queue.push(`${n}`);
  queue.stop();
  await finishOne();
  await queue.drained();
  expect(handled).toEqual(['0']);
  expect(did).toEqual(['pause', 'resume']);
  expect(queue.waiting()).toEqual({ frames: 0, bytes: 0 });
});
