/**
 * A device node, as a tablet or a second computer is one: paired with the lab's gateway, connected, and answering the
 * commands that it offers.
 */
import { isLetIn } from './clients.ts';
import type { Lab } from './lab.ts';
import { type Answer, type Connection, connect, type Device, newDevice } from './socket.ts';

export interface DeviceNode {
  id: string;
  connection: Connection;
}

/** Connects a new node that offers `commands`; it is paired by itself, being on loopback. Throws when refused. */
export async function joinNode(lab: Lab, displayName: string, commands: string[]): Promise<DeviceNode> {
  const device: Device = newDevice();
  const as = { id: 'node-host', mode: 'node', displayName };
  const { port, token } = lab;
  const answerWhich = (event: string, payload: Record<string, unknown>) => {
    if (event !== 'node.invoke.request') return;
    const { id, nodeId } = payload;
    void connection.call('node.invoke.result', {
      id,
      nodeId,
      ok: true,
      payload: { bins: { git: '/usr/bin/git' } },
    });
  };
  const connection = await connect({
    port,
    token,
    scopes: [],
    device,
    as,
    node: { commands },
    onEvent: answerWhich,
  });
  lab.onDispose(() => connection.close());
  if (!connection.hello.ok)
    throw new Error(`The node was refused: ${JSON.stringify(connection.hello.error)}`);
  return { id: device.id, connection };
}

/** A person who may use and approve nodes. */
export const nodeUser = (lab: Lab): Promise<Connection> => {
  const scopes = [
    'operator.admin',
    'operator.read',
    'operator.write',
    'operator.pairing',
    'operator.approvals',
  ];
  return isLetIn(lab, { port: lab.port, token: lab.token, scopes });
};

let asked = 0;
/** Has the node look for a program, which changes nothing there. */
export function askNode(user: Connection, nodeId: string, command: string): Promise<Answer> {
  asked += 1;
  const params = { bins: ['git'] };
  return user.call('node.invoke', {
    nodeId,
    command,
    params,
    timeoutMs: 8_000,
    idempotencyKey: `asked-${asked}`,
  });
}
