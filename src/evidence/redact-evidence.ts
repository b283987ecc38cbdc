/**
 * @module evidence/redact-evidence
 * Takes the secrets out of a piece of evidence. The host agent does it before anything leaves, with the values
 * it knows; the bot does it again, without them, before anything is stored: a host agent may be an old one, or
 * in other hands.
 */
import { Evidence } from '../protocol/evidence.ts';
import type { Redactor } from '../redaction/redact.ts';

/** One piece of evidence, redacted whole; where that fails, only the failure is told. Never throws. */
export function redactEvidence(redactor: Pick<Redactor, 'text'>, raw: Evidence): Evidence {
  try {
    return Evidence.parse({
      ...raw,
      source: redactor.text(raw.source).slice(0, 512),
      ...(raw.why === undefined ? {} : { why: redactor.text(raw.why).slice(0, 500) }),
      ...(raw.text === undefined ? {} : { text: redactor.text(raw.text).slice(0, 16_384) }),
      facts: raw.facts.map((fact) => ({
        ...fact,
        value: clean(redactor, fact.value),
        ...(fact.quote === undefined ? {} : { quote: redactor.text(fact.quote).slice(0, 1_000) }),
      })),
    });
  } catch {
    const why = 'what was seen could not be redacted, so it stays on the host';
    return { ...raw, source: raw.probe, look: 'unavailable', why, text: '', facts: [] };
  }
}

function clean(redactor: Pick<Redactor, 'text'>, value: Evidence['facts'][number]['value']) {
  if (typeof value === 'string') return redactor.text(value).slice(0, 2_048);
  return Array.isArray(value) ? value.map((word) => redactor.text(word).slice(0, 512)) : value;
}
