/**
 * @module tickets/desks
 * All kinds of desks, and the desks that an operator has set up.
 */
import type { Desk, DeskName } from './desk.ts';
import type { DeskKind, DeskTools } from './kind.ts';
import { github } from './kinds/github.ts';
import { jira } from './kinds/jira.ts';
import { linear } from './kinds/linear.ts';
import { pagerduty } from './kinds/pagerduty.ts';
import { pagerdutyEvents } from './kinds/pagerduty-events.ts';
import { servicenow } from './kinds/servicenow.ts';
import { webhook } from './kinds/webhook.ts';
import { zendesk } from './kinds/zendesk.ts';

export const DESK_KINDS: readonly DeskKind[] = [
  github,
  jira,
  linear,
  pagerduty,
  pagerdutyEvents,
  zendesk,
  servicenow,
  webhook,
];

/** One desk of the settings. */
export type DeskChoice = { name: DeskName; kind: DeskKind; settings: unknown };

/** The desks by their names, in the order of the settings. */
export function makeDesks(
  choices: readonly DeskChoice[],
  tools: Omit<DeskTools, 'name'>,
): ReadonlyMap<DeskName, Desk> {
  return new Map(choices.map(({ name, kind, settings }) => [name, kind.make(settings, { ...tools, name })]));
}
