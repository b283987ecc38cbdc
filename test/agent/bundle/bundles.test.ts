/** The resident side of bundles and the process that makes them: made, fetched, dropped, and what becomes of a death. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundles } from '../../../src/agent/bundle/bundles.ts';
import { NotBegun, type Operation, type OperationTools } from '../../../src/agent/operation.ts';
import { createLog } from '../../../src/log.ts';
import { BUNDLE_PIECE_BYTES, type BundleMade } from '../../../src/protocol/bundle.ts';
import { Evidence } from '../../../src/protocol/evidence.ts';
import type { Report } from '../../../src/protocol/report.ts';
import { emptyPlace, type Place } from '../place.ts';
import { unpacked } from './given.ts';

const PROGRAM = join(import.meta.dirname, '../../../src/host-publish.ts');

function resident(place: Place, more: { file?: string; build?: string; limitMs?: number } = {}) {
  const logged: string[] = [];
  const log = createLog({ level: 'info', redact: (text) => text, write: (line) => void logged.push(line) });
  const stateDir = join(place.dir, 'own');
  return { ...bundles({ file: PROGRAM, build: 'source', stateDir, log, ...more }), logged, stateDir };
}

async function run(
  operation: Operation,
  args: Record<string, unknown>,
  signal = new AbortController().signal,
) {
  const reports: Report[] = [];
  const tools: OperationTools = {
    emit: (batch) => {
      for (const one of batch) {
        const { report } = Evidence.parse(one);
        if (report) reports.push(report);
      }
    },
    signal,
    incident: 'i-1',
    order: 'o-1',
    requester: 'slack:T/U',
  };
  await operation(args, tools);
  return reports;
}
const because = (done: Promise<unknown>): Promise<string> =>
  done.then(
    () => 'done',
    (error: unknown) => (error instanceof NotBegun ? error.because.code : String(error)),
  );
const inFolder = (stateDir: string): string[] =>
  existsSync(join(stateDir, 'bundles')) ? readdirSync(join(stateDir, 'bundles')) : [];

/** A program that stands in for the one that makes bundles; `order` is what it was asked. */
const program = (place: Place, text: string): string =>
  place.write(
    'publish.mjs',
    `import { createInterface } from 'node:readline';
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { order } = JSON.parse((await lines.next()).value);
const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
${text}`,
  );

it('is made by a process of its own, fetched in pieces, and dropped', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { mode: 'local', port: 1 } });
  process.env.OPENCLAW_STATE_DIR = place.stateDir;
  process.env.OPENCLAW_CONFIG_PATH = place.configPath;
  try {
    const { make, part, drop, stateDir } = resident(place);
    const [told] = await run(make, { sinceMin: 60 });
    const made = (told as { bundle: BundleMade }).bundle;
    expect(made.gate.passed).toBe(true);
    expect(inFolder(stateDir)).toEqual([`${made.digest}.bundle`]);
    const pieces = await run(part, { digest: made.digest, offset: 0, pieces: 16 });
    const file = Buffer.concat(
      pieces.map((one) => Buffer.from((one as { piece: { base64: string } }).piece.base64, 'base64')),
    );
    expect(file.length).toBe(made.bytes);
    expect(Object.keys(await unpacked(file))).toContain('report.md');
    await run(drop, { digest: made.digest });
    expect(inFolder(stateDir)).toEqual([]);
    expect(await because(run(part, { digest: made.digest, offset: 0, pieces: 1 }))).toBe('bundle.not-kept');
    // Gone is what was asked for.
    await run(drop, { digest: made.digest });
  } finally {
    delete process.env.OPENCLAW_STATE_DIR;
    delete process.env.OPENCLAW_CONFIG_PATH;
  }
}, 60_000);

it('pieces go on from where the last one ended, and end with the file', async () => {
  const place = emptyPlace();
  const { part, stateDir } = resident(place);
  const { keepBundle } = await import('../../../src/agent/bundle/kept-bundles.ts');
  const bytes = Buffer.alloc(BUNDLE_PIECE_BYTES + 5, 'ab');
  const digest = keepBundle(stateDir, bytes, Date.now());
  const first = await run(part, { digest, offset: 0, pieces: 1 });
  const rest = await run(part, { digest, offset: BUNDLE_PIECE_BYTES, pieces: 16 });
  expect([first.length, rest.length]).toEqual([1, 1]);
  expect(rest[0]).toMatchObject({
    piece: {
      offset: BUNDLE_PIECE_BYTES,
      total: bytes.length,
      base64: Buffer.from('ababa').toString('base64'),
    },
  });
  expect(await run(part, { digest, offset: bytes.length, pieces: 1 })).toEqual([]);
});

describe('whatever becomes of the process, it is told and nothing half is left:', () => {
  it.each([
    ['it dies', 'process.exit(3)', 'bundle.died'],
    ['it is killed', 'process.kill(process.pid, "SIGKILL")', 'bundle.died'],
    ['it is of another build', 'say({ otherBuild: "9" })', 'agent.other-build'],
    ['it refuses', 'say({ because: { code: "bundle.no-space", params: {} } })', 'bundle.no-space'],
    ['it floods', 'for (let n = 0; n < 20; n++) process.stdout.write("x".repeat(1_000_000))', 'bundle.died'],
  ])('%s', async (_what, text, code) => {
    const place = emptyPlace();
    const { make, stateDir } = resident(place, { file: program(place, text) });
    expect(await because(run(make, {}))).toBe(code);
    expect(inFolder(stateDir)).toEqual([]);
  });

  it('it is not there', async () => {
    const { make } = resident(emptyPlace(), { file: '/nowhere/host-publish.mjs' });
    expect(await because(run(make, {}))).toBe('agent.file-missing');
  });

  it('it stands still, and is ended', async () => {
    const place = emptyPlace();
    const file = program(place, 'for (;;) { const end = 1; }');
    expect(await because(run(resident(place, { file, limitMs: 1_500 }).make, {}))).toBe('bundle.died');
  });

  it('it is stopped with its order', async () => {
    const place = emptyPlace();
    const file = program(
      place,
      'setInterval(() => undefined, 1000); process.stdin.on("end", () => process.exit(0)); for await (const _ of lines);',
    );
    const stop = new AbortController();
    const asked = because(run(resident(place, { file }).make, {}, stop.signal));
    setTimeout(() => stop.abort(), 300);
    expect(await asked).toBe('bundle.stopped');
  });
});

it('only one is made at a time', async () => {
  const place = emptyPlace();
  const file = program(
    place,
    `import('node:fs').then(async (fs) => {
  const path = order.stateDir + '.busy';
  if (fs.existsSync(path)) return say({ because: { code: 'bundle.died', params: {} } });
  fs.writeFileSync(path, '');
  await new Promise((resolve) => setTimeout(resolve, 300));
  fs.rmSync(path);
  say({ because: { code: 'bundle.stopped', params: {} } });
});`,
  );
  const { make } = resident(place, { file });
  expect(await Promise.all([because(run(make, {})), because(run(make, {}))])).toEqual([
    'bundle.stopped',
    'bundle.stopped',
  ]);
});

it('killed at any moment, the program leaves no half bundle', async () => {
  for (const afterMs of [50, 400, 900, 1_600, 2_600]) {
    const place = emptyPlace();
    place.configure({ gateway: { mode: 'local', port: 1 } });
    const stateDir = join(place.dir, 'own');
    const child = spawn(process.execPath, [PROGRAM], { env: place.env, stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.write(
      `${JSON.stringify({ order: { build: 'source', stateDir, incident: 'i', sinceMin: 60 } })}\n`,
    );
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
    child.stdout.once('data', () => child.kill('SIGKILL'));
    await once(child, 'close');
    clearTimeout(timer);
    for (const name of inFolder(stateDir)) {
      // Whole under its own name, or under a name that nobody takes for a bundle.
      if (!name.endsWith('.bundle')) continue;
      const files = await unpacked(readFileSync(join(stateDir, 'bundles', name)));
      expect(Object.keys(files)).toContain('manifest.json');
    }
  }
}, 60_000);
