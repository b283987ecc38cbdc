/**
 * The largest bundle over the real channel: orders that are signed, frames that are weighed, a host that dies between two
 * pieces and comes back.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, runAgent } from '../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import type { Operations } from '../../src/agent/operation.ts';
import { bundleKey } from '../../src/bundles/store.ts';
import type { IncidentEvent } from '../../src/incidents/event.ts';
import { incidentBehaviour } from '../../src/incidents/incident-object.ts';
import type { ViewReply } from '../../src/incidents/messages.ts';
import type { BundleView } from '../../src/incidents/notifier.ts';
import type { Story } from '../../src/protocol/bundle.ts';
import { MAX_BUNDLE_BYTES } from '../../src/protocol/bundle.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { eventually } from '../contracts/world.ts';
import { bundlesInMemory } from '../fakes/bundles-in-memory.ts';
import { startBot, type TestBot } from '../hub/bot.ts';
import { MIRA } from './given.ts';
import { aFile, digestOf, made, pieces, reported } from './given-bundle.ts';

const FILE = aFile(MAX_BUNDLE_BYTES);
const PLACE = { via: 'terminal', session: 's' } as const;
const host = 'node-3';
const INCIDENT = { kind: 'incident', name: 'inc-1' } as const;

describe('a bundle of 8 MiB over the channel', () => {
  const files = bundlesInMemory();
  const folder = mkdtempSync(join(tmpdir(), 'bundle-channel-'));
  const stateDir = join(folder, 'state');
  const policyFile = join(folder, 'agent.toml');
  let bot: TestBot;
  let agent: Agent | null = null;
  let story: Story | undefined;
  const offsets: number[] = [];
  /** After so many pieces of all, the host dies. */
  let diesAfter = Number.POSITIVE_INFINITY;
  let died: () => void = () => undefined;

  const operations: Operations = {
    async bundle(args, { emit }) {
      story = args.story as Story;
      emit([reported({ kind: 'bundle', bundle: told() })]);
    },
    async 'bundle.part'({ offset, pieces: most }, { emit }) {
      offsets.push(Number(offset));
      for (const piece of pieces(Number(offset), FILE, Number(most))) {
        if (diesAfter === 0) {
          died();
          await new Promise(() => undefined);
        }
        diesAfter -= 1;
        emit([reported({ kind: 'bundle-piece', piece })]);
      }
    },
  };
  const now = Date.now();
  const told = () => made(FILE, { madeAt: now, keptUntil: now + 86_400_000, since: now - 60_000 });

  async function begin(): Promise<void> {
    const timing = { firstRetryMs: 20, lastRetryMs: 200 };
    agent = await runAgent({ stateDir, policyFile, version: '0.1.0', log: silentLog, timing, operations });
    await agent.ready;
  }
  const tell = (event: IncidentEvent) => bot.objects.send(INCIDENT, { type: 'event', event } as never);
  async function bundle(): Promise<BundleView | undefined> {
    const { view } = (await bot.objects.send(INCIDENT, { type: 'view' })) as unknown as ViewReply;
    return view?.bundles?.[0];
  }
  const comes = (state: string) => eventually(bundle, (one) => one?.state === state, 60_000);

  beforeAll(async () => {
    bot = await startBot({
      incident: (objects) =>
        incidentBehaviour({ objects, notifiers: {}, log: silentLog, files: files.store }),
    });
    writeFileSync(policyFile, 'allow = ["@look", "@bundle"]\n', { mode: 0o600 });
    const token = await bot.token(host);
    await joinBot({ url: bot.url, token, name: host, stateDir, version: '0.1.0' });
    await begin();
  }, 60_000);
  afterAll(async () => {
    await agent?.stop();
    await bot?.close();
    rmSync(folder, { recursive: true });
  });

  it('is ordered with as much of the story as a signed order can carry', async () => {
    await bot.objects.send({ kind: 'host', name: host }, { type: 'claim', incident: 'inc-1' } as never);
    const wish = { type: 'bundle', name: host, person: MIRA, place: PLACE, text: 'bundle' } as const;
    await tell({ id: 'first', ...wish, targets: [{ host }] });
    for (let n = 0; n < 30; n += 1)
      await tell({ id: `n${n}`, type: 'note', person: MIRA, text: `${n} ${'„ä€𝄞"\\\n'.repeat(300)}` });
    await tell({ id: 'second', ...wish, targets: [{ host, gateway: 'work' }] });
    expect(await comes('ready')).toMatchObject({ state: 'ready', made: { bytes: MAX_BUNDLE_BYTES } });
    await expect.poll(() => story?.notes.at(-1)?.text.slice(0, 3)).toBe('29 ');
  });

  it('comes whole though its host dies between two pieces, and no piece is asked for twice', async () => {
    diesAfter = 20;
    const dead = new Promise<void>((resolve) => {
      died = resolve;
    });
    await tell({ id: 'want', type: 'bundle-wanted', bundle: 'inc-1.node-3.bundle-1', person: MIRA });
    await dead;
    await agent?.stop();
    diesAfter = Number.POSITIVE_INFINITY;
    await begin();
    expect(await comes('kept')).toMatchObject({ state: 'kept' });
    expect(files.bytes(bundleKey('inc-1', digestOf(FILE)))).toEqual(FILE);
    expect(offsets.toSorted((a, b) => a - b)).toEqual(offsets);
    expect(new Set(offsets).size).toBe(offsets.length);
  }, 120_000);
});
