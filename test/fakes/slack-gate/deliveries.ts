/**
 * Slack's deliveries over HTTP. The emulator posts once and waits for ever; Slack waits three seconds and sends
 * an event up to three times more (docs.slack.dev/apis/events-api, "Retries"), which is how one event becomes
 * two in a bot that does not take care.
 */
import { createHmac } from 'node:crypto';

type Payload = Record<string, unknown>;

export type DeliveryRules = {
  /** How long Slack waits for an answer, in milliseconds. */
  limitMs?: number;
  /** How long it waits before each further try. */
  delaysMs?: readonly number[];
  /** Slack sends only events again. */
  retried?: 'events' | 'all';
};

export type Delivered = {
  kind: 'events' | 'commands' | 'interactive';
  body: string;
  /** Status of each try; `late` when no answer came in time, `lost` when the bot could not be reached. */
  tries: (number | 'late' | 'lost')[];
  /** Ends when Slack tries no more. */
  over: Promise<void>;
};

export type Deliveries = {
  /** Everything the emulator had delivered, in order. */
  all: Delivered[];
  /** The latest of its kind. */
  last(kind: Delivered['kind']): Delivered;
  /** The same once more, `times` at once, each signed anew and all but the first marked as a retry. */
  again(delivered: Delivered, times: number): Promise<Response[]>;
  /** What the emulator posts comes in here. */
  handle(request: Request): Promise<Response>;
  /** Tries no more. */
  stop(): void;
};

export type Delivering = {
  deliver: (request: Request) => Promise<Response>;
  signingSecret: string;
  /** What the payload is to be; null when Slack would not tell the app. */
  hand: (payload: Payload) => Payload | null;
  /** The bot's answer as the emulator gets it; undefined when Slack would not take it. */
  take: (answer: unknown) => unknown;
  rules: DeliveryRules;
};

const ADDRESS = 'http://bot.invalid/slack/events';
const MINUTE_MS = 60_000;

export function createDeliveries({ deliver, signingSecret, hand, take, rules }: Delivering): Deliveries {
  const { limitMs = 3_000, delaysMs = [0, MINUTE_MS, 5 * MINUTE_MS], retried = 'events' } = rules;
  const all: Delivered[] = [];
  const waiting = new Set<{ timer: NodeJS.Timeout; give: () => void }>();
  let stopped = false;

  /** What the bot says within the limit; the request goes on without Slack listening. */
  async function attempt(request: Request, tries: Delivered['tries']): Promise<Response | null> {
    const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), limitMs).unref());
    const said = await Promise.race([deliver(request).catch(() => 'lost' as const), late]);
    tries.push(typeof said === 'string' ? said : said.status);
    return typeof said === 'string' ? null : said;
  }

  async function tryAgain(delivered: Delivered): Promise<void> {
    for (const [at, delayMs] of delaysMs.entries()) {
      await pause(delayMs);
      if (stopped) return;
      const answer = await attempt(signed(delivered, at + 1), delivered.tries);
      if (settles(answer)) return;
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const one = { timer: setTimeout(resolve, ms), give: resolve };
      waiting.add(one);
    });
  }

  function signed({ body, tries }: Pick<Delivered, 'body' | 'tries'>, retry: number): Request {
    const at = Math.floor(Date.now() / 1000);
    const hmac = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex');
    const reason = { late: 'http_timeout', lost: 'connection_failed' };
    const before = tries.at(-1) ?? 'late';
    const again = {
      'x-slack-retry-num': String(Math.min(retry, 3)),
      'x-slack-retry-reason': typeof before === 'string' ? reason[before] : 'http_error',
    };
    return new Request(ADDRESS, {
      method: 'POST',
      body,
      headers: {
        'content-type': body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': `v0=${hmac}`,
        ...(retry === 0 ? {} : again),
      },
    });
  }

  return {
    all,
    last(kind) {
      const found = all.findLast((one) => one.kind === kind);
      if (found === undefined) throw new Error(`Slack delivered no ${kind}`);
      return found;
    },
    again: (delivered, times) =>
      Promise.all(Array.from({ length: times }, (_, at) => deliver(signed({ ...delivered, tries: [] }, at)))),
    async handle(request) {
      const text = await request.text();
      const { kind, payload, write } = read(text);
      const handed = hand(payload);
      // The emulator need not know that its app may not hear of this.
      if (handed === null) return new Response();
      const body = handed === payload ? text : write(handed);
      const delivered: Delivered = { kind, body, tries: [], over: Promise.resolve() };
      all.push(delivered);
      // As it came, with the signature of somebody else, unless the gate had to change it.
      const { url, method, headers } = request;
      const first = handed === payload ? new Request(url, { method, headers, body }) : signed(delivered, 0);
      const answer = await attempt(first, delivered.tries);
      if (!settles(answer) && (retried === 'all' || kind === 'events')) delivered.over = tryAgain(delivered);
      if (answer === null) return new Response(null, { status: 504 });
      const said = await answer.text();
      if (!said.startsWith('{')) return new Response(said, answer);
      const taken = take(JSON.parse(said));
      return new Response(taken === undefined ? null : JSON.stringify(taken), { status: answer.status });
    },
    stop() {
      stopped = true;
      for (const { timer, give } of waiting) {
        clearTimeout(timer);
        give();
      }
    },
  };
}

/** Whether Slack is content, or was told not to try again. */
const settles = (answer: Response | null): boolean =>
  answer !== null && (answer.ok || answer.headers.get('x-slack-no-retry') === '1');

/** Events are JSON, commands a form, interactions JSON in a form. */
function read(text: string): {
  kind: Delivered['kind'];
  payload: Payload;
  write: (payload: Payload) => string;
} {
  if (text.startsWith('{'))
    return { kind: 'events', payload: JSON.parse(text) as Payload, write: JSON.stringify };
  const form = Object.fromEntries(new URLSearchParams(text));
  if (form.payload === undefined)
    return {
      kind: 'commands',
      payload: form,
      write: (payload) => new URLSearchParams(payload as Record<string, string>).toString(),
    };
  return {
    kind: 'interactive',
    payload: JSON.parse(form.payload) as Payload,
    write: (payload) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
  };
}
