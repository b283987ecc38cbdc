/**
 * @module slack/web-fetch
 * The way to Slack's Web API that behaves the same on Node and on Workers: a plain function (workerd refuses
 * a detached method), no redirects (workerd knows no `redirect: "error"`, and a token must not follow one),
 * and a time limit that leaves no timer behind (a timer keeps a Durable Object awake).
 */
type Fetch = typeof fetch;

/** `limitMs` covers the headers and the body. A redirect or a timeout is thrown as an error. */
export function webFetch(fetch: Fetch, limitMs = 10_000): Fetch {
  return async (input, init) => {
    const aborter = new AbortController();
    const timer = setTimeout(
      () => aborter.abort(new Error(`Slack did not answer within ${limitMs} ms`)),
      limitMs,
    );
    try {
      const response = await fetch(input, { ...init, redirect: 'manual', signal: aborter.signal });
      if (response.status >= 300 && response.status < 400)
        throw new Error(`Slack answered with a redirect (${response.status})`);
      const bytes = await response.arrayBuffer();
      return new Response(bytes, {
        status: response.status,
        statusText: response.statusText,
        headers: withRetryAfter(response),
      });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Slack's client takes a 429 without a number of seconds for a surprise; here it means half a minute. */
function withRetryAfter(response: Response): Headers {
  const headers = new Headers(response.headers);
  // The body was decoded already.
  headers.delete('content-encoding');
  headers.delete('content-length');
  if (response.status === 429 && !/^\d+$/.test(headers.get('retry-after') ?? ''))
    headers.set('retry-after', '30');
  return headers;
}
