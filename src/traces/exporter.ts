/**
 * @module traces/exporter
 * Brings finished spans to a collector: OpenTelemetry's own encoding, by `fetch`, which both runtimes have. What cannot be
 * brought is dropped: a trace is worth less than the work that it tells of.
 */
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Log } from '../log.ts';

export type Collector = {
  /** `https://collector:4318`; `/v1/traces` is added, as the environment variable wants it. */
  endpoint: string;
  /** As OTEL_EXPORTER_OTLP_HEADERS has them. */
  headers: Readonly<Record<string, string>>;
};

const LIMIT_MS = 10_000;
const MOST_AT_ONCE = 64;
/** Of a collector that is away one line is logged in so many milliseconds. */
const LINE_EVERY_MS = 60_000;

export type FetchExporter = SpanExporter & { told(): Promise<void> };

export function fetchExporter(parts: { collector: Collector; fetch: typeof fetch; log: Log }): FetchExporter {
  const { collector, log } = parts;
  const url = `${collector.endpoint.replace(/\/+$/, '')}/v1/traces`;
  const underWay = new Set<Promise<void>>();
  let lost = 0;
  let lastLine = 0;

  function lose(spans: number, why: string): void {
    lost += spans;
    if (Date.now() - lastLine < LINE_EVERY_MS) return;
    lastLine = Date.now();
    log.warn({ lost, why: why.slice(0, 200) }, 'Spans could not be brought to the collector');
    lost = 0;
  }

  async function bring(spans: ReadableSpan[]): Promise<void> {
    // Not AbortSignal.timeout(), whose timer would keep a Durable Object awake after the answer.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), LIMIT_MS);
    try {
      const answer = await parts.fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...collector.headers },
        body: new TextDecoder().decode(JsonTraceSerializer.serializeRequest(spans)),
        // Headers of ours must not follow one; workerd knows no `error` here and refused to send anything.
        redirect: 'manual',
        signal: late.signal,
      });
      await answer.body?.cancel();
      if (!answer.ok) lose(spans.length, `HTTP ${answer.status}`);
    } catch (error) {
      lose(spans.length, String(error));
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    export(spans, done) {
      if (underWay.size >= MOST_AT_ONCE) {
        lose(spans.length, 'too many are under way');
        return done({ code: 1 });
      }
      const work: Promise<void> = bring(spans).finally(() => underWay.delete(work));
      underWay.add(work);
      done({ code: 0 });
    },
    told: async () => void (await Promise.all(underWay)),
    forceFlush: async () => void (await Promise.all(underWay)),
    shutdown: async () => void (await Promise.all(underWay)),
  };
}
