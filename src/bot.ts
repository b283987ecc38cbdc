/**
 * @module bot
 * How the rooms are put together, once for both runtimes: what the objects do, who speaks for an incident,
 * and where typed lines are answered. The doors add what only their runtime has.
 */
import type { Hono } from 'hono';
import { type BundleStore, dropOlder } from './bundles/store.ts';
import { approvalRoutes } from './conversation/approval-routes.ts';
import { bundleAddress, bundleLinks } from './conversation/bundle-links.ts';
import { bundleRoutes } from './conversation/bundle-routes.ts';
import type { AnyNotice } from './conversation/compose.ts';
import type { Conversation } from './conversation/conversation.ts';
import { createConversation } from './conversation/create-conversation.ts';
import { hostsAndLabels } from './conversation/fleet.ts';
import { freezeRequests } from './conversation/freeze-requests.ts';
import { joinedPeople } from './conversation/people.ts';
import type { Permission, Right } from './conversation/permission.ts';
import type { Diagnosis } from './diagnosis/finding.ts';
import { systemsManager } from './dispatch/ssm-client.ts';
import type { SsmSettings } from './dispatch/ssm-settings.ts';
import { redactLook } from './evidence/redact-look.ts';
import { explain as explainEvidence } from './explain/explain.ts';
import { pastedEvidence } from './explain/pasted.ts';
import { freezeBehaviour } from './freezes/freeze-object.ts';
import { recoveryFreezes } from './freezes/recovery-freezes.ts';
import type { FreezeRequests } from './freezes/routes.ts';
import { TIMETABLE } from './freezes/timetable.ts';
import { readWindow } from './freezes/windows.ts';
import { joinTokens } from './hub/enrolment.ts';
import { fleetBehaviour } from './hub/fleet-object.ts';
import type { Ended } from './hub/host-events.ts';
import { hostBehaviour } from './hub/host-object.ts';
import type { Person } from './incidents/event.ts';
import { incidentBehaviour } from './incidents/incident-object.ts';
import type { TicketDeps } from './incidents/ticket-courier.ts';
import type { Log } from './log.ts';
import { text } from './messages/sentence.ts';
import { STORY_TELLING } from './messages/story.ts';
import { TICKET_WRITER } from './messages/ticket-body.ts';
import type { Meters } from './metrics/meters.ts';
import { REFUSAL_CODES, refusalLabel } from './metrics/names.ts';
import type { Notifier, Notifiers } from './outbox/notifier.ts';
import type { Place } from './outbox/place.ts';
import type { Signer } from './protocol/signer.ts';
import { createRedactor } from './redaction/redact.ts';
import { type Settings, VERSION } from './settings.ts';
import type { SlackApp } from './slack/app.ts';
import { createDirectory, type Directory } from './slack/directory.ts';
import { type SlackHandler, slackHandler } from './slack/http.ts';
import { slackNotifier } from './slack/notifier.ts';
import { slackRights } from './slack/rights.ts';
import { type Behaviour, OBJECT_KINDS, type ObjectKind, type Objects } from './storage/objects.ts';
import type { Desk } from './tickets/desk.ts';
import { type DeskChoice, makeDesks } from './tickets/desks.ts';
import { knownDesks } from './tickets/known-desks.ts';
import { createTracing, NO_TRACING, type Tracing } from './traces/tracing.ts';

export type Parts = {
  objects: Objects;
  signer: Signer;
  settings: Settings;
  /** The road through AWS; null: there is none. */
  ssm: SsmSettings | null;
  log: Log;
  /** Who is who in Slack; null without Slack. */
  directory: Directory | null;
  /** Where tickets are opened, by name. */
  desks: ReadonlyMap<string, Desk>;
  /** Where files of bundles are kept; null where they cannot be. */
  files: BundleStore | null;
  /** What happens is counted here. */
  meters: Meters;
  tracing: Tracing;
  /** Where an incident is shown when nobody asked from Slack. */
  terminal?: Notifier<AnyNotice>;
};

const DAY_MS = 86_400_000;

/** A plain function: workerd refuses a `fetch` that was taken off its object. */
const plainFetch: typeof fetch = (input, init) => fetch(input, init);

/** Slack's Web API, every call counted by what came of it. */
const countedFetch =
  (meters: Meters): typeof fetch =>
  async (input, init) => {
    try {
      const response = await fetch(input, init);
      meters.count('slack_calls_total', { outcome: response.status === 429 ? 'limited' : 'answered' });
      return response;
    } catch (error) {
      meters.count('slack_calls_total', { outcome: 'failed' });
      throw error;
    }
  };

/** The desks of the settings, which speak to their vendors from here. */
export const desksOf = (choices: readonly DeskChoice[]): ReadonlyMap<string, Desk> =>
  makeDesks(choices, { fetch: plainFetch, now: () => Date.now() });

/** One turn of the event loop, on either runtime. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** The slash command as people type it. */
export const commandOf = (settings: Settings): string => settings.slack?.command ?? '/openclaw';

/** What each kind of object does. */
const KINDS: Record<ObjectKind, { behaviour(parts: Parts): Behaviour }> = {
  incident: {
    behaviour(parts) {
      const keepMs = parts.settings.retentionDays * DAY_MS;
      return incidentBehaviour({
        objects: parts.objects,
        notifiers: notifiers(parts),
        log: parts.log,
        keepMs,
        freezes: recoveryFreezes(parts.objects),
        tickets: {
          desks: parts.desks,
          write: TICKET_WRITER,
          desk: knownDesks(parts.desks, parts.settings.tickets.desk).usual,
          ticketOn: parts.settings.tickets.on,
          ...ticketLinks(parts),
        },
        ...(parts.files && { files: parts.files }),
        keepFilesMs: parts.settings.bundleDays * DAY_MS,
        telling: STORY_TELLING,
        behind: parts.meters.behind,
        ...(parts.settings.autoAnnounce === 'down' && { announceIn: announceIn(parts.settings) }),
      });
    },
  },
  host: {
    behaviour({ objects, signer, log, meters, tracing, ssm, settings: { publicUrl } }) {
      const redactor = createRedactor({});
      return hostBehaviour({
        objects,
        signer,
        log,
        ended(how) {
          const { op, code } = how;
          traceJob(how, tracing);
          meters.count('jobs_total', { op, end: code === null ? 'done' : 'refused' });
          if (code !== null) meters.count('refusals_total', { code: refusalLabel(code) });
        },
        clean: (pieces, budgetMs) => redactLook(pieces, budgetMs, { redactor, breathe }),
        ...(publicUrl !== undefined && { publicUrl }),
        ...(ssm && { ssm: systemsManager(ssm) }),
      });
    },
  },
  fleet: { behaviour: () => fleetBehaviour() },
  freeze: {
    behaviour(parts) {
      const { objects, log, settings } = parts;
      return freezeBehaviour({
        objects,
        notifiers: notifiers(parts),
        log,
        announceIn: announceIn(settings),
        behind: parts.meters.behind,
        windows: settings.freezeWindows.map(readWindow).filter((window) => window !== null),
        hostsOf: (word) => hostsMeant(word, objects),
        keepMs: settings.retentionDays * DAY_MS,
      });
    },
  },
};

/** A job and, within it, what the host measured; a code that the host made up is not passed on. */
function traceJob({ op, code, host, trace, begun, at, tookMs }: Ended, tracing: Tracing): void {
  if (trace === null) return;
  const known = REFUSAL_CODES.find((one) => code !== null && one === refusalLabel(code)) ?? 'other';
  const parent = tracing.span(trace, {
    ...{ name: `job ${op}`, from: begun ?? at, to: at },
    attributes: { 'openclaw.operation': op, 'openclaw.host': host },
    ...(code === null ? {} : { problem: known }),
  });
  if (parent !== null && tookMs !== null)
    tracing.span(parent, { name: `host agent ${op}`, from: Math.max(begun ?? 0, at - tookMs), to: at });
}

/** Spans go where the settings say, if anywhere. */
export const tracingOf = ({ tracing }: Settings, log: Log): Tracing =>
  tracing === null
    ? NO_TRACING
    : createTracing({ collector: tracing, version: VERSION, fetch: plainFetch, log });

/** Readers of a ticket have no account here: a link may be followed so often, as long as its asker may act. */
const TICKET_LINK_USES = 20;

/** Addresses for tickets at desks that take no files; none where nobody knows how this bot is reached. */
function ticketLinks({ signer, settings: { publicUrl } }: Parts): Pick<TicketDeps, 'linkFor'> {
  if (publicUrl === undefined) return {};
  const links = bundleLinks(signer);
  return {
    async linkFor(incident) {
      const { token, hash } = await links.create(incident);
      return { url: bundleAddress(publicUrl, token), hash, most: TICKET_LINK_USES };
    },
  };
}

/** Where everybody is told: the channels of the settings, in the workspace of whoever asked. */
function announceIn({ announceChannels, slack }: Settings): (person: Person) => Place[] {
  return ({ team = slack?.teams[0] ?? '' }) =>
    slack === null ? [] : announceChannels.map((channel) => ({ via: 'slack', team, channel }));
}

/** The hosts that a word of a freeze window means: a name, a label or `all`. */
async function hostsMeant(word: string, objects: Objects): Promise<string[]> {
  const { names, labels } = await hostsAndLabels(objects);
  return names.filter((name) => word === 'all' || name === word || labels[name]?.includes(word));
}

/** Sees that the freeze windows are kept: nobody else would wake their object the first time. */
export async function keepWindows({ objects, settings }: Pick<Parts, 'objects' | 'settings'>): Promise<void> {
  if (settings.freezeWindows.length > 0)
    await objects.send({ kind: 'freeze', name: TIMETABLE }, { type: 'keep-windows' });
}

/** What pipelines may ask over HTTP; null where no token is set. */
export function pipelines({ objects, settings, log }: Parts): FreezeRequests | null {
  const token = settings.apiToken;
  if (token === undefined) return null;
  return { ...freezeRequests({ objects, now: () => Date.now() }), token, log, now: () => Date.now() };
}

const ofEach = <T>(make: (kind: ObjectKind) => T): Record<ObjectKind, T> =>
  Object.fromEntries(OBJECT_KINDS.map((kind) => [kind, make(kind)])) as Record<ObjectKind, T>;

export const behaviours = (parts: Parts): Record<ObjectKind, Behaviour> =>
  ofEach((kind) => KINDS[kind].behaviour(parts));

/** Drops what nobody remembers any more; incidents drop their own files in time. */
export async function sweepBundles({
  files,
  settings,
  log,
}: Pick<Parts, 'files' | 'settings' | 'log'>): Promise<void> {
  const late = (settings.bundleDays + 1) * DAY_MS;
  const dropped = files === null ? 0 : await dropOlder(files, Date.now() - late);
  if (dropped > 0) log.info({ dropped }, 'Files of bundles that were kept for too long are gone');
}

function notifiers({ settings, log, terminal, files, directory, meters }: Parts): Notifiers<AnyNotice> {
  const slack = settings.slack;
  return {
    ...(terminal && { terminal }),
    ...(slack && {
      slack: slackNotifier({
        botToken: slack.botToken,
        apiUrl: slack.apiUrl,
        command: slack.command,
        approvers: settings.approvers,
        fetch: countedFetch(meters),
        log,
        ...(files && directory && { bundles: { store: files, directory } }),
      }),
    }),
  };
}

/** Where everything that people type is answered. `publicUrl`: where hosts reach this bot. */
export function conversation(parts: Parts, publicUrl: string): Conversation {
  const { objects, signer, settings, log, directory } = parts;
  return createConversation({
    objects,
    log,
    now: () => Date.now(),
    publicUrl,
    command: commandOf(settings),
    may: rights(parts),
    explain,
    joinTokens: joinTokens(signer),
    links: bundleLinks(signer),
    ...(parts.files && { files: parts.files }),
    redact: createRedactor({}).text,
    zoneOf: (person) => zoneOf(person, directory),
    knownAs: joinedPeople(settings.people),
    desks: knownDesks(parts.desks, settings.tickets.desk),
    askTitle: settings.tickets.askTitle,
    trace: parts.tracing.command,
  });
}

/** As the person has set it in Slack; null where nobody knows. */
async function zoneOf({ via, id, team = '' }: Person, directory: Directory | null): Promise<string | null> {
  if (via !== 'slack' || directory === null) return null;
  const standing = await directory.standing(id, team);
  return (standing.known ? standing.zone : standing.before?.zone) ?? null;
}

/** Where people who sign with keys of their own fetch orders and bring signatures. */
export function approvals(parts: Parts): Hono {
  const { objects, signer, log } = parts;
  return approvalRoutes({ objects, signer, log, may: rights(parts), now: () => Date.now() });
}

/** Where links to bundles lead. */
export function bundles(parts: Parts): Hono {
  const { objects, signer, files, log } = parts;
  const links = bundleLinks(signer);
  return bundleRoutes({ objects, links, files, may: rights(parts), now: () => Date.now(), log });
}

/** Who may do what. Whoever reaches the terminal's socket is the user that runs the bot, and may all but agree. */
function rights({ settings, directory }: Parts): (person: Person, right: Right) => Promise<Permission> {
  const { admins, operators, approvers } = settings;
  const inSlack = directory && slackRights({ directory, admins, operators, approvers });
  const notHere = text('denied.approve-in-slack');
  return async (person, right) => {
    // Whoever has a shell beside the bot could be both persons at once.
    if (person.via === 'terminal')
      return right !== 'approve'
        ? { ok: true }
        : { ok: false, who: approvers, setting: 'APPROVER_USERS', why: notHere };
    return inSlack ? inSlack(person, right) : { ok: false, who: [], setting: 'SLACK_BOT_TOKEN' };
  };
}

/** Who is who in Slack; null without Slack. What it remembers lives as long as it does. */
export function slackDirectory(settings: Settings, log: Log): Directory | null {
  if (!settings.slack) return null;
  const { botToken, apiUrl } = settings.slack;
  return createDirectory({ botToken, apiUrl, fetch: plainFetch, log, now: () => Date.now() });
}

/** Findings from pasted text. Secrets are taken out first: the citations quote the text to everybody. */
export function explain(text: string): Diagnosis {
  const now = Date.now();
  return explainEvidence(pastedEvidence(createRedactor({}).text(text), now), now);
}

/** What a Slack app needs, but for its way in; null without Slack. */
export function slackApp(parts: Parts, answers: Conversation): SlackApp | null {
  const { settings, log, directory } = parts;
  if (!settings.slack || directory === null) return null;
  const { botToken, command, teams, channels, apiUrl } = settings.slack;
  const { meters } = parts;
  const access = { botToken, apiUrl, fetch: countedFetch(meters), log };
  const acked = (ms: number): void => meters.observe('slack_ack_seconds', ms / 1_000);
  return { ...access, acked, conversation: answers, directory, command, teams, channels };
}

/** `POST /slack/events`; null when Slack is not set, or comes in by Socket Mode alone. */
export function slackRequests(parts: Parts, answers: Conversation): SlackHandler | null {
  const secrets = parts.settings.slack?.signingSecrets ?? [];
  const app = slackApp(parts, answers);
  if (!app || secrets.length === 0) return null;
  return slackHandler({ ...app, signingSecrets: secrets, now: () => Date.now() });
}
