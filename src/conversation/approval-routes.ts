/**
 * @module conversation/approval-routes
 * Where a person's own machine fetches the order that they may sign, and brings the signature back. The bot never has
 * the key. Who they are is the one-time code that they were given in private; it is good for one order, once.
 */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import type { CountersignReply, HostMessage, OrderReply } from '../hub/messages.ts';
import type { IncidentMessage, InvitedReply } from '../incidents/messages.ts';
import type { Log } from '../log.ts';
import { text } from '../messages/sentence.ts';
import { sha256 } from '../protocol/canonical.ts';
import type { Signer } from '../protocol/signer.ts';
import { Id, PublicKey } from '../protocol/words.ts';
import type { Objects } from '../storage/objects.ts';
import { isIncidentId } from './incident-id.ts';
import type { ConversationDeps } from './verb.ts';

const Signed = z.strictObject({ envelope: z.string().max(65_536), key: PublicKey });
const MOST_BYTES = 128 * 1024;

type Problem = { status: 400 | 403 | 404 | 409; code: string; message: string; hint: string };
const GONE: Problem = {
  status: 404,
  code: 'no-such-approval',
  message: text('own-key.none'),
  hint: text('own-key.none-next'),
};

export function approvalRoutes(parts: {
  objects: Objects;
  signer: Signer;
  may: ConversationDeps['may'];
  now: () => number;
  log: Log;
}): Hono {
  const { objects, signer, may, now, log } = parts;
  const app = new Hono();
  const told = ({ code, message, hint }: Problem) => ({ error: { code, message, hint } });

  /** The order's incident, and who was given this code for it; null where there is none. */
  async function invited(id: string, header: string | undefined) {
    const code = /^Bearer ([A-Za-z0-9_-]{16,64})$/.exec(header ?? '')?.[1];
    const incident = id.split('.', 1)[0] ?? '';
    if (code === undefined || !Id.safeParse(id).success || !isIncidentId(incident)) return null;
    const to = { kind: 'incident', name: incident } as const;
    const message: IncidentMessage = { type: 'invited', job: id, code: await sha256(code), at: now() };
    const reply = (await objects.send(to, message)) as InvitedReply;
    return reply.invited === null ? null : { ...reply.invited, to };
  }

  app.get('/approvals/:id', async (c) => {
    const id = c.req.param('id');
    const one = await invited(id, c.req.header('authorization'));
    if (one === null) return c.json(told(GONE), GONE.status);
    const order = { kind: 'host', name: one.host } as const;
    const wanted: HostMessage = { type: 'order', id };
    const { envelope } = (await objects.send(order, wanted)) as OrderReply;
    if (envelope === null) return c.json(told(GONE), GONE.status);
    c.header('cache-control', 'no-store');
    return c.json({ v: 1, host: one.host, envelope, bot: signer.publicKey, plan: one.plan });
  });

  app.post('/approvals/:id', bodyLimit({ maxSize: MOST_BYTES }), async (c) => {
    const id = c.req.param('id');
    const one = await invited(id, c.req.header('authorization'));
    if (one === null) return c.json(told(GONE), GONE.status);
    const body = Signed.safeParse(await c.req.json().catch(() => null));
    const wrong = (status: 400 | 403 | 409, code: string, what: 'shape' | 'not-allowed' | 'not-taken') =>
      c.json(
        told({ status, code, message: text(`own-key.${what}`), hint: text(`own-key.${what}-next`) }),
        status,
      );
    if (!body.success) return wrong(400, 'shape', 'shape');
    // Asked again now: the code was given up to half an hour ago.
    if (!(await may(one.person, 'approve')).ok) return wrong(403, 'not-allowed', 'not-allowed');
    const host = { kind: 'host', name: one.host } as const;
    const sign: HostMessage = { type: 'countersign', id, ...body.data };
    const reply = (await objects.send(host, sign)) as CountersignReply;
    if (!reply.ok) return wrong(409, reply.why, 'not-taken');
    const event = {
      id: `key:${id}:${reply.kid}`,
      at: now(),
      type: 'approved',
      job: id,
      person: one.person,
      key: reply.kid,
    } as const;
    const message: IncidentMessage = { type: 'event', event };
    await objects.send(one.to, message);
    log.info(
      { order: id, by: one.person.id, key: reply.kid },
      'An order was approved with a person’s own key',
    );
    return c.json({ ok: true, key: reply.kid });
  });
  return app;
}
