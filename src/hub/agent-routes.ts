/**
 * @module hub/agent-routes
 * The two doors for host agents: the HTTP request by which a host joins, and the check of the address under
 * which it later connects. Both turn strangers away before any object is woken: that takes one code under the
 * bot's key, so a flood of them costs what reading it costs, and needs no count that a Worker could not keep.
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '../log.ts';
import { JoinBody, RotateBody } from '../protocol/joining.ts';
import type { Signer } from '../protocol/signer.ts';
import type { Address, Message, Objects } from '../storage/objects.ts';
import { joinTokens } from './enrolment.ts';
import { hostAddresses } from './host-address.ts';
import { alongWith } from './host-rotate.ts';

export type AgentRoutesDeps = {
  objects: Objects;
  signer: Signer | Promise<Signer>;
  log: Log;
};

/** A refusal as every HTTP door of the bot gives it. */
export type HttpRefusal = { error: { code: string; message: string; hint: string } };

export type ConnectCheck =
  | { ok: true; address: Address & { kind: 'host' } }
  | { ok: false; status: 404; body: HttpRefusal };

/** A join request is far smaller. */
const MAX_JOIN_BYTES = 16 * 1024;

/** `POST /agents/join` as a Hono app; mount it at the root. */
export function agentRoutes(deps: AgentRoutesDeps): Hono {
  const tokens = joinTokens(deps.signer);
  const addresses = hostAddresses(deps.signer);
  const app = new Hono();
  const tooLarge = refusal(
    'size',
    'A join request is at most 16 KiB.',
    'Use the `join` command of the host agent.',
  );
  const limit = bodyLimit({ maxSize: MAX_JOIN_BYTES, onError: (c) => c.json(tooLarge, 413) });

  app.post('/agents/join', limit, async (c) => {
    const body = JoinBody.safeParse(await c.req.json().catch(() => null));
    if (!body.success || !(await tokens.genuine(body.data.token, body.data.name))) {
      // Whoever made a mistake reads it on their host; strangers could fill the bot's log with it.
      deps.log.debug({ readable: body.success }, 'A join request was turned away.');
      const answer = body.success
        ? refusal('token-unknown', 'This bot did not make that token for that name.', AGAIN)
        : refusal('request', 'This is not a join request.', 'Use the `join` command of the host agent.');
      return c.json(answer, body.success ? 403 : 400);
    }
    const { token, name, request } = body.data;
    const message = { type: 'join', token, request } as Message;
    const reply = await deps.objects.send({ kind: 'host', name }, message);
    if (reply.ok === true) return c.json({ joined: String(reply.joined) });
    return c.json(refusal(String(reply.code), String(reply.message), String(reply.hint)), 403);
  });

  app.post('/agents/rotate', limit, async (c) => {
    const body = RotateBody.safeParse(await c.req.json().catch(() => null));
    const name = body.success ? await addresses.nameOf(body.data.hostId) : null;
    if (!body.success || name === null) {
      const answer = refusal(
        'host-unknown',
        'This bot has no such host.',
        'Join the host again with a new token.',
      );
      return c.json(answer, body.success ? 404 : 400);
    }
    const message = { type: 'rotate', request: body.data.request } as Message;
    const reply = await deps.objects.send({ kind: 'host', name }, message);
    if (reply.ok === true)
      return c.json({ rotated: String(reply.rotated), documents: alongWith(await deps.signer) });
    return c.json(refusal(String(reply.code), String(reply.message), String(reply.hint)), 403);
  });
  return app;
}

const AGAIN =
  'Make a new token with `enroll NAME` in chat (or `bot enroll NAME`) and run the new line on the host.';

/**
 * Checks the path of a WebSocket upgrade (`/agents/connect/HOST-ID`): gives the object to hand the socket to,
 * or the refusal to answer with. An id that this bot has not made touches nothing.
 */
export function connectCheck(signer: Signer | Promise<Signer>): (path: string) => Promise<ConnectCheck> {
  const addresses = hostAddresses(signer);
  return async (path) => {
    const id = /^\/agents\/connect\/([^/]{1,128})$/.exec(path)?.[1];
    const name = id === undefined ? null : await addresses.nameOf(id);
    if (name !== null) return { ok: true, address: { kind: 'host', name } };
    const body = refusal(
      'host-unknown',
      'This bot has no such host.',
      'Join the host again with a new token.',
    );
    return { ok: false, status: 404, body };
  };
}

function refusal(code: string, message: string, hint: string): HttpRefusal {
  return { error: { code, message, hint } };
}
