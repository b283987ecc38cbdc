/**
 * @module evidence/readers/model-failures
 * Why a call to a model failed, in OpenClaw's own closed words. The log keeps them beside the sentence for people, and
 * that sentence is often the wrong one: a firewall's page that answers 403 is told as a wrong credential there.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { LineReader, ReadContext, Reading } from '../reader.ts';
import type { Line } from './lines.ts';
import { readLines } from './read-lines.ts';
import { maySayOf } from './speech.ts';

/** `embedded_run_agent_end`, each failed attempt, also those that are tried again (OpenClaw 2026.3 to 2026.9.6). */
const EVENT = 'embedded_run_agent_end';
const MAX_QUOTE = 200;

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
/** A page of a server's own fault is no wall before it. */
const SERVERS_FAULT = /^5\d\d\b/;

function failureIn({ meta }: Line): { word: string; quote: string } | null {
  if (meta?.event !== EVENT || meta.isError !== true) return null;
  const { providerRuntimeFailureKind: kind, failoverReason: reason, rawErrorPreview: raw, error } = meta;
  const said = typeof raw === 'string' ? raw : typeof error === 'string' ? error : '';
  const word = BY_KIND[String(kind)] ?? BY_REASON[String(reason)];
  if (word === undefined || (word === 'blocked' && SERVERS_FAULT.test(said))) return null;
  return { word, quote: said.replace(/\s+/g, ' ').slice(0, MAX_QUOTE) };
}

function open(context: ReadContext): Reading {
  const seen = new Map<string, Fact>();
  return {
    line(line) {
      const failure = failureIn(line);
      if (failure === null || !maySayOf(line)('model:auth')) return;
      const { word, quote } = failure;
      const at = line.at ? { at: line.at } : {};
      // The newest stays: whether it still counts depends on when it was last seen.
      seen.set(word, { fact: 'model.sign', subject: context.gateway, value: word, ...at, quote });
    },
    facts: () => [...seen.values()],
  };
}

export const modelFailures: LineReader = {
  id: 'model-failures',
  title: 'Failed calls to a model, as the log classes them',
  gives: ['model.sign'],
  near: ['embedded run agent end'],
  open,
  read: (text, context) => readLines(open, text, context),
};
