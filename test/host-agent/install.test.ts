/**
 * install.sh with the bot and the host agent as they ship: first time, again, upgraded, with files that are cut off,
 * replaced or do not come up, through a proxy with an authority of one's own, and taken away.
 */
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBot } from '../hosts/bot.ts';
import { ofAnotherBuild, type Place, place, release, sumAgain } from './installed.ts';

const LIMIT_MS = 180_000;
let bot: Awaited<ReturnType<typeof startBot>>;
let here: Place;
let names = 0;
let name: string;
let first: string;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.stop());
beforeEach(() => {
  here = place();
  name = `node-${++names}`;
  first = join(here.dir, 'first');
  release(first);
});
afterEach(() => here.close());

/** Installed, joined, started and connected. */
async function joined(): Promise<{ key: string; pid: number }> {
  const code = await bot.enroll(name);
  const ran = await here.install(first, ['--url', bot.url, '--name', name, '--code-file', '-'], code);
  expect(ran, ran.stderr + ran.stdout).toMatchObject({ code: 0, stderr: '' });
  const { joined: who, status } = await here.status();
  return { key: who?.key ?? '', pid: status?.pid ?? 0 };
}

describe('the first time', () => {
  it(
    'joins with a code on standard input, comes up, and answers a triage',
    async () => {
      await joined();
      await bot.sees(name, true);
      const { thread } = await bot.triage(name);
      expect(thread.join('\n')).toContain(name);
      expect((await here.host('status')).code).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'does nothing the second time, and does not use a second code',
    async () => {
      const { pid, key } = await joined();
      const again = await here.install(first, []);
      expect(again, again.stderr).toMatchObject({ code: 0 });
      expect(again.stdout).toContain('Nothing to do');
      const code = join(here.dir, 'code');
      writeFileSync(code, await bot.enroll(name));
      const more = await here.install(first, ['--url', bot.url, '--name', name, '--code-file', code]);
      expect(more.stdout).toContain('the code was not used');
      expect(await here.status()).toMatchObject({ joined: { key }, status: { pid } });
    },
    LIMIT_MS,
  );

  it(
    'finds a Node by itself where none is named',
    async () => {
      // One that nobody but this user could have put there, wherever the tests' own came from.
      const bin = join(here.dir, 'bin');
      mkdirSync(bin);
      copyFileSync(process.execPath, join(bin, 'node'));
      chmodSync(join(bin, 'node'), 0o755);
      const ran = await here.install(first, ['--node', ''], '', { PATH: `${bin}:${here.env.PATH}` });
      expect(ran, ran.stderr + ran.stdout).toMatchObject({ code: 0 });
      expect(ran.stdout).toContain('It has not joined a bot: nothing was started.');
    },
    LIMIT_MS,
  );

  it(
    'takes the files from an address, and keeps nothing that was cut off on the way',
    async () => {
      const { createServer } = await import('node:http');
      let cut = 'host-run.mjs';
      const server = createServer((asked, answer) => {
        const bytes = readFileSync(join(first, String(asked.url).replaceAll('/', '')));
        answer.end(asked.url?.endsWith(cut) ? bytes.subarray(0, 1_000) : bytes);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as { port: number };
      try {
        const from = ['--from', `http://127.0.0.1:${port}`];
        const bad = await here.install(first, from);
        expect(bad.code).toBe(1);
        expect(bad.stderr).toContain(
          'host-run.mjs is not what SHA256SUMS says: cut off or replaced. Nothing was done.',
        );
        expect(here.everything()).toEqual([]);
        cut = 'none';
        const good = await here.install(first, from);
        expect(good, good.stderr).toMatchObject({ code: 0 });
        expect(good.stdout).toContain('It has not joined a bot: nothing was started.');
      } finally {
        server.close();
      }
    },
    LIMIT_MS,
  );

  it(
    'with a code that the bot does not take says why, and what is next',
    async () => {
      const code = await bot.enroll('somebody-else');
      const ran = await here.install(first, ['--url', bot.url, '--name', name, '--code-file', '-'], code);
      expect(ran.code).toBe(1);
      expect(ran.stderr).toContain('This bot did not make that token for that name.');
      expect(ran.stderr).toContain(`make a new code with /openclaw enroll ${name}`);
      expect(existsSync(here.state) && existsSync(join(here.state, 'bot.json'))).toBe(false);
    },
    LIMIT_MS,
  );
});

describe('files that are not what they should be', () => {
  const SPOILT: Record<string, (folder: string) => string[]> = {
    'one is cut off': (folder) => {
      truncateSync(join(folder, 'host-run.mjs'), 500);
      return [];
    },
    'the list is another': () => ['--sum', 'a'.repeat(64)],
    'one is no program': (folder) => {
      writeFileSync(join(folder, 'host.mjs'), 'if (');
      sumAgain(folder);
      return [];
    },
    'the list names a path': (folder) => {
      writeFileSync(join(folder, 'SHA256SUMS'), `${'a'.repeat(64)}  ../host.mjs\n`);
      return [];
    },
    'there is no list': () => ['--from', '/nowhere'],
    'they come over http': () => ['--from', 'http://files.example/agent'],
  };
  it.each([
    ['one is cut off', 'cut off or replaced. Nothing was done.'],
    ['the list is another', 'not the one that --sum names'],
    ['one is no program', 'does not run on'],
    ['the list names a path', 'no plain file name. Nothing was done.'],
    ['there is no list', 'SHA256SUMS could not be fetched. Nothing was done.'],
    ['they come over http', 'anybody on the way could replace the files'],
  ])(
    '%s: nothing is put in place',
    async (what, says) => {
      const ran = await here.install(first, SPOILT[what]?.(first) ?? []);
      expect(ran.code).toBeGreaterThan(0);
      expect(ran.stderr).toContain(says);
      expect(ran.stderr).toContain('Next: ');
      expect(here.everything()).toEqual([]);
    },
    LIMIT_MS,
  );

  it.each([
    [['--no-such'], 'There is no option'],
    [['--name', 'Node 3'], 'is no host name'],
    [['--code-file', '/nowhere'], '--code-file needs --url and --name.'],
    [['--wait', 'long'], '--wait takes seconds.'],
    [['--node', '/bin/false'], 'is no Node 22.12 or newer'],
    [['--proxy', 'http://a b'], '--proxy and --no-proxy take URLs'],
    [['--rollback'], 'There is no release before this one.'],
  ])('%j is refused in words', async (args, says) => {
    const ran = await here.install(first, args);
    expect(ran.code).toBeGreaterThan(0);
    expect(ran.stderr).toContain(says);
    expect(ran.stderr).toContain('Next: ');
    expect(here.everything()).toEqual([]);
  });

  it('--help has examples, --dry-run writes nothing', async () => {
    const help = await here.install(first, ['--help']);
    expect(help.stdout).toContain('Examples:');
    const dry = await here.install(first, ['--dry-run']);
    expect(dry, dry.stderr).toMatchObject({ code: 0 });
    expect(dry.stdout).toContain('would: put the files into');
    expect(here.everything()).toEqual([]);
  });
});

describe('the next release', () => {
  it(
    'takes over with the same key and journal, and can be taken back',
    async () => {
      const { key, pid } = await joined();
      const before = here.journal();
      const second = join(here.dir, 'second');
      release(second, ofAnotherBuild('b'.repeat(16)));
      const ran = await here.install(second, []);
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      const now = await here.status();
      expect(now).toMatchObject({
        running: true,
        thisBuild: true,
        joined: { key },
        status: { connected: true },
      });
      expect(now.status?.pid).not.toBe(pid);
      expect(here.journal().startsWith(before)).toBe(true);
      const back = await here.install(second, ['--rollback']);
      expect(back, back.stderr).toMatchObject({ code: 0 });
      expect(readFileSync(join(here.lib, 'host.mjs'), 'utf8')).not.toContain('b'.repeat(16));
      expect(await here.status()).toMatchObject({ running: true, thisBuild: true, joined: { key } });
    },
    LIMIT_MS,
  );

  it.each([
    [
      'ends at once',
      (text: string, file: string) =>
        file === 'host-run.mjs' ? text.replace('\n', '\nprocess.exit(3);') : text,
    ],
    [
      'stands still',
      (text: string, file: string) =>
        file === 'host-run.mjs'
          ? text.replace('\n', '\nawait new Promise(() => setInterval(() => 0, 1e6));')
          : text,
    ],
  ])(
    'that %s is taken back, and the one before runs on',
    async (_how, change) => {
      const { key } = await joined();
      const before = here.journal();
      const bad = join(here.dir, 'bad');
      release(bad, (text, file) => change(ofAnotherBuild('c'.repeat(16))(text), file));
      const ran = await here.install(bad, ['--wait', '4']);
      expect(ran.code).toBe(1);
      expect(ran.stderr).toContain('The new release did not come up within 4 s');
      expect(ran.stderr).toContain('is back and runs; key and journal are as they were.');
      expect(await here.status()).toMatchObject({ running: true, thisBuild: true, joined: { key } });
      expect(here.journal().startsWith(before)).toBe(true);
      await bot.sees(name, true);
    },
    LIMIT_MS,
  );

  it(
    'takes the place of files that were copied by hand',
    async () => {
      await joined();
      const real = join(here.lib, 'releases', readlinkSync(join(here.lib, 'host.mjs')).split('/')[1] ?? '');
      const kept = join(here.dir, 'kept');
      cpSync(real, kept, { recursive: true });
      // As infra/README-host-agent.md has it copied: plain files beside each other.
      const { rmSync } = await import('node:fs');
      for (const one of ['host.mjs', 'releases', 'before'])
        rmSync(join(here.lib, one), { recursive: true, force: true });
      for (const file of [
        'host',
        'host-run',
        'host-collect',
        'host-diagnosis',
        'host-recover',
        'host-publish',
      ])
        cpSync(join(kept, `${file}.mjs`), join(here.lib, `${file}.mjs`));
      const second = join(here.dir, 'second');
      release(second, ofAnotherBuild('d'.repeat(16)));
      const ran = await here.install(second, []);
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      expect(await here.status()).toMatchObject({ running: true, thisBuild: true });
      expect(readlinkSync(join(here.lib, 'before'))).toBe('releases/00/host.mjs');
    },
    LIMIT_MS,
  );
});

it(
  '--uninstall leaves nothing, and a second one says so',
  async () => {
    mkdirSync(join(here.home, '.local/lib'), { recursive: true });
    mkdirSync(join(here.home, '.config'), { recursive: true });
    const before = here.everything().sort();
    const { pid } = await joined();
    const dry = await here.install(first, ['--uninstall', '--dry-run']);
    expect(dry.stdout).toContain('would: stop');
    expect(await here.status()).toMatchObject({ running: true });
    const ran = await here.install(first, ['--uninstall']);
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    expect(here.everything().sort()).toEqual(before);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect((await here.install(first, ['--uninstall'])).stdout).toContain(
      'Nothing of the host agent is here.',
    );
  },
  LIMIT_MS,
);
