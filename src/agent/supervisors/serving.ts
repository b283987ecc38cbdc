/**
 * @module agent/supervisors/serving
 * Whether a gateway on loopback has started and takes work, by the two pages that need no credential. Only JSON of their
 * shape counts: OpenClaw's web interface answers any unknown path with 200 and HTML (2026.9.6, observed).
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import * as z from 'zod';

export type Served = {
  /** `started`, `starting`, `draining`, …; null when nobody who is OpenClaw answers. */
  startup: string | null;
  version: string | null;
  ready: boolean;
  /** What `/readyz` names as failing, e.g. a channel. */
  failing: readonly string[];
};

export type Door = { port: number; tls: boolean; signal: AbortSignal };

const ASK_MS = 2_000;
const MOST_BYTES = 256 * 1024;

const Startup = z.object({ status: z.string().max(64), version: z.string().max(64).optional() });
const Ready = z.object({ ready: z.boolean(), failing: z.array(z.string().max(64)).max(64).optional() });

function get({ port, tls, signal }: Door, path: string): Promise<unknown> {
  return new Promise((resolve) => {
    // Its certificate is not asked about: this tells whether it serves, and shows it nothing.
    const where = { host: '127.0.0.1', port, path, agent: false, rejectUnauthorized: false, signal } as const;
    const call = (tls ? httpsRequest : httpRequest)(where, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        text += piece;
        if (text.length > MOST_BYTES) call.destroy();
      });
      answer.on('error', () => resolve(null));
      answer.on('end', () => {
        try {
          resolve(/json/.test(answer.headers['content-type'] ?? '') ? JSON.parse(text) : null);
        } catch {
          resolve(null); // It says JSON and is none.
        }
      });
    });
    const late = setTimeout(() => call.destroy(), ASK_MS);
    call.on('error', () => resolve(null));
    call.on('close', () => {
      clearTimeout(late);
      resolve(null);
    });
    call.end();
  });
}

/** Asks once. Never throws. */
export async function servedAt(door: Door): Promise<Served> {
  const [startup, ready] = await Promise.all([get(door, '/startupz'), get(door, '/readyz')]);
  const [began, works] = [Startup.safeParse(startup).data, Ready.safeParse(ready).data];
  return {
    startup: began?.status ?? null,
    version: began?.version ?? null,
    ready: works?.ready === true,
    failing: works?.failing ?? [],
  };
}
