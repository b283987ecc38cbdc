/** What is counted reaches the scrape, whatever names come from outside; how hosts stand is counted where it lies. */
import { beforeEach, describe, expect, it } from 'vitest';
import { fleetBehaviour } from '../../src/hub/fleet-object.ts';
import type { HostCard } from '../../src/hub/messages.ts';
import { ORDER_REASONS } from '../../src/messages/en/order-reasons.ts';
import { gather } from '../../src/metrics/gather.ts';
import { createMeters } from '../../src/metrics/meters.ts';
import { allSeries, REFUSAL_CODES, refusalLabel } from '../../src/metrics/names.ts';
import { prometheusText } from '../../src/metrics/text.ts';
import type { Address, Message, ObjectLife, Objects } from '../../src/storage/objects.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { storeInMemory } from '../fakes/store-in-memory.ts';

const NOW = 1_795_000_000_000;

/** Fleet objects alone, each over a store of its own. */
function fleets(): Objects & { away: boolean } {
  const lives = new Map<string, ObjectLife>();
  const start = (address: Address): ObjectLife => {
    const store = storeInMemory();
    const behaviour = fleetBehaviour();
    for (const step of behaviour.migrations) store.run(step);
    return behaviour.start({
      ...{ address, store, now: () => NOW, wakeAt() {}, erase() {}, sockets: () => [] },
      later: (work) => void work(),
    });
  };
  const objects = {
    away: false,
    async send(to: Address, message: Message) {
      if (objects.away) throw new Error('away');
      const life = lives.get(to.name) ?? start(to);
      lives.set(to.name, life);
      return life.receive(message);
    },
  };
  return objects;
}

const card = (name: string, more: Partial<HostCard> = {}): HostCard => ({
  ...{
    name,
    enrolled: true,
    connected: true,
    lastSeen: null,
    agentVersion: '0.1.0',
    openclawVersion: '2026.9.6',
  },
  ...{ platform: 'linux x64', keyFingerprint: 'k', confirmed: true, quarantined: null, marked: null },
  ...{ verdict: null, verdictAt: null, openIncident: null, held: [], maintenance: null, ...more },
});

let objects: ReturnType<typeof fleets>;
beforeEach(() => {
  objects = fleets();
});

const scrape = async (): Promise<string> => prometheusText(await gather(objects, NOW));

async function stands(one: HostCard): Promise<void> {
  const to = { kind: 'fleet', name: 'fleet-0' } as const;
  await objects.send(to, { type: 'register', name: one.name } as Message);
  await objects.send(to, { type: 'standing', name: one.name, card: one } as Message);
}

describe('what is counted', () => {
  it('rises over the lives of those who count', async () => {
    for (let life = 0; life < 3; life += 1) {
      const meters = createMeters({ objects, log: silentLog });
      meters.count('jobs_total', { op: 'triage', end: 'done' });
      meters.observe('slack_ack_seconds', 0.2);
      await meters.told();
    }
    const text = await scrape();
    expect(text).toContain('openclaw_bot_jobs_total{op="triage",end="done"} 3\n');
    expect(text).toContain('openclaw_bot_slack_ack_seconds_bucket{le="0.1"} 0\n');
    expect(text).toContain('openclaw_bot_slack_ack_seconds_bucket{le="0.25"} 3\n');
    expect(text).toContain('openclaw_bot_slack_ack_seconds_bucket{le="+Inf"} 3\n');
    expect(text).toContain('openclaw_bot_slack_ack_seconds_count 3\n');
  });

  it('has no series that anybody outside could name', async () => {
    const before = (await scrape()).split('\n').length;
    const meters = createMeters({ objects, log: silentLog });
    for (let n = 0; n < 50; n += 1) {
      meters.count('refusals_total', { code: `made-up-${n}"} 1` });
      meters.count('jobs_total', { op: `op-${n}`, end: 'refused' });
    }
    await meters.told();
    const text = await scrape();
    expect(text.split('\n').length).toBe(before);
    expect(text).not.toContain('made-up');
    expect(text).toContain('openclaw_bot_refusals_total{code="other"} 50\n');
    expect(text).toContain('openclaw_bot_jobs_total{op="other",end="refused"} 50\n');
  });

  it('is told later where it could not be told at once', async () => {
    const meters = createMeters({ objects, log: silentLog });
    objects.away = true;
    meters.count('slack_calls_total', { outcome: 'limited' });
    await meters.told();
    objects.away = false;
    meters.count('slack_calls_total', { outcome: 'limited' });
    await meters.told();
    expect(await scrape()).toContain('openclaw_bot_slack_calls_total{outcome="limited"} 2\n');
  });

  it('knows every code that a job may end with', () => {
    const said = Object.keys(ORDER_REASONS)
      .filter((id) => id.startsWith('order.'))
      .map((id) => refusalLabel(id.slice('order.'.length)))
      .filter((code) => code !== 'done' && code !== 'unknown' && code !== 'no-end-reported');
    expect(said.filter((code) => !(REFUSAL_CODES as readonly string[]).includes(code))).toEqual([]);
  });

  it('stays few', () => expect(allSeries().length).toBeLessThan(150));
});

describe('messages that cannot be shown', () => {
  it('are as old as the oldest of them, and gone when all are shown', async () => {
    const meters = createMeters({ objects, log: silentLog });
    meters.behind('inc-1', NOW - 60_000);
    meters.behind('inc-2', NOW - 400_000);
    await meters.told();
    expect(await scrape()).toContain('openclaw_bot_outbox_oldest_seconds 400\n');
    meters.behind('inc-2', null);
    await meters.told();
    expect(await scrape()).toContain('openclaw_bot_outbox_oldest_seconds 60\n');
    expect(await scrape()).toContain('openclaw_bot_outbox_behind 1\n');
  });
});

describe('hosts', () => {
  it('are in one state each, those in maintenance in no other', async () => {
    await stands(card('a'));
    await stands(card('b', { connected: false, verdict: 'down', verdictAt: NOW }));
    await stands(card('c', { quarantined: 'two of them' }));
    const work = { by: 'mira', because: 'disks', from: NOW - 1, until: NOW + 1 };
    await stands(card('d', { connected: false, verdict: 'down', verdictAt: NOW, maintenance: work }));
    await stands(card('e', { connected: false, maintenance: { ...work, until: NOW } }));
    const text = await scrape();
    const count = (state: string): string =>
      new RegExp(`hosts\\{state="${state}"\\} (\\d+)`).exec(text)?.[1] ?? '';
    expect(['connected', 'away', 'quarantined', 'maintenance'].map(count)).toEqual(['1', '2', '1', '1']);
    expect(text).toContain('openclaw_bot_hosts_verdict{verdict="down"} 1\n');
  });
});
