/** How far back a log is read: to where the present run begins, in whatever file, within a limit that is said. */
import { expect, it } from 'vitest';
import { readSince } from '../../../src/agent/gateways/log-reach.ts';
import { type HostPort, realHost } from '../../../src/agent/host/host-port.ts';
import { emptyPlace } from '../place.ts';

const BEGAN = Date.parse('2026-11-21T06:00:00Z');
const line = (message: string, seconds: number, subsystem = 'gateway', filling = '') =>
  JSON.stringify({
    0: JSON.stringify({ subsystem }),
    1: `${message}${filling}`,
    _meta: { logLevelName: 'WARN' },
    time: new Date(BEGAN + seconds * 1_000).toISOString(),
    message: `${message}${filling}`,
  });
const noise = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, n) =>
    line('heartbeat: started', from + n * step, 'gateway', ' '.repeat(300)),
  );
const FULL = 'write failed: ENOSPC: no space left on device';

/** Counts what is read. */
function counting(host: HostPort): { host: HostPort; bytes(): number } {
  let bytes = 0;
  const range: HostPort['range'] = async (...asked) => {
    const seen = await host.range(...asked);
    if (seen.ok && seen.value) bytes += seen.value.bytes.length;
    return seen;
  };
  return { host: { ...host, range }, bytes: () => bytes };
}

async function reach(files: readonly (readonly string[])[], host: string | null = null) {
  const place = emptyPlace();
  const sized = files.map((lines, n) => {
    const text = `${lines.join('\n')}\n`;
    return { path: place.write(`gateway.${n}.log`, text), size: Buffer.byteLength(text) };
  });
  const counted = counting(realHost());
  const run = { since: BEGAN, host, gateway: 'gateway:default' };
  const found = await readSince(counted.host, sized, run, new AbortController().signal);
  return { ...found, read: counted.bytes(), size: sized.reduce((sum, { size }) => sum + size, 0) };
}
const signs = (facts: readonly { fact: string; value: unknown }[]) =>
  facts.filter((f) => f.fact === 'resource.sign').map((f) => f.value);

it('a failure at the beginning of a long run is found, one of the run before is not, and little else is read', async () => {
  const earlier = [
    line('FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', -9_000),
    ...noise(-8_000, -1),
  ];
  const { facts, read, size, leftOut } = await reach([[...earlier, line(FULL, 1), ...noise(2, 1_500)]]);
  expect(signs(facts)).toEqual(['disk-full']);
  expect(leftOut).toBeNull();
  expect(read).toBeLessThan(size * 0.8);
});

it('a run that began before the log was rolled goes on in the file before', async () => {
  const { facts } = await reach([
    noise(600, 900),
    [line('old: database or disk is full', -50), ...noise(-40, 0), line(FULL, 30), ...noise(31, 600)],
  ]);
  expect(facts.find((f) => f.fact === 'resource.sign')).toMatchObject({
    at: new Date(BEGAN + 30_000).toISOString(),
  });
});

it('our own connections and bare probes are left out in all their lines, those before they show included', async () => {
  const conn = 'conn=16015630-0000-4000-8000-000000000001';
  const { facts } = await reach([
    [
      line(
        `⇄ res ✗ status 1ms errorCode=FORBIDDEN errorMessage=missing scope: operator.read conn=16015630…024a id=1`,
        1,
        'gateway/ws',
      ),
      line(`handshake timeout ${conn} phase=ws_upgrade_started`, 2, 'gateway/ws'),
      line(
        `⇄ res ✗ system-presence 2ms errorCode=FORBIDDEN errorMessage=missing scope: operator.read conn=16015630…024a id=2`,
        3,
        'gateway/ws',
      ),
    ],
  ]);
  expect(facts).toEqual([]);
});

it('what a command prints into the log is its own affair', async () => {
  const printed = JSON.stringify({
    0: 'x',
    1: 'Read probe: failed',
    _meta: {},
    time: new Date(BEGAN + 5_000).toISOString(),
    message: 'Read probe: failed',
  });
  expect((await reach([[printed]])).facts).toEqual([]);
});

it('a run longer than the reach is read from its end, and that is said', async () => {
  const filling = 'x'.repeat(60_000);
  const long = Array.from({ length: 160 }, (_, n) => line('heartbeat: started', 10 + n, 'gateway', filling));
  const { leftOut, bytes } = await reach([[line(FULL, 1), ...long]]);
  expect(leftOut).toMatch(/longer than 8 MB: \d+ MB before that were not read/);
  expect(bytes).toBeLessThanOrEqual(8 * 1_048_576);
});

it('what another machine wrote into the same file is not this run', async () => {
  const by = (host: string) => (raw: string) => `${raw.slice(0, -1)},"hostname":"${host}"}`;
  const lines = [by('claw-1')(line('gateway ready', 1)), by('claw-2')(line(FULL, 2))];
  expect(signs((await reach([lines], 'claw-1')).facts)).toEqual([]);
  expect(signs((await reach([lines], 'claw-2')).facts)).toEqual(['disk-full']);
  expect(signs((await reach([lines], null)).facts)).toEqual(['disk-full']);
});
