/**
 * @module diagnosis/wording/en-contradictions
 * English words for why one look is believed over another, as they stand behind "trust the …".
 */
import type { ContradictionCode } from '../reason.ts';

export const EN_CONTRADICTIONS: Readonly<Record<ContradictionCode, string>> = {
  'unseen-in-process': 'a port that answers says nothing of the process that should',
  'unseen-in-listener': 'an open port does not show which process answers',
  'unseen-in-handshake': 'the health pages speak for the process; every client needs the handshake',
  'unseen-in-authority':
    'the health pages ask for no credential, and a plain probe for no scope; work needs both',
  'unseen-in-configuration': 'no probe of OpenClaw looks there: what was seen on the host decides',
  'unseen-in-work': 'a greeting is not work: what was tried after it decides',
  'served-just-now': 'the gateway was greeted and read from just now; do not restart it because of the other',
  'asked-another-port':
    'commands here ask another port than the one it listens on, so they say unreachable; do not restart it',
  'refused-too-late':
    'it is up and refuses the credential; wrong ones are answered up to 5 s late, and probes give up after 3 s',
};
