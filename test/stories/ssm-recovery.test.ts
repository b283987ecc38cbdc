/**
 * A gateway brought back on a host that AWS alone reaches: asked for, planned there, agreed to, carried out by what outlives
 * the command that brought it, and told to its end in the thread. Bot, incident and host agent are real, and what the host's
 * operations do follows a script; AWS is a hand that brings and fetches.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import { openWork, type Work } from '../../src/agent/channel/work.ts';
import { takeErrand } from '../../src/agent/errands/take-errand.ts';
import type { Operation } from '../../src/agent/operation.ts';
import { type AnyNotice, compose } from '../../src/conversation/compose.ts';
import type { SystemsManager } from '../../src/dispatch/systems-manager.ts';
import type { Person, Place } from '../../src/incidents/event.ts';
import { incidentBehaviour } from '../../src/incidents/incident-object.ts';
import type { ViewReply } from '../../src/incidents/messages.ts';
import type { RecoveryView } from '../../src/incidents/notifier.ts';
import { openOrJoin } from '../../src/incidents/open-or-join.ts';
import type { Notifier } from '../../src/outbox/notifier.ts';
import { readErrand } from '../../src/protocol/errand.ts';
import { renderText } from '../../src/terminal/render.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { eventually } from '../contracts/world.ts';
import { recovering } from '../fakes/recovering-host.ts';
import { CONFIG_INVALID, HEALTHY } from '../fakes/seen.ts';
import { startBot, type TestBot } from '../hub/bot.ts';

const INCIDENT = 'inc-by-ssm';
const HOST = 'node-9';
const INSTANCE = 'i-0123456789abcdef0';
const PATIENCE_MS = 60_000;
const MIRA: Person = { via: 'terminal', id: 'mira', name: 'mira' };
const JON: Person = { via: 'terminal', id: 'jon', name: 'jon' };
const PLACE: Place = { via: 'terminal', session: 's1' };

let bot: TestBot;
let home: string;
/** What takes orders for longer than a command lives. */
let unit: Work;
let commands: { printed: string }[];
let ran: string[];
let finish: () => void;
let told: Map<string, string>;

const aws: SystemsManager = {
  document: 'D',
  async send({ order }) {
    const errand = readErrand(order);
    if (errand === null || !('order' in errand)) throw new Error('no order');
    commands.push({ printed: await takeErrand(errand, unit, { now: Date.now }) });
    return { command: String(commands.length - 1) };
  },
  find: async () => ({ command: null }),
  async look({ command }) {
    const { printed = '' } = commands[Number(command)] ?? {};
    return { state: 'ended', how: 'success', code: 0, document: 'D', printed, complained: '' };
  },
  cancel: async () => undefined,
  standing: async () => ({ state: 'online', lastPing: null }),
};

const screen: Notifier<AnyNotice> = {
  pace: { postMs: 0, editMs: 10 },
  async publish(notice) {
    told.set(notice.key, renderText(compose(notice)));
    return { ok: true, ref: notice.key };
  },
  find: async () => null,
};

beforeEach(async () => {
  [commands, ran, told] = [[], [], new Map()];
  home = mkdtempSync(join(tmpdir(), 'ssm-recovery-'));
  const notifiers = { terminal: screen };
  bot = await startBot({
    ssm: aws,
    incident: (objects) => incidentBehaviour({ objects, notifiers, log: silentLog }),
  });
  const token = await bot.token(HOST);
  await joinBot({ url: bot.url, token, name: HOST, stateDir: home, version: '0.1.0' });
  await bot.tell(HOST, { type: 'by-ssm', instance: INSTANCE, by: 'U-admin', url: bot.url });
  const { keyFingerprint } = await bot.card(HOST);
  await bot.tell(HOST, { type: 'confirm', key: String(keyFingerprint), by: 'slack:U-admin' });

  const policyFile = join(home, 'agent.toml');
  writeFileSync(policyFile, 'read_only = false\nallow = ["@look", "@recover"]\napproval = "slack"\n', {
    mode: 0o600,
  });
  const answers = await recovering();
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const answering =
    (op: string, before = async () => {}): Operation =>
    async (args, { emit, order }) => {
      ran.push(op);
      const batches = answers[op]?.({ id: order, args } as never);
      for (const [n, batch] of (Array.isArray(batches) ? batches : []).entries()) {
        if (n > 0) await before();
        emit(batch);
      }
    };
  unit = await openWork({
    ...{ stateDir: home, policyFile, log: silentLog, holds: async () => true },
    operations: {
      triage: async (_, { emit }) => {
        emit(ran.includes('recovery.run') ? HEALTHY : CONFIG_INVALID);
      },
      'recovery.plan': answering('recovery.plan'),
      'recovery.run': answering('recovery.run', () => gate),
    },
  });
});
afterEach(async () => {
  await bot.close();
  await unit.jobs.stop();
  unit.close();
  rmSync(home, { recursive: true, force: true });
});

const happens = (event: object) =>
  bot.objects.send({ kind: 'incident', name: INCIDENT }, { type: 'event', event } as never);

function comes(is: (one: RecoveryView | undefined) => boolean): Promise<RecoveryView | undefined> {
  return eventually(
    async () => {
      const asked = await bot.objects.send({ kind: 'incident', name: INCIDENT }, { type: 'view' });
      return (asked as ViewReply).view?.recoveries?.at(-1);
    },
    is,
    PATIENCE_MS,
  );
}

it('goes from the wish to its end by AWS alone, and the run outlives the command that brought it', async () => {
  const wish = { type: 'recover' as const, host: HOST, person: MIRA, place: PLACE, text: `recover ${HOST}` };
  await openOrJoin(bot.objects, HOST, INCIDENT, { id: 'e-1', ...wish });
  const planned = await comes((one) => one?.state === 'planned');
  expect(planned).toMatchObject({ state: 'planned', finding: 'config-invalid' });

  const { id: recovery, digest } = planned as RecoveryView;
  await happens({ id: 'e-2', type: 'start', recovery, digest, person: MIRA });
  const asked = await comes((one) => one?.run?.state === 'planned');
  expect(ran).not.toContain('recovery.run');
  await happens({ id: 'e-3', type: 'approved', job: asked?.run?.id, person: JON });
  const running = await comes((one) => one?.progress != null || one?.state === 'over');
  expect(running).toMatchObject({ state: 'running', end: null });
  // The command that brought it has ended long before: what is still to come is asked for by later ones.
  const brought = commands.length;
  finish();
  const over = await comes((one) => one?.state === 'over');
  expect(over?.end).toMatchObject({ as: 'recovered' });
  expect(commands.length).toBeGreaterThan(brought);
  expect(ran.filter((op) => op === 'recovery.run')).toHaveLength(1);
  const said = await eventually(
    async () => told.get(`recovery/${HOST}/1`) ?? '',
    (text) => text.includes('recovered'),
  );
  expect(said).toContain(`${HOST}: recovered`);
}, 180_000);
