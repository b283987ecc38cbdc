/**
 * @module agent/recovery/acts/ask-restart
 * Asks the gateway to restart itself when its turns have ended: it stays open for work until then, and forces the restart
 * after five minutes (`gateway.restart.request`, OpenClaw 2026.9.6). Only the request is acknowledged, never its effect.
 */
import { type AdminDoor, adminDoor } from '../../gateway-admin/door.ts';
import type { Means } from '../../supervisors/sight.ts';
import type { AskRestart, RestartAsked } from './supervisor-means.ts';

/** Said to the gateway's log; no word of a person's is in it. */
const REASON = 'ordered restart';
/** After these nobody knows whether it was heard: asking again in another way could restart it twice. */
const MAYBE_HEARD = new Set(['gateway.no-answer', 'gateway.closed']);

/** As `askRestart`, through a door that is open already. */
export async function askThrough(door: AdminDoor, signal: AbortSignal): Promise<RestartAsked> {
  const worked = await door({ signal }, async ({ admin }): Promise<RestartAsked> => {
    const method = 'gateway.restart.request';
    if (!admin.offers(method))
      return { asked: null, because: { code: 'gateway.no-method', params: { method } } };
    const asked = await admin.ask(method, { reason: REASON });
    if (asked.ok) return { asked: asked.value.status === 'deferred' ? 'deferred' : 'scheduled' };
    return MAYBE_HEARD.has(asked.because.code)
      ? { asked: 'scheduled' }
      : { asked: null, because: asked.because };
  });
  return worked.ok ? worked.value : { asked: null, because: worked.because };
}

/** Asks the gateway that is seen, with a credential of this host's own. */
export const askRestartWith =
  ({ host, env, openclaw, stateDir }: Means & { stateDir: string }): AskRestart =>
  ({ target }, signal) =>
    askThrough(adminDoor({ host, env, openclaw, stateDir, gateway: target.name }), signal);
