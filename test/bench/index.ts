/**
 * `npm run bench`: the project's figures, measured in one run beside what a person would otherwise do, printed
 * as a table and written to bench.json. `-- --quick` takes fewer rounds and one gateway; `-- --field` runs all field
 * tests instead, `-- --recovery [NAME,NAME]` three ways of bringing broken hosts back, `-- --bundle` what tier two
 * gets and what its redaction costs, `-- --attacks` lets one hostile host at the bot, `-- --hub [1000,3000]` loads one
 * hub with so many host agents; each adds its figures to bench.json.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { BENCH_PARTS } from '../../infra/commands.mjs';
import { RESIDENT_FILES } from '../../infra/host-files.mjs';
import { type Plant, type Planted, plantHealthy, plantOn } from '../gateway/fault.ts';
import { faults } from '../gateway/faults/index.ts';
import { installOpenClaw } from '../gateway/install.ts';
import { hostFiles } from '../gateway/programs.ts';
import { measureAck } from './ack.ts';
import { approvalFlipRows, measureApprovalFlips } from './approval-flips.ts';
import type { Runtime } from './bots.ts';
import { bundleRows, measureBundle } from './bundle.ts';
import { canaryRows, measureCanaries } from './canaries.ts';
import { measureChannel } from './channel.ts';
import { fieldRows, measureField } from './field.ts';
import { type FleetFigures, fleetRows, measureFleet } from './fleet.ts';
import { floodRows, measureFlood } from './flood.ts';
import { freezeRows, measureFreezes } from './freezes.ts';
import { hostileRows, measureHostile } from './hostile.ts';
import { hubRows, measureHubLoad } from './hub-load.ts';
import { measureWorkerdLoad, workerdLoadRows } from './hub-load-workerd.ts';
import { inWords } from './measure.ts';
import { measurePublish, publishRows } from './publish.ts';
import { measureReading, readingRows } from './reading.ts';
import { measureRecovery, recoveryRows } from './recovery-beside.ts';
import { killRows, recoveryKills } from './recovery-kills.ts';
import { measureRedaction, redactionRows } from './redaction.ts';
import { measureSlack, type SlackFigures } from './slack.ts';
import { ackRows, slackRows } from './slack-rows.ts';
import { measureSsm, ssmRows } from './ssm.ts';
import { measureTickets, ticketRows } from './tickets.ts';
import { measureTriage, type TriageFigures } from './triage.ts';
import { buildWorker } from './workerd.ts';

const KINDS = ['--field', '--recovery', '--bundle', '--attacks', '--hub'];
const TAKE_A_NAME = ['--recovery', '--attacks', '--hub'];
const asked = process.argv.slice(2);
const strange = asked.find((word, at) =>
  word.startsWith('-')
    ? ![...KINDS, '--quick', '--help'].includes(word)
    : !TAKE_A_NAME.includes(asked[at - 1] ?? ''),
);
if (strange !== undefined || asked.includes('--help')) {
  if (strange !== undefined) console.error(`There is no ${strange}. Nothing was measured.`);
  console.error(`npm run bench                       the figures of the README, a quarter of an hour
npm run bench -- --quick            fewer rounds and one gateway, some minutes
npm run bench -- --field            every fault, look-alike and healthy host, hours
npm run bench -- --recovery [NAME,NAME]
npm run bench -- --bundle
npm run bench -- --attacks [NAME]
npm run bench -- --hub [1000,3000]  so many host agents at one hub, an hour
Each adds its figures to bench.json.

One part by itself, printed only, for example npm run bench -- ssm 7:
  ${BENCH_PARTS.join(', ')}`);
  process.exit(strange === undefined ? 0 : 2);
}

const quick = process.argv.includes('--quick');
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const began = performance.now();
const tookS = (): number => Math.round((performance.now() - began) / 1000);

if (process.argv.includes('--attacks')) {
  const flood = await measureFlood(say, process.argv[process.argv.indexOf('--attacks') + 1]);
  print(floodRows(flood));
  keep({ flood: { at: new Date().toISOString(), tookS: tookS(), quick, figures: flood } });
  process.exit(0);
}

if (process.argv.includes('--hub')) {
  const given = process.argv[process.argv.indexOf('--hub') + 1] ?? '';
  const sizes = /^[\d,]+$/.test(given)
    ? given.split(',').map(Number)
    : quick
      ? [300]
      : [1_000, 3_000, 10_000];
  // A restart is a storm of its own size: two thousand that dial again at once.
  const hub = await measureHubLoad(sizes, say);
  const again = quick ? null : await measureHubLoad([2_000], say);
  const workerd = await measureWorkerdLoad(quick ? 200 : 5_000, say);
  const restarted = again === null ? [] : hubRows({ ...again, sizes: [] });
  print([...hubRows(hub), ...restarted, ...workerdLoadRows(workerd)]);
  const figures = { nodes: hub, restarted: again?.restart, workerd };
  keep({ hub: { at: new Date().toISOString(), tookS: tookS(), quick, figures } });
  process.exit(0);
}

const openclaw = await installOpenClaw(say);
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  node: process.version,
  openclaw: openclaw.version,
};

function print(rows: readonly [string, string, string][]): void {
  const width = Math.max(...rows.map(([what]) => what.length));
  for (const [what, ours, beside] of rows)
    console.log(`${what.padEnd(width)}  ${ours.padEnd(22)}  ${beside}`);
}

/** Adds to what bench.json has: the field score is of a run of its own. */
function keep(figures: Record<string, unknown>): void {
  const before = existsSync('bench.json') ? JSON.parse(readFileSync('bench.json', 'utf8')) : {};
  writeFileSync('bench.json', `${JSON.stringify({ ...before, ...figures }, null, 2)}\n`);
  say(`Took ${tookS()} s; written to bench.json`);
}

if (process.argv.includes('--field')) {
  const field = await measureField();
  print(fieldRows(field));
  keep({ field: { at: new Date().toISOString(), tookS: tookS(), machine, ...field } });
  process.exit(0);
}

if (process.argv.includes('--recovery')) {
  const named = process.argv[process.argv.indexOf('--recovery') + 1];
  const recovery = await measureRecovery(openclaw, say, named);
  print(recoveryRows(recovery));
  keep({ recovery: { at: new Date().toISOString(), tookS: tookS(), machine, tried: recovery } });
  process.exit(0);
}

if (process.argv.includes('--bundle')) {
  say('Redaction of bundles, and the leak gate …');
  const publish = await measurePublish({ quick });
  const canaries = await measureCanaries();
  say('A bundle beside what OpenClaw makes …');
  const handed = await measureBundle(openclaw, say);
  print([...bundleRows(handed), ...publishRows(publish), ...canaryRows(canaries)]);
  keep({
    bundle: { at: new Date().toISOString(), tookS: tookS(), quick, machine, handed, publish, canaries },
  });
  process.exit(0);
}

say('Acknowledgement of slash commands …');
buildWorker();
const ackOptions = quick ? { commands: 40, coldRounds: 2 } : { commands: 500, coldRounds: 5 };
const acks = [await measureAck('Node', ackOptions), await measureAck('workerd', ackOptions)];
say('The channel …');
const channel = await measureChannel({ trips: quick ? 50 : 300, connects: quick ? 2 : 7 });

say('A look through a stand-in of AWS …');
const ssm = await measureSsm(quick ? 2 : 7);
say('Notices of freezes …');
const freezes = await measureFreezes(quick ? 40 : 400);
say('Recoveries that are killed …');
// 200 a boundary take half an hour: npm run bench -- recovery-kills 200
const killed = {
  recovered: await recoveryKills(quick ? 1 : 20, false, 2),
  putBack: quick ? undefined : await recoveryKills(20, true, 2),
};
say('Orders with approvals, a bit turned …');
const flips = await measureApprovalFlips(quick ? 5_000 : 1_000_000);

say('Tickets, with crashes …');
// 1,000 at every desk take a quarter of an hour: npm run bench -- tickets 1000
const tickets = await measureTickets(quick ? 15 : 150, say);

say('Redaction, beside OpenClaw’s own …');
const redaction = await measureRedaction(openclaw, { quick });
say('Diagnosis and reading of logs …');
const reading = await measureReading({ quick });
say('Hosts that want to hold the host agent …');
const hostile = await measureHostile(quick ? 'endless' : '');

async function withPlanted(plant: Plant, work: (planted: Planted) => Promise<void>): Promise<void> {
  const planted = await plantOn(openclaw, plant);
  try {
    await work(planted);
  } finally {
    await planted.dispose();
  }
}

const named = quick ? ['healthy'] : ['healthy', 'token-flag', 'frozen'];
const triages: TriageFigures[] = [];
const slacks: SlackFigures[] = [];
let fleet: FleetFigures | undefined;
for (const name of named) {
  say(`Triage of a real gateway: ${name} …`);
  const plant = name === 'healthy' ? plantHealthy : faults.find((fault) => fault.name === name)?.plant;
  if (!plant) throw new Error(`there is no demo fault ${name}`);
  const runtimes = quick ? (['Node'] as const) : (['Node', 'workerd'] as const);
  const fromSlack = async (planted: Planted, runtime: Runtime): Promise<void> => {
    say(`The same from Slack, the bot on ${runtime} …`);
    slacks.push(await measureSlack(planted, name, runtime, { rounds: quick ? 1 : 5 }));
  };
  await withPlanted(plant, async (planted) => {
    triages.push(
      await measureTriage(planted, name, {
        rounds: quick ? 2 : 5,
        ladder: !quick || name === 'healthy',
        idleS: !quick && name === 'healthy' ? 60 : 3,
        say: () => {},
      }),
    );
    if (name === 'healthy') {
      for (const runtime of runtimes) await fromSlack(planted, runtime);
      say('Many hosts in one command …');
      fleet = await measureFleet(
        planted,
        quick ? { simulated: 20, rounds: 1 } : { simulated: 200, rounds: 3 },
      );
    }
  });
  // OpenClaw answers a refused client later with every refusal, up to 5 s: each of these gets a gateway of its own.
  if (name !== 'healthy')
    for (const runtime of runtimes) await withPlanted(plant, (planted) => fromSlack(planted, runtime));
}

const residentBytes = hostFiles()
  .filter(({ name }) => RESIDENT_FILES.includes(name.replace('.mjs', '')))
  .reduce((sum, { file }) => sum + statSync(file).size, 0);
const rows: [string, string, string][] = [
  [
    'host agent, files that stay in memory',
    `${Math.round(residentBytes / 1000)} kB`,
    RESIDENT_FILES.join(', '),
  ],
  ['host agent, start to live session', inWords(channel.connectMs), `median of ${channel.connects}`],
  [
    'host agent, resident when idle',
    `${triages[0]?.idleMb.toFixed(0)} MB`,
    quick ? 'after 3 s' : 'after 60 s',
  ],
  [
    'job at the hub → accepted by the host',
    `${inWords(channel.pickUpP50Ms)} / ${inWords(channel.pickUpP99Ms)}`,
    `p50 / p99 of ${channel.trips}`,
  ],
  ['job at the hub → done', inWords(channel.doneP50Ms), `p50 of ${channel.trips}`],
];
rows.push(...ssmRows(ssm));
rows.push(...freezeRows(freezes));
rows.push(...killRows(killed));
rows.push(...approvalFlipRows(flips));
rows.push(...ticketRows(tickets));
rows.push(...ackRows(acks));
rows.push(...redactionRows(redaction));
rows.push(...readingRows(reading));
rows.push(...hostileRows(hostile));
for (const t of triages) {
  const beside = t.ladder
    ? `ladder ${inWords(t.ladder.wallMs)}, ${(t.ladder.wallMs / t.fullMs).toFixed(0)}×`
    : '';
  rows.push([
    `${t.gateway}: command → headline`,
    inWords(t.headlineMs),
    `median of ${t.rounds}; first finding: ${t.first ?? 'none'}`,
  ]);
  rows.push([`${t.gateway}: command → full triage`, inWords(t.fullMs), beside]);
  const ladderCost = t.ladder
    ? `ladder ${t.ladder.cpuS.toFixed(1)} CPU-s, ${t.ladder.peakMb.toFixed(0)} MB`
    : '';
  rows.push([
    `${t.gateway}: cost on the host`,
    `${(t.hostAgentCpuS + t.gatewayCpuS).toFixed(2)} CPU-s, +${t.hostAgentExtraMb.toFixed(0)} MB`,
    ladderCost,
  ]);
}
if (fleet) rows.push(...fleetRows(fleet, triages[0]?.ladder?.wallMs ?? null));
rows.push(...slackRows(slacks, (name) => triages.find((t) => t.gateway === name)?.ladder?.wallMs ?? null));
print(rows);
keep({
  quick,
  at: new Date().toISOString(),
  tookS: tookS(),
  machine,
  acks,
  channel,
  ssm,
  freezes,
  killed,
  flips,
  tickets,
  redaction,
  reading,
  hostile,
  triages,
  slacks,
  fleet,
});
