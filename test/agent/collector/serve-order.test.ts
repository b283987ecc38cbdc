/** The collector's program by itself: it serves orders of its own build, lets no secret out, and outlives nobody. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { keptConfigs } from '../../../src/agent/kept-configs.ts';
import { emptyPlace, gatewayLike, type Place } from '../place.ts';
import { knows } from '../stand-in-gateway.ts';

const COLLECTOR = join(import.meta.dirname, '..', '..', '..', 'src', 'host-collect.ts');

async function serve(place: Place, order: object | null, { stays = true, env = {} } = {}) {
  const stateDir = join(place.dir, 'own');
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const child = spawn(process.execPath, [COLLECTOR], { env: { ...place.env, ...env }, stdio: 'pipe' });
  child.stdout.on('data', (piece: Buffer) => {
    if (piece.includes('"wanted"')) child.stdin.write('{"turn":"granted"}\n');
  });
  if (order)
    child.stdin.write(
      `${JSON.stringify({ order: { build: 'source', stateDir, deep: false, incident: 'i-1', ...order } })}\n`,
    );
  if (!stays) child.stdin.end();
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const said = out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { out, err, code, said };
}

it('prints each evidence on a line, redacted, and says last that it is done', async () => {
  const secrets = ['cf-4711-secret-of-the-config', 'an-old-4711-secret-of-a-backup'];
  const gateway = await gatewayLike(knows(secrets[0] ?? ''));
  const place = emptyPlace();
  place.configure({ gateway: { port: gateway.port, auth: { token: secrets[0] } } });
  place.write('openclaw.json.bak', JSON.stringify({ gateway: { auth: { token: secrets[1] } } }));
  const { out, err, code, said } = await serve(place, { keepsConfigs: true });
  expect(code).toBe(0);
  expect(said.at(-1)).toEqual({ done: true });
  expect(said.flatMap(({ evidence = [] }) => evidence).length).toBeGreaterThan(10);
  for (const secret of secrets) expect(out + err).not.toContain(secret);
  // A way back, which neither a look by hand leaves nor a host that only looks.
  expect(keptConfigs(join(place.dir, 'own'), place.configPath)).toHaveLength(1);
}, 30_000);

it('refuses an order of another build, and looks at nothing', async () => {
  const { said, code } = await serve(emptyPlace(), { build: 'another' });
  expect(said).toEqual([{ otherBuild: expect.any(String) }]);
  expect(code).toBe(2);
});

it.each([
  ['before it was asked', null],
  ['in the middle of a look', {}],
])(
  'ends when nobody listens any more, %s',
  async (_when, order) => {
    const { said } = await serve(emptyPlace(), order, { stays: false });
    expect(said.flatMap(({ evidence = [] }) => evidence).filter(({ probe }) => probe === 'doctor')).toEqual(
      [],
    );
  },
  15_000,
);

it('no program that it starts is told where our compiled code is kept', async () => {
  const place = emptyPlace();
  place.configure({});
  const [compiled, told] = [join(place.dir, 'compiled'), join(place.dir, 'told')];
  const openclaw = place.write(
    'openclaw.mjs',
    `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(told)}, String(process.env.NODE_COMPILE_CACHE));`,
  );
  const env = { NODE_COMPILE_CACHE: compiled };
  const { said } = await serve(place, { probes: ['doctor'], openclaw, compiled }, { env });
  expect(said.at(-1)).toEqual({ done: true });
  expect(readFileSync(told, 'utf8')).toBe('undefined');
}, 15_000);
