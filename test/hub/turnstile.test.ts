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

test('a host with many sockets takes one place, and frees it when the last of them has left', async () => {
  const { door, entered, leaves, settle } = await crowd(2, ['a', 'a', 'a', 'b', 'c']);
  expect(entered).toEqual(['a', 'a', 'a', 'b']);
  const again = await door.enter('a');
  for (const leave of leaves.filter((_, at) => entered[at] === 'a')) leave();
  await settle();
  expect(entered).toEqual(['a', 'a', 'a', 'b']);
  again();
  await settle();
  expect(entered).toEqual(['a', 'a', 'a', 'b', 'c']);
});

test('a host that dials again goes in beside its older socket that says nothing', async () => {
  const { door, entered } = await crowd(1, ['half-open']);
  expect(entered).toEqual(['half-open']);
  await door.enter('half-open');
  expect(door.waiting()).toBe(0);
});

test('a host whose time is over queues behind everybody else', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { door, entered, leaves, settle } = await crowd(1, ['silent', 'b']);
    vi.advanceTimersByTime(2_000);
    await settle();
    void door.enter('silent').then(() => entered.push('silent again'));
    await settle();
    // Late, and of a place that is no longer its own: it opens nothing.
    leaves[0]?.();
    await settle();
    expect(entered).toEqual(['silent', 'b']);
    leaves[1]?.();
    await settle();
    expect(entered).toEqual(['silent', 'b', 'silent again']);
  } finally {
    vi.useRealTimers();
  }
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
