/**
 * @module evidence/complaint/complaint-evidence
 * What a person says is wrong, as evidence of the kind `told`, so that it is judged together with what a look at the
 * host saw. It is data: bounded, without secrets, and never read as a command or as markup.
 */
import type { Evidence, Fact } from '../../protocol/evidence.ts';
import { createRedactor } from '../../redaction/redact.ts';
import { proseBefore } from '../readers/lines.ts';
import { readComplaint } from './read-complaint.ts';

/** Of a text beyond this nothing is read; what the cut went through may be half a secret and is left out. Characters. */
const MAX_READ = 65_536;

/** A longer complaint is cut here; it is the beginning that says what is wrong. Characters. */
export const MAX_COMPLAINT = 2_000;

/** The probe that a complaint stands under: none looked, somebody spoke. */
export const COMPLAINT_PROBE = 'complaint';

/** The facts that a complaint may give. */
export const COMPLAINT_GIVES = [
  'complaint.about',
  'complaint.channel',
  'complaint.device',
  'complaint.deed',
  'complaint.agent',
  'complaint.plugin',
  'complaint.who',
  'complaint.others',
] as const;

/** A complaint without its secrets, as it is judged and kept; empty where it says nothing. */
export function cleanComplaint(text: string): string {
  const read = text.length > MAX_READ ? text.slice(0, MAX_READ).replace(/\S+$/, '') : text;
  // Secrets first: some are known by their lines, and one that was cut in two is no longer known at all.
  const safe = createRedactor({}).text(read);
  return safe
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim()
    .slice(0, MAX_COMPLAINT)
    .trimEnd();
}

function factsIn(said: string): Fact[] {
  // A log that was pasted below it is somebody else's word.
  const { about, channels, devices, deeds, agents, plugins, who, others } = readComplaint(proseBefore(said));
  if (about.length === 0) return [];
  const on = (fact: (typeof COMPLAINT_GIVES)[number], value: string | true): Fact => ({
    fact,
    subject: 'host',
    value,
  });
  return [
    ...about.map((topic) => on('complaint.about', topic)),
    ...channels.map((name) => on('complaint.channel', name)),
    ...devices.map((name) => on('complaint.device', name)),
    ...deeds.map((deed) => on('complaint.deed', deed)),
    ...agents.map((name) => on('complaint.agent', name)),
    ...plugins.map((name) => on('complaint.plugin', name)),
    ...(who === null ? [] : [on('complaint.who', who)]),
    ...(others ? [on('complaint.others', true)] : []),
  ];
}

/** One piece of evidence, or none for a complaint without a word. `now` is epoch ms. */
export function complaintEvidence(text: string, now: number): Evidence[] {
  const said = cleanComplaint(text);
  if (said === '') return [];
  return [
    {
      probe: COMPLAINT_PROBE,
      // Of the host: which gateway is meant is not known until it is judged.
      subject: 'host',
      source: 'as reported',
      at: new Date(now).toISOString(),
      how: 'told',
      look: 'seen',
      text: said,
      facts: factsIn(said),
    },
  ];
}
