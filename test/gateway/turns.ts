/**
 * Turns of an OpenClaw agent, as a chat message makes them: started over the gateway's WebSocket and waited for.
 */
import type { Lab } from './lab.ts';
import { connect } from './socket.ts';

/** How a turn ended; `error` is what the gateway says of a failure. */
export interface Turn {
  status: string;
  error?: string;
}

/** A busy machine needs this for the first turn of a gateway. */
const TURN_LIMIT_MS = 15_000;
const MOST_WAITS = 8;

let count = 0;

/** Runs one turn in a session of its own and resolves with its end. */
export async function turn(lab: Lab, message = 'hello', token = lab.token, agentId = 'main'): Promise<Turn> {
  const scopes = ['operator.read', 'operator.write', 'operator.admin'];
  const client = await connect({ port: lab.port, token, scopes });
  const name = `turn-${++count}`;
  const begun = await client.call('agent', {
    agentId,
    sessionKey: `agent:${agentId}:${name}`,
    message,
    idempotencyKey: name,
  });
  if (!begun.ok) throw new Error(`The turn could not be started: ${JSON.stringify(begun.error)}`);
  let ended: Turn = { status: 'timeout' };
  for (let i = 0; i < MOST_WAITS && ended.status === 'timeout'; i++) {
    const answer = await client.call('agent.wait', { runId: begun.payload.runId, timeoutMs: TURN_LIMIT_MS });
    if (!answer.ok) throw new Error(`The turn was not waited for: ${JSON.stringify(answer.error)}`);
    ended = answer.payload as unknown as Turn;
  }
  client.close();
  return ended;
}

/** Runs a turn that must fail; throws when it did not, because then the fault is none. */
export async function failingTurn(lab: Lab, message?: string, agentId?: string): Promise<void> {
  const { status } = await turn(lab, message, lab.token, agentId);
  if (status !== 'error') throw new Error(`The turn ended "${status}", and should have failed`);
}

/** Runs a turn that must be answered; throws with how it ended when it was not. */
export async function answeredTurn(lab: Lab, message?: string, agentId?: string): Promise<void> {
  const { status, error } = await turn(lab, message, lab.token, agentId);
  if (status !== 'ok')
    throw new Error(`The turn ended "${status}" (${error}), and should have been answered`);
}
