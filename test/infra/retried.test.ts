/** A test that passes only when it is run again is named, in a real run of vitest and in its JSON report. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const HERE = fileURLToPath(new URL('../../', import.meta.url));

/** Runs one test file with our reporter; what was printed, and the report. */
function run(testFile: string, retry: number) {
  const dir = mkdtempSync(join(tmpdir(), 'retried-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  symlinkSync(join(HERE, 'node_modules'), join(dir, 'node_modules'));
  writeFileSync(join(dir, 'a.test.ts'), `import { expect, it } from 'vitest';\n${testFile}`);
  writeFileSync(
    join(dir, 'vitest.config.ts'),
    `import { retried } from '${HERE}test/retried.ts';
export default { test: { retry: ${retry}, reporters: [['json', { outputFile: 'report.json' }], retried()] } };`,
  );
  const argv = [join(HERE, 'node_modules/vitest/vitest.mjs'), 'run', '--root', dir];
  const { stdout, status } = spawnSync(process.execPath, argv, { cwd: dir, encoding: 'utf8' });
  const report = JSON.parse(readFileSync(join(dir, 'report.json'), 'utf8')) as {
    testResults: { assertionResults: { title: string; meta: { retried?: number } }[] }[];
  };
  const metas = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ title, meta }) => [title, meta.retried]),
  );
  return { lines: stdout.split('\n').filter((line) => /retried:|^ {2}a\.test/.test(line)), metas, status };
}

const flaky = "let runs = 0;\nit('shaky', () => expect(++runs).toBe(2));\n";
const steady = "it('steady', () => expect(1).toBe(1));\n";
const broken = "it('broken', () => expect(1).toBe(2));\n";

it('names what passed only when it was run again', () => {
  expect(run(flaky + steady, 1)).toEqual({
    lines: ['retried: 1, passed only when run again:', '  a.test.ts > shaky'],
    metas: [
      ['shaky', 1],
      ['steady', undefined],
    ],
    status: 0,
  });
});

it('says so when there was none; what fails twice is a failure and no retry', () => {
  expect(run(steady, 1)).toMatchObject({ lines: ['retried: 0'], status: 0 });
  expect(run(broken, 1)).toMatchObject({ lines: ['retried: 0'], metas: [['broken', undefined]], status: 1 });
});

it('is silent where nothing is run again', () => {
  expect(run(steady, 0)).toMatchObject({ lines: [], status: 0 });
});
