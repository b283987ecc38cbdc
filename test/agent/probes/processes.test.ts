/** Processes and the port: whose they are, and whether they are frozen or only paused. */
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stateOf } from '../../../src/agent/gateways/processes.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { processes } from '../../../src/agent/probes/processes.ts';
import { contextOf, emptyPlace, processLike, said, targetOf } from '../place.ts';
import { scriptedHost } from '../scripted-host.ts';

const look = async (place: ReturnType<typeof emptyPlace>) =>
  said(await processes.look(await contextOf(place)));

it('a gateway that runs and listens', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { port: 19_971 } });
  const pid = await processLike(place, { port: 19_971, listen: true });
  expect(await look(place)).toMatchObject({
    'gateway.process.count': 1,
    'gateway.process.pid': pid,
    'gateway.process.state': 'running',
    'gateway.process.exe-deleted': false,
    'gateway.rivals.same-port': 0,
    'gateway.rivals.same-state': 0,
    'gateway.port': 19_971,
    'gateway.port.source': 'config',
    'gateway.listener.state': 'listening',
    'gateway.listener.owner': 'gateway',
    'gateway.listener.pid': pid,
    'gateway.listener.addresses': ['127.0.0.1'],
    'gateway.listener.loopback-only': true,
  });
});

it('nothing at all', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { port: 19_972 } });
  const facts = await look(place);
  expect(facts).toMatchObject({ 'gateway.process.count': 0, 'gateway.listener.state': 'free' });
  expect(facts).not.toHaveProperty('gateway.process.state');
});

it('a gateway on the port that belongs to another state directory, and wants it too', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { port: 19_973 } });
  const other = await processLike(place, { stateDir: `${place.dir}/other`, port: 19_973, listen: true });
  expect(await look(place)).toMatchObject({
    'gateway.process.count': 0,
    'gateway.rivals.same-port': 1,
    'gateway.rivals.pids': [String(other)],
    'gateway.listener.owner': 'other-gateway',
  });
});

it('another program on the port', async () => {
  const place = emptyPlace();
  place.configure({ gateway: { port: 19_974 } });
  const server = createServer().listen(19_974, '127.0.0.1');
  onTestFinished(() => void server.close());
  expect(await look(place)).toMatchObject({
    'gateway.listener.owner': 'foreign',
    'gateway.listener.pid': process.pid,
  });
});

describe('a stopped process', () => {
  it('that stays stopped is frozen', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { port: 19_975 } });
    const pid = await processLike(place, { port: 19_975 });
    process.kill(pid, 'SIGSTOP');
    await expect.poll(() => stateOf(realHost(), pid)).toBe('stopped');
    expect(await look(place)).toMatchObject({
      'gateway.process.state': 'stopped',
      'gateway.process.count': 1,
    });
  });

  it('that goes on in a moment is not', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { port: 19_976 } });
    const pid = await processLike(place, { port: 19_976 });
    process.kill(pid, 'SIGSTOP');
    await expect.poll(() => stateOf(realHost(), pid)).toBe('stopped');
    const looking = look(place);
    setTimeout(() => process.kill(pid, 'SIGCONT'), 600);
    expect(await looking).toMatchObject({ 'gateway.process.state': 'running' });
  });
});

describe('what cannot be seen', () => {
  const head = 'sl local_address rem_address st tx rx tr tm retr uid timeout inode\n';
  const table = {
    '/proc/self/net/tcp': `${head} 0: 0100007F:4965 0:0 0A 0 0 0 0 0 4711 1\n`,
    '/h/.openclaw/openclaw.json': '{}',
  };
  const blind = async (script: Parameters<typeof scriptedHost>[0]) => {
    const host = scriptedHost(script);
    const context = await contextOf(emptyPlace(), { host, target: await targetOf({ HOME: '/h' }, host) });
    return processes.look(context);
  };

  it('is unavailable as a whole where there is neither /proc nor ss', async () => {
    const sight = await blind({});
    expect(sight).toMatchObject({ look: 'unavailable', why: expect.stringContaining('no /proc') });
    expect(Object.keys(said(sight)).filter((fact) => /process|listener|rivals/.test(fact))).toEqual([]);
  });

  it('leaves a port of another user without an owner', async () => {
    expect(said(await blind({ files: table }))).toMatchObject({
      'gateway.listener.state': 'listening',
      'gateway.listener.owner': 'unknown',
    });
  });

  it("is what is behind a container's port: its proxy is no stranger", async () => {
    const files = { ...table, '/proc/9/comm': 'docker-proxy\n' };
    const sight = await blind({ files, links: { '/proc/9/fd/4': 'socket:[4711]' } });
    expect(said(sight)).toMatchObject({
      'gateway.listener.owner': 'unknown',
      'gateway.listener.program': 'docker-proxy',
    });
  });
});
