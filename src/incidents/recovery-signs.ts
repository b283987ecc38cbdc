/**
 * @module incidents/recovery-signs
 * The bot's sign of life to a host that waits for people before it believes its own change: a host that hears none puts
 * back what it had. It is an order like any, and none of those that people are told of.
 */
import type { Incident } from './record.ts';
import type { Recovery } from './recovery.ts';
import type { Work } from './work.ts';

/** Between two signs, in milliseconds; a host gives up after 120 s without any. */
export const SIGN_EVERY_MS = 30_000;
/** A sign that comes later than this is none, in milliseconds. */
const SIGN_LIFE_MS = 60_000;

/** Is the host at a point where it waits for people? */
function waitsForPeople({ progress }: Recovery): boolean {
  if (progress === null || progress.outcome !== null) return false;
  const verifying = progress.steps.some(({ state }) => state === 'verifying');
  return verifying || progress.asks !== null || progress.paused !== null;
}

/** When the next one is due (epoch ms); nothing where none is needed. */
export function nextSign(it: Incident, one: Recovery): number[] {
  const run = it.jobs.find((job) => job.id === one.runJob);
  if (one.state !== 'running' || run?.state !== 'accepted' || !waitsForPeople(one)) return [];
  return [one.sign === null ? 0 : one.sign.at + SIGN_EVERY_MS];
}

export function signOfLife(work: Work, one: Recovery): void {
  if (one.runJob === null) return;
  const n = (one.sign?.n ?? 0) + 1;
  const order = `${one.runJob}.here.${n}`;
  one.sign = { n, order, at: work.now };
  const args = { run: one.runJob, act: 'still-there', by: 'bot' };
  work.effects.push({
    id: `dispatch:${order}`,
    kind: 'dispatch',
    host: one.host,
    job: {
      id: order,
      op: 'recovery.steer',
      args,
      incident: work.it.id,
      requester: 'bot',
      preconditions: [],
      expiresAt: work.now + SIGN_LIFE_MS,
    },
  });
}

/** Is this the order of a sign of life? They are too many to be remembered one by one. */
export const isSign = (order: string): boolean => /\.here\.\d+$/.test(order);
