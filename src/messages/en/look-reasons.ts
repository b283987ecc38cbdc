/**
 * @module messages/en/look-reasons
 * What a look says before a plan and after a run: that nothing is claimed, or why "recovered" is not said (yet).
 */
export const LOOK_REASONS = {
  'look-again.waits': '{why}. Looking again, for some minutes at most',
  'look-again.waits-for-channels':
    'Something of it is still there; after crashes OpenClaw lets channels up again only minutes later. Looking until then',
  'look-again.could-not-look': 'The finding could not be looked for again',
  'look-again.down': 'The gateway is down: {still}',
  'look-again.appeared': '{finding} is gone, but there is something that was not there before: {appeared}',
  'look-again.appeared-since': 'There is something that was not there before: {appeared}',
  'look-again.not-healthy':
    'Nothing speaks for a recovery but a healthy gateway, and this one is not (verdict: {verdict})',
  'look-again.still': 'The fault is still there: {finding}',
  'look.could-not': 'The gateway could not be looked at',
  'look.nothing-found': 'Triage claims no fault (verdict: {verdict}); a gateway that works is not touched',
} as const satisfies Record<string, string>;
