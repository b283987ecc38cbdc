/**
 * Does a gateway work, seen by somebody who shares no code with what recovered it: a client with what the
 * configuration says, a read on the tool path, and a whole turn of the agent. Used to check what a recovery says.
 */
import { readFileSync } from 'node:fs';
import JSON5 from 'json5';
import type { Planted } from './fault.ts';
import { connect } from './socket.ts';

export interface Works {
  works: boolean;
  /** How far it came, and what stopped it. */
  says: string;
}

/** A first turn of a gateway on a busy machine. Milliseconds. */
const TURN_MS = 60_000;

interface Access {
  port: number;
  token?: string;
  password?: string;
  tls: boolean;
}

/** What a client on this host reads: the configuration, and variables that it points at. */
function accessOf({ env, lab }: Planted): Access {
  const file = env.OPENCLAW_CONFIG_PATH ?? lab.configFile;
  const { gateway = {} } = JSON5.parse(readFileSync(file, 'utf8')) as {
    gateway?: { port?: number; tls?: { enabled?: boolean }; auth?: { token?: unknown; password?: unknown } };
  };
  const filledIn = (text: unknown): string | undefined =>
    typeof text === 'string' ? text.replace(/\$\{(\w+)\}/g, (_, name: string) => env[name] ?? '') : undefined;
  const [token, password] = [filledIn(gateway.auth?.token), filledIn(gateway.auth?.password)];
  return {
    port: gateway.port ?? lab.port,
    tls: gateway.tls?.enabled === true,
    ...(token === undefined ? {} : { token }),
    ...(password === undefined ? {} : { password }),
  };
}

/** Never throws: what could not be done is the answer. */
export async function worksFor(planted: Planted): Promise<Works> {
  try {
    const access = accessOf(planted);
    const scopes = ['operator.read', 'operator.write', 'operator.admin'];
    const client = await connect({ ...access, scopes });
    try {
      if (!client.hello.ok) return { works: false, says: `hello: ${client.hello.error.message}` };
      const read = await client.call('tools.invoke', { name: 'session_status', args: {} });
      if (!read.ok) return { works: false, says: `tool: ${read.error.message}` };
      if (read.payload.ok !== true) return { works: false, says: 'tool: it was not carried out' };
      return await turn(client);
    } finally {
      client.close();
    }
  } catch (error) {
    return { works: false, says: (error as Error).message.slice(0, 200) };
  }
}

async function turn(client: Awaited<ReturnType<typeof connect>>): Promise<Works> {
  const key = `independent-${Math.floor(performance.now())}`;
  const begun = await client.call('agent', {
    sessionKey: `agent:main:${key}`,
    message: 'hello',
    idempotencyKey: key,
  });
  if (!begun.ok) return { works: false, says: `turn: ${begun.error.message}` };
  for (const began = Date.now(); Date.now() - began < TURN_MS; ) {
    const end = await client.call('agent.wait', { runId: begun.payload.runId, timeoutMs: 15_000 });
    if (!end.ok) return { works: false, says: `turn: ${end.error.message}` };
    if (end.payload.status === 'ok') return { works: true, says: 'hello, tool and turn' };
    if (end.payload.status !== 'timeout')
      return {
        works: false,
        says: `turn: ${String(end.payload.status)} ${String(end.payload.error ?? '')}`.slice(0, 200),
      };
  }
  return { works: false, says: 'turn: no end' };
}
