/** A main thread that stands still ends its process; one that works, in however many pieces, does not. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const FILE = new URL('../../src/agent/stands-still.ts', import.meta.url).href;

async function run(work: string) {
  const program = `import { endWhenStandingStill } from ${JSON.stringify(FILE)};
endWhenStandingStill('It stood still.', 1000);
${work}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [err, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { err, code, signal };
}

it('an endless loop is ended, and that is said', async () => {
  expect(await run("process.on('SIGTERM', () => {}); for (;;);")).toMatchObject({
    err: expect.stringContaining('It stood still.\n'),
    signal: 'SIGKILL',
  });
});

it('work in pieces is not, and the watch keeps nothing alive', async () => {
  const pieces = `let left = 40;
const piece = () => { const until = performance.now() + 50; while (performance.now() < until); if (--left > 0) setImmediate(piece); };
piece();`;
  expect(await run(pieces)).toMatchObject({ code: 0, signal: null, err: '' });
});
