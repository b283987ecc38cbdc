/**
 * The bot's key changes by command, as its admins type it, on the programs that ship: a host that runs follows without
 * joining again; once two admins must agree, one alone changes nothing; a host that was away learns it all later.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually } from '../contracts/world.ts';
import { tokenIn } from '../gateway/bot-and-host.ts';
import { type Ran, runProgram, type Service, startProgram } from '../gateway/programs.ts';

const NAME = 'node-3';
let dir: string;
let bot: Service | undefined;
let host: Service | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rotate-'));
});
afterEach(async () => {
  await host?.stop();
  await bot?.stop();
  host = bot = undefined;
  rmSync(dir, { recursive: true });
});

const env = (home: string) => ({ PATH: '/usr/bin:/bin', HOME: join(dir, home), LOG_LEVEL: 'warn' });
const atBot = (port: number) => ({
  env: { ...env(''), DATA_DIR: join(dir, 'data'), PORT: String(port) },
  cwd: dir,
});
let port = 0;
const type = (...args: string[]): Promise<Ran> => runProgram('bot', args, atBot(port));
const atHost = { env: { PATH: '/usr/bin:/bin', HOME: '/nonexistent' } };
const state = () => join(dir, 'state');

async function serve(): Promise<void> {
  bot = startProgram('bot', ['serve'], atBot(port));
  const printed = await eventually(
    async () => bot?.printed() ?? '',
    (seen) => seen.includes('listens on') || bot?.exitCode() !== undefined,
    60_000,
  );
  port = Number(/:(\d{2,5})\b/.exec(printed.slice(printed.indexOf('listens on')))?.[1]);
  if (!port) throw new Error(`The bot did not start:\n${printed}`);
}

async function anew(): Promise<void> {
  await bot?.stop();
  await serve();
}

function runHost(): void {
  host = startProgram('host', ['run', '--state', state()], { ...atHost, cwd: dir });
}

type Hosts = { hosts: { name: string; connected: boolean; quarantined: unknown }[] };
/** The host has dialled, and answers what it is asked. */
async function works(): Promise<void> {
  await eventually(
    async () => JSON.parse((await type('hosts', '--json')).stdout) as Hosts,
    ({ hosts }) => hosts.some(({ name, connected }) => name === NAME && connected),
    60_000,
  );
  const ran = await type('chat', '--once', '--json', `triage ${NAME}`);
  expect(ran.stderr).toBe('');
  expect(JSON.parse(ran.stdout)).toMatchObject({ host: NAME, verdict: expect.any(String) });
}

const keyOf = (): string =>
  (JSON.parse(readFileSync(join(dir, 'data/signing-key.jwk'), 'utf8')) as { x: string }).x;

/** An admin makes a key on a machine of their own: its file, and the line for the others. */
async function admin(name: string): Promise<{ key: string; line: string }> {
  const key = join(dir, `${name}.key`);
  const made = await type('approve', '--new-key', '--key', key);
  expect(made.code).toBe(0);
  return { key, line: made.stdout.split('\n').find((line) => line.startsWith('{')) ?? '' };
}

it('one admin, then two together, give the bot new keys; hosts follow, also one that was away', async () => {
  await serve();
  const token = tokenIn((await type('enroll', NAME, '--json')).stdout);
  const joining = ['join', '--url', `http://127.0.0.1:${port}`, '--token', '-', '--name', NAME];
  const joined = await runProgram('host', [...joining, '--state', state()], {
    ...atHost,
    cwd: dir,
    input: `${token}\n`,
  });
  expect(joined).toMatchObject({ code: 0 });
  runHost();
  await works();
  const first = keyOf();

  const [ana, ben] = [await admin('ana'), await admin('ben')];
  writeFileSync(join(dir, 'admins.jwks'), `${ana.line}\n${ben.line}\n`);
  const alone = await type('rotate-key', '--roots', 'admins.jwks');
  expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('Nothing was done.') });
  expect(keyOf()).toBe(first);
  const document = join(dir, 'data/next/document.json');
  const sign = ({ key }: { key: string }) => type('rotate-key', '--sign', document, '--key', key);
  const waiting = { code: 0, stdout: expect.stringContaining('Nothing has changed yet.') };
  const refused = { code: 2, stderr: expect.stringContaining('Nothing was changed.') };
  // Whoever is named must show to have the key: with a slip of the pen nobody could change anything again.
  expect(await type('rotate-key', '--roots', 'admins.jwks', '--threshold', '2')).toMatchObject(waiting);
  for (const one of [ana, ben]) expect(await sign(one)).toMatchObject({ code: 0 });
  expect(await type('rotate-key', '--adopt')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('start the bot anew'),
  });
  expect(keyOf()).not.toBe(first);
  await anew();
  await works();

  // From now on the bot's own word is not enough.
  await host?.stop();
  const second = keyOf();
  expect(await type('rotate-key', '--distrust')).toMatchObject(waiting);
  expect(await type('rotate-key', '--adopt')).toMatchObject(refused);
  await sign(ana);
  // Twice the same admin is one.
  await sign(ana);
  expect(await type('rotate-key', '--adopt')).toMatchObject(refused);
  expect(keyOf()).toBe(second);
  await sign(ben);
  expect(await type('rotate-key', '--adopt')).toMatchObject({ code: 0 });
  expect(keyOf()).not.toBe(second);
  await anew();
  runHost();
  await works();

  const all = JSON.parse((await type('audit', '--json')).stdout) as { rows: unknown[] };
  const rest = JSON.parse((await type('audit', '--after', '1', '--json')).stdout) as { rows: unknown[] };
  expect(rest.rows).toEqual(all.rows.slice(1));
}, 240_000);
