/** A credential is shown to the gateway's own user, and to nobody who merely holds its port. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { whyNotAnother, whyNotAnswerer, whyNotPresent } from '../../../src/agent/credentials/may-present.ts';
import type { Target } from '../../../src/agent/gateways/discover.ts';
import { type HostPort, realHost, seen } from '../../../src/agent/host/host-port.ts';
import { ownUid } from '../../../src/agent/private-files.ts';
import { conversation } from '../../../src/agent/probes/conversation.ts';
import { road } from '../../../src/agent/probes/road.ts';
import { statusCommands } from '../../../src/agent/probes/status-commands.ts';
import { contextOf, emptyPlace, gatewayLike, type Place, processLike, said, targetOf } from '../place.ts';
import { scriptedHost } from '../scripted-host.ts';
import { knows } from '../stand-in-gateway.ts';

/** No account of this machine has it. */
const STRANGER = 54_321;

/** Somebody's process that answers on a port as a gateway would; gone with the test. */
async function squatter(uid: number) {
  const file = join(import.meta.dirname, '..', 'squatter.ts');
  const child = fork(file, { uid, gid: uid, cwd: '/', env: {}, silent: true });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  const [port] = (await once(child, 'message')) as [number];
  const shown = async (): Promise<string[]> => {
    const answer = once(child, 'message') as Promise<[string[]]>;
    child.send('shown');
    return (await answer)[0];
  };
  return { port, shown };
}

function configured(port: number, token = 'right-token'): Place {
  const place = emptyPlace();
  place.configure({ gateway: { port, auth: { mode: 'token', token }, remote: { token: 'of-remote' } } });
  return place;
}

describe.skipIf(ownUid() !== 0)("with the gateway's port in another user's hands", () => {
  it('no credential is shown, and who listens is said', async () => {
    const { port, shown } = await squatter(STRANGER);
    const place = configured(port);
    const sight = await conversation.look(await contextOf(place));
    expect(await shown()).toEqual([]);
    expect(sight).toMatchObject({
      look: 'refused',
      why: expect.stringContaining(`another user (${STRANGER})`),
    });
    expect(said(sight, '/client:probe')).toMatchObject({ 'connect.reached': 'challenge' });
  });

  it('OpenClaw is not sent there with it either', async () => {
    const { port } = await squatter(STRANGER);
    const place = configured(port);
    const openclaw = place.write('openclaw.mjs', '');
    expect(await statusCommands.look(await contextOf(place, { openclaw }))).toMatchObject({
      look: 'refused',
      why: expect.stringContaining(`another user (${STRANGER})`),
    });
  });

  it('a process that says it runs on this state read-only, whatever port it names', async () => {
    const { port, shown } = await squatter(STRANGER);
    const place = configured(port);
    await processLike(place, { port });
    await conversation.look(await contextOf(place));
    expect(await shown()).toEqual([]);
  });

  it('that was free when it was looked at, no credential is shown either: who answers is looked at again', async () => {
    const { port, shown } = await squatter(STRANGER);
    const place = configured(port);
    const real = realHost();
    // As the table was while the gateway still listened; then it crashed, and the squatter took its place.
    const before = `head\n 0: 0100007F:${port.toString(16).toUpperCase().padStart(4, '0')} 0:0 0A 0 0 0 ${ownUid()} 0 1 1\n`;
    let tables = 0;
    const host: HostPort = {
      ...real,
      read: async (path, options) => {
        if (!/^\/proc\/self\/net\/tcp6?$/.test(path)) return real.read(path, options);
        tables += 1;
        return tables <= 2 ? seen(before) : real.read(path, options);
      },
    };
    const sight = await conversation.look({ ...(await contextOf(place)), host });
    expect(await shown()).toEqual([]);
    expect(sight).toMatchObject({
      look: 'refused',
      why: `another user (${STRANGER}) answered on port ${port}; no credential was shown`,
    });
  });

  it("root shows no credential of another user, not even to that user's own gateway", async () => {
    const { port, shown } = await squatter(STRANGER);
    const place = configured(port);
    for (const path of [place.dir, place.stateDir, place.configPath]) chownSync(path, STRANGER, STRANGER);
    chmodSync(place.dir, 0o755);
    await conversation.look(await contextOf(place));
    expect(await shown()).toEqual([]);
  });
});

describe.skipIf(ownUid() !== 0)("with the port of a client's tunnel in another user's hands", () => {
  it.each(['127.0.0.1', 'localhost'])('at %s, no credential of remote mode is shown', async (name) => {
    const { port, shown } = await squatter(STRANGER);
    const place = emptyPlace();
    place.configure({
      gateway: { mode: 'remote', remote: { url: `ws://${name}:${port}`, token: 'of-remote' } },
    });
    const sight = await road.look(await contextOf(place));
    expect(await shown()).toEqual([]);
    expect(sight.why).toContain(`another user (${STRANGER}) answered on port ${port}`);
  });
});

describe('a second copy', () => {
  it('is shown only where a process of this gateway is seen', async () => {
    const gateway = await gatewayLike(knows('of-the-shell'));
    const place = configured(gateway.port);
    const shell = { OPENCLAW_GATEWAY_TOKEN: 'of-the-shell' };
    await conversation.look(await contextOf(place, { shell }));
    expect(gateway.shown).toEqual(['right-token']);
    await processLike(place, { port: gateway.port });
    await conversation.look(await contextOf(place, { shell }));
    expect(gateway.shown).toEqual(['right-token', 'right-token', 'of-the-shell']);
  });
});

describe.skipIf(ownUid() !== 0)("what root's shell has set", () => {
  it("is not told to another user's gateway whose configuration names it", async () => {
    const gateway = await gatewayLike(knows('x'));
    const place = configured(gateway.port, '$'.concat('{CLOUD_SECRET}'));
    for (const path of [place.stateDir, place.configPath]) chownSync(path, STRANGER, STRANGER);
    const target = await targetOf({
      ...place.env,
      CLOUD_SECRET: 'of-root',
      OPENCLAW_GATEWAY_TOKEN: 'of-root',
    });
    expect(JSON.stringify(target)).not.toContain('of-root');
  });
});

describe('by the table of sockets', () => {
  const head =
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
  const row = (address: string, uid: number) =>
    `   0: ${address}:4965 00000000:0000 0A 0 0 0 ${uid} 0 4711 1\n`;
  const target = (more: Partial<Target> = {}): Target =>
    ({
      root: '',
      owner: { uid: null },
      stateDir: '/s',
      configPath: '/c',
      port: 0x4965,
      processes: { ok: true, value: [] },
      ...more,
    }) as Target;
  const ask = (rows: string, more: Partial<Target> = {}) =>
    whyNotPresent({
      host: scriptedHost({ files: { '/proc/self/net/tcp': head + rows } }),
      target: target(more),
    });

  it.each([
    ['root everywhere', row('00000000', 0), null],
    ['ourselves', row('0100007F', ownUid()), null],
    ['a stranger', row('0100007F', STRANGER), 'another user'],
    ['a stranger beside root', row('00000000', 0) + row('0100007F', STRANGER), 'another user'],
    ['a stranger on another address', row('0A00000A', STRANGER) + row('0100007F', 0), null],
    ['nobody', '', 'nobody listened'],
  ])('%s', async (_, rows, why) => {
    if (why === null) expect(await ask(rows)).toBeNull();
    else expect(await ask(rows)).toContain(why);
  });

  it("nobody, but a container's port is published without a listener of this host", async () => {
    const container = { socket: '/run/docker.sock', pid: 0, state: 'running' } as Target['container'];
    expect(await ask('', { container })).toBeNull();
    expect(await ask(row('0100007F', STRANGER), { container })).toContain('another user');
  });

  it.each([
    ['a stranger who answers', STRANGER, 'another user (54321) answered'],
    ['our own end, which says nothing', null, 'nobody listened'],
    ['root who answers', 0, null],
  ])('%s', async (_, uid, why) => {
    const line = (local: string, far: string, owner: number) =>
      `   1: ${local} ${far} 01 0:0 0:0 0 ${owner} 0 7 1\n`;
    const ours = line('0100007F:C000', '0100007F:4965', ownUid());
    const rows = uid === null ? ours : ours + line('0100007F:4965', '0100007F:C000', uid);
    const host = scriptedHost({ files: { '/proc/self/net/tcp': head + rows } });
    const answer = await whyNotAnswerer({ host, target: target() }, 0xc000);
    if (why === null) expect(answer).toBeNull();
    else expect(answer).toContain(why);
  });

  it.each([
    ['lsof shows our own listener', { lsof: { stdout: `p7\nu${ownUid()}\n` } }, null],
    ['lsof shows nobody', { lsof: { code: 1 } }, 'cannot be seen'],
    ['there is no lsof', {}, 'cannot be seen'],
  ])('without /proc, and %s', async (_, programs, why) => {
    const answer = await whyNotPresent({ host: scriptedHost({ programs }), target: target() });
    if (why === null) expect(answer).toBeNull();
    else expect(answer).toContain(why);
    expect(await whyNotAnother({ host: scriptedHost({ programs }), target: target() })).toContain(
      'no process',
    );
  });
});
