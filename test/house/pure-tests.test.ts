/** A test that can meet another on the machine is not taken for a pure one: pure files run in parallel. */
import { describe, expect, it } from 'vitest';
import { pureTests, reachesOut } from './pure-tests.ts';

const wayOut = (files: Record<string, string>) => reachesOut('test/a.test.ts', (path) => files[path] ?? null);

describe('a test file', () => {
  it.each([
    ['by itself', { 'test/a.test.ts': "import { spawn } from 'node:child_process';" }],
    [
      'by what it imports',
      {
        'test/a.test.ts': "import {\n  start,\n} from './room/start.ts';",
        'test/room/start.ts': "import { start } from '../../src/door.ts';\nexport { start };",
        'src/door.ts': "import { createServer } from 'node:net';",
      },
    ],
    [
      'by what it imports later',
      { 'test/a.test.ts': "const m = await import('./b.ts');", 'test/b.ts': "import 'wrangler';" },
    ],
    [
      'by what somebody hands on',
      { 'test/a.test.ts': "import { x } from './b.ts';", 'test/b.ts': "export * from 'node:http';" },
    ],
    [
      'behind a circle',
      {
        'test/a.test.ts': "import './b.ts';",
        'test/b.ts': "import './c.ts';",
        'test/c.ts': "import './b.ts';\nimport { connect } from 'node:tls';",
      },
    ],
  ])('reaches out %s', (_, files) => {
    expect(wayOut(files)).not.toBeNull();
  });

  it.each([
    ['it reads files', { 'test/a.test.ts': "import { readFileSync } from 'node:fs';" }],
    [
      'it names types alone',
      { 'test/a.test.ts': "import type { Socket } from 'node:net';\nimport { expect } from 'vitest';" },
    ],
    [
      'it comes round in a circle',
      { 'test/a.test.ts': "import './b.ts';", 'test/b.ts': "import './a.test.ts';" },
    ],
  ])('is pure when %s', (_, files) => {
    expect(wayOut(files)).toBeNull();
  });

  it('tells the way it reaches out', () => {
    const files = { 'test/a.test.ts': "import './b.ts';", 'test/b.ts': "import 'node:https';" };
    expect(wayOut(files)).toEqual(['test/a.test.ts', 'test/b.ts', 'node:https']);
  });
});

describe('of this house', () => {
  const pure = pureTests(new URL('../../', import.meta.url).pathname);

  it('the rules, the redaction and the protocol are tested without a process', () => {
    const rooms = /^test\/(diagnosis|evidence|protocol)\//;
    expect(pure.filter((path) => rooms.test(path)).length).toBeGreaterThan(20);
    expect(pure).toContain('test/redaction/redact.test.ts');
  });

  it('nothing is pure that runs gateways, a Slack, a Worker, or the machine’s own programs', () => {
    const running =
      /^test\/(field|hosts|contracts|infra\/(?!bot-definitions))\/|gateway\/(gateway|demo|healthy)\.test|slack-(http|gate)\.test/;
    expect(pure.filter((path) => running.test(path))).toEqual([]);
  });
});
