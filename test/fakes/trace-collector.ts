/** What a collector of OpenTelemetry gets: OTLP in JSON over HTTP, span by span (OTLP 1.10, `/v1/traces`). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type GotSpan = { traceId: string; spanId: string; parentSpanId?: string; name: string } & {
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code?: number; message?: string };
};
type Body = { resourceSpans: { scopeSpans: { spans: GotSpan[] }[] }[] };

export type TraceCollector = {
  endpoint: string;
  /** Every request, in its order; `text` is its body as it came. */
  got: { path: string | undefined; header: string | undefined; text: string }[];
  spans(): GotSpan[];
  /** From now on every request is answered so. */
  answer(status: number): void;
  close(): Promise<void>;
};

export async function traceCollector(): Promise<TraceCollector> {
  const got: TraceCollector['got'] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += String(piece);
    got.push({ path: request.url, header: request.headers.authorization, text });
    response.writeHead(status).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    got,
    spans: () =>
      got.flatMap(({ text }) =>
        (JSON.parse(text) as Body).resourceSpans.flatMap(({ scopeSpans }) =>
          scopeSpans.flatMap(({ spans }) => spans),
        ),
      ),
    answer(next) {
      status = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
