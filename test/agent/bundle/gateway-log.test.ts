/** The gateway's own log in a bundle: windows around what happened, joined by connection, whatever a log is made of. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, linkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gatewayLog, gatewayLogWithin } from '../../../src/agent/bundle/sources/gateway-log.ts';
import { type HostPort, realHost } from '../../../src/agent/host/host-port.ts';
import { emptyPlace, type Place } from '../place.ts';
import { collected, fileOf, logged, memoryWatch, sourceContext } from './given.ts';

const T = Date.UTC(2026, 10, 23, 10);
const CONN = '66b59da8-218d-49f4-8519-c771e3aa66cd';

function placeWithLog(text: string | Buffer, name = 'gateway.log'): Place {
  const place = emptyPlace();
  place.configure({ gateway: { mode: 'local' }, logging: { file: join(place.dir, 'gateway.log') } });
  writeFileSync(join(place.dir, name), text);
  return place;
}
const quiet = (from: number, count: number, part = 'cron'): string[] =>
  Array.from({ length: count }, (_, n) => logged(from + n * 1_000, part, `nothing new ${n}`));
const refusal = (at: number, conn = CONN): string[] => [
  logged(at, 'gateway/ws', `unauthorized conn=${conn} client=cli reason=token_mismatch`, { level: 'WARN' }),
  logged(at + 5, 'gateway/ws', `closed before connect conn=${conn} code=1008 reason=n/a`, {
    level: 'WARN',
    cause: 'unauthorized',
    authReason: 'token_mismatch',
  }),
];
const asText = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
const logOf = async (place: Place): Promise<string> =>
  fileOf(await collected(gatewayLog, place), 'logs/gateway.log');

describe('windows', () => {
  it('hold 100 lines before and behind an event, and say how many are left out', async () => {
    const lines = [...quiet(T, 1_000), ...refusal(T + 1_000_000), ...quiet(T + 1_001_000, 1_000)];
    const text = await logOf(placeWithLog(asText(lines)));
    expect(text).toContain('nothing new 899');
    expect(text).toContain('nothing new 900\n');
    expect(text).not.toContain('nothing new 898\n');
    expect(text).toMatch(/··· \d+ lines left out ···/);
    // The end of the log is always there.
    expect(text.trimEnd().split('\n').at(-1)).toContain('nothing new 999');
  });

  it('are joined by connection: a line of it far away is shown, too', async () => {
    const far = logged(T - 3_600_000, 'gateway/ws', `connected conn=${CONN} session=agent:main:main`);
    const lines = [far, ...quiet(T, 1_000), ...refusal(T + 1_000_000)];
    const text = await logOf(placeWithLog(asText(lines)));
    expect(text.split('\n')[1]).toContain(`connected conn=${CONN}`);
  });

  it('of a thousand like refusals show the first and the last, and their number', async () => {
    const conn = (n: number): string => `${n.toString(16).padStart(8, '0')}-218d-49f4-8519-c771e3aa66cd`;
    const lines = Array.from({ length: 1_000 }, (_, n) => refusal(T + n * 1_000, conn(n))).flat();
    const got = await collected(gatewayLog, placeWithLog(asText(lines)));
    expect(got.events?.map(({ what }) => / – (first|last) of 1000$/.exec(what)?.[1])).toEqual([
      'first',
      'first',
      'last',
      'last',
    ]);
    expect(fileOf(got, 'logs/events.tsv').split('\n').length).toBeLessThan(20);
  });

  it('tell the cause beside the words, and what kind of event it was', async () => {
    const got = await collected(gatewayLog, placeWithLog(asText(refusal(T))));
    expect(got.events?.map(({ kind, what }) => [kind, what])).toEqual([
      ['refused', `unauthorized conn=${CONN} client=cli reason=token_mismatch`],
      ['closed', `closed before connect conn=${CONN} code=1008 cause=unauthorized, token_mismatch`],
    ]);
    expect(fileOf(got, 'logs/gateway.log')).toContain(
      '{"cause":"unauthorized","authReason":"token_mismatch"}',
    );
  });

  it("leave out what the host agent's own looks wrote, with all lines of their connections", async () => {
    const own = 'aaaaaaaa-218d-49f4-8519-c771e3aa66cd';
    const lines = [
      logged(T, 'gateway/ws', `connected conn=${own} client=openclaw-host-agent`),
      ...refusal(T + 1_000, own),
      ...refusal(T + 2_000),
    ];
    const text = await logOf(placeWithLog(asText(lines)));
    expect(text).not.toContain('aaaaaaaa');
    expect(text).toContain(CONN);
  });

  it('begin where --since does', async () => {
    const lines = [...refusal(T), ...quiet(T + 1_000, 3_000), ...refusal(T + 4_000_000)];
    const place = placeWithLog(asText(lines));
    const got = await collected(gatewayLog, place, { since: T + 3_600_000 });
    expect(got.events).toHaveLength(2);
  });
});

describe('rotated logs', () => {
  it('are read too, also packed ones, oldest first', async () => {
    const place = placeWithLog(asText(quiet(T + 10_000, 5)));
    writeFileSync(join(place.dir, 'gateway.log.2.gz'), gzipSync(asText(refusal(T))));
    writeFileSync(join(place.dir, 'gateway.1.log'), asText(quiet(T + 5_000, 2, 'older')));
    const text = await logOf(place);
    const at = (part: string): number => text.indexOf(part);
    expect(text).toContain('unauthorized');
    expect([at('gateway.log.2.gz'), at('gateway.1.log'), at('gateway.log ===')].every((n) => n >= 0)).toBe(
      true,
    );
  });

  it('that were made to fill memory are read no further than the budget', async () => {
    const place = placeWithLog(asText(refusal(T)));
    writeFileSync(join(place.dir, 'gateway.log.1.gz'), gzipSync(Buffer.alloc(400 * 1024 * 1024)));
    const memory = memoryWatch();
    const got = await collected(gatewayLog, place);
    expect(got.files?.[0]?.cut).toMatch(/gateway\.log\.1\.gz unpacks to more than/);
    expect(fileOf(got, 'logs/gateway.log')).toContain('unauthorized');
    expect(memory()).toBeLessThan(150);
  }, 30_000);

  it('that are damaged cost only themselves', async () => {
    const place = placeWithLog(asText(refusal(T)));
    const packed = gzipSync(asText(quiet(T - 100_000, 500)));
    writeFileSync(join(place.dir, 'gateway.log.1.gz'), packed.subarray(0, packed.length / 2));
    writeFileSync(join(place.dir, 'gateway.log.2.gz'), 'no gzip at all');
    const got = await collected(gatewayLog, place);
    expect(got.files?.[0]?.cut).toMatch(/gateway\.log\.1\.gz (is damaged|cannot be unpacked)/);
    expect(got.files?.[0]?.cut).toMatch(/gateway\.log\.2\.gz cannot be unpacked/);
    expect(fileOf(got, 'logs/gateway.log')).toContain('unauthorized');
  });

  it('while it is being read are read anew', async () => {
    const place = placeWithLog(asText([...refusal(T), ...quiet(T + 1_000, 50)]));
    const real = realHost();
    const log = join(place.dir, 'gateway.log');
    let reads = 0;
    const host: HostPort = {
      ...real,
      range: async (path, from, length) => {
        if (++reads === 2) {
          renameSync(log, join(place.dir, 'gateway.log.1'));
          writeFileSync(log, asText(refusal(T + 900_000, 'bbbbbbbb-218d-49f4-8519-c771e3aa66cd')));
        }
        return real.range(path, from, length);
      },
    };
    const text = fileOf(await collected(gatewayLog, place, { host }), 'logs/gateway.log');
    expect(text).toContain('bbbbbbbb');
    expect(text).toContain(CONN);
  });
});

describe('hostile logs', () => {
  it('a line of 100 MB is cut, and the next one is read', async () => {
    const line = Buffer.alloc(100 * 1024 * 1024, 'a');
    const place = placeWithLog(
      Buffer.concat([Buffer.from(`${refusal(T)[0]}\n`), line, Buffer.from(`\n${refusal(T)[1]}\n`)]),
    );
    const memory = memoryWatch();
    const got = await collected(gatewayLog, place);
    const text = fileOf(got, 'logs/gateway.log');
    expect(text).toContain('closed before connect');
    expect(text.length).toBeLessThan(10_000);
    expect(got.files?.[0]?.cut).toMatch(/MB of older log were not read/);
    expect(memory()).toBeLessThan(200);
  }, 30_000);

  it('a million lines take seconds and little memory', async () => {
    const some = asText([...quiet(T, 500), ...refusal(T)]);
    const place = placeWithLog(some.repeat(200));
    appendFileSync(join(place.dir, 'gateway.log'), 'x\n'.repeat(900_000));
    const memory = memoryWatch();
    const got = await collected(gatewayLog, place);
    expect(got.files?.[0]?.cut).toMatch(/\d+ of 1\d{6} lines are shown/);
    expect(fileOf(got, 'logs/gateway.log').length).toBeLessThan(2_000_000);
    expect(memory()).toBeLessThan(200);
  }, 30_000);

  it('NUL bytes, invalid UTF-8 and UTF-16 do not hide what stands between them', async () => {
    const plain = asText(refusal(T));
    const utf16 = Buffer.from(asText(refusal(T + 1_000, 'cccccccc-218d-49f4-8519-c771e3aa66cd')), 'utf16le');
    const odd = Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x0a, 0xf0, 0x28, 0x8c, 0x0a]);
    const place = placeWithLog(
      Buffer.concat([Buffer.from(plain.replace('client', 'cl\0ient')), odd, utf16, Buffer.from('\n')]),
    );
    const text = await logOf(place);
    expect(text).toContain('client=cli');
    expect(text).toContain('conn=cccccccc');
    expect(text).not.toContain('\0');
  });

  it('JSON of 100 000 levels and keys like __proto__ are lines like others', async () => {
    const deep = `{"0":"x","1":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`;
    const proto =
      '{"0":"x","1":{"__proto__":{"polluted":true}},"time":"2026-11-23T10:00:00Z","message":"unauthorized conn=dddddddd"}';
    const text = await logOf(placeWithLog(asText([deep, proto, ...refusal(T)])));
    expect(text).toContain('conn=dddddddd');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('a line that began before what was read is not shown: half a secret is one that nobody knows', async () => {
    const secret = 'tail-of-a-secret-that-began-before';
    const long = `${'y'.repeat(70 * 1024 * 1024)} ${secret}`;
    const place = placeWithLog(asText([long, ...refusal(T)]));
    const text = await logOf(place);
    expect(text).not.toContain(secret);
    expect(text).toContain('unauthorized');
  }, 30_000);

  it('clocks that step back, and lines of tomorrow, are shown in the order they were written', async () => {
    const lines = [
      ...refusal(T + 86_400_000, '11111111-218d-49f4-8519-c771e3aa66cd'),
      ...refusal(T - 86_400_000, '22222222-218d-49f4-8519-c771e3aa66cd'),
      ...refusal(T, '33333333-218d-49f4-8519-c771e3aa66cd'),
    ];
    const text = await logOf(placeWithLog(asText(lines)));
    const order = [...text.matchAll(/unauthorized conn=(\d)/g)].map(([, n]) => n);
    expect(order).toEqual(['1', '2', '3']);
  });

  it('a log that grows while it is read is read as far as it was', async () => {
    const place = placeWithLog(asText(refusal(T)));
    const real = realHost();
    const host: HostPort = {
      ...real,
      range: (path, from, length) => {
        appendFileSync(join(place.dir, 'gateway.log'), asText(quiet(T + 60_000, 1_000)));
        return real.range(path, from, length);
      },
    };
    const text = fileOf(await collected(gatewayLog, place, { host }), 'logs/gateway.log');
    expect(text.trimEnd().split('\n')).toHaveLength(3);
  });
});

describe('what is no log', () => {
  const missing = async (place: Place) => (await collected(gatewayLog, place)).missing;

  it('a FIFO is not waited for', async () => {
    const place = placeWithLog('');
    rmSync(join(place.dir, 'gateway.log'));
    execFileSync('mkfifo', [join(place.dir, 'gateway.log')]);
    expect(await missing(place)).toEqual([
      { what: 'gateway log', why: expect.stringContaining('is not there') },
    ]);
  });

  it('/proc/self/mem, a folder and nothing at all are said to be missing', async () => {
    for (const make of [
      (path: string) => symlinkSync('/proc/self/mem', path),
      (path: string) => execFileSync('mkdir', [path]),
      () => undefined,
    ]) {
      const place = placeWithLog('');
      const path = join(place.dir, 'gateway.log');
      rmSync(path);
      make(path);
      expect(await missing(place)).toHaveLength(1);
    }
  });

  it('a link to a file that only root may read is not followed for its owner', async () => {
    const place = placeWithLog('');
    const path = join(place.dir, 'gateway.log');
    rmSync(path);
    symlinkSync('/etc/shadow', path);
    if (process.getuid?.() === 0) execFileSync('chown', ['-h', '12345', path]);
    const got = await collected(gatewayLog, place);
    expect(JSON.stringify(got)).not.toMatch(/root:[*!$x]/);
  });

  it('a link that is swapped between two reads leads nowhere else', async () => {
    const place = placeWithLog(asText([...refusal(T), ...quiet(T, 10)]));
    const path = join(place.dir, 'gateway.log');
    const real = realHost();
    let reads = 0;
    const host: HostPort = {
      ...real,
      range: (file, from, length) => {
        if (++reads === 2) {
          rmSync(path);
          symlinkSync('/etc/shadow', path);
          if (process.getuid?.() === 0) execFileSync('chown', ['-h', '12345', path]);
        }
        return real.range(file, from, length);
      },
    };
    expect(JSON.stringify(await collected(gatewayLog, place, { host }))).not.toMatch(/root:[*!$x]/);
  });

  it('a second name of the same file is read once', async () => {
    const place = placeWithLog(asText(refusal(T)));
    linkSync(join(place.dir, 'gateway.log'), join(place.dir, 'gateway.log.1'));
    const text = await logOf(place);
    expect(text.match(/unauthorized conn/g)).toHaveLength(1);
  });

  it.runIf(process.getuid?.() === 0)(
    "a second name that a user gave to somebody else's file is not read with root's rights",
    async () => {
      const place = placeWithLog('');
      rmSync(join(place.dir, 'gateway.log'));
      writeFileSync(join(place.dir, 'elsewhere'), asText(refusal(T)));
      linkSync(join(place.dir, 'elsewhere'), join(place.dir, 'gateway.log'));
      execFileSync('chown', ['12345', place.dir]);
      expect(await missing(place)).toHaveLength(1);
    },
  );

  it('names that lead elsewhere are no part of the log', async () => {
    const place = placeWithLog(asText(refusal(T)));
    for (const name of [
      'gateway.log.old secret',
      'gateway.logs',
      '..gateway.log',
      'gateway.log.1.tar',
      'xgateway.log',
    ])
      writeFileSync(join(place.dir, name), asText(refusal(T, 'eeeeeeee-218d-49f4-8519-c771e3aa66cd')));
    expect(await logOf(place)).not.toContain('eeeeeeee');
  });
});

it('on a host that is too busy for all of it, the end is read', async () => {
  const place = placeWithLog(asText([...quiet(T, 30_000), ...refusal(T + 40_000_000)]));
  const real = realHost();
  let slow = true;
  const host: HostPort = {
    ...real,
    range: async (path, from, length) => {
      // The first piece takes longer than anybody waits for.
      if (slow && length > 100_000) await new Promise((resolve) => setTimeout(resolve, 1_500));
      slow &&= length <= 100_000;
      return real.range(path, from, length);
    },
  };
  const got = await collected(gatewayLogWithin(1_000), place, { host });
  expect(fileOf(got, 'logs/gateway.log')).toContain('unauthorized');
  expect(got.files?.[0]?.cut).toMatch(/2\.0 MB is the limit/);
}, 60_000);

it('ends when it is told to', async () => {
  const place = placeWithLog(asText([...refusal(T), ...quiet(T, 1_000)]));
  const stop = new AbortController();
  stop.abort();
  const got = await gatewayLog.collect(await sourceContext(place, { signal: stop.signal }));
  expect(got.missing ?? got.files).toBeDefined();
});
