/**
 * What a bundle's redaction and the leak gate cost and reach: recall on our own corpora, a gateway's log, the worst of
 * the hostile inputs, the largest bundle that the gate opens. `npm run bench -- publish`.
 */
import { pack } from '../../src/agent/bundle/archive.ts';
import { searchForLeaks } from '../../src/agent/bundle/gate/gate.ts';
import { search } from '../../src/agent/bundle/gate/search.ts';
import { publishRedactor } from '../../src/redaction/publish.ts';
import { type BundleScore, bundleScore, THIRDS } from '../redaction/bundle-score.ts';
import { gatewayLog, harmlessLines, secretRows, survives } from '../redaction/corpus.ts';
import { drawFrom } from '../redaction/draw.ts';
import { hostileInputs } from '../redaction/hostile-inputs.ts';
import { canaryRows, measureCanaries } from './canaries.ts';
import { inWords } from './measure.ts';

const MIB = 1_048_576;
/** As many as a host with all channels, providers and their backups has. */
const KNOWN = 40;
/** As much of a log as packs to a little less than a bundle may weigh. */
const LARGEST_MIB = 40;

type Speed = { name: string; mbS: number };
export type PublishFigures = {
  recall: { knowing: number; patterns: number; harmless: number };
  thirds: Record<string, Omit<BundleScore, 'misses'>>;
  redactMbS: number;
  redactWorst: Speed;
  gateMbS: number;
  gateWorst: Speed;
  largest: { ms: number; peakMb: number; passed: boolean };
};

/** MB a second of processor time, so that a busy machine makes nobody slow. */
async function speedOf(bytes: number, work: () => unknown): Promise<number> {
  const began = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(began);
  return bytes / MIB / ((user + system) / 1e6);
}

async function worstOf(size: number, work: (text: string) => unknown): Promise<Speed> {
  let worst: Speed = { name: '', mbS: Number.POSITIVE_INFINITY };
  for (const [name, text] of Object.entries(hostileInputs(size))) {
    const mbS = await speedOf(text.length, () => work(text));
    if (mbS < worst.mbS) worst = { name, mbS };
  }
  return worst;
}

export async function measurePublish({ quick }: { quick: boolean }): Promise<PublishFigures> {
  const draw = drawFrom(20_261_123);
  const known = Array.from({ length: KNOWN }, (_, n) => (n % 2 ? draw('hex', 48) : draw('alnum', 40)));
  const clock = (): number => 0;
  const rows = secretRows(draw);
  const harmless = harmlessLines(draw);
  const plain = publishRedactor();
  const masked = (redactOf: (secrets: readonly string[]) => (text: string) => string): number => {
    const all = rows.flatMap(({ text, secrets }) => {
      const said = redactOf(secrets)(text);
      const joined = said.replace(/[\0\s>"+]/g, '');
      return secrets.map((one) => said !== text && !survives(said, one) && !survives(joined, one));
    });
    return (100 * all.filter(Boolean).length) / all.length;
  };
  const log = gatewayLog(draw, (quick ? 2 : 10) * MIB, 'unset');
  const size = quick ? MIB / 8 : MIB;
  const redactor = publishRedactor({ known, clock });
  redactor.text(log.slice(0, MIB));
  const gate = async (text: string) => {
    const file = await pack([{ name: 'a.log', bytes: Buffer.from(text) }]);
    return search({ file, known: { values: known, unread: [] }, rules: null });
  };
  const packed = await pack([{ name: 'a.log', bytes: Buffer.from(log) }]);
  const order = { file: packed, known: { values: known, unread: [] }, rules: null };
  await search(order);
  const figures = {
    recall: {
      knowing: masked((secrets) => publishRedactor({ known: [...known, ...secrets] }).text),
      patterns: masked(() => plain.text),
      harmless: (100 * harmless.filter((line) => plain.text(line) === line).length) / harmless.length,
    },
    thirds: Object.fromEntries(
      THIRDS.map((third) => {
        const { misses: _, ...score } = bundleScore(third);
        return [third, score];
      }),
    ),
    redactMbS: await speedOf(log.length, () => redactor.text(log)),
    redactWorst: await worstOf(size, (text) => redactor.text(text)),
    gateMbS: await speedOf(log.length, () => search(order)),
    gateWorst: await worstOf(size, gate),
  };
  return { ...figures, largest: await largest(draw, known) };
}

/** Logs as large as the gate opens, in its own thread; the peak is of this process from here on. */
async function largest(
  draw: ReturnType<typeof drawFrom>,
  known: readonly string[],
): Promise<PublishFigures['largest']> {
  const one = Buffer.from(gatewayLog(draw, 2 * MIB, 'unset'));
  const files = Array.from({ length: LARGEST_MIB / 10 }, (_, n) => ({
    name: `logs/${n}.log`,
    bytes: Buffer.concat([one, one, one, one, one]),
  }));
  const file = await pack(files);
  files.length = 0;
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const began = performance.now();
  const word = await searchForLeaks(file, { values: known, unread: [] }, { limitMs: 300_000 });
  clearInterval(watch);
  return { ms: performance.now() - began, peakMb: peak / MIB, passed: word.passed };
}

export function publishRows(of: PublishFigures): [string, string, string][] {
  const percent = (value: number): string => `${value.toFixed(1)} %`;
  const speed = ({ name, mbS }: Speed): string => `${mbS.toFixed(1)} MB/s on ${name}`;
  return [
    [
      'bundle redaction: recall on our own corpus (R-01), harmless lines that stay (R-02)',
      `${percent(of.recall.knowing)} (patterns only ${percent(of.recall.patterns)}), ${percent(of.recall.harmless)}`,
      '',
    ],
    ...Object.entries(of.thirds).map(([third, one]): [string, string, string] => [
      `bundle redaction: ${one.secrets} secrets / ${one.harmless} harmless lines of bundles, the part ${third}`,
      `${percent(one.knowing)} (patterns only ${percent(one.patterns)}) / ${percent(one.intact)}`,
      `context kept ${percent(one.contextKept)}`,
    ]),
    [
      'bundle redaction: a gateway’s log (R-19), the worst hostile input (R-20)',
      `${of.redactMbS.toFixed(1)} MB/s`,
      speed(of.redactWorst),
    ],
    [
      'leak gate: a gateway’s log, the worst hostile input',
      `${of.gateMbS.toFixed(1)} MB/s`,
      speed(of.gateWorst),
    ],
    [
      `leak gate: ${LARGEST_MIB} MiB unpacked`,
      inWords(of.largest.ms),
      `${of.largest.peakMb.toFixed(0)} MB resident with this bench, ${of.largest.passed ? 'passed' : 'refused'}`,
    ],
  ];
}

if (process.argv[1] === import.meta.filename) {
  for (const row of publishRows(await measurePublish({ quick: process.argv.includes('--quick') })))
    console.log(row.join('  '));
  for (const row of canaryRows(await measureCanaries())) console.log(row.join('  '));
}
