/** Who may shake hands next, when more dial than can be greeted at once. */
import { expect, test, vi } from 'vitest';
import { type Leave, turnstile } from '../../src/hub/turnstile.ts';

async function crowd(places: number, hosts: string[]) {
  const door = turnstile(places, 2_000);
  const entered: string[] = [];
  const leaves: Leave[] = [];
  for (const host of hosts)
    void door.enter(host).then((leave) => {
      entered.push(host);
      leaves.push(leave);
    });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  await settle();
  return { door, entered, leaves, settle };
}

test('so many go in, the next when one leaves, in the order in which they came', async () => {
  const { door, entered, leaves, settle } = await crowd(2, ['a', 'b', 'c', 'd']);
  expect(entered).toEqual(['a', 'b']);
  expect(door.waiting()).toBe(2);
  leaves[1]?.();
  leaves[1]?.();
  await settle();
  expect(entered).toEqual(['a', 'b', 'c']);
  leaves[0]?.();
  await settle();
  expect(entered).toEqual(['a', 'b', 'c', 'd']);
  expect(door.waiting()).toBe(0);
});

test('a host with many sockets takes one place, and its second turn is after everybody’s first', async () => {
  const { entered, leaves, settle } = await crowd(2, ['a', 'a', 'a', 'b', 'c']);
  expect(entered).toEqual(['a', 'b']);
  leaves[0]?.();
  await settle();
  expect(entered).toEqual(['a', 'b', 'a']);
  leaves[1]?.();
  await settle();
  expect(entered).toEqual(['a', 'b', 'a', 'c']);
});

test('those who come in and say nothing lose their place', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { entered, settle } = await crowd(1, ['silent', 'b']);
    expect(entered).toEqual(['silent']);
    vi.advanceTimersByTime(2_000);
    await settle();
    expect(entered).toEqual(['silent', 'b']);
  } finally {
    vi.useRealTimers();
  }
});
