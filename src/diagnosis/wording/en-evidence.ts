/**
 * @module diagnosis/wording/en-evidence
 * English words for findings about the evidence itself. They have no card: no rule decides them, only a text can lack
 * what a look would bring.
 */
import type { MetaId } from '../finding.ts';
import type { Words } from './words.ts';

export const EN_EVIDENCE: Readonly<Record<MetaId, Words>> = {
  'conflicting-evidence': {
    title: 'The text matches two causes',
    says: 'It names {one|one cause} and {other|another} alike, and they exclude each other.',
    mistakenWhen: 'Two faults at once, or a second gateway that explains both.',
  },
  'incomplete-evidence': {
    title: 'Not enough evidence',
    says: 'What would decide is missing: {missing|version, log lines, output of a command}.',
    mistakenWhen: 'The text has it in a form that is not known here.',
  },
  'needs-vendor': {
    title: 'Possible OpenClaw bug',
    says: 'The release before worked, nothing local explains it, and the report is complete.',
    mistakenWhen: 'Something on the host changed in the same update: service, Node.js, configuration.',
  },
};
