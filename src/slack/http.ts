/**
 * @module slack/http
 * `POST /slack/events` as one function: Slack's signed request in, its answer out. Every request gets an app
 * of its own, which takes a tenth of a millisecond and cannot carry anything from one request to another.
 */
import { createSlackApp, type SlackApp } from './app.ts';
import { fetchReceiver, type WaitUntil } from './fetch-receiver.ts';
import { signatureCheck } from './signature.ts';

export type SlackHandler = (request: Request, waitUntil: WaitUntil) => Promise<Response>;

/**
 * `signingSecrets`: one, or two during a rotation; throws at once when there is none.
 * `now`: epoch milliseconds.
 */
export function slackHandler(
  deps: SlackApp & { signingSecrets: readonly string[]; now: () => number },
): SlackHandler {
  const check = signatureCheck(deps.signingSecrets, deps.now);
  return (request, waitUntil) => {
    const receiver = fetchReceiver({ check, log: deps.log });
    createSlackApp({ ...deps, receiver });
    return receiver.handle(request, waitUntil);
  };
}
