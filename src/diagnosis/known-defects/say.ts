/**
 * @module diagnosis/known-defects/say
 * A known defect in a line: what it is, which versions have it, and whether this one does.
 */
import type { DefectNote } from '../finding.ts';

const HAS: Readonly<Record<DefectNote['runningHasIt'], string>> = {
  yes: 'this version has it',
  no: 'this version is without it',
  unknown: 'whether this version has it is not known',
};

/** Without its address, which every place shows in its own way. */
export function defectText({ number, says, affected, fixed, runningHasIt }: DefectNote): string {
  const until = fixed === null ? 'no fixed version on record' : `fixed in ${fixed}`;
  return `#${number}: ${says} Seen in ${affected}, ${until}; ${HAS[runningHasIt]}.`;
}
