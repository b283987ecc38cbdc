/**
 * @module agent/channel/ask-bot
 * One question to the bot over HTTP, before there is a session: JSON there, a signed envelope or a refusal back. What is
 * no bot's answer is told as such, with what to try.
 */
import * as z from 'zod';
import { AgentProblem } from '../problem.ts';
import { postThrough, proxyFor } from './proxy.ts';

const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string(), hint: z.string() }) });

/** An answer is a few KB; whoever stands at the address could go on for ever. Bytes. */
const MAX_ANSWER = 64 * 1024;

/** The answer's JSON; null where it is none, or longer than any bot's. */
async function jsonOf(response: Response): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    // Leaving the loop hangs up.
    if (size > MAX_ANSWER) return null;
    pieces.push(piece);
  }
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}

const Documents = z.array(z.string()).catch([]);

/**
 * Posts `body`; gives the text under `member` of the answer, and the documents by which a host follows to the key that has
 * signed it. @throws AgentProblem with the bot's own code when it says no. */
export async function ask(
  url: string,
  body: object,
  member: 'joined' | 'rotated',
  given?: typeof fetch,
): Promise<{ text: string; documents: string[] }> {
  const proxy = given ? null : proxyFor(url);
  const fetching = given ?? (proxy ? postThrough(proxy) : fetch);
  let response: Response;
  try {
    response = await fetching(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(20_000),
    });
  } catch (error) {
    throw new AgentProblem(
      'unreachable',
      'The bot cannot be reached.',
      `Try: curl ${new URL(url).origin}/healthz (a proxy: set HTTPS_PROXY; a certificate of your own: NODE_EXTRA_CA_CERTS)`,
      error,
    );
  }
  const answer = await jsonOf(response).catch(() => null);
  const refused = Refusal.safeParse(answer);
  if (refused.success) {
    const { code, message, hint } = refused.data.error;
    throw new AgentProblem(code.slice(0, 40), message.slice(0, 300), hint.slice(0, 300));
  }
  const { [member]: text, documents } = (answer ?? {}) as Record<string, unknown>;
  if (typeof text === 'string') return { text, documents: Documents.parse(documents) };
  throw new AgentProblem(
    'not-a-bot',
    `What answers there is not the bot (HTTP ${response.status}).`,
    'Check --url.',
  );
}
