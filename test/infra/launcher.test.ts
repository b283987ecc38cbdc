/**
 * What a fresh clone meets first: the launcher, and the pieces that decide whether something must be installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BENCH_PARTS, commands } from '../../infra/commands.mjs';
import { dependenciesAreWhole, npmCi } from '../../infra/npm-ci.mjs';
import { withLock } from '../../infra/one-at-a-time.mjs';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'launcher-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('what is installed', () => {
  const wanted = { 'node_modules/a': { version: '1.0.0' } };
  const elsewhere = {
    'node_modules/b': { version: '1.0.0', optional: true, os: ['!linux', '!darwin'], cpu: 'none' },
  };
  const own = {
    'node_modules/d': { resolved: 'test/d', link: true },
    'test/d': { optionalDependencies: { b: '1.0.0' } },
  };
  const here = { 'node_modules/c': { version: '1.0.0', optional: true, os: [process.platform] } };

  it.each([
    { what: 'the same version', lock: wanted, have: wanted, whole: true },
    { what: 'another version', lock: wanted, have: { 'node_modules/a': { version: '1.0.1' } }, whole: false },
    { what: 'a missing package', lock: wanted, have: {}, whole: false },
    { what: 'a missing package of another platform', lock: elsewhere, have: {}, whole: true },
    { what: 'a missing package of this platform', lock: here, have: {}, whole: false },
    { what: "a folder of the project's own", lock: own, have: {}, whole: true },
    { what: 'nothing installed at all', lock: wanted, have: undefined, whole: false },
  ])('is whole with $what: $whole', ({ lock, have, whole }) => {
    writeFileSync(join(dir, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...lock } }));
    mkdirSync(join(dir, 'node_modules'));
    if (have)
      writeFileSync(join(dir, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: have }));
    expect(dependenciesAreWhole(dir)).toBe(whole);
  });
});

describe('one at a time', () => {
  it('lets the second wait for the first, and says so', async () => {
    const file = join(dir, 'lock');
    const said: string[] = [];
    const order: string[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const take = (name: string, work: () => Promise<void>) =>
      withLock({ file, say: (line) => void said.push(line), what: 'the work' }, async () => {
        order.push(`${name} begins`);
        await work();
        order.push(`${name} ends`);
      });
    const first = take('first', () => held);
    const second = take('second', async () => {});
    expect(said.join()).toContain('the work is under way elsewhere');
    release();
    await Promise.all([first, second]);
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('takes over from a holder that was killed', async () => {
    const file = join(dir, 'lock');
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(file, `${dead}\n`);
    expect(await withLock({ file, say: () => {}, what: 'the work' }, async () => 'done')).toBe('done');
  });
});

it('an install is held up by nobody who may only write to the folder of temporary files', async () => {
  const key = createHash('sha256').update(realpathSync(dir)).digest('hex').slice(0, 16);
  const planted = join(tmpdir(), `npm-ci-${key}.lock`);
  writeFileSync(planted, `${process.pid}\n`);
  try {
    expect(await npmCi({ dir, say: () => {}, still: () => true })).toEqual({ ok: true });
  } finally {
    rmSync(planted);
  }
});

describe('the launcher', () => {
  it('says what there is when it is asked for something else', () => {
    const ran = spawnSync(process.execPath, ['infra/launch.mjs', 'dmeo'], { encoding: 'utf8' });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('There is no "dmeo". There are: demo, test,');
  });
});

describe('npm run bench', () => {
  const ran = (...args: string[]) =>
    commands
      .bench?.({ args })
      .at(-1)
      ?.argv.filter((word) => word !== '--import' && !word.endsWith('/on-signal.ts'));

  it.each(BENCH_PARTS)('runs %s by itself, and hands on what is behind it', (part) => {
    expect(ran(part, '7')).toEqual([`test/bench/${part}.ts`, '7']);
    const file = readFileSync(`test/bench/${part}.ts`, 'utf8');
    expect(file, 'says how it is run').toContain(`npm run bench -- ${part}`);
    expect(file, 'prints what it measured').toContain('console.log(');
  });

  it.each([{ args: [] }, { args: ['--hub', '300'] }, { args: ['nonsense'] }])(
    'leaves $args to the whole run, which refuses what it does not know',
    ({ args }) => {
      expect(ran(...args)).toEqual(['test/bench/index.ts', ...args]);
    },
  );
});

describe('npm test', () => {
  const projectsOf = (...args: string[]) =>
    commands.test?.({ args }).flatMap(({ argv }) => argv.filter((word) => word.startsWith('--project')));

  it.each([
    { args: [] },
    { args: ['test/redaction'] },
    { args: ['test/slack/render.test.ts', '-t', 'a project'] },
  ])('with $args runs what is pure and what is heavy', ({ args }) => {
    expect(projectsOf(...args)).toEqual(['--project=pure', '--project=heavy']);
  });

  it('runs the projects that somebody names, and no others', () => {
    expect(projectsOf('--project=pure')).toEqual(['--project=pure']);
    expect(projectsOf('--project', 'pure', 'test/slack')).toEqual(['--project']);
  });
});
