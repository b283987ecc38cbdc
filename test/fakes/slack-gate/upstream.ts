/** Requests to the emulator behind the gate. */
import { type IncomingMessage, request } from 'node:http';

/** Where the emulator listens: a Unix socket reaches into its network namespace. */
export type Upstream = { socketPath: string } | { host: string; port: number };

export type Answer = { status: number; type: string; body: Buffer };

export function send(
  upstream: Upstream,
  method: string,
  path: string,
  headers: IncomingMessage['headers'],
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onward = request(
      { ...upstream, method, path, headers: { ...headers, 'content-length': String(body.length) } },
      (answer) => {
        const type = answer.headers['content-type'] ?? 'text/plain';
        bytes(answer).then((all) => resolve({ status: answer.statusCode ?? 502, type, body: all }), reject);
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}

export async function bytes(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
