/**
 * @module slack/fetch-receiver
 * Slack's HTTP requests for the Bolt app, as the web's own Request and Response, so that the same file serves
 * a Worker and Node. Slack waits three seconds: the answer goes out as soon as the app acknowledges, what is
 * left is handed to the runtime.
 */
import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Log } from '../log.ts';
import { parseBody, readBytes } from './request-body.ts';
import type { SignatureCheck } from './signature.ts';

/** Keeps the runtime alive for work that goes on after the response. */
export type WaitUntil = (work: Promise<unknown>) => void;

export type FetchReceiver = Receiver & {
  handle(request: Request, waitUntil: WaitUntil): Promise<Response>;
};

const plain = (status: number, text = ''): Response => new Response(text, { status });

/** A receiver for `createSlackApp`; the app must be made before the first request is handled. */
export function fetchReceiver(deps: { check: SignatureCheck; log: Log }): FetchReceiver {
  const { check, log } = deps;
  let app: App | undefined;

  async function handle(request: Request, waitUntil: WaitUntil): Promise<Response> {
    if (request.method !== 'POST') return plain(405);
    const bytes = await readBytes(request);
    if (bytes === null) return plain(413);
    const refusal = await check(request.headers, bytes);
    if (refusal !== null) {
      log.warn({ why: refusal }, 'A request that was not signed by Slack was refused');
      return plain(401);
    }
    const body = parseBody(bytes, request.headers.get('content-type') ?? '');
    if (body === null) {
      log.warn({ bytes: bytes.length }, 'A signed request could not be read');
      return plain(400);
    }
    // Slack's own questions about the address: whether it is ours, and whether its certificate is good.
    if (body.type === 'url_verification') return Response.json({ challenge: body.challenge });
    if (body.ssl_check !== undefined) return plain(200);
    return process(body, request.headers, waitUntil);
  }

  function process(body: Record<string, unknown>, headers: Headers, waitUntil: WaitUntil): Promise<Response> {
    return new Promise((respond) => {
      const event: ReceiverEvent = {
        body,
        ...retryOf(headers),
        ack: async (answer?: unknown) => respond(answered(answer)),
      };
      const work = (app ?? missingApp()).processEvent(event).then(
        // Responding twice does nothing, so this speaks only when nobody acknowledged.
        () => respond(plain(404)),
        (cause: unknown) => {
          log.error({ cause: String(cause) }, 'A Slack request failed');
          respond(plain(500));
        },
      );
      waitUntil(work);
    });
  }

  return {
    init(bolt) {
      app = bolt;
    },
    // Requests come through `handle`; there is nothing to start or stop.
    start: async () => undefined,
    stop: async () => undefined,
    handle,
  };
}

function missingApp(): never {
  throw new Error('The Slack receiver was used before an app was made with it.');
}

function retryOf(headers: Headers): { retryNum?: number; retryReason?: string } {
  const number = headers.get('x-slack-retry-num');
  const reason = headers.get('x-slack-retry-reason');
  return {
    ...(number === null ? {} : { retryNum: Number(number) }),
    ...(reason === null ? {} : { retryReason: reason }),
  };
}

/** What a listener gave to `ack`: nothing, a sentence, or a message. */
function answered(answer: unknown): Response {
  if (answer === undefined || answer === '') return plain(200);
  return typeof answer === 'string' ? plain(200, answer) : Response.json(answer);
}
