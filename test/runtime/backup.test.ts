/** `bot.mjs backup`, `restore` and `migrate` as programs, beside a bot that runs. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually } from '../contracts/world.ts';
import { type Ran, runProgram, type Service, startProgram } from '../gateway/programs.ts';

let dir: string;
let bot: Service | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bot-backup-'));
});
afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  rmSync(dir, { recursive: true });
});

const setting = (data: string) => ({
  env: { PATH: '/usr/bin:/bin', HOME: dir, DATA_DIR: join(dir, data), PORT: '0', LOG_LEVEL: 'warn' },
  cwd: dir,
});
const run = (data: string, ...args: string[]): Promise<Ran> => runProgram('bot', args, setting(data));

async function serve(data: string): Promise<void> {
  bot = startProgram('bot', ['serve'], setting(data));
  const printed = await eventually(
    async () => bot?.printed() ?? '',
    (seen) => seen.includes('listens on') || bot?.exitCode() !== undefined,
    60_000,
  );
  if (!printed.includes('listens on')) throw new Error(`The bot did not start:\n${printed}`);
}

it('goes from a running bot to another place, key and all, and the bot there knows its hosts', async () => {
  await serve('data');
  expect(await run('data', 'enroll', 'node-3')).toMatchObject({ code: 0 });
  const identity = await generateX25519Identity();
  writeFileSync(join(dir, 'id'), identity);
  const recipient = await identityToRecipient(identity);
  const made = await run('data', 'backup', 'b.age', '--recipient', recipient, '--json');
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(made.stdout)).toMatchObject({ encrypted: true, contents: { key: true } });
  expect(statSync(join(dir, 'b.age')).mode & 0o777).toBe(0o600);
  // The copies that it was made of are gone, and the bot has not noticed.
  expect(bot?.exitCode()).toBeUndefined();
  expect(await run('data', 'hosts')).toMatchObject({ stdout: expect.stringContaining('node-3') });

  const onto = await run('data', 'restore', 'b.age', '--identity', 'id', '--over');
  expect(onto).toMatchObject({ code: 2, stderr: expect.stringContaining('is in use by process') });
  expect(onto.stderr).toContain('Nothing was restored.');
  await bot?.stop();

  // On another machine nobody knows the bot's key: the operator says which one it was.
  const unknown = await run('there', 'restore', 'b.age', '--identity', 'id');
  const { signedBy } = JSON.parse(made.stdout) as { signedBy: string };
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining(`say --signed-by ${signedBy}`) });
  const known = ['--signed-by', signedBy];
  expect(await run('there', 'restore', 'b.age', '--identity', 'id', ...known)).toMatchObject({ code: 0 });
  const key = (data: string) => readFileSync(join(dir, data, 'signing-key.jwk'), 'utf8');
  expect(key('there')).toBe(key('data'));
  await serve('there');
  expect(await run('there', 'hosts')).toMatchObject({ stdout: expect.stringContaining('node-3') });
}, 180_000);

it('without a recipient has no key, and then no bot starts with a new one', async () => {
  await serve('data');
  await run('data', 'enroll', 'node-3');
  await bot?.stop();
  const made = await run('data', 'backup', join(dir, 'plain'));
  expect(made.code).toBe(0);
  expect(made.stdout).toContain('is a secret and only in encrypted backups');
  const signedBy = /Signed by key (\S+)\./.exec(made.stdout)?.[1] ?? '';
  const restored = await run('there', 'restore', join(dir, 'plain'), '--signed-by', signedBy);
  expect(restored.stdout).toContain('The signing key is missing. Put the one that the hosts trust at');
  const started = await run('there', 'serve');
  expect(started).toMatchObject({ code: 2, stderr: expect.stringContaining('and the hosts in') });
  expect(existsSync(join(dir, 'there/signing-key.jwk'))).toBe(false);
}, 120_000);

it('refuses with the cause, what was not done, and an example', async () => {
  const nothing = await run('data', 'backup', 'b');
  expect(nothing).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/There is no bot's data[\s\S]*No backup was made\.\nExample: /),
  });
  expect(await run('data', 'backup', 'b', '--recipient', 'me')).toMatchObject({ code: 2 });
  expect(await run('data', 'restore', 'missing')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Nothing was restored.'),
  });
  expect(await run('data', 'backup')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Usage error'),
  });
}, 60_000);

it('says what a migration would change, beside the running bot', async () => {
  await serve('data');
  await run('data', 'enroll', 'node-3');
  const planned = await run('data', 'migrate', '--dry-run', '--json');
  expect(planned.code).toBe(0);
  const { kinds } = JSON.parse(planned.stdout) as {
    kinds: { kind: string; objects: number; behind: number }[];
  };
  expect(kinds.find(({ kind }) => kind === 'host')).toMatchObject({ objects: 1, behind: 0 });
  expect(await run('data', 'migrate')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is in use by process'),
  });
}, 60_000);
