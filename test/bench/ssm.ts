/**
 * A look at a host that is reached through AWS only: from the order at the bot to its signed end, with the shipped host
 * agent started anew for each command. AWS itself is a stand-in on this machine, so its own pace is not in the figure.
 * By itself: npm run bench -- ssm [ROUNDS]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import { systemsManager } from '../../src/dispatch/ssm-client.ts';
import { eventually } from '../contracts/world.ts';
import { install } from '../fakes/ssm/machine.ts';
import { DOCUMENT, KEY, REGION, startSsm } from '../fakes/ssm/server.ts';
import { fileOf } from '../gateway/programs.ts';
import { startBot, triageJob } from '../hub/bot.ts';
import { inWords, median } from './measure.ts';

export type SsmFigures = {
  rounds: number;
  /** Milliseconds from the order to its end, p50 and the longest. */
  roundTripMs: number;
  longestMs: number;
  /** Of that, from the start of the host agent's process to its end. */
  onHostMs: number;
  /** Requests to AWS, and commands, for one look. */
  requests: number;
  commands: number;
};

const INSTANCE = 'i-0123456789abcdef0';

export async function measureSsm(rounds: number): Promise<SsmFigures> {
  const home = mkdtempSync(join(tmpdir(), 'bench-ssm-'));
  const stateDir = join(home, '.openclaw-host-agent');
  const aws = await startSsm();
  aws.machines.push({ id: INSTANCE, online: true, home, lib: install(home, fileOf('host')) });
  const credentials = { accessKeyId: KEY.id, secretAccessKey: KEY.secret };
  const ssm = systemsManager({ region: REGION, document: DOCUMENT, credentials, endpoint: aws.url });
  const bot = await startBot({ ssm });
  const took: number[] = [];
  try {
    const token = await bot.token('node-9');
    await joinBot({ url: bot.url, token, name: 'node-9', stateDir, version: '0.1.0' });
    await bot.tell('node-9', { type: 'by-ssm', instance: INSTANCE, by: 'U-admin', url: bot.url });
    for (let n = 0; n < rounds; n++) {
      const id = `o.${n}`;
      const began = performance.now();
      await bot.dispatch('node-9', triageJob(id, { expiresAt: Date.now() + 300_000 }));
      const isOver = () =>
        bot.events.find((event) => 'order' in event && event.order === id && event.id === `${id}:end`);
      const end = await eventually(
        async () => isOver(),
        (seen) => seen !== undefined,
        120_000,
      );
      if (end?.type !== 'done') throw new Error(`The look did not end well: ${JSON.stringify(end)}`);
      took.push(performance.now() - began);
    }
    return {
      rounds,
      roundTripMs: median(took),
      longestMs: Math.max(...took),
      onHostMs: median(aws.commands.map(({ tookMs }) => tookMs)),
      requests: Math.round((aws.calls.length / rounds) * 10) / 10,
      commands: Math.round((aws.commands.length / rounds) * 10) / 10,
    };
  } finally {
    await bot.close();
    await aws.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

export function ssmRows({
  rounds,
  roundTripMs,
  longestMs,
  onHostMs,
  requests,
  commands,
}: SsmFigures): [string, string, string][] {
  return [
    [
      'A look through AWS SSM (stand-in), order to signed end',
      inWords(roundTripMs),
      `longest ${inWords(longestMs)} of ${rounds}; ${inWords(onHostMs)} of it on the host, which starts anew each time`,
    ],
    ['Requests to AWS for it', String(requests), `${commands} commands`],
  ];
}

if (process.argv[1] === import.meta.filename) {
  for (const row of ssmRows(await measureSsm(Number(process.argv[2] ?? 3)))) console.log(row.join('  '));
}
