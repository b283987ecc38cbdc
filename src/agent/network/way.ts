/**
 * @module agent/network/way
 * The first steps of the road to a gateway elsewhere: is its name known, and does anybody take a connection there? Each
 * is asked before the next, so that what is said of TLS or of the gateway is never said of a road that ends earlier.
 */
import { connect } from 'node:net';

/** How a connection to the address went; `open` when somebody took it. */
export type Way = 'open' | 'unresolved' | 'no-resolver' | 'refused' | 'no-route' | 'unreachable' | 'stopped';

/** As long as a client's patience would be worth waiting for here. Milliseconds. */
const LIMIT_MS = 3_000;

/** Names that no resolver knows, whoever is asked (RFC 6761): that ours could not be asked does not matter then. */
const NOBODYS = /\.(?:invalid|test|example)$/i;

const WORDS: Readonly<Record<string, Way>> = {
  ENOTFOUND: 'unresolved',
  EAI_NONAME: 'unresolved',
  EAI_NODATA: 'unresolved',
  EAI_AGAIN: 'no-resolver',
  EAI_FAIL: 'no-resolver',
  ECONNREFUSED: 'refused',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
};

/** Errors of several addresses of one name come together: the last one is as good as any. */
function codeOf(error: NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] }): string {
  return error.code ?? error.errors?.at(-1)?.code ?? '';
}

/** Connects, says nothing, and hangs up. Never throws. */
export function wayTo({ host, port }: { host: string; port: number }, signal: AbortSignal): Promise<Way> {
  return new Promise((resolve) => {
    const end = (way: Way): void => {
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(way);
    };
    const stop = (): void => end('stopped');
    const socket = connect({ host, port, timeout: LIMIT_MS }, () => end('open'));
    socket.on('timeout', () => end('unreachable'));
    socket.on('error', (error) => {
      const way = WORDS[codeOf(error)] ?? 'unreachable';
      end(way === 'no-resolver' && NOBODYS.test(host) ? 'unresolved' : way);
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
