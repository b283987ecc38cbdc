/**
 * @module traces/tracing
 * The trace of a command, by OpenTelemetry's SDK: nothing is found out of the air (no global, no patched module), a parent
 * is a text that whoever knows it hands on, so that a trace outlives the request and the process that began it.
 */
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Log } from '../log.ts';
import { type Collector, fetchExporter } from './exporter.ts';

/** W3C Trace Context: `00-TRACE-SPAN-01`. */
export type TraceParent = string;

export type SpanFacts = {
  name: string;
  /** Epoch ms. */
  from: number;
  to: number;
  attributes?: Attributes;
  /** A code, where it did not go well. */
  problem?: string;
};

export type Tracing = {
  /** The first span of a trace, around `work`; null where nobody traces. */
  command<T>(name: string, work: (parent: TraceParent | null) => Promise<T>): Promise<T>;
  /** A span whose times are known; gives it as a parent of others. A text that is no parent gives null. */
  span(parent: TraceParent, facts: SpanFacts): TraceParent | null;
  /** Resolves when all that has ended was brought, or could not be. */
  told(): Promise<void>;
};

export const NO_TRACING: Tracing = {
  command: (_name, work) => work(null),
  span: () => null,
  told: async () => undefined,
};

const PARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/;

export function createTracing(parts: {
  collector: Collector;
  version: string;
  fetch: typeof fetch;
  log: Log;
}): Tracing {
  const exporter = fetchExporter(parts);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'openclaw-incident-bot',
      'service.version': parts.version,
    }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('openclaw-incident-bot', parts.version);
  return {
    async command(name, work) {
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, ROOT_CONTEXT);
      try {
        return await work(parentOf(span));
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: 'failed' });
        throw error;
      } finally {
        span.end();
      }
    },
    span(parent, facts) {
      const context = contextOf(parent);
      return context === null ? null : add(tracer, context, facts);
    },
    told: () => exporter.told(),
  };
}

function add(tracer: Tracer, context: Context, facts: SpanFacts): TraceParent {
  const { name, from, to, attributes = {}, problem } = facts;
  const span = tracer.startSpan(name, { startTime: new Date(from), attributes }, context);
  if (problem !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: problem });
  span.end(new Date(Math.max(from, to)));
  return parentOf(span);
}

function parentOf(span: Span): TraceParent {
  const { traceId, spanId } = span.spanContext();
  return `00-${traceId}-${spanId}-01`;
}

function contextOf(parent: TraceParent): Context | null {
  const [, traceId, spanId] = PARENT.exec(parent) ?? [];
  if (traceId === undefined || spanId === undefined) return null;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: 1, isRemote: true });
}
