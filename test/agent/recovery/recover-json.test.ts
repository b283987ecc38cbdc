/** `host.mjs recover --json` as a script calls it: one object on standard output and a documented code, however it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';

const HOST = join(import.meta.dirname, '..', '..', '..', 'src', 'host.ts');
const KEYS = [
  'schema',
  'finding',
  'path',
  'plan',
  'steps',
  'changed',
  'acceptance',
  'still',
  'outcome',
  'because',
];

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'recover-json-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function recover(...args: string[]) {
  const env = { PATH: process.env.PATH, HOME: dir, OPENCLAW_STATE_DIR: join(dir, '.openclaw') };
  const child = spawn(process.execPath, [HOST, 'recover', ...args, '--json'], { env, stdio: 'pipe' });
  child.stdin.end();
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  const report = JSON.parse(out);
  expect(Object.keys(report).sort()).toEqual([...KEYS].sort());
  return { code, report, err };
}

/** Named, so that no host agent of this machine is looked for. */
const state = (): string[] => ['--state', join(dir, 'state')];
const YES = ['--local', '--yes', '--because', 'a test'];

it.each([
  ['used wrongly', () => ['--local'], /no terminal to ask at/],
  ['given a flag that there is not', () => [...YES, '--bogus'], /bogus/],
  ['given a time that is none', () => [...YES, '--within', '90'], /1 to 30/],
  [
    'given a policy that is not there',
    () => [...YES, ...state(), '--policy', join(dir, 'none.toml')],
    /none\.toml/,
  ],
  [
    'with a folder that others may enter',
    () => {
      mkdirSync(join(dir, 'state'));
      chmodSync(join(dir, 'state'), 0o755);
      return [...YES, ...state()];
    },
    /chmod 700/,
  ],
  [
    'with a file where its folder should be',
    () => {
      writeFileSync(join(dir, 'state'), '');
      return [...YES, ...state()];
    },
    /nobody expected|not a folder/,
  ],
] as [string, () => string[], RegExp][])('%s: refused, with the reason', async (_what, args, why) => {
  const { code, report } = await recover(...args());
  expect([code, report.outcome]).toEqual([2, 'refused']);
  expect(report.because).toMatch(why);
});
