/**
 * @module evidence/readers/model-failures
 * Why a call to a model failed, in OpenClaw's own closed words. The log keeps them beside the sentence for people, and
 * that sentence is often the wrong one: a firewall's page that answers 403 is told as a wrong credential there. And
 * whether the run was answered all the same, by a model that is configured to step in.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { LineReader, ReadContext, Reading } from '../reader.ts';
import type { Line } from './lines.ts';
import { readLines } from './read-lines.ts';
import { maySayOf } from './speech.ts';

/** `embedded_run_agent_end`, each failed attempt, also those that are tried again (OpenClaw 2026.3 to 2026.9.6). */
const EVENT = 'embedded_run_agent_end';
const MAX_QUOTE = 200;
/** `model_fallback_decision`, each step to the next model and the one that answered (OpenClaw 2026.3 to 2026.9.6). */
const STEP = 'model_fallback_decision';
const GAVE_UP: ReadonlySet<unknown> = new Set(['candidate_failed', 'skip_candidate']);
/** As many runs without an answer are remembered; the oldest are forgotten. */
const MAX_RUNS = 64;
/** A run that failed so long before an answer is no longer what people meet. */
const RECENT_MS = 3_600_000;

/** `providerRuntimeFailureKind`, the closer look, goes before `failoverReason`. Others name no cause of ours. */
const BY_KIND: Readonly<Record<string, string>> = {
  schema: 'shape',
  auth_html: 'blocked',
  upstream_html: 'blocked',
  rate_limit: 'rate-limited',
  model_not_found: 'not-found',
  auth_invalid_token: 'auth',
  auth_refresh: 'auth',
};
const BY_REASON: Readonly<Record<string, string>> = {
  rate_limit: 'rate-limited',
  overloaded: 'rate-limited',
  billing: 'rate-limited',
  auth: 'auth',
  auth_permanent: 'auth',
  model_not_found: 'not-found',
};
/** The same status for another limit: not how much is asked, but that so long a context is asked for at all. */
const LONG_CONTEXT = /\blong[- ]context\b/i;
/** A page of a server's own fault is no wall before it. */
const SERVERS_FAULT = /^5\d\d\b/;

/**
 * `[model-fetch] error provider=… code=… causeCode=…`: a request that never got an answer, with the system's own code
 * (OpenClaw 2026.6 to 2026.9.6). What people are told is "network connection error", whatever it was.
 */
const FETCH =
  /^(?:\[[\w/-]{1,64}\] )?\[model-fetch\] error .{0,300}? code=(\w+) causeName=\w+ causeCode=(\w+)/;
const BY_CODE: readonly (readonly [RegExp, string])[] = [
  [/^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'endpoint-refused'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'endpoint-unresolved'],
  [/CERT|SIGNATURE|^(?:EPROTO$|ERR_SSL_|ERR_TLS_)/, 'endpoint-untrusted'],
];

function cutOff(text: string): { word: string; quote: string } | null {
  const found = FETCH.exec(text);
  const code = found?.[2] === 'undefined' ? found[1] : found?.[2];
  const word = BY_CODE.find(([codes]) => codes.test(code ?? ''))?.[1];
  return word === undefined ? null : { word, quote: text.slice(0, MAX_QUOTE) };
}

function failureIn({ meta }: Line): { word: string; quote: string } | null {
  if (meta?.event !== EVENT || meta.isError !== true) return null;
  const { providerRuntimeFailureKind: kind, failoverReason: reason, rawErrorPreview: raw, error } = meta;
  const said = typeof raw === 'string' ? raw : typeof error === 'string' ? error : '';
  const known = BY_KIND[String(kind)] ?? BY_REASON[String(reason)];
  const word = known === 'rate-limited' && LONG_CONTEXT.test(said) ? 'long-context' : known;
  if (word === undefined || (word === 'blocked' && SERVERS_FAULT.test(said))) return null;
  return { word, quote: said.replace(/\s+/g, ' ').slice(0, MAX_QUOTE) };
}

type Run = { at: string | undefined; model: string };

/** Follows the runs that met a failure, until another model answers for the one that was asked. */
function followRuns() {
  const open = new Map<unknown, Run>();
  let answered: { at: string | undefined } | undefined;
  return {
    line({ meta, at }: Line) {
      const { event, decision, runId } = meta ?? {};
      const steps = event === STEP;
      if (steps && decision === 'candidate_succeeded') {
        const asked = `${meta?.requestedProvider}/${meta?.requestedModel}`;
        // Its former runs are overtaken as well: who asks this model now is answered.
        for (const [id, { model }] of open) if (id === runId || model === asked) open.delete(id);
        answered = { at };
      } else if ((steps && GAVE_UP.has(decision)) || (event === EVENT && meta?.isError === true)) {
        const model = steps
          ? `${meta?.requestedProvider}/${meta?.requestedModel}`
          : (open.get(runId)?.model ?? `${meta?.provider}/${meta?.model}`);
        open.delete(runId);
        open.set(runId, { at, model });
        if (open.size > MAX_RUNS) open.delete(open.keys().next().value);
      }
    },
    /** Set when nobody who met a failure in that hour is left without an answer. */
    answered(): { at?: string } | null {
      if (!answered) return null;
      const since = Date.parse(answered.at ?? '') - RECENT_MS;
      // A run or an answer without a time may be the newest.
      if ([...open.values()].some(({ at }) => !(Date.parse(at ?? '') < since))) return null;
      return answered.at ? { at: answered.at } : {};
    },
  };
}

function open(context: ReadContext): Reading {
  const seen = new Map<string, Fact>();
  const runs = followRuns();
  return {
    line(line) {
      const event = line.meta?.event;
      if ((event === EVENT || event === STEP) && maySayOf(line)('model:auth')) runs.line(line);
      const failure = failureIn(line) ?? cutOff(line.whole ?? line.text);
      if (failure === null || !maySayOf(line)('model:auth')) return;
      const { word, quote } = failure;
      const at = line.at ? { at: line.at } : {};
      // The newest stays: whether it still counts depends on when it was last seen.
      seen.set(word, { fact: 'model.sign', subject: context.gateway, value: word, ...at, quote });
    },
    facts() {
      const answered = runs.answered();
      const well = { fact: 'runs.failing', subject: context.gateway, value: false } as const;
      return answered ? [...seen.values(), { ...well, ...answered }] : [...seen.values()];
    },
  };
}

export const modelFailures: LineReader = {
  id: 'model-failures',
  title: 'Failed calls to a model, as the log classes them',
  gives: ['model.sign', 'runs.failing'],
  near: ['embedded run agent end', 'model fallback decision', 'model-fetch] error'],
  open,
  read: (text, context) => readLines(open, text, context),
};
