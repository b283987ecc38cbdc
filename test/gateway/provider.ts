/**
 * A model provider on loopback that answers every request the same way: the ways in which real providers refuse.
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

/** Starts it beside the lab's own model and points the configuration's provider at it. */
export async function refusingProvider(lab: Lab, first: Answer): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(first.status, { 'content-type': 'application/json', ...first.headers });
    response.end(JSON.stringify(first.body));
  });
  server.listen(lab.port + 16, '127.0.0.1');
  await once(server, 'listening');
  lab.onDispose(() => {
    server.closeAllConnections();
    server.close();
  });
}

/** The address of that provider, in the configuration. */
export function useProvider(config: GatewayConfig, lab: Lab): void {
  const stub = config.models.providers.stub as { baseUrl: string };
  stub.baseUrl = `http://127.0.0.1:${lab.port + 16}/v1`;
}
