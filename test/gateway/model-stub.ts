/**
 * A model provider on loopback that speaks OpenAI's chat completions, so that a gateway can run real turns with no
 * account. It echoes, and a message `TOOL:name:{json}` makes the agent call that tool once; what acceptance asks of a
 * model after a recovery (src/agent/recovery/acceptance) it does as a willing model would.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ModelStub {
  baseUrl: string;
  /** How many completions were asked for. */
  asked(): number;
  close(): Promise<void>;
}

interface ChatRequest {
  model?: string;
  stream?: boolean;
  messages?: Array<{ role: string; content?: unknown; tool_calls?: unknown[] }>;
  tools?: unknown[];
}

interface Reply {
  content?: string;
  tool?: { name: string; arguments: string };
}

/** A message's text, whether it was sent as a string or in parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: { text?: unknown }) => (typeof part.text === 'string' ? part.text : '')).join('');
}

const ACCEPTANCE = /create the file (\S+) in your workspace, containing exactly: (\S+)/;

/** Writes the file, reads it, and says what it has read. */
function acceptanceReply(path: string, content: string, results: readonly string[]): Reply {
  if (results.length === 0) return { tool: { name: 'write', arguments: JSON.stringify({ path, content }) } };
  if (results.length === 1) return { tool: { name: 'read', arguments: JSON.stringify({ path }) } };
  return { content: `ACCEPTED ${results[1]?.slice(0, 200)}` };
}

/** What the stub answers: the asked-for tool call first, then a line that tells what the tool returned. */
export function replyTo(request: ChatRequest): Reply {
  const messages = request.messages ?? [];
  // A turn is what came after the last finished answer; OpenClaw puts notes of its own behind the user's words.
  const finished = messages.findLastIndex(
    ({ role, tool_calls }) => role === 'assistant' && !tool_calls?.length,
  );
  const turn = messages.slice(finished + 1);
  const results = turn.filter((message) => message.role === 'tool');
  const asked = turn.filter((message) => message.role === 'user').map((message) => textOf(message.content));
  const accept = asked.map((text) => ACCEPTANCE.exec(text)).find(Boolean);
  if (accept?.[1] && accept[2])
    return acceptanceReply(
      accept[1],
      accept[2],
      results.map(({ content }) => textOf(content)),
    );
  const order = asked.map((text) => /TOOL:(\w+):(\{.*\})/.exec(text)).find(Boolean);
  if (order?.[1] && order[2] && results.length === 0)
    return { tool: { name: order[1], arguments: order[2] } };
  const tools = request.tools?.length ?? 0;
  const result = results.length > 0 ? ` result=${textOf(results.at(-1)?.content).slice(0, 200)}` : '';
  return { content: `stub answer, ${tools} tools${result}` };
}

/** The same reply as the one message of a plain answer, or as the only delta of a streamed one. */
function choice(reply: Reply, streamed: boolean) {
  const calls = reply.tool
    ? [
        {
          index: 0,
          id: 'call_1',
          type: 'function',
          function: { name: reply.tool.name, arguments: reply.tool.arguments },
        },
      ]
    : undefined;
  const message = { role: 'assistant', content: reply.content ?? null, ...(calls && { tool_calls: calls }) };
  const reason = calls ? 'tool_calls' : 'stop';
  return streamed
    ? { index: 0, delta: message, finish_reason: reason }
    : { index: 0, message, finish_reason: reason };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

/** It has every `stub-1`, `stub-2` …, and refuses another id as a provider refuses one that it does not have. */
const HAS = /^stub-\d+$/;

/** Starts the stub on the given loopback port. `models` are the ids that `GET /v1/models` lists. */
export async function startModelStub(
  port: number,
  models: readonly string[] = ['stub-1'],
): Promise<ModelStub> {
  let asked = 0;
  const server = createServer(async (request, response) => {
    if (request.method === 'GET' && request.url === '/v1/models') {
      const data = models.map((id) => ({ id, object: 'model', owned_by: 'stub' }));
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data }));
      return;
    }
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"error":{"message":"no such path"}}');
      return;
    }
    asked += 1;
    const chat = JSON.parse(await bodyOf(request)) as ChatRequest;
    if (chat.model !== undefined && !HAS.test(chat.model)) {
      const error = { message: `The model \`${chat.model}\` does not exist`, code: 'model_not_found' };
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
      return;
    }
    const head = { id: `chatcmpl-${asked}`, created: 0, model: chat.model ?? 'stub-1' };
    const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
    const reply = replyTo(chat);
    if (!chat.stream) {
      const answer = { ...head, object: 'chat.completion', choices: [choice(reply, false)], usage };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      return;
    }
    const chunk = { ...head, object: 'chat.completion.chunk', choices: [choice(reply, true)] };
    const last = { ...head, object: 'chat.completion.chunk', choices: [], usage };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`data: ${JSON.stringify(chunk)}\n\ndata: ${JSON.stringify(last)}\n\ndata: [DONE]\n\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
