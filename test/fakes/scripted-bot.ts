/**
 * A bot on Node with real objects in a folder of its own; only its hosts follow a script. `notifier` shows what
 * incidents say.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { bundleFiles } from '../../src/bundles/node-bundle-files.ts';
import { type AnyNotice, compose } from '../../src/conversation/compose.ts';
import type { Answer } from '../../src/conversation/conversation.ts';
import { createConversation } from '../../src/conversation/create-conversation.ts';
import type { ConversationDeps } from '../../src/conversation/verb.ts';
import type { Diagnosis } from '../../src/diagnosis/finding.ts';
import { freezeBehaviour } from '../../src/freezes/freeze-object.ts';
import { fleetBehaviour, fleetShard } from '../../src/hub/fleet-object.ts';
import type { Person, Place } from '../../src/incidents/event.ts';
import { incidentBehaviour } from '../../src/incidents/incident-object.ts';
import { STORY_TELLING } from '../../src/messages/story.ts';
import { TICKET_WRITER } from '../../src/messages/ticket-body.ts';
import type { Notifiers } from '../../src/outbox/notifier.ts';
import { createRedactor } from '../../src/redaction/redact.ts';
import { openDataDir } from '../../src/storage/node-data-dir.ts';
import { createNodeObjects } from '../../src/storage/node-objects.ts';
import type { Message as Sent } from '../../src/storage/objects.ts';
import { terminalNotifier } from '../../src/terminal/notifier.ts';
import type { Desk } from '../../src/tickets/desk.ts';
import { knownDesks } from '../../src/tickets/known-desks.ts';
import { recordedLog } from './recorded-log.ts';
import { type Script, scriptedHosts } from './scripted-host.ts';

const NOTHING: Diagnosis = { verdict: 'unknown', layers: [], findings: [], unknowns: [] };

export async function aScriptedBot(
  scripts: Record<string, Script>,
  {
    explain = (_text: string): Diagnosis => NOTHING,
    mayLook = true,
    rights = null as Pick<ConversationDeps, 'may' | 'knownAs'> | null,
    more = {} as Partial<ConversationDeps>,
    speaks = {} as Notifiers<AnyNotice>,
    now = (): number => Date.now(),
    desks = new Map() as ReadonlyMap<string, Desk>,
    usualDesk = null as string | null,
    askTitle = false,
  } = {},
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'scripted-bot-'));
  const opened = openDataDir(dataDir, Date.now());
  if (!opened.ok) throw new Error('the folder is taken');
  const log = recordedLog();
  const files = bundleFiles(join(dataDir, 'bundles'));
  const known = knownDesks(desks, usualDesk);
  const notifier = terminalNotifier({ compose: (notice) => compose(notice) });
  const objects = createNodeObjects({
    dataDir,
    index: opened.dir.index,
    log,
    behaviours: (all) => ({
      incident: incidentBehaviour({
        objects: all,
        notifiers: { terminal: notifier, ...speaks },
        log,
        files,
        telling: STORY_TELLING,
        tickets: { desks, write: TICKET_WRITER, desk: known.usual, ticketOn: null },
      }),
      host: scriptedHosts(all, scripts),
      fleet: fleetBehaviour(),
      freeze: freezeBehaviour({ objects: all, notifiers: { terminal: notifier }, log }),
    }),
  });
  for (const name of Object.keys(scripts)) {
    await objects.send({ kind: 'fleet', name: fleetShard(name) }, { type: 'register', name } as Sent);
  }
  const conversation = createConversation({
    objects,
    now,
    log,
    publicUrl: 'https://bot.example.org',
    command: '/openclaw',
    may: async (person, right) =>
      person.via === 'terminal' || (right === 'look' && mayLook)
        ? { ok: true }
        : { ok: false, who: ['U7'], setting: 'ADMIN_USERS' },
    explain,
    redact: createRedactor({}).text,
    files,
    ...(rights ?? {}),
    ...{ desks: known, askTitle },
    ...more,
    joinTokens: {
      create: async (_name, by, now) => ({
        token: 'one-time-token',
        message: { type: 'enroll', tokenSha256: 'x', by, expiresAt: now + 900_000 },
      }),
    },
  });
  onTestFinished(async () => {
    await objects.close();
    opened.dir.close();
    rmSync(dataDir, { recursive: true });
  });

  let asked = 0;
  return {
    dataDir,
    files,
    log,
    notifier,
    objects,
    conversation,
    /** Types a line; a retry of the same command carries the same `id`. */
    types(
      text: string,
      more: { id?: string; person?: Person; place?: Place; incident?: string } = {},
    ): Promise<Answer> {
      asked += 1;
      const person: Person = { id: 'mira', via: 'terminal', name: 'mira' };
      const place: Place = { via: 'terminal', session: 's1' };
      return conversation.ask({ id: `ask-${asked}`, text, person, place, ...more });
    },
  };
}
