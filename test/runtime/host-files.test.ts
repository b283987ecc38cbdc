/** The host agent's built files are copied by hand: one that is missing or of another build is refused in words. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { RESIDENT_FILES } from '../../infra/host-files.mjs';
import { hostFiles, runFile } from '../gateway/programs.ts';

/** A host's folder with all the files. */
function copied(): string {
  const dir = mkdtempSync(join(tmpdir(), 'host-files-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const { name, file } of hostFiles()) copyFileSync(file, join(dir, name));
  return dir;
}
const run = (dir: string, ...args: string[]) =>
  runFile(join(dir, 'host.mjs'), args, { env: { PATH: '/usr/bin:/bin', HOME: dir }, cwd: dir });

const NEEDS: [string, string[]][] = [
  ['host-run.mjs', ['policy']],
  ['host-run.mjs', ['frozen']],
  ['host-collect.mjs', ['probes']],
  ['host-publish.mjs', ['redact']],
  ['host-diagnosis.mjs', ['explain']],
  ['host-diagnosis.mjs', ['triage', '--probe', 'versions']],
];

it.each(NEEDS)('without %s, %j says what to copy', async (file, args) => {
  const dir = copied();
  rmSync(join(dir, file));
  const ran = await run(dir, ...args);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toContain(
    `${file} is needed beside this program, and it is not there. Nothing was done.`,
  );
  expect(ran.stderr).toContain('Copy all host*.mjs of one build');
});

it.each(NEEDS)('with %s of another build, %j does nothing', async (file, args) => {
  const dir = copied();
  const [id = ''] = /(?<=id:")[0-9a-f]{16}(?=")/.exec(readFileSync(join(dir, 'host.mjs'), 'utf8')) ?? [];
  const text = readFileSync(join(dir, file), 'utf8');
  expect(text).toContain(id);
  writeFileSync(join(dir, file), text.replaceAll(id, '0123456789abcdef'));
  const ran = await run(dir, ...args);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toContain(`${file} beside this program is of another build. Nothing was done.`);
});

it('what stays in memory is less than 450 kB', () => {
  const resident = hostFiles().filter(({ name }) => RESIDENT_FILES.includes(name.replace('.mjs', '')));
  expect(resident).toHaveLength(RESIDENT_FILES.length);
  const bytes = resident.reduce((sum, { file }) => sum + readFileSync(file).length, 0);
  expect(bytes).toBeLessThan(450_000);
});
