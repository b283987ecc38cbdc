/**
 * Whether a bot answers at an address: it is there, it has its settings, it refuses strangers. For a deployment that was
 * just made, and any time later (`npm run deploy -- --check URL`).
 */

export type Probe = { path: string; ok: boolean; saw: string; ms: number };

const PATIENCE_MS = 60_000;
const PAUSE_MS = 2_000;
const ONE_MS = 10_000;

type Wanted = {
  path: string;
  method: 'GET' | 'POST';
  says: string;
  is(status: number, body: unknown): boolean;
};

const has = (body: unknown, name: string, value: unknown): boolean =>
  typeof body === 'object' && body !== null && (body as Record<string, unknown>)[name] === value;

const WANTED: readonly Wanted[] = [
  {
    path: '/healthz',
    method: 'GET',
    says: '200 ok',
    is: (status, body) => status === 200 && has(body, 'ok', true),
  },
  {
    path: '/readyz',
    method: 'GET',
    says: '200 ready',
    is: (status, body) => status === 200 && has(body, 'ready', true),
  },
  // An unsigned delivery: 401 where Slack is set, 404 where it is off. Anything else is another program.
  {
    path: '/slack/events',
    method: 'POST',
    says: '401 or 404',
    is: (status) => status === 401 || status === 404,
  },
  { path: '/agents/join', method: 'POST', says: '400', is: (status) => status === 400 },
];

/** Asks until all is as wanted, or for a minute: a new address needs a moment to be known everywhere. */
export async function smoke(
  url: string,
  patienceMs = PATIENCE_MS,
): Promise<{ ok: boolean; probes: Probe[] }> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const probes = [];
    for (const wanted of WANTED) probes.push(await probe(url, wanted));
    const ok = probes.every((one) => one.ok);
    if (ok || Date.now() + PAUSE_MS > until) return { ok, probes };
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function probe(url: string, { path, method, says, is }: Wanted): Promise<Probe> {
  const began = performance.now();
  const took = (): number => Math.round(performance.now() - began);
  try {
    const answer = await fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(ONE_MS),
      ...(method === 'POST' && { body: '{}' }),
    });
    const text = await answer.text();
    const ok = is(answer.status, jsonOf(text));
    return { path, ok, saw: ok ? says : `${answer.status} ${text.slice(0, 200)}`, ms: took() };
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    return { path, ok: false, saw: cause?.code ?? message, ms: took() };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page of somebody else's, then.
    return null;
  }
}
