/** What an engine says of its containers, over a real socket; the answers have the form of dockerd 20.10 and Podman 4.3. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  containerOf,
  gatewayContainers,
  hostPath,
  withoutFrames,
} from '../../../src/agent/gateways/containers.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { emptyPlace } from '../place.ts';

const INSPECTED = {
  Id: 'b98ad77fcc7c',
  Name: '/gw',
  Path: 'tini',
  Args: ['--', 'node', 'dist/index.js', 'gateway', '--port', '18789'],
  RestartCount: 2,
  State: {
    Status: 'running',
    ExitCode: 0,
    OOMKilled: false,
    Pid: 179,
    StartedAt: '2026-11-21T11:56:14.324892137Z',
    FinishedAt: '0001-01-01T00:00:00Z',
  },
  Config: { Env: ['OPENCLAW_GATEWAY_TOKEN=x=y'], WorkingDir: '/app', User: 'node', Image: 'lab:1' },
  HostConfig: { NetworkMode: 'bridge', RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } },
  Mounts: [
    { Source: '/srv/claw', Destination: '/home/node/.openclaw' },
    { Source: '/srv/logs', Destination: '/home/node/.openclaw/logs' },
  ],
  NetworkSettings: { Ports: { '18789/tcp': [{ HostIp: '127.0.0.1', HostPort: '19000' }], '9/udp': null } },
};

/** An engine on a socket of its own: path → answer; a path that it does not know stays unanswered. */
async function engineLike(answers: Record<string, unknown>): Promise<string> {
  const socket = join(emptyPlace().dir, 'engine.sock');
  const server = createServer((asked, answer) => {
    const known = answers[asked.url ?? ''];
    if (known !== undefined) answer.end(JSON.stringify(known));
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return socket;
}

describe('a container', () => {
  it('is one that runs a gateway, with its place, ports and restarts', () => {
    expect(containerOf(INSPECTED, 'docker', '/s')).toMatchObject({
      name: 'gw',
      state: 'running',
      pid: 179,
      restarts: 2,
      restartPolicy: 'always',
      env: { OPENCLAW_GATEWAY_TOKEN: 'x=y' },
      place: { stateDir: '/home/node/.openclaw' },
      published: [{ address: '127.0.0.1', hostPort: 19_000, port: 18_789 }],
      finishedAt: Number.NaN,
    });
  });

  it.each([
    ['that asks a gateway', { Args: ['node', 'openclaw.mjs', 'gateway', 'status'] }],
    ['of another program of that layout', { Config: { ...INSPECTED.Config, Env: [] }, Name: '/shop' }],
    ['that an engine describes in another way', { State: 'running' }],
  ])('%s is none', (_, change) => {
    expect(containerOf({ ...INSPECTED, ...change }, 'docker', '/s')).toBeNull();
  });

  it('has on the host what its innermost mount holds, and nothing else', () => {
    const it = { mounts: INSPECTED.Mounts.map((m) => ({ source: m.Source, destination: m.Destination })) };
    expect(hostPath(it, '/home/node/.openclaw/openclaw.json')).toBe('/srv/claw/openclaw.json');
    expect(hostPath(it, '/home/node/.openclaw/logs/a')).toBe('/srv/logs/a');
    expect(hostPath(it, '/home/node/.openclaw-2/a')).toBeNull();
  });
});

describe('an engine', () => {
  it('is asked over its socket', async () => {
    const listed = [
      { Id: 'b98ad77fcc7c', Names: ['/gw'], Image: 'lab:1', Command: 'tini -- node dist/index.js gateway' },
    ];
    const socket = await engineLike({
      '/containers/json?all=1': [
        ...listed,
        { Id: 'db', Names: ['/db'], Image: 'postgres', Command: 'postgres' },
      ],
      '/containers/b98ad77fcc7c/json': INSPECTED,
    });
    const { found, silent } = await gatewayContainers(realHost(), { DOCKER_HOST: `unix://${socket}` });
    expect(found.filter((one) => one.socket === socket).map(({ name }) => name)).toEqual(['gw']);
    expect(silent).toEqual([]);
  });

  it('that does not answer has a reason, and one that is not there has none', async () => {
    const socket = await engineLike({});
    const asked = await gatewayContainers(realHost(), { DOCKER_HOST: `unix://${socket}` });
    expect(asked.silent).toMatchObject([
      { look: 'timed-out', why: expect.stringContaining('did not answer') },
    ]);
    const gone = await gatewayContainers(realHost(), { DOCKER_HOST: 'unix:///nowhere.sock' });
    expect(gone.silent).toEqual([]);
  });
});

it('a log without a terminal stands in frames', () => {
  const frame = (stream: number, text: string) => {
    const head = Buffer.alloc(8);
    head[0] = stream;
    head.writeUInt32BE(Buffer.byteLength(text), 4);
    return Buffer.concat([head, Buffer.from(text)]);
  };
  expect(withoutFrames(Buffer.concat([frame(1, 'one\n'), frame(2, 'two\n')]))).toBe('one\ntwo\n');
  expect(withoutFrames(Buffer.from('plain text of a terminal'))).toBe('plain text of a terminal');
});
