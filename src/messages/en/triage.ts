/**
 * @module messages/en/triage
 * What a triage answers at once, before its incident speaks for itself.
 */
export const TRIAGE = {
  'triage.started': '{host}: triage started',
  'triage.started-again': '{host}: triage started again',
  'triage.running': '{host}: triage already running',
  'triage.same-result': 'Its result is shown to you, too.',
  'triage.updates': 'Its message updates in place; details follow in its thread.',
  'triage.results-here': 'Results appear here in seconds and update in place.',
  'triage.job-waits':
    'The job waits 5 min for it. Without the bot: run <code>node host.mjs triage</code> on {host}.',
  'triage.pending': '{host}: enrollment pending',
  'triage.pending-why': 'A token was created, but its host agent has never connected. For a new token:',
  'triage.many': 'Triage started on {n, plural, one {# host} other {# hosts}}',
  'triage.many-here': 'Results appear here: <b>{hosts}</b>.',
  'triage.many-elsewhere': 'Results appear in their open incidents:',
  'triage.many-row': '{state} – {incident}',
  'triage.many-waiting': 'Host agent not connected: {hosts}. Their jobs wait 5 min.',
  'triage.many-pending': 'Not checked, enrollment pending: {hosts}.',
  'triage.many-silent': 'Not checked, state not available: {hosts}.',
  'triage.round':
    'All of them are asked, a few at a time. One message here counts them and names those that are ill.',
  'triage.none-enrolled': 'None of these hosts has connected yet',
  'triage.none-why':
    'Their host agents have never connected. For a new token, for example <code>{host}</code>:',

  'rerun.updates': 'The message above updates in place and names the requester.',
  'rerun.waiting': 'Host agent not connected: <b>{hosts}</b>. The job waits 5 min.',
  'rerun.newer': 'A newer run replaced this message',
  'rerun.above': 'Its result is in the message above.',
  'rerun.above-by': 'Its result is in the message above, requested by {person}.',
} as const;
