/**
 * A ticket with a file and two comments at each desk, while calls are lost before, in and after the work, limits and
 * outages come, and the bot begins again between any two of its steps: in the end everything is there, once.
 * LOST_ANSWERS=250 plays so many lives a desk.
 */
import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../src/tickets/desk.ts';
import { ERRANDS_TABLE } from '../../../src/tickets/errand.ts';
import { createErrands } from '../../../src/tickets/errands.ts';
import type { DeskKind } from '../../../src/tickets/kind.ts';
import { jira } from '../../../src/tickets/kinds/jira.ts';
import { pagerduty } from '../../../src/tickets/kinds/pagerduty.ts';
import { servicenow } from '../../../src/tickets/kinds/servicenow.ts';
import { zendesk } from '../../../src/tickets/kinds/zendesk.ts';
import { startJira } from '../../fakes/desks/jira.ts';
import { startPagerDuty } from '../../fakes/desks/pagerduty.ts';
import { startServiceNow } from '../../fakes/desks/servicenow.ts';
import type { Mishap, VendorServer } from '../../fakes/desks/vendor-server.ts';
import { startZendesk } from '../../fakes/desks/zendesk.ts';
import { storeInMemory } from '../../fakes/store-in-memory.ts';
import { silentLog } from '../silent-log.ts';
import { aFile, deskAt, REPORT } from './peer.ts';

const LIVES = Number(process.env.LOST_ANSWERS ?? 12);
/** Other lives than those that this test was written with. */
const FIRST = Number(process.env.LOST_ANSWERS_FROM ?? 1);

type World = {
  peer: VendorServer;
  desk: Desk;
  seen: () => { tickets: number; comments: string[]; files: string[] };
};

const lines = (text: string): string => text.trim().split('\n')[0] ?? '';

const WORLDS: Record<string, (now: () => number) => Promise<World>> = {
  jira: async (now) => {
    const peer = await startJira({ now, indexLagMs: 55_000, projects: [{ type: 'service_desk' }] });
    const url = 'https://acme.atlassian.net';
    const settings = {
      url,
      email: 'bot@example.org',
      token: 'token-of-jira',
      project: 'OPS',
      issue_type: 'Incident',
    };
    const ours = ({ text }: { text: string }) => !text.startsWith('openclaw-inc');
    return {
      peer,
      desk: deskAt(jira, settings, { [url]: peer.url }, now),
      seen: () => ({
        tickets: peer.issues.length,
        comments: peer.issues.flatMap(({ comments }) => comments.filter(ours).map(({ text }) => lines(text))),
        files: peer.issues.flatMap(({ files }) => files.map(({ filename }) => filename)),
      }),
    };
  },
  pagerduty: async (now) => {
    const peer = await startPagerDuty({ now, app: { id: 'a', secret: 's' } });
    const app = { client_id: 'a', client_secret: 's', subdomain: 'acme' };
    return {
      peer,
      desk: deskAt(
        pagerduty as DeskKind,
        { service: 'PSERV1', from: 'bot@example.org', ...app },
        { 'https://api.pagerduty.com': peer.url, 'https://identity.pagerduty.com': peer.url },
        now,
      ),
      seen: () => ({
        tickets: peer.incidents.length,
        comments: peer.incidents.flatMap(({ notes }) => notes.map(({ content }) => lines(content))),
        files: [],
      }),
    };
  },
  zendesk: async (now) => {
    const peer = await startZendesk({ now, scanMs: 40_000, app: { id: 'a', secret: 's' } });
    const url = 'https://acme.zendesk.com';
    const settings = { url, client_id: 'a', client_secret: 's', private_attachments: true };
    return {
      peer,
      desk: deskAt(zendesk, settings, { [url]: peer.url }, now),
      seen: () => ({
        tickets: peer.tickets.length,
        comments: peer.tickets.flatMap(({ comments }) =>
          comments
            .slice(1)
            .filter(({ files }) => files.length === 0)
            .map(({ body }) => lines(body)),
        ),
        files: peer.tickets.flatMap(({ comments }) =>
          comments.flatMap(({ files }) => files.map(({ name }) => name)),
        ),
      }),
    };
  },
  servicenow: async (now) => {
    const peer = await startServiceNow({ now, app: { id: 'a', secret: 's' } });
    const url = 'https://acme.service-now.com';
    return {
      peer,
      desk: deskAt(
        servicenow,
        { url, client_id: 'a', client_secret: 's', attach: true },
        { [url]: peer.url },
        now,
      ),
      seen: () => ({
        tickets: peer.incidents.length,
        comments: peer.incidents.flatMap(({ journal }) => journal.slice(1).map(({ value }) => lines(value))),
        files: peer.incidents.flatMap(({ files }) => files.map(({ name }) => name)),
      }),
    };
  },
};

const MISHAPS: readonly Mishap[] = [
  'cut',
  'cut-after',
  'cut-after',
  'cut-in-answer',
  'error',
  'error-after',
  'limited',
  'html',
];

/** Of one life; more would only be more of the same. */
const MOST_CRASHES = 12;

/** The same numbers for the same life (mulberry32). */
function dice(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function live(vendor: string, seed: number) {
  let time = 1_795_000_000_000;
  const now = () => time;
  const random = dice(seed);
  const world = await (WORLDS[vendor] as (now: () => number) => Promise<World>)(now);
  const store = storeInMemory();
  store.run(ERRANDS_TABLE);
  const file = aFile();
  const desks = new Map([['d', world.desk]]);
  const begin = () =>
    createErrands({ store, desks, now, random, log: silentLog, bytesOf: async () => file.bytes });
  let errands = begin();
  const paragraph = (text: string) => [{ kind: 'paragraph' as const, words: [{ text }] }];
  errands.open({ id: 't', desk: 'd', title: '[node-3] tools are gone', body: REPORT, severity: 2 });
  errands.attach({
    id: 'f',
    about: 't',
    file: { ...file, bytes: file.bytes.length },
    otherwise: paragraph('the link'),
  });
  for (const id of ['first', 'second']) errands.comment({ id, about: 't', body: paragraph(id) });
  let crashes = 0;
  // Later on everything is well again, so that an end must come.
  world.peer.weather(() => {
    if (crashes >= MOST_CRASHES || random() > 0.4) return null;
    crashes += 1;
    return MISHAPS[Math.floor(random() * MISHAPS.length)] as Mishap;
  });
  for (let steps = 0; steps < 1_000; steps += 1) {
    const next = errands.dueAt();
    if (next === null) break;
    time = Math.max(time, next);
    await errands.run();
    errands = begin();
  }
  await world.peer.stop();
  return { ...world.seen(), crashes, file, all: errands.all(), unknown: world.peer.unknown };
}

describe.each(Object.keys(WORLDS))('%s', (vendor) => {
  it(`is left with everything once, in ${LIVES} lives`, { timeout: 600_000 }, async () => {
    const wrong: string[] = [];
    let crashes = 0;
    for (let seed = FIRST; seed < FIRST + LIVES; seed += 1) {
      const end = await live(vendor, seed);
      crashes += end.crashes;
      const takesFiles = vendor !== 'pagerduty';
      const want = {
        tickets: 1,
        files: takesFiles ? [end.file.name] : [],
        comments: takesFiles ? ['first', 'second'] : expect.arrayContaining(['first', 'second']),
      };
      const { tickets, files, comments } = end;
      try {
        expect({ tickets, files, comments }).toEqual(want);
        expect(new Set(comments).size).toBe(comments.length);
        expect(end.unknown).toEqual([]);
      } catch {
        wrong.push(
          `${vendor} ${seed}: ${JSON.stringify({ tickets, files, comments, all: end.all.map(({ id, state, why }) => [id, state, why]) })}`,
        );
      }
    }
    console.log(`${vendor}: ${LIVES} lives, ${crashes} calls lost, ${wrong.length} wrong`);
    expect(wrong).toEqual([]);
  });
});
