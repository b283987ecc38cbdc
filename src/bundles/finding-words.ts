/**
 * @module bundles/finding-words
 * How sure, how bad, how it is known and what a value is: the small words around a finding. A test holds them to those
 * of the chat, so that a report and its thread never disagree.
 */
import type { ReportedFinding } from '../diagnosis/report.ts';
import type { FactValue, How } from '../protocol/evidence.ts';
import type { Change } from '../protocol/recovery.ts';
import { code, type Line, plain } from './blocks.ts';
import { shortened } from './foreign.ts';
import { text } from './say.ts';

const LONGEST_VALUE = 300;

/** `almost certain, 97 %`; below 50 % it says that nothing is confirmed. */
export function sureness(confidence: number): string {
  const percent = Math.round(confidence * 100);
  return text(`certainty.${certainty(percent)}`, { percent });
}

function certainty(percent: number) {
  if (percent >= 90) return 'almost-certain';
  if (percent >= 75) return 'very-likely';
  if (percent >= 50) return 'likely';
  return percent >= 30 ? 'possible' : 'unlikely';
}

export const severityWords = (severity: ReportedFinding['severity']): string => text(`severity.${severity}`);

export const knownWords = (how: How): string => text(`known.${how}`);

export function valueText(value: FactValue): string {
  if (value === null) return text('value.absent');
  if (typeof value === 'boolean') return text(value ? 'value.yes' : 'value.no');
  const words = Array.isArray(value) ? value.join(', ') : String(value);
  return words === '' ? text('value.empty') : shortened(words, LONGEST_VALUE);
}

/** Versions go by short names in a manifest; one of a newer host is shown as it is. */
const VERSIONS = ['cli', 'gateway', 'package', 'build', 'agent', 'node', 'os'] as const;

export function versionName(of: string): string {
  const known = VERSIONS.find((one) => one === of);
  return known === undefined ? of : text(`version.${known}`);
}

/** A value before or after a change; nothing there is said in words, a value as it is. */
export const valueLine = (value: Change['before']): Line =>
  value === null ? [plain(text('value.not-set'))] : [code(value)];
