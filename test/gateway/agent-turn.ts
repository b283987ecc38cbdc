/**
 * A turn of an agent beside the main one. How it ends is for the fault to say: with its model gone it fails, and leaves
 * a session all the same.
 */
import type { Lab } from './lab.ts';
import { connect } from './socket.ts';

/** A busy machine needs this for the first turn of a gateway. Milliseconds. */
const WAIT_MS = 15_000;
const MOST_WAITS = 8;

/** Runs one turn of `agentId` and resolves with its end; with `wait` false as soon as it is accepted. */
export async function turnOf(lab: Lab, agentId: string, { wait = true } = {}): Promise<string> {
  const client = await connect({
    port: lab.port,
    token: lab.token,
    scopes: ['operator.read', 'operator.write', 'operator.admin'],
  });
  const asked = {
    agentId,
    sessionKey: `agent:${agentId}:main`,
    message: 'hello',
    idempotencyKey: `first-${agentId}`,
  };
  const begun = await client.call('agent', asked);
  if (!begun.ok) throw new Error(`The turn could not be started: ${JSON.stringify(begun.error)}`);
  let status = 'timeout';
  for (let i = 0; wait && i < MOST_WAITS && status === 'timeout'; i++) {
    const answer = await client.call('agent.wait', { runId: begun.payload.runId, timeoutMs: WAIT_MS });
    if (!answer.ok) throw new Error(`The turn was not waited for: ${JSON.stringify(answer.error)}`);
    status = String((answer.payload as { status?: unknown }).status);
  }
  client.close();
  return status;
}
