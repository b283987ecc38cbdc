/**
 * A turn of which one wants to know what was answered in the end.
 */
import type { Lab } from './lab.ts';
import { connect } from './socket.ts';

const WAIT_MS = 15_000;
const MOST_WAITS = 8;

let count = 0;

/** Runs one turn of `agentId` and resolves with what it said last; with how it ended when it said nothing. */
export async function turnSays(lab: Lab, message: string, agentId = 'main'): Promise<string> {
  const scopes = ['operator.read', 'operator.write', 'operator.admin'];
  const client = await connect({ port: lab.port, token: lab.token, scopes });
  const name = `asked-${++count}`;
  const sessionKey = `agent:${agentId}:${name}`;
  const begun = await client.call('agent', { agentId, sessionKey, message, idempotencyKey: name });
  if (!begun.ok) throw new Error(`The turn could not be started: ${JSON.stringify(begun.error)}`);
  let ended: { status?: string } = { status: 'timeout' };
  for (let i = 0; i < MOST_WAITS && ended.status === 'timeout'; i++) {
    const answer = await client.call('agent.wait', { runId: begun.payload.runId, timeoutMs: WAIT_MS });
    if (!answer.ok) throw new Error(`The turn was not waited for: ${JSON.stringify(answer.error)}`);
    ended = answer.payload as { status?: string };
  }
  const history = await client.call('chat.history', { sessionKey, limit: 20 });
  client.close();
  const messages = history.ok ? (history.payload.messages as { role?: string; content?: unknown }[]) : [];
  const last = messages.findLast(({ role }) => role === 'assistant');
  return last ? JSON.stringify(last.content) : `(${JSON.stringify(ended)})`;
}
