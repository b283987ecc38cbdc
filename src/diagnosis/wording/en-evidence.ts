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
    says: 'It fits {one|one cause} and {other|another}, which exclude each other.',
    mistakenWhen: 'Two faults at once, or a second gateway that explains both.',
  },
  'incomplete-evidence': {
    title: 'Not enough evidence',
    says: 'Missing to decide: {missing|version, log lines, command output}.',
    mistakenWhen: 'The text contains it in an unknown form.',
  },
  'needs-vendor': {
    title: 'Possible OpenClaw bug',
    says: 'The previous release worked, no local cause was found, and the report is complete.',
    mistakenWhen: 'Something on the host changed in the same update: service, Node.js, configuration.',
  },
};
