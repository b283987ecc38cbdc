/**
 * @module incidents/run-machine
 * Runs: one collection of evidence from one host, from asked to ended. At most one is under way for a host; the one
 * before it stays in the record only as "found trouble that nobody has seen healed".
 */
import type { Verdict } from '../diagnosis/finding.ts';
import { requesterOf } from '../outbox/person.ts';
import type { IncidentEvent } from './event.ts';
import { type Incident, isActive, isTroubled, type Reading, type Run } from './record.ts';
import { MOST_ROUNDS } from './round.ts';
import { type Happening, type Machine, speakAt, type Work } from './work.ts';

/** The first message waits this long for a headline, in milliseconds. */
export const FIRST_WORD_MS = 600;
/** A host may still carry the job out until then; a result that comes late is shown all the same. */
export const JOB_LIFE_MS = 300_000;
/** A run is concluded with what there is after this long, in milliseconds. */
export const DEADLINE_MS = 20_000;
/** AWS takes its time to bring a command, and to tell how it ended: the same, on that road. */
export const SLOW_DEADLINE_MS = 120_000;
/** Evidence is judged at once, but not again within this time; while people wait for a first word and after that. */
export const JUDGE_EVERY_MS = { first: 100, later: 1_000 };
/** How long people wait for a first word, in milliseconds after the command. */
const FIRST_WORDS_MS = 2_000;

const deadlineOf = ({ askedAt, road }: Run): number =>
  askedAt + (road === undefined ? DEADLINE_MS : SLOW_DEADLINE_MS);

type Asked = Extract<IncidentEvent, { type: 'asked' }>;
type EndState = 'done' | 'partial' | 'absent' | 'refused';

const runsOf = (it: Incident, event: { host: string; order: string }): Run[] =>
  it.runs.filter((run) => run.host === event.host && run.order === event.order);

export const RUN_MACHINE: Machine = {
  happen(work, event) {
    if (event.type === 'asked') return ask(work, event);
    if (event.type === 'tick') return tick(work);
    if (event.type === 'host-lost') return lost(work, event.host);
    if (!('order' in event)) return;
    for (const run of runsOf(work.it, event)) hear(work, run, event);
  },
  busy: (it) => it.runs.some((run) => isActive(run) || isTroubled(run)),
  underWay: (it) => it.runs.some(isActive),
  wakeAt(it) {
    const judging = it.runs.flatMap((run) => run.judgeAt ?? []);
    const active = it.state === 'open' ? it.runs.filter(isActive) : [];
    const times = [...judging, ...active.map(deadlineOf)];
    return times.length === 0 ? null : Math.min(...times);
  },
  close(work, verdict) {
    for (const run of work.it.runs) {
      if (isActive(run)) end(work, run, 'partial', 'closed');
      if (run.held) release(work, run, verdict ?? run.reading?.verdict ?? null);
    }
  },
  follow(work) {
    const { it } = work;
    for (const run of it.runs) {
      const wanted = it.state === 'open' && (isActive(run) || isTroubled(run));
      const verdict = run.reading?.verdict ?? null;
      if (run.held && !wanted) release(work, run, verdict);
      else if (!run.held && wanted) claim(work, run);
      if (run.held && work.told.has(run.host)) {
        const id = `report:${run.order}:${it.revision + 1}`;
        work.effects.push({ id, kind: 'report', host: run.host, verdict, at: work.now });
      }
    }
  },
};

/**
 * The runs whose evidence must be judged before `event` is decided: their time has come, or this event concludes
 * them. So each run is judged a few times, however many frames it brings.
 */
export function toJudge(incident: Incident, event: Happening, now: number): Run[] {
  const concludes = (run: Run): boolean => {
    if (event.type === 'tick') return isActive(run) && now >= deadlineOf(run);
    if (event.type === 'done' || event.type === 'refused') return run.order === event.order;
    return event.type === 'closed-by';
  };
  return incident.runs.filter((run) => run.judgeAt !== null && (now >= run.judgeAt || concludes(run)));
}

/** What the hub and the host say of one run. */
function hear(work: Work, run: Run, event: Happening): void {
  switch (event.type) {
    case 'dispatched':
      run.delivered = true;
      noteMaintenance(run, event.maintenance);
      if (event.road !== undefined) run.road = event.road;
      if (event.road !== undefined && isActive(run)) speak(work, run);
      break;
    case 'host-absent':
      if (run.state !== 'asking') break;
      run.lastSeen = event.lastSeen;
      noteMaintenance(run, event.maintenance);
      end(work, run, 'absent', event.why);
      break;
    case 'accepted':
      begin(work, run);
      break;
    case 'evidence':
      wait(work, run);
      break;
    case 'judged':
      learn(work, run, event.reading);
      break;
    case 'done':
      if (!isActive(run) && run.state !== 'partial') break;
      run.tookMs = event.tookMs;
      noteMaintenance(run, event.maintenance);
      if (run.reading?.tooMuch === undefined) end(work, run, 'done', null);
      break;
    case 'refused':
      if (!isActive(run) && run.state !== 'partial') break;
      // What was already seen is worth more than the refusal: it stays, with the reason why it is not all.
      end(work, run, run.reading === null ? 'refused' : 'partial', `${event.code}: ${event.why}`);
      break;
  }
}

/** As the hub last said: it may have ended while the look was under way. */
function noteMaintenance(run: Run, maintenance: Run['maintenance']): void {
  if (maintenance === undefined) delete run.maintenance;
  else run.maintenance = maintenance;
}

/** A look at a host that something else asks for; joins one that is under way. */
export function beginRun(
  work: Work,
  wish: { host: string; gateway: string | null; person: Asked['person'] },
): Run {
  const { host, gateway, person } = wish;
  const before = work.it.runs.find((run) => run.host === host);
  // What was seen before it changed says nothing of how it is now.
  if (before !== undefined && isActive(before)) end(work, before, 'partial', 'superseded');
  ask(work, { host, person, ...(gateway === null ? {} : { gateway }) });
  return work.it.runs.find((run) => run.host === host) as Run;
}

function ask(work: Work, event: Pick<Asked, 'host' | 'gateway' | 'person' | 'trace' | 'round'>): void {
  const { it, now } = work;
  const gateway = event.gateway ?? null;
  const last = it.runs.find((run) => run.host === event.host);
  const rounds = roundsOf(last, event.round);
  if (last !== undefined && isActive(last) && (last.gateway === null || last.gateway === gateway)) {
    if (rounds.length > 0) last.rounds = rounds;
    return;
  }
  // A run over another profile must not declare healthy what the first one found ill: it covers everything.
  const scope = last !== undefined && last.gateway !== gateway ? null : gateway;
  const n = (last?.n ?? 0) + 1;
  const run: Run = {
    host: event.host,
    gateway: scope,
    n,
    order: `${it.id}.${event.host}.${n}`,
    state: 'asking',
    why: null,
    lastSeen: null,
    askedAt: now,
    asker: event.person,
    endedAt: null,
    tookMs: null,
    delivered: false,
    reading: null,
    judgedAt: null,
    judgeAt: null,
    unresolved: last !== undefined && (isTroubled(last) || (isActive(last) && last.unresolved)),
    // A new incident has been given the host before this event; a later run keeps what it had.
    held: last?.held ?? true,
    ...(rounds.length === 0 ? {} : { rounds }),
  };
  if (last === undefined) it.runs.push(run);
  else it.runs[it.runs.indexOf(last)] = run;
  speak(work, run);
  if (!run.held) claim(work, run);
  work.effects.push({
    id: `dispatch:${run.order}`,
    kind: 'dispatch',
    host: run.host,
    job: {
      id: run.order,
      op: 'triage',
      args: scope === null ? {} : { gateway: scope },
      incident: it.id,
      requester: requesterOf(event.person),
      expiresAt: now + JOB_LIFE_MS,
      ...(event.trace === undefined ? {} : { trace: event.trace }),
    },
  });
}

/** Who waits for the look elsewhere: a later look answers those who waited for the one before, too. */
function roundsOf(last: Run | undefined, asked: string | undefined): string[] {
  const known = last?.rounds ?? [];
  return asked === undefined || known.includes(asked) ? known : [...known, asked].slice(-MOST_ROUNDS);
}

/** The host agent has the job. One that was away when asked and comes back in time is waited for anew. */
function begin(work: Work, run: Run): void {
  if (isBack(run)) Object.assign(run, { askedAt: work.now, endedAt: null });
  else if (!isActive(run)) return;
  const news = run.state !== 'looking' || run.why !== null;
  Object.assign(run, { state: 'looking', delivered: true, why: null });
  if (news) speak(work, run);
}

/** The hub keeps the job for a host that is away and brings it when the host dials in again. */
const isBack = (run: Run): boolean => run.state === 'absent' && run.why === 'absent';

/** Evidence is stored: the first is judged at once, what follows it closely is judged together. */
function wait({ now }: Work, run: Run): void {
  const pause = now < run.askedAt + FIRST_WORDS_MS ? JUDGE_EVERY_MS.first : JUDGE_EVERY_MS.later;
  run.judgeAt ??= run.judgedAt === null ? now : Math.max(now, run.judgedAt + pause);
}

function learn(work: Work, run: Run, reading: Reading): void {
  Object.assign(run, { judgedAt: work.now, judgeAt: null });
  if (isBack(run)) begin(work, run);
  if (run.state === 'absent' || run.state === 'refused') return;
  const news = run.reading?.mark !== reading.mark || (isActive(run) && run.why !== null);
  run.reading = reading;
  if (isActive(run)) Object.assign(run, { state: 'looking', delivered: true, why: null });
  else if (news) work.told.add(run.host);
  if (news) speak(work, run);
  const over = reading.tooMuch;
  if (over !== undefined && isActive(run))
    end(work, run, 'partial', `too-much-evidence: the host sent ${over}`);
}

function lost(work: Work, host: string): void {
  for (const run of work.it.runs) {
    if (run.host !== host || !isActive(run)) continue;
    run.why = 'connection-lost';
    speak(work, run);
  }
}

function end(work: Work, run: Run, state: EndState, why: string | null): void {
  Object.assign(run, { state, why, endedAt: run.endedAt ?? work.now });
  work.told.add(run.host);
  speak(work, run);
}

function tick(work: Work): void {
  const { it, now } = work;
  for (const run of it.runs) {
    if (!isActive(run) || now < deadlineOf(run)) continue;
    const late = run.road === undefined ? null : 'ssm-late';
    const why =
      run.why ??
      late ??
      (run.state === 'looking' ? 'not-finished' : run.delivered ? 'not-started' : 'not-delivered');
    end(work, run, 'partial', why);
    it.quietSince = now;
  }
}

function claim(work: Work, run: Run): void {
  run.held = true;
  work.effects.push({ id: `claim:${run.order}:${work.it.revision + 1}`, kind: 'claim', host: run.host });
}

function release(work: Work, run: Run, verdict: Verdict | null): void {
  run.held = false;
  const id = `release:${run.order}:${work.it.revision + 1}`;
  work.effects.push({ id, kind: 'release', host: run.host, verdict, at: work.now });
}

/** The status message reads differently. Without a headline, the first one waits a moment for it. */
function speak(work: Work, run: Run): void {
  const headline = !isActive(run) || (run.reading !== null && run.reading.claims > 0);
  speakAt(work, headline ? work.now : Math.max(work.now, run.askedAt + FIRST_WORD_MS));
}
