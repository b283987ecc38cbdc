/**
 * @module messages/en/buttons
 * Labels of buttons, and the dialogs that some of them open: a verb and its object, three words at most.
 */
export const BUTTONS = {
  'button.rerun': 'Re-run',
  'button.details': 'Details',
  'button.commands': 'Show commands',
  'button.explain': 'Explain an error',
  'button.triage_host': 'Triage a host',
  'button.acknowledge': 'Acknowledge',
  'button.extend': 'Extend 30 min',
  'button.lift': 'Lift',
  'button.start': 'Start',
  'button.approve': 'Approve',
  'button.deny': 'Deny',
  'button.pause': 'Pause',
  'button.continue': 'Continue',
  'button.skip': 'Skip step',
  'button.abort': 'Abort',
  'button.roll-back': 'Roll back',
  'button.escalate': 'Escalate',

  'dialog.explain.title': 'Explain an error',
  'dialog.explain.label': 'The error, or the log lines around it',
  'dialog.explain.hint': 'The line before the error often decides. Secrets are removed before it is read.',
  'dialog.explain.submit': 'Explain',
  'dialog.explain.empty': 'Paste the error or the log lines here.',
  'dialog.triage.title': 'Triage a host',
  'dialog.triage.label': 'Host',
  'dialog.triage.hint': 'Its incident appears in this channel. Nothing on the host is changed.',
  'dialog.triage.submit': 'Triage',
  'dialog.triage.empty': 'Name the host to check.',
  'dialog.reason.label': 'Reason',
  'dialog.reason.hint': 'It stands in the thread and in the record, with your name.',
  'dialog.reason.empty': 'Give a reason.',
  'dialog.reason-hint-typed':
    'It stands in the thread and in the record. Type it behind <code>because</code>.',
  'dialog.cancel': 'Cancel',
  'dialog.close': 'Close',
  'dialog.other-version': 'This dialog is from another version of the bot. Close it and open it again.',
} as const;
