/**
 * @module diagnosis/wording/en-contradictions
 * English words for why one look is believed over another, as they stand behind "trust the …".
 */
import type { ContradictionCode } from '../reason.ts';

export const EN_CONTRADICTIONS: Readonly<Record<ContradictionCode, string>> = {
  'unseen-in-process': 'an open port does not show that the right process runs',
  'unseen-in-listener': 'an open port does not show which process answers',
  'unseen-in-handshake': 'health pages cover the process; every client needs the handshake',
  'unseen-in-authority': 'health pages need no credential and a plain probe no scope; work needs both',
  'unseen-in-configuration': 'OpenClaw’s probes do not check this; evidence from the host decides',
  'unseen-in-work': 'a handshake is not work; what was tried after it decides',
  'served-just-now': 'a handshake and a read just succeeded; do not restart it',
  'asked-another-port':
    'commands here use another port than its listener, so they report unreachable; do not restart it',
  'refused-too-late':
    'it is up and rejects the credential; rejections take up to 5 s, probes give up after 3 s',
};
