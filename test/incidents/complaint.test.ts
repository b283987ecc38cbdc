/** A complaint lies beside the evidence of its look: judged with it, kept for the next look, sent to no host. */
import { expect, it } from 'vitest';
import type { IncidentEvent } from '../../src/incidents/event.ts';
import type { ViewReply } from '../../src/incidents/messages.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { CHANNEL, MIRA, ORDER, T0 } from './given.ts';
import { aWorld, evidence } from './world.ts';

/** The classifier of this room reads a verdict from the newest fact that names one. */
const complains = (verdict: string): Evidence[] => [
  {
    probe: 'complaint',
    subject: 'host',
    source: 'as reported',
    at: new Date(T0).toISOString(),
    how: 'told',
    look: 'seen',
    text: 'the words of a person',
    facts: [{ fact: 'test.verdict', subject: 'host', value: verdict }],
  },
];
const asks = (id: string, complaint?: Evidence[]): IncidentEvent => ({
  id,
  type: 'asked',
  host: 'node-3',
  person: MIRA,
  place: CHANNEL,
  text: 'triage node-3',
  ...(complaint ? { complaint } : {}),
});
const about = (n: number) => ({ host: 'node-3', order: ORDER.replace(/1$/, String(n)) });
const blank = (): Evidence[] => evidence('unknown').map((one) => ({ ...one, facts: [] }));
const sees = (n: number): IncidentEvent => ({
  id: `seen-${n}`,
  type: 'evidence',
  ...about(n),
  seq: 0,
  evidence: blank(),
});
const done = (n: number): IncidentEvent => ({ id: `done-${n}`, type: 'done', ...about(n), tookMs: 5 });

async function verdictOf(world: ReturnType<typeof aWorld>): Promise<string | undefined> {
  const { view } = (await world.view()) as ViewReply;
  return view?.hosts[0]?.diagnosis?.verdict;
}

it('is judged with what the look saw, and no host is told of it', async () => {
  const world = aWorld();
  for (const event of [asks('ask-1', complains('down')), sees(1), done(1)]) await world.tell(event);
  expect(await verdictOf(world)).toBe('down');
  expect(world.jobs).toHaveLength(1);
  expect(JSON.stringify(world.jobs)).not.toContain('words of a person');
});

it('that comes while the look is under way judges anew what was seen', async () => {
  const world = aWorld();
  for (const event of [asks('ask-1'), sees(1), asks('ask-2', complains('down')), done(1)])
    await world.tell(event);
  expect(await verdictOf(world)).toBe('down');
  expect(world.jobs).toHaveLength(1);
});

it('is kept for whoever looks again, until another one is made', async () => {
  const world = aWorld();
  const again = [asks('ask-2'), sees(2), done(2)];
  for (const event of [asks('ask-1', complains('down')), sees(1), done(1), ...again]) await world.tell(event);
  expect(world.jobs).toHaveLength(2);
  expect(await verdictOf(world)).toBe('down');
  for (const event of [asks('ask-3', complains('unknown')), sees(3), done(3)]) await world.tell(event);
  expect(await verdictOf(world)).toBe('unknown');
});
