/**
 * @module agent/bundle/sources/gateway-log
 * The gateway's own log: about 200 lines around each start, disconnect, refusal and policy hit, and every line of those
 * connections, in the order they were written. It is read twice: first what happened, then what is shown of it.
 */
import type { BundleEvent, Excerpt } from '../../../bundles/report-input.ts';
import { logLine, readable } from '../../gateways/log-lines.ts';
import { logFile } from '../../probes/log-tail.ts';
import { connOf, type EventKind, eventIn, inShort, isOwn } from '../logs/log-events.ts';
import { type LogFile, logFiles } from '../logs/log-files.ts';
import { planReading, readLines, shortened } from '../logs/log-reading.ts';
import { type Chosen, chooseWindows, gatherEvents } from '../logs/log-windows.ts';
import {
  type Collected,
  defineSource,
  MOST_READ,
  notCollected,
  type Source,
  type SourceContext,
} from '../source.ts';

const LIMIT_MS = 25_000;
/** After this long only the end of the log is read. Milliseconds; bytes. */
const PATIENCE_MS = 15_000;
const IN_A_HURRY = 2 * 1024 * 1024;
/** Lines before and behind an event. */
const AROUND = 100;
const MOST_LINES = 8_000;
const MOST_CHARS = 1_500_000;
const LINE_CHARS = 1_200;
/** Lines of one connection outside all windows. */
const MOST_OF_CONN = 40;
const MOST_EVENTS = 400;
/** Lines before and behind it in the report itself. */
const EXCERPT_LINES = 8;
const MOST_OWN = 20_000;

type Reading = { plan: Awaited<ReturnType<typeof planReading>>; context: SourceContext };

/** First time: what happened, and which connections were ours. */
async function events({ plan, context }: Reading) {
  const gathered = gatherEvents();
  const own = new Set<string>();
  let total = 0;
  const said = await readLines(context.host, plan, { signal: context.signal, budget: MOST_READ }, (line) => {
    const number = total++;
    if (isOwn(line)) {
      const conn = connOf(line);
      if (conn !== null && own.size < MOST_OWN) own.add(conn);
      return;
    }
    const event = eventIn(line);
    // A line without a time belongs to those around it.
    if (event !== null && (event.at === null || event.at >= context.since))
      gathered.add({ ...event, line: number });
  });
  for (const [shape, group] of gathered.groups()) {
    const ours = [...group.first, ...group.last].every(({ conn }) => conn !== null && own.has(conn));
    if (ours) gathered.groups().delete(shape);
  }
  return { gathered, own, total, said };
}

const STRUCTURED = /^\{"0":"(?:[^"\\]|\\.){0,200}","1":(\{)/;

/** What OpenClaw logs beside the words: `{"cause":"unauthorized","authReason":"token_mismatch",…}` (2026.9.6). */
function beside(raw: string): string {
  const at = STRUCTURED.exec(raw);
  if (at === null) return '';
  try {
    const { '1': more } = JSON.parse(raw) as Record<string, unknown>;
    return ` ${JSON.stringify(more)}`;
  } catch {
    return '';
  }
}

const shownLine = (raw: string): string => shortened(`${readable(logLine(raw))}${beside(raw)}`, LINE_CHARS);

/** Second time: what is shown. */
async function windows({ plan, context }: Reading, { ranges, conns }: Chosen, own: ReadonlySet<string>) {
  const pieces: string[] = [];
  const seenOf = new Map<string, number>();
  let [number, range, gap, chars, dropped, left] = [0, 0, 0, 0, 0, 0];
  let file: LogFile | null = null;
  const write = (line: string, of: LogFile): void => {
    if (gap > 0 && pieces.length > 0) pieces.push(`··· ${gap} lines left out ···`);
    gap = 0;
    if (file?.id !== of.id) pieces.push(`=== ${of.path} ===`);
    file = of;
    pieces.push(line);
    chars += line.length;
  };
  const said = await readLines(
    context.host,
    plan,
    { signal: context.signal, budget: MOST_READ },
    (line, of) => {
      const at = number++;
      while ((ranges[range]?.to ?? Number.POSITIVE_INFINITY) < at) range += 1;
      const inside = at >= (ranges[range]?.from ?? Number.POSITIVE_INFINITY);
      const conn = inside || line.includes('conn=') ? connOf(line) : null;
      const ours = isOwn(line) || (conn !== null && own.has(conn));
      let show = inside && !ours;
      if (!show && !ours && conn !== null && conns.has(conn)) {
        const count = (seenOf.get(conn) ?? 0) + 1;
        seenOf.set(conn, count);
        show = count <= MOST_OF_CONN;
      }
      if (!show || chars > MOST_CHARS) {
        gap += 1;
        left += 1;
        if (show) dropped += 1;
      } else write(shownLine(line), of);
    },
  );
  return { text: `${pieces.join('\n')}\n`, said, dropped, left };
}

const idsOf = async (context: SourceContext, files: readonly LogFile[]): Promise<string> =>
  (
    await Promise.all(
      files.map(async ({ path }) => {
        const stat = await context.host.stat(path);
        return stat.ok ? stat.value?.id : null;
      }),
    )
  ).join();

/** As the timeline has it: what a policy or a scope keeps out is refused. */
const AS: Readonly<Record<EventKind, BundleEvent['kind']>> = {
  start: 'start',
  ready: 'start',
  end: 'start',
  'failed-start': 'fault',
  fault: 'fault',
  closed: 'closed',
  refused: 'refused',
  policy: 'refused',
  reload: 'config',
};

/** The first of its kind, and the last one where there were more. */
function eventsOf({ events: shown }: Chosen, path: string): BundleEvent[] {
  const last = new Map(shown.map(({ event }) => [event.shape, event.line]));
  const begun = new Set<string>();
  return shown
    .flatMap(({ event, count }): BundleEvent[] => {
      const { at, kind, conn, sessions, shape, line, message } = event;
      const first = !begun.has(shape);
      begun.add(shape);
      if (at === null || !(first || last.get(shape) === line)) return [];
      const ids = [...(conn === null || message.includes(conn) ? [] : [`conn=${conn}`]), ...sessions];
      const more = count === 1 ? '' : first ? ` – first of ${count}` : ` – last of ${count}`;
      const what = [shortened(inShort(event), 300), ...ids].join(' ') + more;
      return [{ at, kind: AS[kind], what, source: path }];
    })
    .slice(-MOST_EVENTS);
}

/** What went wrong first is read first. */
function excerptOf({ events: shown }: Chosen, text: string, path: string): Excerpt[] {
  const worst =
    shown.find(({ event }) => AS[event.kind] === 'fault') ??
    shown.find(({ event }) => event.kind === 'closed') ??
    shown.find(({ event }) => event.kind === 'refused');
  if (worst === undefined) return [];
  const lines = text.split('\n');
  const said = shortened(worst.event.message, 200).replace(/ …$/, '');
  const at = lines.findIndex((line) => line.includes(said));
  if (at < 0) return [];
  const around = lines.slice(Math.max(0, at - EXCERPT_LINES), at + EXCERPT_LINES + 1);
  return [
    {
      title: `around the first ${worst.event.kind}`,
      source: path,
      text: around.map((line) => shortened(line, 400)).join('\n'),
    },
  ];
}

/** Time, what, connection, sessions, how often: what joins the lines of one client. */
function eventTable({ events: shown }: Chosen): string {
  const rows = shown.map(({ event: { at, kind, line, conn, sessions, message }, count }) =>
    [
      at === null ? '' : new Date(at).toISOString(),
      kind,
      line + 1,
      conn ?? '',
      sessions.join(' '),
      count,
      shortened(message, 300),
    ]
      .map((cell) => String(cell).replace(/[\t\n\r]+/g, ' '))
      .join('\t'),
  );
  return `${['time', 'kind', 'line', 'conn', 'sessions', 'count', 'message'].join('\t')}\n${rows.join('\n')}\n`;
}

async function once(
  context: SourceContext,
  path: string,
  files: readonly LogFile[],
  budget = MOST_READ,
): Promise<Collected> {
  const plan = await planReading(context.host, files, { since: context.since, budget });
  const reading = { plan, context };
  const { gathered, own, total, said } = await events(reading);
  if (total === 0) return { missing: [notCollected('gateway log', `${path} has no line of that time`)] };
  const chosen = chooseWindows(gathered.groups(), { total, around: AROUND, lines: MOST_LINES });
  const shown = await windows(reading, chosen, own);
  const cuts = [
    ...new Set([
      ...(plan.leftOut === null ? [] : [plan.leftOut]),
      ...said,
      ...shown.said,
      ...(shown.left > 0 ? [`${total - shown.left} of ${total} lines are shown`] : []),
      ...(shown.dropped > 0 ? [`${shown.dropped} lines of windows left out: too many`] : []),
    ]),
  ];
  const read = plan.stretches.map(({ file }) => file.path).join(', ');
  return {
    files: [
      {
        name: 'logs/gateway.log',
        source: read,
        text: shown.text,
        cut: cuts.length === 0 ? null : cuts.join('; '),
        canShrink: true,
      },
      { name: 'logs/events.tsv', source: read, text: eventTable(chosen), cut: null },
    ],
    events: eventsOf(chosen, path),
    excerpts: excerptOf(chosen, shown.text, path),
  };
}

/** `patienceMs`: after so long only the end is read. */
export const gatewayLogWithin = (patienceMs: number): Source =>
  defineSource({
    id: 'gateway-log',
    title: "the gateway's log",
    limitMs: LIMIT_MS,
    async collect(context) {
      const { target } = context;
      const path = await logFile(context);
      if (target.container && target.root === '')
        return {
          missing: [notCollected('gateway log', 'it is inside a container that cannot be looked into')],
        };
      for (let again = 0; ; again++) {
        const files = await logFiles(context.host, path, context.since);
        if (!files.ok) return { missing: [notCollected('gateway log', files.why)] };
        if (files.value.length === 0)
          return { missing: [notCollected('gateway log', `${path} is not there`)] };
        const before = files.value.map(({ id }) => id).join();
        const soon = AbortSignal.any([context.signal, AbortSignal.timeout(patienceMs)]);
        const whole = await once({ ...context, signal: soon }, path, files.value);
        // On a busy host the end of the log, which says why it went, is worth more than all of it too late.
        const collected = soon.aborted ? await once(context, path, files.value, IN_A_HURRY) : whole;
        // Rotated while it was read: the numbers of its lines are not those that were chosen.
        if (again > 0 || before === (await idsOf(context, files.value))) return collected;
      }
    },
  });

export const gatewayLog = gatewayLogWithin(PATIENCE_MS);
