/**
 * @module messages/en/story
 * What happened in an incident, a line each, as it goes along with a bundle to people who were not there.
 */
export const STORY = {
  'story.asked': '{person} ran triage on {host}',
  'story.headline': 'Triage of {host}: {verdict}, {claims, plural, one {# finding} other {# findings}}',
  'story.headline-layer':
    'Triage of {host}: {verdict}, first failing layer {layer}, {claims, plural, one {# finding} other {# findings}}',
  'story.recover': '{person} asked for {host} to be recovered',
  'story.planned': 'The host planned a recovery: {path}',
  'story.start': '{person} asked others to approve the plan',
  'story.approved': '{person} approved',
  'story.denied': '{person} denied it',
  'story.steered': '{person}: {act}',
  'story.escalated': '{person} took it over',
  'story.recovery-over': 'The recovery ended: {as}',
  'story.freeze-begun': 'Changes by anyone else were held off',
  'story.host-absent': '{host} was not connected',
  'story.host-lost': 'The connection to {host} was lost',
  'story.refused': '{host} did not carry an order out: {reason}',
  'story.bundle': '{person} asked for a bundle of {name}',
  'story.attached': '{person} attached a bundle',
  'story.because': '{what}, because {because}',
  'story.closed-by': '{person} closed the incident',
} as const;
