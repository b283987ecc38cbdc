/**
 * A tunnel to a port of this host, as `ssh -L` makes one, and what every go-between of a lab needs: a port of its own,
 * and two ends joined.
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Lab } from './lab.ts';

/** A port of its own on loopback until the lab is disposed of. */
export async function open(lab: Lab, server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  lab.onDispose(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** Joins both ends; when one breaks, so does the other. */
export function pipe(near: Socket, far: Socket): void {
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.pipe(other);
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

/** Takes connections whether or not anybody is at the far port, as a tunnel does. Returns its own port. */
export function forwardTo(lab: Lab, port: number): Promise<number> {
  return open(
    lab,
    createServer((near) => pipe(near, connect(port, '127.0.0.1'))),
  );
}
