/**
 * @module agent/supervisors/engine-call
 * One order to a container engine over its own socket (Docker Engine API 1.24 and later, Podman's compatible one). Only
 * the two that bring a container back exist here: nothing that makes, changes or removes one.
 */
import { request } from 'node:http';
import { because, type Taken } from './supervisor.ts';

export type EngineOrder = 'restart' | 'start';

/** `POST /containers/ID/ORDER`; a restart gives the gateway `drainS` seconds to end its work before it is killed. */
export function orderEngine(
  socketPath: string,
  id: string,
  order: EngineOrder,
  { drainS, limitMs, signal }: { drainS: number; limitMs: number; signal: AbortSignal },
): Promise<Taken> {
  const query = order === 'restart' ? `?t=${drainS}` : '';
  const path = `/containers/${encodeURIComponent(id)}/${order}${query}`;
  return new Promise((resolve) => {
    let late = false;
    const asked = request(
      { socketPath, path, method: 'POST', headers: { host: 'localhost', 'content-length': 0 }, signal },
      (answer) => {
        const status = answer.statusCode ?? 0;
        answer.resume();
        // 304: it runs already, which is what a start wants.
        if (status === 204 || status === 200 || (status === 304 && order === 'start')) resolve({ ok: true });
        else resolve({ ok: false, because: because('restart.engine-refused', { status }) });
      },
    );
    const timer = setTimeout(() => {
      late = true;
      asked.destroy();
    }, limitMs);
    asked.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      // The engine goes on with what it was told, though nobody waits for its answer any more.
      if (late || signal.aborted)
        return resolve({ ok: null, because: because('restart.command-hangs', { unit: id.slice(0, 12) }) });
      const code = error.code ?? 'error';
      const denied = code === 'EACCES' || code === 'EPERM';
      resolve({
        ok: false,
        because: because(denied ? 'restart.no-right' : 'restart.no-engine', { unit: socketPath, why: code }),
      });
    });
    asked.on('close', () => clearTimeout(timer));
    asked.end();
  });
}
