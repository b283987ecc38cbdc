/**
 * @module messages/en
 * All sentences in English, by id. What another language has no text for is said as it stands here.
 */
import { BUNDLE } from './bundle.ts';
import { BUNDLE_PAGE } from './bundle-page.ts';
import { BUTTONS } from './buttons.ts';
import { FINDINGS } from './findings.ts';
import { FREEZE } from './freeze.ts';
import { HOSTS } from './hosts.ts';
import { OWN_KEY } from './own-key.ts';
import { RECOVERY } from './recovery.ts';
import { REFUSALS } from './refusals.ts';
import { SLACK } from './slack.ts';
import { SLACK_ERRORS } from './slack-errors.ts';
import { STATUS } from './status.ts';
import { STORY } from './story.ts';
import { TERMINAL } from './terminal.ts';
import { TICKET } from './ticket.ts';
import { TIME } from './time.ts';
import { TRIAGE } from './triage.ts';
import { VERBS } from './verbs.ts';

export const EN = {
  ...STATUS,
  ...FINDINGS,
  ...HOSTS,
  ...FREEZE,
  ...TRIAGE,
  ...VERBS,
  ...RECOVERY,
  ...BUNDLE,
  ...BUNDLE_PAGE,
  ...STORY,
  ...OWN_KEY,
  ...REFUSALS,
  ...BUTTONS,
  ...SLACK,
  ...SLACK_ERRORS,
  ...TERMINAL,
  ...TICKET,
  ...TIME,
} as const;
