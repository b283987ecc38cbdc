/**
 * The redactor beside OpenClaw's own, on the same lines in one run: how many secrets are masked, how many
 * harmless lines stay, how fast a gateway's log goes through, and what the worst of the hostile inputs costs. And both
 * on rows that ours was not built on.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createRedactor } from '../../src/redaction/redact.ts';
import type { OpenClaw } from '../gateway/install.ts';
import { gatewayLog, harmlessLines, type Row, secretRows, survives } from '../redaction/corpus.ts';
import { drawFrom } from '../redaction/draw.ts';
import { hostileInputs } from '../redaction/hostile-inputs.ts';
import type { Half } from '../redaction/unseen.ts';
import { HALVES, scoreOf, type UnseenScore } from '../redaction/unseen-score.ts';
import { median } from './measure.ts';

export type RedactorFigures = {
  recallPercent: number;
  harmlessPercent: number;
  /** MB (2^20) of a gateway's log a second of processor time. */
  logMbS: number;
  /** The slowest hostile input; `ended` is false when it was given up. */
  worst: { name: string; mbS: number; ended: boolean };
};
export type RedactionFigures = {
  rows: number;
  harmless: number;
  logMb: number;
  hostileMb: number;
  ours: RedactorFigures;
  oursKnowing: RedactorFigures;
  openclaws: RedactorFigures;
  /** On rows that ours was not built on: the half it was mended by, and the one that was kept. */
  unseen: Record<Half, { ours: UnseenScore; openclaws: UnseenScore }>;
};

type Redact = (text: string) => string;
/** What the thread that carries out hostile inputs is told. */
export type HostileOrder = { openclaw: string | null; known: string[]; size: number; names: string[] };

const MIB = 1_048_576;
/** As many as a host with all channels, providers and their backups has. */
const KNOWN = 40;
/** How long a hostile input may take before it is given up; in ms. */
const GIVEN_UP_MS = 15_000;

/** The public entry of OpenClaw 2026.9.6 that has `redactSensitiveText`; its defaults are used. */
const entryOf = ({ cacheDir }: OpenClaw): string =>
  pathToFileURL(join(cacheDir, 'node_modules/openclaw/dist/plugin-sdk/logging-core.js')).href;

/** OpenClaw's own redactor, out of the installed package. Throws when it has none. */
export async function openclawsRedactor(entry: string): Promise<Redact> {
  const { redactSensitiveText } = (await import(entry)) as { redactSensitiveText?: Redact };
  if (typeof redactSensitiveText !== 'function') throw new Error('OpenClaw has no redactSensitiveText');
  return (text) => redactSensitiveText(text);
}

/** The median of three runs, in processor time, so that a busy machine does not make anybody slow; in MB a second. */
function speedOf(redact: Redact, text: string): number {
  redact(text.slice(0, MIB));
  const runs = [1, 2, 3].map(() => {
    const began = process.cpuUsage();
    redact(text);
    const { user, system } = process.cpuUsage(began);
    return text.length / MIB / ((user + system) / 1e6);
  });
  return median(runs);
}

const percent = (part: number, of: number): number => (100 * part) / of;

function maskedIn(rows: readonly Row[], redactOf: (row: Row) => Redact): number {
  const pairs = rows.flatMap((row) => {
    const said = redactOf(row)(row.text);
    const whole = said.replace(/[\0\s>"+]/g, '');
    return row.secrets.map(
      (secret) => said !== row.text && !survives(said, secret) && !survives(whole, secret),
    );
  });
  return percent(pairs.filter(Boolean).length, pairs.length);
}

/** Each input in a thread that can be ended. */
async function worstOf(order: Omit<HostileOrder, 'names'>): Promise<RedactorFigures['worst']> {
  let worst = { name: '', mbS: Number.POSITIVE_INFINITY, ended: true };
  let names = Object.keys(hostileInputs(1));
  while (names.length > 0) {
    const thread = new Worker(new URL('redaction-thread.ts', import.meta.url), {
      workerData: { ...order, names } satisfies HostileOrder,
    });
    names = await new Promise<string[]>((resolve, reject) => {
      let left = names;
      let late: NodeJS.Timeout;
      const note = (name: string, mbS: number, ended: boolean): void => {
        if (mbS < worst.mbS) worst = { name, mbS, ended };
      };
      const patience = (): void => {
        clearTimeout(late);
        late = setTimeout(() => {
          const [name = '', ...others] = left;
          note(name, order.size / MIB / (GIVEN_UP_MS / 1_000), false);
          void thread.terminate().then(() => resolve(others));
        }, GIVEN_UP_MS);
      };
      thread.on('message', ({ name, mbS }: { name: string; mbS: number }) => {
        note(name, mbS, true);
        left = left.slice(1);
        if (left.length > 0) return patience();
        clearTimeout(late);
        void thread.terminate().then(() => resolve([]));
      });
      thread.on('error', (error) => {
        clearTimeout(late);
        reject(error);
      });
      patience();
    });
  }
  return worst;
}

/** `quick`: 2 MiB of log instead of 10, and hostile inputs of 128 KiB instead of 1 MiB. */
export async function measureRedaction(
  openclaw: OpenClaw,
  { quick }: { quick: boolean },
): Promise<RedactionFigures> {
  const draw = drawFrom(20_261_121);
  const rows = secretRows(draw);
  const harmless = harmlessLines(draw);
  const known = Array.from({ length: KNOWN }, (_, at) => (at % 2 ? draw('hex', 48) : draw('alnum', 40)));
  const log = gatewayLog(draw, (quick ? 2 : 10) * MIB, known[7] as string);
  const size = quick ? MIB / 8 : MIB;
  const entry = entryOf(openclaw);
  const theirs = await openclawsRedactor(entry);

  async function weigh(redact: Redact, redactOf: (row: Row) => Redact, order: Omit<HostileOrder, 'names'>) {
    return {
      recallPercent: maskedIn(rows, redactOf),
      harmlessPercent: percent(harmless.filter((line) => redact(line) === line).length, harmless.length),
      logMbS: speedOf(redact, log),
      worst: await worstOf(order),
    };
  }
  const plain = createRedactor();
  const knowing = createRedactor({ known });
  return {
    rows: rows.length,
    harmless: harmless.length,
    logMb: log.length / MIB,
    hostileMb: size / MIB,
    ours: await weigh(plain.text, () => plain.text, { openclaw: null, known: [], size }),
    oursKnowing: await weigh(
      knowing.text,
      ({ secrets }) => createRedactor({ known: [...known, ...secrets] }).text,
      { openclaw: null, known, size },
    ),
    openclaws: await weigh(theirs, () => theirs, { openclaw: entry, known: [], size }),
    unseen: Object.fromEntries(
      HALVES.map((half) => [
        half,
        { ours: scoreOf(half), openclaws: scoreOf(half, () => ({ text: theirs })) },
      ]),
    ) as RedactionFigures['unseen'],
  };
}

/** The figures as lines of the bench's table: what, ours, beside it. */
export function redactionRows({
  rows,
  harmless,
  logMb,
  hostileMb,
  unseen,
  ...of
}: RedactionFigures): [string, string, string][] {
  const three = (say: (one: RedactorFigures) => string): [string, string] => [
    `${say(of.oursKnowing)} (patterns only ${say(of.ours)})`,
    `OpenClaw's own ${say(of.openclaws)}`,
  ];
  const [recall, recallBeside] = three(({ recallPercent }) => `${recallPercent.toFixed(1)} %`);
  const [stays, staysBeside] = three(({ harmlessPercent }) => `${harmlessPercent.toFixed(1)} %`);
  const [speed, speedBeside] = three(({ logMbS }) => `${logMbS.toFixed(1)} MB/s`);
  const [worst, worstBeside] = three(
    ({ worst: { mbS, ended, name } }) =>
      `${ended ? '' : 'under '}${mbS.toFixed(mbS < 1 ? 3 : 1)} MB/s on ${name}`,
  );
  return [
    [`redaction: recall on ${rows} secrets of our own corpus (R-01)`, recall, recallBeside],
    [`redaction: ${harmless} harmless lines that stay (R-02)`, stays, staysBeside],
    [`redaction: ${logMb.toFixed(0)} MiB of a gateway's log (R-19)`, speed, speedBeside],
    [`redaction: worst hostile input of ${hostileMb} MiB (R-20)`, worst, worstBeside],
    ...HALVES.map((half): [string, string, string] => {
      const { ours, openclaws } = unseen[half];
      return [
        `redaction: unseen rows, the half ${half}: ${ours.vendors.classes} issuers / ${ours.named.classes} ways / ${ours.harmless.rows} harmless`,
        inPercent(ours),
        `OpenClaw's own ${inPercent(openclaws)}`,
      ];
    }),
  ];
}

const inPercent = ({ vendors, named, harmless }: UnseenScore): string =>
  [vendors, named, harmless].map(({ percent: of }) => `${of.toFixed(1)} %`).join(' / ');
