/**
 * An operator's own program: a device that the gateway pairs by itself on loopback, with the rights to work.
 */
import type { Lab } from './lab.ts';
import { type Connection, connect, newDevice } from './socket.ts';

/** Connects as a paired device that may read and write; closed with the lab. */
export async function pairedOperator(lab: Lab, name = 'ops-desk', port = lab.port): Promise<Connection> {
  const scopes = ['operator.read', 'operator.write'];
  const as = { id: 'openclaw-macos', mode: 'ui', displayName: name };
  const connection = await connect({ port, token: lab.token, scopes, device: newDevice(), as });
  if (!connection.hello.ok)
    throw new Error(`The operator was not let in: ${JSON.stringify(connection.hello.error).slice(0, 500)}`);
  lab.onDispose(() => connection.close());
  return connection;
}

let sent = 0;
/** Says something to the main agent; resolves when the gateway has accepted it, not when it is answered. */
export async function say(connection: Connection, message: string): Promise<void> {
  sent += 1;
  const params = { sessionKey: 'agent:main:main', message, idempotencyKey: `said-${sent}` };
  const answer = await connection.call('chat.send', params);
  if (!answer.ok) throw new Error(`The message was refused: ${JSON.stringify(answer.error).slice(0, 500)}`);
}
