/** Orders to a container engine, over a real socket: what it answers, and what its silence means. */
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { typedFor } from '../../../src/agent/supervisors/container.ts';
import { orderEngine } from '../../../src/agent/supervisors/engine-call.ts';
import { emptyPlace } from '../place.ts';

async function engine(status: number | null): Promise<{ socket: string; asked: string[] }> {
  const socket = join(emptyPlace().dir, 'engine.sock');
  const asked: string[] = [];
  const server: Server = createServer((request, answer) => {
    asked.push(`${request.method} ${request.url}`);
    if (status !== null) answer.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { socket, asked };
}

const LIMITS = { drainS: 330, limitMs: 300, signal: new AbortController().signal };

describe('an order to an engine', () => {
  it('lets the gateway end its turns first', async () => {
    const { socket, asked } = await engine(204);
    expect(await orderEngine(socket, 'abc', 'restart', LIMITS)).toEqual({ ok: true });
    expect(asked).toEqual(['POST /containers/abc/restart?t=330']);
  });

  it.each([
    ['a start of one that runs', 'start', 304, { ok: true }],
    ['a container that is gone', 'restart', 404, { ok: false, because: { code: 'restart.engine-refused' } }],
    ['an engine in trouble', 'restart', 500, { ok: false, because: { code: 'restart.engine-refused' } }],
    [
      'an engine that does not answer',
      'restart',
      null,
      { ok: null, because: { code: 'restart.command-hangs' } },
    ],
  ] as const)('tells %s', async (_, order, status, taken) => {
    const { socket } = await engine(status);
    expect(await orderEngine(socket, 'abc', order, LIMITS)).toMatchObject(taken);
  });

  it('tells that there is no engine', async () => {
    const gone = join(emptyPlace().dir, 'none.sock');
    expect(await orderEngine(gone, 'abc', 'restart', LIMITS)).toMatchObject({
      ok: false,
      because: { code: 'restart.no-engine' },
    });
  });
});

it.each([
  [{}, 'docker restart -t 330 gw'],
  [
    { 'com.docker.compose.project': 'claw', 'com.docker.compose.service': 'gateway' },
    'docker compose -p claw restart -t 330 gateway',
  ],
])('a person would type it so: %j', (labels, typed) => {
  expect(typedFor({ engine: 'docker', name: 'gw' }, labels).restart.join(' ')).toBe(typed);
});
