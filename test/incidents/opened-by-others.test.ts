/** An incident that no person asked for: an alert or a schedule opens it, and people find it as any other. */
import { expect, it } from 'vitest';
import { compose } from '../../src/conversation/compose.ts';
import type { IncidentEvent } from '../../src/incidents/event.ts';
import { renderText } from '../../src/terminal/render.ts';
import { CHANNEL, MIRA, ORDER } from './given.ts';
import { aWorld, evidence } from './world.ts';

const ALERT = { via: 'alert', id: 'am:fp-1', name: 'GatewayDown' } as const;
const fired: IncidentEvent = {
  id: 'alert:fp-1:1',
  type: 'asked',
  host: 'node-3',
  person: ALERT,
  place: CHANNEL,
  text: 'GatewayDown on node-3',
};

it('by an alert tells what was found, and which alert it was', async () => {
  const world = aWorld();
  await world.tell(fired);
  await world.tell(fired);
  expect(world.jobs).toMatchObject([{ id: ORDER, op: 'triage', requester: 'alert:am:fp-1' }]);
  const about = { host: 'node-3', order: ORDER };
  await world.tell({ id: 'e', type: 'evidence', ...about, seq: 0, evidence: evidence('down') });
  await world.tell({ id: 'd', type: 'done', ...about, tookMs: 300 });
  await world.pass(1_000);
  const [status] = world.posted;
  const text = renderText(compose({ what: 'status', view: status?.notice.view as never }));
  expect(text).toContain('node-3 is down');
  expect(text).toContain('requested by alert GatewayDown');
});

it('is joined by the person who asks next', async () => {
  const world = aWorld();
  await world.tell({ ...fired, person: { via: 'schedule', id: 'nightly' } });
  const reply = await world.tell({ ...fired, id: 'ask-1', person: MIRA, text: 'triage node-3' });
  expect(reply).toMatchObject({ underWay: true, view: { requester: { via: 'schedule', id: 'nightly' } } });
  expect(world.jobs).toHaveLength(1);
});
