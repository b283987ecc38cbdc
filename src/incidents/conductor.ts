/**
 * @module incidents/conductor
 * Loads the incident, advances it, and saves record, history and effects in one transaction, only if nobody changed
 * it in between. What the effects ask for is carried out afterwards, by dispatcher.ts and outbox.ts.
 */
import type { Diagnosis } from '../diagnosis/finding.ts';
import { keepWanted } from '../outbox/wanted.ts';
import type { Evidence } from '../protocol/evidence.ts';
import type { Report } from '../protocol/report.ts';
import { addressText } from '../storage/address.ts';
import type { Mailbox } from '../storage/mailbox.ts';
import type { Store } from '../storage/objects.ts';
import { keepBundles, withoutBundles } from './bundle-rows.ts';
import { type DeskEffect, type Effect, type HostEffect, isErrand, isNotice } from './effect.ts';
import type { IncidentEvent } from './event.ts';
import { carryComplaint, gather, keepComplaint, keepEvidence, makeRoom } from './evidence-rows.ts';
import { chainOf, history, record, recordBundles, recordHeadline, recordRecoveries } from './history.ts';
import { advance, isKnown } from './incident.ts';
import type { IncidentView } from './notifier.ts';
import { readingOf } from './reading.ts';
import { blankIncident, Incident, type Reading, type Run } from './record.ts';
import { isSign } from './recovery-signs.ts';
import { keepStanding, keepTargets, keepWave, roundView, stillOpen } from './round-rows.ts';
import { toJudge } from './run-machine.ts';
import { storyOf, type Telling } from './story.ts';
import { viewOf } from './view.ts';
import type { Happening } from './work.ts';

export type Classify = (evidence: Evidence[], now: number) => Diagnosis;

export type Conductor = {
  load(): Incident;
  /** Applies an event; `also` runs in the same transaction. False if the event had been here before. */
  happen(event: IncidentEvent | { type: 'tick' }, also?: () => void): boolean;
  view(): IncidentView | null;
};

/** `id` is the incident's; `now` gives epoch ms. Throws when the stored record cannot be read. */
export function createConductor(deps: {
  store: Store;
  /** Takes what hosts are told; it carries it out after the transaction. */
  post: Mailbox['post'];
  id: string;
  now: () => number;
  classify: Classify;
  /** Takes what desks are to be asked, with the incident as it is then; it carries it out after the transaction. */
  ask?: (effect: DeskEffect, incident: Incident, view: IncidentView) => void;
  /** What follows by itself from how the incident stands. */
  unasked?: (incident: Incident) => IncidentEvent | null;
  /** Desks where tickets can be opened, for whoever reads a view. */
  desks?: readonly string[];
  /** Words for what happened, where it goes along with an order. */
  telling?: Telling;
}): Conductor {
  const { store, post, id, now, classify, telling } = deps;
  const { ask = () => undefined, unasked = () => null, desks = [] } = deps;

  /** The record as last read or written: this object is its only writer, and the version says if that still holds. */
  let cached: { version: number; incident: Incident } | null = null;

  function loadRow(): { version: number; incident: Incident } {
    const [row] = store.all<{ version: number }>('SELECT version FROM incident');
    if (row === undefined) return { version: 0, incident: blankIncident(id) };
    if (cached?.version === row.version) return cached;
    const [whole] = store.all<{ record: string }>('SELECT record FROM incident');
    const incident = Incident.parse(JSON.parse(whole?.record ?? 'null'));
    cached = { version: row.version, incident };
    return cached;
  }

  function save(version: number, incident: Incident): void {
    const written = store.all(
      `INSERT INTO incident (one, version, record) VALUES (1, ?, ?)
       ON CONFLICT (one) DO UPDATE SET version = excluded.version, record = excluded.record
       WHERE version = ? RETURNING version`,
      version + 1,
      JSON.stringify(incident),
      version,
    );
    if (written.length === 0)
      throw new Error('The incident was changed by somebody else; nothing was saved.');
    cached = { version: version + 1, incident };
  }

  /** The diagnosis of each run as it was last judged; only to save time. */
  const judged = new Map<string, { reading: Reading; diagnosis: Diagnosis }>();

  function judge(order: string): { reading: Reading; diagnosis: Diagnosis } {
    const { evidence, at, over } = gather(store, order);
    const all = over === null ? evidence : [...evidence, leftOut(over, at)];
    const diagnosis = classify(all, at);
    const reading = readingOf(all, diagnosis);
    const fresh = { reading: over === null ? reading : { ...reading, tooMuch: over }, diagnosis };
    judged.set(order, fresh);
    return fresh;
  }

  function diagnose(run: Run): Diagnosis | null {
    return run.reading === null ? null : (judged.get(run.order) ?? judge(run.order)).diagnosis;
  }

  /** Evidence is stored in its own rows; the incident is told that it came, and what it amounts to when it is judged. */
  function take(event: IncidentEvent | { type: 'tick' }): Happening {
    if (event.type === 'round' || event.type === 'wave' || event.type === 'stands') return hearOf(event);
    if (event.type !== 'evidence') return event;
    const { evidence, ...came } = event;
    const kept = withoutBundles(evidence);
    if (kept.length > 0 || evidence.length === 0) keepEvidence(store, { ...came, evidence: kept }, now());
    const reports = evidence.flatMap(({ report }): Report[] => (report === undefined ? [] : [report]));
    return reports.length === 0 ? came : { ...came, reports };
  }

  /** Of a round only this is decided on: of how many hosts nobody knows yet how they stand. */
  function hearOf(event: Extract<IncidentEvent, { type: 'round' | 'wave' | 'stands' }>): Happening {
    if (event.type === 'wave') keepWave(store, { ...event, at: now() });
    if (event.type === 'stands') keepStanding(store, event.host, event.standing);
    if (event.type !== 'round') return { ...event, open: stillOpen(store) };
    const { targets, ...round } = event;
    keepTargets(store, targets);
    return { ...round, open: stillOpen(store) };
  }

  /** Where a run that a complaint belongs to has shown something already, it is judged anew. */
  function hear(event: Extract<IncidentEvent, { type: 'asked' }>, incident: Incident): Happening | null {
    const run = incident.runs.find((one) => one.host === event.host);
    if (run === undefined || !event.complaint?.length) return null;
    const { order, host } = run;
    keepComplaint(store, { order, host, evidence: event.complaint }, now());
    judged.delete(order);
    return run.reading === null ? null : { type: 'judged', order, host, reading: judge(order).reading };
  }

  function apply(event: IncidentEvent | { type: 'tick' }, also?: () => void): boolean {
    const { version, incident: before } = loadRow();
    also?.();
    if (event.type !== 'tick' && isKnown(before, event)) return false;
    if (event.type === 'evidence' && !isWanted(before, event.order)) return false;
    const happening = take(event);
    const effects: Effect[] = [];
    const on = (incident: Incident, next: Happening): Incident => {
      const step = advance(incident, next, now());
      effects.push(...step.effects);
      if (next.type === 'judged' && isNews(incident, next))
        recordHeadline(store, next.host, next.reading, now());
      return step.incident;
    };
    const judgeDue = (incident: Incident, next: Happening): Incident =>
      toJudge(incident, next, now()).reduce(
        (so, { order, host }) => on(so, { type: 'judged', order, host, reading: judge(order).reading }),
        incident,
      );
    // What concludes a run is decided on all of its evidence; the first evidence is judged as soon as it is there.
    const ready = happening.type === 'evidence' ? before : judgeDue(before, happening);
    const told = on(ready, happening);
    if (event.type !== 'tick' && told.state !== 'new' && !isOfSign(event) && !isOfRound(event))
      record(store, event, now());
    recordRecoveries(store, ready, told, now());
    recordBundles(store, ready, told, now());
    const { reports = [], order = '' } = happening.type === 'evidence' ? happening : {};
    keepBundles(store, { before: ready, after: told }, reports.length === 0 ? null : { order, reports });
    const complained = event.type === 'asked' ? hear(event, told) : null;
    const concluded = judgeDue(complained === null ? told : on(told, complained), happening);
    const after = followUp(concluded, on);
    if (after !== before) save(version, after);
    for (const effect of effects) {
      if (isNotice(effect)) keepWanted(store, effect);
      else if (!isErrand(effect)) keepHostEffect(effect, after);
      else askDesk(effect, after);
    }
    return true;
  }

  /** What follows though nobody asked; each such event ends what it follows from. */
  function followUp(incident: Incident, on: (incident: Incident, next: Happening) => Incident): Incident {
    const next = unasked(incident);
    if (next === null || isKnown(incident, next)) return incident;
    if (next.type === 'evidence' || next.type === 'round' || next.type === 'wave' || next.type === 'stands')
      throw new Error('What hosts are asked and show does not follow by itself.');
    record(store, next, now());
    return followUp(on(incident, next), on);
  }

  /** In the words of the incident as it has become. */
  function askDesk(effect: DeskEffect, incident: Incident): void {
    const view = viewOfNow(incident);
    if (view !== null) ask(effect, incident, view);
  }

  function keepHostEffect(effect: HostEffect, incident: Incident): void {
    post({
      receiver: addressText(
        effect.kind === 'stands'
          ? { kind: 'incident', name: effect.round }
          : { kind: 'host', name: effect.host },
      ),
      id: effect.id,
      body: withStory(effect, incident),
    });
    const run = incident.runs.find((one) => effect.kind === 'dispatch' && one.order === effect.job.id);
    if (run === undefined) return;
    makeRoom(store);
    carryComplaint(store, `${incident.id}.${run.host}.${run.n - 1}`, run.order);
  }

  /** What people and the bot know of the incident goes along to the host that makes a bundle of it. */
  function withStory(effect: HostEffect, incident: Incident): HostEffect {
    if (effect.kind !== 'dispatch' || effect.job.op !== 'bundle') return effect;
    const story = storyOf(incident, history(store), telling);
    return { ...effect, job: { ...effect.job, args: { ...effect.job.args, story } } };
  }

  function viewOfNow(incident: Incident): IncidentView | null {
    const chain = incident.closed === null ? null : chainOf(store, incident.closed.at);
    const bare = viewOf(incident, diagnose, now(), chain);
    const view = bare === null || incident.round === undefined ? bare : { ...bare, round: roundView(store) };
    return view === null || desks.length === 0 ? view : { ...view, desks };
  }

  return {
    load: () => loadRow().incident,
    happen(event, also) {
      try {
        return store.tx(() => apply(event, also), event.type === 'evidence' ? 'lightly' : 'firmly');
      } catch (error) {
        // What was judged from rows that are not kept after all must not be remembered.
        judged.clear();
        cached = null;
        throw error;
      }
    },
    view: () => viewOfNow(loadRow().incident),
  };
}

/** Evidence for a run that this incident never ordered, gave up for a later one, or has enough of is not kept. */
function isWanted({ runs, jobs }: Incident, order: string): boolean {
  const run = runs.find((one) => one.order === order);
  return run === undefined ? jobs.some((job) => job.id === order) : run.reading?.tooMuch === undefined;
}

/** A row of its own tells of each host of a round, and better. */
const isOfRound = ({ type }: IncidentEvent): boolean => type === 'wave' || type === 'stands';

/** Signs of life come by the dozen, and say nothing that a record needs. */
const isOfSign = (event: IncidentEvent): boolean => 'order' in event && isSign(event.order);

function isNews({ runs }: Incident, { order, reading }: Extract<Happening, { type: 'judged' }>): boolean {
  const before = runs.find((run) => run.order === order)?.reading;
  return before?.verdict !== reading.verdict || before.failing !== reading.failing;
}

/** Said with the diagnosis, as one more thing that could not be looked at. */
function leftOut(over: string, at: number): Evidence {
  return {
    probe: 'evidence',
    subject: 'host',
    source: 'the bot',
    at: new Date(at).toISOString(),
    how: 'live',
    look: 'refused',
    why: `the host sent ${over} for one look; the rest was left out`,
    facts: [],
  };
}
