/**
 * A model provider on loopback that does not do as it should: the ways in which real providers refuse and fail.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { GatewayConfig, Lab } from './lab.ts';

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** The key is unknown to the provider. */
export const WRONG_KEY: Answer = {
  status: 401,
  body: { error: { message: 'Incorrect API key provided', code: 'invalid_api_key' } },
};

/** What a provider does with one request: refuses it, says this, or keeps the caller waiting for good. */
export type Reaction = Answer | { says: string } | 'never';

/** One streamed answer of chat completions. */
function streamed(text: string): string {
  const delta = { role: 'assistant', content: text };
  const chunk = {
    id: 'chatcmpl-1',
    created: 0,
    model: 'stub-1',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: 'stop' }],
  };
  return `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`;
}

/**
 * Starts a provider beside the lab's own model, for `useProvider`. `react` gets the whole request as text, so that it
 * can answer by what was asked.
 */
export async function provider(lab: Lab, react: (asked: string) => Reaction): Promise<void> {
  const server = createServer(async (request, response) => {
    let asked = '';
    for await (const chunk of request.setEncoding('utf8')) asked += chunk;
    const reaction = react(asked);
    if (reaction === 'never') return;
    if ('says' in reaction) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(streamed(reaction.says));
      return;
    }
    const { status, headers, body } = reaction;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  });
  server.listen(lab.port + 16, '127.0.0.1');
  await once(server, 'listening');
  lab.onDispose(() => {
    server.closeAllConnections();
    server.close();
  });
}

/** A provider that refuses whatever it is asked. */
export const refusingProvider = (lab: Lab, always: Answer): Promise<void> => provider(lab, () => always);

/** The address of that provider, in the configuration. */
export function useProvider(config: GatewayConfig, lab: Lab): void {
  const stub = config.models.providers.stub as { baseUrl: string };
  stub.baseUrl = `http://127.0.0.1:${lab.port + 16}/v1`;
}
