/** Which way a model is reached: the name alone does not decide. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { modelRoute } from '../../../src/agent/probes/model-route.ts';
import { contextOf, emptyPlace, processLike, said } from '../place.ts';

const api = { baseUrl: 'http://127.0.0.1:9/v1', api: 'openai-completions' };
const withModel = (primary: unknown, more: object = {}, providers: object = { stub: api }) => ({
  agents: { defaults: { model: primary, ...more } },
  models: { providers },
});

async function look(config: unknown, agent = 'main') {
  const place = emptyPlace();
  place.configure(config);
  return said(await modelRoute.look(await contextOf(place)), `/agent:${agent}`);
}

it.each([
  ['an address in the configuration', withModel('stub/one'), 'api'],
  ['the long form', withModel({ primary: 'stub/one', fallbacks: ['claude-cli/x'] }), 'api'],
  ['a command-line backend', withModel('claude-cli/sonnet'), 'cli'],
  ['an API whose name only looks like one', withModel('acme-cli/one', {}, { 'acme-cli': api }), 'api'],
  [
    'a backend with a key and no address',
    withModel('claude-cli/x', {}, { 'claude-cli': { apiKey: 'k' } }),
    'cli',
  ],
  ['a provider that OpenClaw knows by itself', withModel('anthropic/claude'), 'unknown'],
  [
    'a runtime that is chosen for the model',
    withModel('anthropic/claude', { models: { 'anthropic/claude': { agentRuntime: { id: 'claude-cli' } } } }),
    'cli',
  ],
])('%s', async (_case, config, route) => {
  expect(await look(config)).toMatchObject({ 'agent.model.route': route });
});

it('each agent has its own', async () => {
  const config = {
    agents: { defaults: { model: 'stub/one' }, list: [{ id: 'ops', model: 'codex-cli/x' }] },
    models: { providers: { stub: api } },
  };
  expect(await look(config, 'ops')).toMatchObject({
    'agent.model.primary': 'codex-cli/x',
    'agent.model.route': 'cli',
  });
});

it("the program of a backend is looked for on the gateway's search path, and only there", async () => {
  const place = emptyPlace();
  place.configure(withModel('claude-cli/sonnet'));
  place.write('bin/claude', '');
  expect(said(await modelRoute.look(await contextOf(place)), '/agent:main')).not.toHaveProperty(
    'agent.model.cli-binary',
  );
  await processLike(place, { env: { PATH: '/usr/bin' } });
  expect(said(await modelRoute.look(await contextOf(place)), '/agent:main')).toMatchObject({
    'agent.model.cli-binary': 'missing',
  });
});

it('and found', async () => {
  const place = emptyPlace();
  place.configure(withModel('claude-cli/sonnet'));
  place.write('bin/claude', '');
  await processLike(place, { env: { PATH: `/usr/bin:${place.dir}/bin` } });
  expect(said(await modelRoute.look(await contextOf(place)), '/agent:main')).toMatchObject({
    'agent.model.cli-binary': 'found',
  });
});

it('no model, no fact', async () => {
  expect(await look({})).toEqual({});
});

it('a server that is down stops the agent that answers everybody, and of another it may be a plan', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  const place = emptyPlace();
  place.configure({
    agents: { defaults: { model: 'stub/one' }, list: [{ id: 'main', default: true }, { id: 'ops' }] },
    models: { providers: { stub: { ...api, baseUrl: `http://127.0.0.1:${port}/v1` } } },
  });
  await processLike(place, { env: { PATH: '/usr/bin' } });
  const seen = await modelRoute.look(await contextOf(place));
  expect(said(seen, '/agent:main')).toMatchObject({
    'agent.model.endpoint': 'closed',
    'agent.model.closed-at': `127.0.0.1:${port}`,
  });
  expect(said(seen, '/agent:ops')).toMatchObject({ 'agent.model.endpoint': 'here' });
  expect(said(seen, '/agent:ops')).not.toHaveProperty('agent.model.closed-at');
});
