/**
 * How long people wait for the notice after a gateway is held: from the moment in which the host's object holds it to
 * the one in which the message goes to Slack's client, over real stores on Node, two channels each.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose } from '../../src/conversation/compose.ts';
import { beginFreeze } from '../../src/freezes/begin.ts';
import { freezeBehaviour } from '../../src/freezes/freeze-object.ts';
import { fleetBehaviour } from '../../src/hub/fleet-object.ts';
import { hostBehaviour } from '../../src/hub/host-object.ts';
import type { HoldReply } from '../../src/hub/messages.ts';
import { incidentBehaviour } from '../../src/incidents/incident-object.ts';
import { createLog } from '../../src/log.ts';
import type { Place } from '../../src/outbox/place.ts';
import { generateSigningKey, loadSigner } from '../../src/protocol/signer.ts';
import { openDataDir } from '../../src/storage/node-data-dir.ts';
import { createNodeObjects } from '../../src/storage/node-objects.ts';
import type { Objects } from '../../src/storage/objects.ts';
import { inWords, percentile } from './measure.ts';

export type FreezeFigures = {
  freezes: number;
  notices: number;
  p50Ms: number;
  p99Ms: number;
  mostMs: number;
};

/** Freezes so many hosts, one after the other. */
export async function measureFreezes(freezes: number): Promise<FreezeFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-freezes-'));
  const opened = openDataDir(join(dir, 'data'), Date.now());
  if (!opened.ok) throw new Error('the bench could not open its own data');
  const signer = await loadSigner(await generateSigningKey());
  const log = createLog({ level: 'error', redact: (text) => text });
  const heldAt = new Map<string, number>();
  const waits: number[] = [];
  let said = 0;
  const watched = (all: Objects): Objects => ({
    async send(to, message) {
      const reply = await all.send(to, message);
      const isHeld = message.type === 'hold' && (reply as HoldReply).held;
      if (isHeld && !heldAt.has(to.name)) heldAt.set(to.name, performance.now());
      return reply;
    },
  });
  const objects = createNodeObjects({
    dataDir: join(dir, 'data'),
    index: opened.dir.index,
    log,
    behaviours: (all) => ({
      incident: incidentBehaviour({ objects: all, notifiers: {}, log }),
      host: hostBehaviour({ objects: all, signer, log }),
      fleet: fleetBehaviour(),
      freeze: freezeBehaviour({
        objects: watched(all),
        log,
        notifiers: {
          slack: {
            async publish(notice) {
              const host = notice.view.targets[0]?.host ?? '';
              if (notice.edit === undefined) waits.push(performance.now() - (heldAt.get(host) ?? Number.NaN));
              compose(notice);
              said += 1;
              return { ok: true, ref: notice.edit ?? `${said}.0` };
            },
            find: async () => null,
          },
        },
      }),
    }),
  });
  const places: Place[] = ['C-ops', 'C-changes'].map((channel) => ({ via: 'slack', team: 'T1', channel }));
  try {
    for (let n = 0; n < freezes; n += 1) {
      const person = { via: 'slack' as const, team: 'T1', id: 'U-dana' };
      const from = Date.now();
      const wish = { person, places, targets: [{ host: `node-${n}` }], from, until: from + 1_800_000 };
      await beginFreeze(objects, `bench-${n}`, { ...wish, because: null, incident: null });
      const until = performance.now() + 5_000;
      while (waits.length < 2 * (n + 1) && performance.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 1));
    }
  } finally {
    await objects.close();
    opened.dir.close();
    rmSync(dir, { recursive: true });
  }
  const [p50Ms, p99Ms, mostMs] = [0.5, 0.99, 1].map((share) => percentile(waits, share));
  return { freezes, notices: waits.length, p50Ms: p50Ms ?? 0, p99Ms: p99Ms ?? 0, mostMs: mostMs ?? 0 };
}

export const freezeRows = ({ freezes, p50Ms, p99Ms }: FreezeFigures): [string, string, string][] => [
  [
    'freeze, from the hold to the notice',
    `${inWords(p50Ms)} / ${inWords(p99Ms)}`,
    `p50 / p99 of ${freezes} freezes, two channels each; Node`,
  ],
];
