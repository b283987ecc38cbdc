/** Each look in a process of its own: what it says comes through in order, and whatever becomes of it is told. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Collectors, collectors } from '../../../src/agent/collector/collectors.ts';
import { createLog } from '../../../src/log.ts';
import type { Evidence } from '../../../src/protocol/evidence.ts';
import { createRedactor } from '../../../src/redaction/redact.ts';
import { emptyPlace, gatewayLike, type Place } from '../place.ts';
import { knows } from '../stand-in-gateway.ts';

const COLLECTOR = join(import.meta.dirname, '..', '..', '..', 'src', 'host-collect.ts');
const USUAL = { gateway: undefined, probes: undefined, deep: false };

/** What a collector of these tests may use; `order` is what it was asked. */
const WORDS = `
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
const saw = (probe, more = {}) => say({ evidence: [{ probe, subject: 'host', source: '/proc', at: '', how: 'live', look: 'seen', facts: [], ...more }] });
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const next = async () => { const { value, done } = await lines.next(); return done ? null : JSON.parse(value); };
const { order } = await next();
`;

function looking(place: Place, program: string, more: { limitMs?: number } = {}) {
  const logged: string[] = [];
  const log = createLog({
    level: 'info',
    redact: createRedactor({}).text,
    write: (line) => void logged.push(line),
  });
  const file = program === COLLECTOR ? COLLECTOR : place.write('collect.mjs', WORDS + program);
  const made = collectors({ file, build: 'source', stateDir: join(place.dir, 'own'), log, ...more });
  return { ...made, logged };
}

async function look({ look }: Pick<Collectors, 'look'>, wanted: Parameters<Collectors['look']>[0] = USUAL) {
  const evidence: Evidence[] = [];
  const stop = new AbortController();
  await look(wanted, {
    emit: (batch) => void evidence.push(...batch),
    signal: stop.signal,
    incident: 'i-1',
  });
  return evidence;
}
const told = (evidence: readonly Evidence[]) =>
  evidence.map(({ probe, look, why }) => ({ probe, look, why }));
/** Still at work; one that has ended and waits for whoever asks how is not. */
const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

it('passes on what was seen as it is seen, in order', async () => {
  const place = emptyPlace();
  const sign = join(place.dir, 'heard');
  const { look } = looking(
    place,
    `import { existsSync, readFileSync } from 'node:fs';
     saw('a'); while (!existsSync(${JSON.stringify(sign)})) await new Promise((go) => setTimeout(go, 10));
     saw('b'); saw('c'); say({ done: true }); process.exit();`,
  );
  const probes: string[] = [];
  await look(USUAL, {
    emit(batch) {
      probes.push(...batch.map(({ probe }) => probe));
      // It says nothing more before the first is here.
      if (probes.length === 1) place.write('heard', '');
    },
    signal: new AbortController().signal,
    incident: 'i-1',
  });
  expect(probes).toEqual(['a', 'b', 'c']);
});

it('the real collector looks, and is gone afterwards', async () => {
  const gateway = await gatewayLike(knows('the-token'));
  const place = emptyPlace();
  place.configure({ gateway: { port: gateway.port, auth: { token: 'the-token' } } });
  const before = { ...process.env };
  Object.assign(process.env, place.env);
  try {
    const real = looking(place, COLLECTOR);
    const evidence = await look(real, { ...USUAL, probes: ['http-health', 'versions'] });
    expect(evidence.map(({ probe }) => probe).sort()).toEqual(['http-health', 'versions']);
    expect(evidence.find(({ probe }) => probe === 'http-health')).toMatchObject({ look: 'seen' });
    await real.ended();
    expect(real.logged).toEqual([]);
  } finally {
    process.env = before;
  }
}, 30_000);

describe('a look that does not come to its end keeps what was seen, and says so', () => {
  it('a crash costs this look, and the next one goes on', async () => {
    const place = emptyPlace();
    const made = looking(
      place,
      `saw('a', { at: order.incident });
       if (order.deep) { process.stderr.write('broke on Authorization: Bearer abcdef0123456789abcdef0123456789\\n', () => process.exit(3)); await new Promise(() => {}); }
       say({ done: true }); process.exit();`,
    );
    const evidence = await look(made, { ...USUAL, deep: true });
    expect(told(evidence)).toEqual([
      { probe: 'a', look: 'seen', why: undefined },
      { probe: 'discover', look: 'unavailable', why: expect.stringMatching(/broke off.*code 3.*until then/) },
    ]);
    await made.ended();
    expect(made.logged.join()).toContain('broke on Authorization');
    expect(made.logged.join()).not.toContain('abcdef0123456789');
    expect(JSON.stringify(evidence)).not.toContain('broke on');
    expect(told(await look(made))).toEqual([{ probe: 'a', look: 'seen', why: undefined }]);
  });

  it('one that stands still is ended at its limit, with the programs that it had started', async () => {
    const made = looking(
      emptyPlace(),
      `const left = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
       saw('a', { tookMs: process.pid }); saw('b', { tookMs: left.pid }); setTimeout(() => { for (;;); }, 20);`,
      { limitMs: 1_500 },
    );
    const evidence = await look(made);
    expect(told(evidence).at(-1)).toMatchObject({
      look: 'unavailable',
      why: expect.stringContaining('stood still'),
    });
    await made.ended();
    const [own, left] = evidence.map(({ tookMs }) => tookMs ?? 0);
    expect(runs(own ?? 0)).toBe(false);
    if (process.platform === 'linux') await expect.poll(() => runs(left ?? 0)).toBe(false);
  }, 15_000);

  it('one that is stopped ends by itself, or is ended', async () => {
    const made = looking(
      emptyPlace(),
      `saw('a', { tookMs: process.pid });
       if (order.deep) setInterval(() => {}, 1000); else { await next(); process.exit(); }`,
    );
    for (const deep of [false, true]) {
      const stop = new AbortController();
      const evidence: Evidence[] = [];
      await made.look(
        { ...USUAL, deep },
        {
          emit(batch) {
            evidence.push(...batch);
            stop.abort('stop');
          },
          signal: stop.signal,
          incident: 'i-1',
        },
      );
      await made.ended();
      expect(evidence).toHaveLength(1);
      expect(runs(evidence[0]?.tookMs ?? 0)).toBe(false);
    }
  }, 15_000);

  it.each([
    ['more than may stand on a line', `process.stdout.write('x'.repeat(9 << 20));`, 'said more than it may'],
    ['another build', `say({ otherBuild: '0.0.9' }); process.exit(2);`, /different builds.*restart it/],
    ['words of nobody', `console.log('Hello'); saw('a'); process.exit();`, 'broke off'],
  ])('%s', async (_what, program, why) => {
    const evidence = await look(looking(emptyPlace(), program));
    expect(told(evidence).at(-1)).toMatchObject({
      probe: 'discover',
      look: 'unavailable',
      why: why instanceof RegExp ? expect.stringMatching(why) : expect.stringContaining(why),
    });
  });

  it('a program that was left behind when files were copied', async () => {
    const place = emptyPlace();
    const made = looking(place, '');
    const missing = collectors({
      file: join(place.dir, 'host-collect.mjs'),
      build: 'source',
      stateDir: place.dir,
      log: createLog({ level: 'silent', redact: (text) => text }),
    });
    expect(existsSync(join(place.dir, 'host-collect.mjs'))).toBe(false);
    expect(told(await look(missing))).toEqual([
      {
        probe: 'discover',
        look: 'unavailable',
        why: expect.stringMatching(/^host-collect\.mjs is not beside.*copy all host\*\.mjs/),
      },
    ]);
    await made.ended();
  });
});

it('two programs of which a host bears few run at once, whoever looks', async () => {
  const made = looking(
    emptyPlace(),
    `say({ turn: 'wanted' }); await next(); saw('in');
     await new Promise((go) => setTimeout(go, 150)); saw('out'); say({ turn: 'over' }); say({ done: true }); process.exit();`,
  );
  let inside = 0;
  let most = 0;
  const emit = (batch: Evidence[]): void => {
    for (const { probe } of batch) inside += probe === 'in' ? 1 : -1;
    most = Math.max(most, inside);
  };
  const signal = new AbortController().signal;
  await Promise.all([1, 2, 3, 4].map((n) => made.look(USUAL, { emit, signal, incident: `i-${n}` })));
  expect([inside, most]).toEqual([0, 2]);
});
