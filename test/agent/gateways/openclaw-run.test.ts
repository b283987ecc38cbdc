/** What a foreign file names is started with its user's rights or not at all, and root's are never lent. */
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runOpenclaw } from '../../../src/agent/gateways/openclaw-run.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { config } from '../../../src/agent/probes/config.ts';
import { giveTo, NOBODY } from '../../gateway/other-user.ts';
import { contextOf, emptyPlace, type Place, targetOf } from '../place.ts';

const isRoot = process.getuid?.() === 0;
/** No account of this machine has it. */
const STRANGER = 54_321;

/** Writes down as whom it runs, beside itself, and with which home. */
function program(place: Place, path: string): string {
  const said = join(place.dir, 'said');
  mkdirSync(said, { recursive: true });
  chmodSync(said, 0o777);
  const file = place.write(path, `#!/bin/sh\necho "$(id -u) $(id -G) $HOME $SECRET" > '${said}/by'\n`);
  chmodSync(file, 0o755);
  return file;
}
const saidBy = (place: Place): string | null =>
  existsSync(join(place.dir, 'said/by')) ? readFileSync(join(place.dir, 'said/by'), 'utf8').trim() : null;

/** A host whose one service definition starts the gateway with a Node beside it, all of `owner`'s. */
function plantUnit(owner: number): Place {
  const place = emptyPlace();
  chmodSync(place.dir, 0o755);
  place.configure({ gateway: { port: 1 } });
  const node = program(place, 'opt/bin/node');
  const script = place.write('opt/openclaw/openclaw.mjs', '');
  place.write(
    '.config/systemd/user/openclaw-gateway.service',
    `[Service]\nExecStart=${node} ${script} gateway\nEnvironment=OPENCLAW_STATE_DIR=${place.stateDir} OPENCLAW_CONFIG_PATH=${place.configPath}\n`,
  );
  giveTo(place.dir, owner);
  chmodSync(join(place.dir, 'said'), 0o777);
  return place;
}

async function run(place: Place, openclaw = 'openclaw') {
  const target = await targetOf({ ...place.env, SECRET: "of-root's-shell" });
  const signal = new AbortController().signal;
  return runOpenclaw({ host: realHost(), target, openclaw, signal }, ['config', 'validate'], 5_000);
}

describe.skipIf(!isRoot)('with the rights of root', () => {
  it.each([STRANGER, NOBODY])('nothing is run for a gateway of user %i', async (owner) => {
    const place = plantUnit(owner);
    const openclaw = join(place.dir, 'opt/openclaw/openclaw.mjs');
    const sight = await config.look(await contextOf(place, { openclaw }));
    expect(sight.why).toContain(`belongs to user ${owner}`);
    expect(saidBy(place)).toBeNull();
  });

  it("another user's program is not run for a gateway of root's, found by name or by search path", async () => {
    const place = plantUnit(0);
    const foreign = join(place.dir, 'opt/openclaw/openclaw.mjs');
    chownSync(foreign, STRANGER, STRANGER);
    symlinkSync(foreign, join(place.dir, 'opt/bin/openclaw'));
    const refused = { ok: false, look: 'refused', why: expect.stringContaining(`user ${STRANGER}`) };
    expect(await run(place, foreign)).toMatchObject(refused);
    const onPath = { ...place, env: { ...place.env, PATH: dirname(join(place.dir, 'opt/bin/x')) } };
    expect(await run(onPath)).toMatchObject(refused);
    expect(saidBy(place)).toBeNull();
  });

  it("root's own program is not run on the state of another user, which it may load code from", async () => {
    const place = plantUnit(0);
    chownSync(join(place.dir, 'state'), STRANGER, STRANGER);
    expect(await run(place, join(place.dir, 'opt/openclaw/openclaw.mjs'))).toMatchObject({ ok: false });
    expect(saidBy(place)).toBeNull();
  });
});

describe('a program of our own', () => {
  const own = (): Place => plantUnit(process.getuid?.() ?? 0);

  it('is run', async () => {
    const place = own();
    expect(await run(place, join(place.dir, 'opt/openclaw/openclaw.mjs'))).toMatchObject({ ok: true });
    expect(saidBy(place)).not.toBeNull();
  });

  it('is run where its links lead when it was looked at, in no folder that somebody could have prepared', async () => {
    const place = own();
    const folder = join(place.dir, 'lent');
    mkdirSync(folder);
    const link = join(folder, 'node');
    symlinkSync(join(place.dir, 'opt/bin/node'), link);
    // Whoever may write the folder could lead the link elsewhere between the look and the start.
    chmodSync(folder, 0o777);
    place.write('opt/bin/node', `#!/bin/sh\necho "$0 $(pwd)" > '${join(place.dir, 'said/by')}'\n`);
    const unit = '.config/systemd/user/openclaw-gateway.service';
    const before = readFileSync(join(place.dir, unit), 'utf8');
    place.write(unit, before.replace(join(place.dir, 'opt/bin/node'), link));
    expect(await run(place, join(place.dir, 'opt/openclaw/openclaw.mjs'))).toMatchObject({ ok: true });
    expect(saidBy(place)).toBe(`${join(place.dir, 'opt/bin/node')} /`);
  });

  it.each([
    ['itself', 'opt/openclaw/openclaw.mjs', 0o666],
    ['in its folder', 'opt/openclaw', 0o777],
    ['in a folder far above', 'opt', 0o777],
    ['in the Node that its service names', 'opt/bin/node', 0o757],
    ['in its state', 'state', 0o777],
  ])('that anybody may write, %s, is not', async (_, path, mode) => {
    const place = own();
    chmodSync(join(place.dir, path), mode);
    expect(await run(place, join(place.dir, 'opt/openclaw/openclaw.mjs'))).toMatchObject({
      ok: false,
      look: 'refused',
      why: expect.stringContaining('anybody may write'),
    });
    expect(saidBy(place)).toBeNull();
  });
});
