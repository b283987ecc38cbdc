/** A model server of one's own that is down, told from one that is elsewhere. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { modelEndpoint } from '../../../src/agent/gateways/model-endpoint.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';

const main = { pid: process.pid };
const where = (baseUrl: string | undefined, more = {}, model = 'stub/one', agents = {}) =>
  modelEndpoint(realHost(), {
    config: { agents, models: { providers: { stub: { baseUrl, ...more } } } },
    model,
    main,
  });

/** A port of this host on which nobody listens any more. */
async function freed(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

it.each([
  ['http://192.168.7.2:11434/v1', 'near'],
  ['http://host.docker.internal:11434', 'near'],
  ['http://gpu-box:8000/v1', 'near'],
  ['https://api.models.example/v1', 'outside'],
  ['http://8.8.8.8/v1', 'outside'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference as the configuration writes it
  ['${MODEL_URL}/v1', null],
])('%s is %s', async (address, place) => {
  expect(await where(address)).toBe(place);
});

it('a provider that OpenClaw knows is outside, unless its server is always of this house', async () => {
  expect(await where(undefined, {}, 'anthropic/claude')).toBe('outside');
  expect(await where(undefined, {}, 'ollama/llama')).toBe(null);
  expect(await where(undefined, {}, 'alias')).toBe(null);
});

it('a server of this host is here while somebody listens', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  expect(await where(`http://localhost:${port}/v1`)).toBe('here');
});

it('nobody listens, and only what stands in or starts by itself keeps it from being closed', async () => {
  const address = `http://127.0.0.1:${await freed()}/v1`;
  expect(await where(address)).toBe('closed');
  expect(await where(address, { localService: { command: '/opt/serve' } })).toBe('here');
  const agents = { defaults: { model: { primary: 'stub/one', fallbacks: ['other/two'] } } };
  expect(await where(address, {}, 'stub/one', agents)).toBe('here');
});
