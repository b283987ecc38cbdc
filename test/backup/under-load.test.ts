/**
 * A backup of a bot that is busy with many hosts, brought back in another place: real sockets, keys and journals, the
 * shipped bot. All hosts dial the bot that was restored at once, none is taken for another one, and what they had counted
 * beyond the backup is gone on with.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { tokensIn } from '../bench/fleet.ts';
import { eventually } from '../contracts/world.ts';
import { runProgram } from '../gateway/programs.ts';
import { botPlace, type HostCard, startBot } from '../hosts/bot.ts';

const NAMES = Array.from({ length: 32 }, (_, n) => `sim-${n + 1}`);
/** Lines that one terminal may have under way. */
const AT_ONCE = 12;
const LIMIT_MS = 240_000;

type Bot = Awaited<ReturnType<typeof startBot>>;
type Report = { hosts: { host: string }[] };

async function enrolled(bot: Bot, cwd: string): Promise<{ name: string; token: string }[]> {
  const hosts: { name: string; token: string }[] = [];
  for (let from = 0; from < NAMES.length; from += AT_ONCE) {
    const some = NAMES.slice(from, from + AT_ONCE);
    const input = some.map((name) => `enroll ${name} bench\n`).join('');
    const { stdout } = await runProgram('bot', ['chat'], { env: bot.env, cwd, input });
    hosts.push(...tokensIn(stdout, some));
  }
  return hosts;
}

const cards = async (bot: Bot): Promise<HostCard[]> => {
  const list = JSON.parse(await bot.ask(['hosts', '--json'])) as { hosts: HostCard[] };
  return list.hosts;
};
/** The hosts that are live and have told what they had seen, once all have or nobody waits any longer. */
const live = (bot: Bot): Promise<HostCard[]> =>
  eventually(
    async () => (await cards(bot)).filter(({ connected, marked }) => connected && marked),
    (all) => all.length === NAMES.length,
    90_000,
  );
/** Whom it has asked; how far each came by its limit is the machine's matter, and what each took is in its journal. */
const triage = async (bot: Bot): Promise<string[]> => {
  const { hosts } = JSON.parse(await bot.ask(['chat', '--once', '--json', 'triage bench'])) as Report;
  return hosts.map(({ host }) => host);
};

it(
  'is gone on with by all hosts, each with its key and above its counter',
  async () => {
    const at = await botPlace();
    const other = { ...(await botPlace()), port: at.port };
    const crowdDir = join(at.dir, 'crowd');
    mkdirSync(crowdDir, { mode: 0o700 });
    let bot = await startBot({ at });
    const crowd = spawn(process.execPath, [join(import.meta.dirname, '..', 'bench', 'crowd.ts')], {
      env: { PATH: process.env.PATH ?? '', HOME: at.dir },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    onTestFinished(async () => {
      crowd.kill('SIGKILL');
      await bot.stop();
      for (const { dir } of [at, other]) rmSync(dir, { recursive: true, force: true, maxRetries: 10 });
    });
    crowd.stdin.end(JSON.stringify({ url: bot.url, dir: crowdDir, hosts: await enrolled(bot, at.dir) }));
    await once(crowd.stdout, 'data');
    const were = new Map((await cards(bot)).map(({ name, keyFingerprint }) => [name, keyFingerprint]));
    expect(were.size).toBe(NAMES.length);

    const busy = triage(bot);
    const file = join(at.dir, 'bot.backup');
    const made = await runProgram('bot', ['backup', file], { env: bot.env, cwd: at.dir });
    expect(made, made.stderr).toMatchObject({ code: 0 });
    expect((await busy).sort()).toEqual([...NAMES].sort());
    // Beyond the backup: what the bot that comes back does not know, and the hosts do.
    expect(await triage(bot)).toHaveLength(NAMES.length);
    await bot.service.kill();

    const data = join(other.dir, 'data');
    const env = { ...bot.env, DATA_DIR: data, HOME: other.dir };
    const [, key = ''] = /Signed by key (\S+)\./.exec(made.stdout) ?? [];
    const restored = await runProgram('bot', ['restore', file, '--signed-by', key], { env, cwd: other.dir });
    expect(restored, restored.stderr).toMatchObject({ code: 0 });
    copyFileSync(join(at.dir, 'data', 'signing-key.jwk'), join(data, 'signing-key.jwk'));
    bot = await startBot({ at: other });
    const back = await live(bot);
    expect(back.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
    expect(back.filter(({ quarantined }) => quarantined !== null)).toEqual([]);
    const told = 'the host has seen orders that this bot does not remember giving';
    expect(back.map(({ marked }) => marked)).toEqual(NAMES.map(() => told));
    expect(new Map(back.map(({ name, keyFingerprint }) => [name, keyFingerprint]))).toEqual(were);
    expect((await triage(bot)).sort()).toEqual([...NAMES].sort());

    for (const name of NAMES) {
      const lines = readFileSync(join(crowdDir, name, 'journal.jsonl'), 'utf8')
        .split('\n')
        .filter(Boolean);
      const taken = lines
        .map((line) => (JSON.parse(line) as { entry: { kind: string; id: string; counter: number } }).entry)
        .filter(({ kind }) => kind === 'taken');
      expect(taken.length, name).toBeGreaterThanOrEqual(3);
      expect(new Set(taken.map(({ id }) => id)).size, name).toBe(taken.length);
      const counters = taken.map(({ counter }) => counter);
      expect(counters, name).toEqual([...new Set(counters)].sort((a, b) => a - b));
    }
  },
  LIMIT_MS,
);
