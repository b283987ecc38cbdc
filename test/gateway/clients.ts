/**
 * Clients that a host really has, beside the operator: apps that come back again and again, and devices that were
 * paired once. Loopback pairs a device by itself, so no person has to approve it.
 */
import type { Lab } from './lab.ts';
import { type ClientName, type Connection, connect, type Device, newDevice } from './socket.ts';

/** An app on somebody's desk; what it is called is free, its id and mode are from OpenClaw's closed list. */
export const DESK_APP: ClientName = { id: 'openclaw-macos', mode: 'ui', displayName: 'desk-app' };

/** How often a client comes back that was sent away. */
const AGAIN_MS = 2_000;

/** Three attempts at once, so that the log has them, and then one every two seconds until the lab is taken down. */
export async function comesBack(lab: Lab, attempt: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < 3; i++) await attempt();
  let running = false;
  const again = setInterval(async () => {
    if (running) return;
    running = true;
    // While the lab is taken down there is nobody to talk to any more.
    await attempt().catch(() => clearInterval(again));
    running = false;
  }, AGAIN_MS);
  lab.onDispose(() => clearInterval(again));
}

/** Connects, wants to be refused, and is hung up on. Throws when it was let in: then the fault is none. */
export async function isRefused(options: Parameters<typeof connect>[0]): Promise<void> {
  const client = await connect(options);
  if (client.hello.ok) {
    client.close();
    throw new Error('The client was let in, which this fault is about');
  }
  await client.closed;
}

/** Connects and stays until the lab is taken down. Throws when it was refused. */
export async function isLetIn(lab: Lab, options: Parameters<typeof connect>[0]): Promise<Connection> {
  const client = await connect(options);
  lab.onDispose(() => client.close());
  if (!client.hello.ok) throw new Error(`The client was refused: ${JSON.stringify(client.hello.error)}`);
  return client;
}

/** Pairs a new device with the given scopes and gives it back with its own token. */
export async function pairedDevice(lab: Lab, scopes: string[], as: ClientName = DESK_APP): Promise<Device> {
  const device = newDevice();
  const first = await connect({ port: lab.port, token: lab.token, scopes, device, as });
  first.close();
  const auth = first.hello.ok ? (first.hello.payload.auth as { deviceToken?: string }) : {};
  if (!auth.deviceToken) throw new Error(`The device could not be paired: ${JSON.stringify(first.hello)}`);
  return { ...device, token: auth.deviceToken };
}
