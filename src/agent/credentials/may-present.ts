/**
 * @module agent/credentials/may-present
 * Asked before a credential is shown to a port of this host: who listens there? While the gateway is down any local
 * user can take its port, and would be given its token by whoever looks. Off this host the client's own word counts.
 */
import type { Target } from '../gateways/discover.ts';
import { uidOf } from '../host/accounts.ts';
import type { HostPort } from '../host/host-port.ts';
import { answererOf, holdersOf } from '../host/listeners.ts';
import { ownUid } from '../private-files.ts';

type Looked = { host: HostPort; target: Target };

/** Users that may be shown this gateway's credential: root, ourselves, the one whose gateway it is, its container's engine. */
async function trusted({ host, target }: Looked): Promise<Set<number>> {
  const users = new Set([0, ownUid()]);
  if (target.owner.why === undefined && target.owner.uid !== null) users.add(target.owner.uid);
  if (target.container) {
    const [socket, inside] = await Promise.all([
      host.stat(target.container.socket),
      target.container.pid > 0 ? uidOf(host, target.container.pid) : undefined,
    ]);
    if (socket.ok && socket.value) users.add(socket.value.uid);
    if (inside !== undefined) users.add(inside);
  }
  return users;
}

/**
 * Why no credential may be shown at `port` of this host, in words; null when one may. What cannot be seen is no yes:
 * a socket that opens after the look is nobody's yet.
 */
export async function whyNotPresent(
  looked: Looked,
  port: number = looked.target.port,
): Promise<string | null> {
  const holders = await holdersOf(looked.host, port);
  if (!holders.ok)
    return `who listens on port ${port} cannot be seen (${holders.why}), so no credential was shown`;
  // Published by rules of the kernel, a container's port has no listener here.
  if (holders.value.length === 0)
    return looked.target.container ? null : `nobody listened on port ${port} when it was looked at`;
  const users = await trusted(looked);
  const stranger = holders.value.find((uid) => !users.has(uid));
  if (stranger === undefined) return null;
  return `another user (${stranger}) listens on the gateway's port ${port}; no credential was shown`;
}

/**
 * Asked again once somebody answers, of that very connection: a gateway that crashes between the look and the dialling
 * leaves its port to whoever waits for it. `ownPort` is our end.
 */
export async function whyNotAnswerer(
  looked: Looked,
  ownPort: number,
  port: number = looked.target.port,
): Promise<string | null> {
  const uid = await answererOf(looked.host, port, ownPort);
  if (uid === null) return whyNotPresent(looked, port);
  if ((await trusted(looked)).has(uid)) return null;
  return `another user (${uid}) answered on port ${port}; no credential was shown`;
}

/** As `whyNotPresent` for one copy more than a client would show: only to a gateway that is seen to run on this state. */
export async function whyNotAnother(looked: Looked): Promise<string | null> {
  const { processes, container } = looked.target;
  const runs = (processes.ok && processes.value.length > 0) || container?.state === 'running';
  return runs ? whyNotPresent(looked) : 'no process of this gateway is seen';
}
