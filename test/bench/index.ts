/**
 * `npm run bench`: the project's figures, measured in one run beside what a person would otherwise do, printed
 * as a table and written to bench.json. `-- --quick` takes fewer rounds and one gateway.
 */
import { statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { plantHealthy } from '../gateway/fault.ts';
import { faults } from '../gateway/faults/index.ts';
import { installOpenClaw } from '../gateway/install.ts';
import { fileOf } from '../gateway/programs.ts';
import { measureAck } from './ack.ts';
import { measureChannel } from './channel.ts';
import { measureRedaction, redactionRows } from './redaction.ts';
import { measureTriage, type TriageFigures } from './triage.ts';

const quick = process.argv.includes('--quick');
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const began = performance.now();

const openclaw = await installOpenClaw(say);
say('Acknowledgement of slash commands …');
const ack = await measureAck(quick ? 50 : 300);
say('The channel …');
const channel = await measureChannel({ trips: quick ? 50 : 300, connects: quick ? 2 : 7 });

say('Redaction, beside OpenClaw’s own …');
const redaction = await measureRedaction(openclaw, { quick });

const named = quick ? ['healthy'] : ['healthy', 'token-flag', 'frozen'];
const triages: TriageFigures[] = [];
for (const name of named) {
  say(`Triage of a real gateway: ${name} …`);
  const plant = name === 'healthy' ? plantHealthy : faults.find((fault) => fault.name === name)?.plant;
  if (!plant) throw new Error(`there is no demo fault ${name}`);
  triages.push(
    await measureTriage(openclaw, name, plant, {
      rounds: quick ? 2 : 5,
      ladder: !quick || name === 'healthy',
      idleS: !quick && name === 'healthy' ? 60 : 3,
      say: () => {},
    }),
  );
}

const ms = (value: number) =>
  value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const rows: [string, string, string][] = [
  ['host agent, one file', `${Math.round(statSync(fileOf('host')).size / 1000)} kB`, ''],
  ['host agent, start to live session', ms(channel.connectMs), `median of ${channel.connects}`],
  [
    'host agent, resident when idle',
    `${triages[0]?.idleMb.toFixed(0)} MB`,
    quick ? 'after 3 s' : 'after 60 s',
  ],
  [
    'job at the hub → accepted by the host',
    `${ms(channel.pickUpP50Ms)} / ${ms(channel.pickUpP99Ms)}`,
    `p50 / p99 of ${channel.trips}`,
  ],
  ['job at the hub → done', ms(channel.doneP50Ms), `p50 of ${channel.trips}`],
  [
    'slash command → 200 (Node, HTTP)',
    `${ms(ack.p50Ms)} / ${ms(ack.p99Ms)}`,
    `p50 / p99 of ${ack.commands}; first ${ms(ack.coldMs)}`,
  ],
];
rows.push(...redactionRows(redaction));
for (const t of triages) {
  const beside = t.ladder ? `ladder ${ms(t.ladder.wallMs)}, ${(t.ladder.wallMs / t.fullMs).toFixed(0)}×` : '';
  rows.push([
    `${t.gateway}: command → headline`,
    ms(t.headlineMs),
    `median of ${t.rounds}; first finding: ${t.first ?? 'none'}`,
  ]);
  rows.push([`${t.gateway}: command → full triage`, ms(t.fullMs), beside]);
  const ladderCost = t.ladder
    ? `ladder ${t.ladder.cpuS.toFixed(1)} CPU-s, ${t.ladder.peakMb.toFixed(0)} MB`
    : '';
  rows.push([
    `${t.gateway}: cost on the host`,
    `${(t.hostAgentCpuS + t.gatewayCpuS).toFixed(2)} CPU-s, +${t.hostAgentExtraMb.toFixed(0)} MB`,
    ladderCost,
  ]);
}
const width = Math.max(...rows.map(([what]) => what.length));
for (const [what, ours, beside] of rows) console.log(`${what.padEnd(width)}  ${ours.padEnd(22)}  ${beside}`);

const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  node: process.version,
  openclaw: openclaw.version,
};
const tookS = Math.round((performance.now() - began) / 1000);
writeFileSync(
  'bench.json',
  `${JSON.stringify({ quick, at: new Date().toISOString(), tookS, machine, ack, channel, redaction, triages }, null, 2)}\n`,
);
say(`Took ${tookS} s; written to bench.json`);
