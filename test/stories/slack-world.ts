/**
 * A bot behind a real Slack emulator, with real incidents over real files. Its hosts follow a script: each
 * takes its job at once and finds that its gateway is down.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFiles } from '../../src/bundles/node-bundle-files.ts';
import type { BundleStore } from '../../src/bundles/store.ts';
import { freezeBehaviour } from '../../src/freezes/freeze-object.ts';
import { fleetBehaviour, fleetShard } from '../../src/hub/fleet-object.ts';
import { HOLDS_TABLE, holdsOf, letGo, takeHold } from '../../src/hub/host-holds.ts';
import type { HostCard, HostMessage, JobRequest } from '../../src/hub/messages.ts';
import type { IncidentEvent } from '../../src/incidents/event.ts';
import { incidentBehaviour } from '../../src/incidents/incident-object.ts';
import type { IncidentMessage } from '../../src/incidents/messages.ts';
import { STORY_TELLING } from '../../src/messages/story.ts';
import { TICKET_WRITER } from '../../src/messages/ticket-body.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { slackNotifier } from '../../src/slack/notifier.ts';
import { createPace } from '../../src/slack/pace.ts';
import { readAddress } from '../../src/storage/address.ts';
import { openDataDir } from '../../src/storage/node-data-dir.ts';
import { createNodeObjects, type NodeObjects } from '../../src/storage/node-objects.ts';
import type { Behaviour, Objects } from '../../src/storage/objects.ts';
import type { Desk } from '../../src/tickets/desk.ts';
import { knownDesks } from '../../src/tickets/known-desks.ts';
import { expectNoLeak, filesUnder } from '../fakes/canaries.ts';
import {
  BOT_TOKEN,
  type LocalSlack,
  MIRA,
  OLAF,
  type ShownMessage,
  SIGNING_SECRET,
  startLocalSlack,
  TEAM,
} from '../fakes/local-slack.ts';
import { recordedLog } from '../fakes/recorded-log.ts';
import { classify, evidence } from '../incidents/world.ts';

/** Hosts whose name begins so find their fault only after the first words about them are shown. */
export const SLOW = 'slow';

export type SlackWorld = {
  slack: LocalSlack;
  objects: NodeObjects;
  /** Where files of bundles are kept. */
  files: BundleStore;
  /** The jobs that hosts were given, in order. */
  jobs: JobRequest[];
  enrol(host: string): Promise<void>;
  tell(incident: string, event: IncidentEvent): Promise<void>;
  /** Also holds that nothing the bot said, logged or keeps holds its own secrets. */
  stop(): Promise<void>;
};

/**
 * With `deliver`, Slack posts what people do there, signed; without, nobody hears them. The bot speaks at its
 * usual pace only where that is what the story is about; elsewhere it would only be waiting.
 */
export async function aSlackWorld(
  deliver?: (request: Request) => Promise<Response>,
  {
    hurried = true,
    announce = [] as readonly string[],
    answers = {} as Answers,
    /** Where tickets are opened. */
    desks = new Map() as ReadonlyMap<string, Desk>,
    /** As in `LocalSlackOptions`: for people who look at the page. */
    readable = false,
  } = {},
): Promise<SlackWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'slack-world-'));
  const opened = openDataDir(dataDir, Date.now());
  if (!opened.ok) throw new Error('a fresh directory is taken');
  const slack = await startLocalSlack(deliver, { readable });
  const log = recordedLog();
  const jobs: JobRequest[] = [];
  const atOnce = { gapMs: 0, burst: 1 };
  const files = bundleFiles(join(dataDir, 'bundles'));
  const access = { botToken: BOT_TOKEN, apiUrl: slack.gate.apiUrl, fetch, log };
  const directory = createDirectory({ ...access, now: () => Date.now() });
  const notifier = slackNotifier({
    botToken: BOT_TOKEN,
    apiUrl: slack.gate.apiUrl,
    bundles: { store: files, directory },
    command: '/openclaw',
    approvers: [MIRA, OLAF],
    fetch,
    log,
    ...(hurried && { pace: createPace(() => Date.now(), { post: atOnce, edit: atOnce }) }),
  });
  const announceIn = () => announce.map((channel) => ({ via: 'slack' as const, team: TEAM, channel }));
  const notifiers = { slack: hurried ? { ...notifier, pace: { postMs: 0, editMs: 0 } } : notifier };
  const objects = createNodeObjects({
    dataDir,
    index: opened.dir.index,
    log,
    behaviours: (all) => ({
      incident: incidentBehaviour({
        objects: all,
        notifiers,
        log,
        random: () => 0,
        classify,
        files,
        telling: STORY_TELLING,
        tickets: { desks, write: TICKET_WRITER, desk: knownDesks(desks).usual, ticketOn: null },
      }),
      host: hostThatFindsAFault(all, slack, jobs, answers),
      fleet: fleetBehaviour(),
      freeze: freezeBehaviour({ objects: all, notifiers, log, announceIn, random: () => 0 }),
    }),
  });
  return {
    slack,
    objects,
    files,
    jobs,
    async enrol(host) {
      const message = { type: 'register', name: host };
      await objects.send({ kind: 'fleet', name: fleetShard(host) }, message);
    },
    tell: (incident, event) => tell(objects, incident, event),
    async stop() {
      const sinks = {
        'slack calls': JSON.stringify(slack.gate.calls),
        'bot logs': JSON.stringify(log.lines),
        ...filesUnder(dataDir),
      };
      await objects.close();
      opened.dir.close();
      await slack.stop();
      const own = [BOT_TOKEN, SIGNING_SECRET].map((value) => ({ name: "the bot's own secret", value }));
      expectNoLeak(sinks, own, { slack: 'config-invalid', [dataDir]: 'config-invalid' });
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function tell(objects: Objects, incident: string, event: IncidentEvent): Promise<void> {
  const message: IncidentMessage = { type: 'event', event };
  await objects.send({ kind: 'incident', name: incident }, message);
}

/** What is said to other operations than looks, and to looks after a recovery has run. */
export type Answers = Record<string, (job: JobRequest) => Evidence[][]>;

function hostThatFindsAFault(
  objects: Objects,
  slack: LocalSlack,
  jobs: JobRequest[],
  answers: Answers,
): Behaviour {
  return {
    migrations: [HOLDS_TABLE],
    start: (self) => {
      const host = self.address.name;
      let open: string | undefined;

      /** The host takes the lease of its gateway, and says so. */
      async function holdStill({ id, args, tell: whom = '' }: JobRequest): Promise<void> {
        const hold = {
          ...{ gateway: 'default', freeze: String(args.freeze), by: String(args.by), because: null },
          ...{ until: Number(args.until), held: 'leased' as const, why: null, at: self.now() },
        };
        const told: Evidence = {
          ...{
            probe: 'hold',
            subject: 'host',
            source: 'the host agent',
            at: new Date(self.now()).toISOString(),
          },
          ...{ how: 'live', look: 'seen', facts: [], report: { kind: 'hold', hold } },
        };
        const event = { id: `${id} 1`, type: 'evidence', order: id, host, seq: 0, evidence: [told] };
        await objects.send(readAddress(whom), { type: 'event', event } as { type: string });
      }

      async function carryOut(job: JobRequest): Promise<void> {
        if (job.op === 'freeze.hold') return holdStill(job);
        if (job.op !== 'triage' && answers[job.op] === undefined) return;
        const begun = (shown: ShownMessage[]) => shown.some(({ text }) => text.startsWith(host));
        if (host.startsWith(SLOW)) await slack.shows(begun);
        const about = { order: job.id, host };
        await tell(objects, job.incident, { id: `${job.id} 1`, type: 'accepted', ...about });
        const batches = answers[job.op]?.(job) ?? [evidence('down')];
        for (const [seq, batch] of batches.entries()) {
          const seen = { type: 'evidence', ...about, seq, evidence: batch } as const;
          await tell(objects, job.incident, { id: `${job.id} evidence ${seq}`, ...seen });
        }
        await tell(objects, job.incident, { id: `${job.id} 3`, type: 'done', ...about, tookMs: 640 });
      }

      return {
        async receive(message) {
          const told = message as HostMessage;
          switch (told.type) {
            case 'claim':
              open ??= told.incident;
              return { incident: open };
            case 'describe':
              return { ...cardOf(host, open ?? null), held: holdsOf(self.store, self.now()) };
            case 'hold': {
              const rival = takeHold(self.store, told.hold, self.now());
              return rival === null ? { held: true } : { held: false, rival };
            }
            case 'let-go':
              letGo(self.store, told.freeze);
              return {};
            case 'dispatch':
              jobs.push(told.job);
              self.later(() => carryOut(told.job));
              return { state: 'delivered' };
            default:
              return {};
          }
        },
        wake: async () => undefined,
      };
    },
  };
}

function cardOf(name: string, openIncident: string | null): HostCard {
  return {
    name,
    enrolled: true,
    connected: true,
    lastSeen: Date.now(),
    agentVersion: '0.1.0',
    openclawVersion: null,
    platform: 'linux-x64',
    keyFingerprint: null,
    confirmed: true,
    quarantined: null,
    marked: null,
    verdict: null,
    verdictAt: null,
    openIncident,
  };
}
