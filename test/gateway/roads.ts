/**
 * What may lie between a client and a gateway elsewhere, beside the plain tunnel: a road that swallows everything, one
 * that cuts what is quiet, and a web server that answers every upgrade with a page of its own.
 */
import { createServer as createHttp } from 'node:http';
import { createServer, connect as dial } from 'node:net';
import type { Lab } from './lab.ts';
import { open, pipe } from './tunnel.ts';

/** Takes connections and never says a word. Returns its port. */
export const silence = (lab: Lab): Promise<number> =>
  open(
    lab,
    createServer((near) => near.on('error', () => near.destroy()).resume()),
  );

/** Leads to the gateway and cuts every line that is quiet for so long. Returns its port. */
export const impatient = (lab: Lab, quietMs: number): Promise<number> =>
  open(
    lab,
    createServer((near) => {
      near.setTimeout(quietMs, () => near.destroy());
      pipe(near, dial(lab.port, '127.0.0.1'));
    }),
  );

/** Answers pages and upgrades alike with this status and these headers. Returns its port. */
export function answering(
  lab: Lab,
  status: number,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
): Promise<number> {
  const server = createHttp((_request, response) => response.writeHead(status, headers).end(body));
  server.on('upgrade', (_request, near) => {
    const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)) });
    near.end(
      `HTTP/1.1 ${status} Answer\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
    );
  });
  return open(lab, server);
}
