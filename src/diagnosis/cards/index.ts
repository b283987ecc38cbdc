/**
 * @module diagnosis/cards
 * The one list of areas, and with it of all findings. A card that is not in it does not exist; wording, kinship and
 * ranking are made from it. A card without its rows in the tests does not compile.
 */
import { DICTIONARY, type FactName } from '../../evidence/dictionary.ts';
import type { Condition } from '../condition.ts';
import { AUTOMATIONS_CARDS } from './automations.ts';
import { BROWSER_CARDS } from './browser.ts';
import type { Card } from './card.ts';
import { CHANNELS_CARDS } from './channels.ts';
import { CONFIGURATION_CARDS } from './configuration.ts';
import { CREDENTIALS_CARDS } from './credentials.ts';
import { DASHBOARD_CARDS } from './dashboard.ts';
import { DEVICES_CARDS } from './devices.ts';
import { HANDSHAKE_CARDS } from './handshake.ts';
import { IDENTITY_CARDS } from './identity.ts';
import { LISTENER_CARDS } from './listener.ts';
import { MODELS_CARDS } from './models.ts';
import { NETWORK_CARDS } from './network.ts';
import { NODES_CARDS } from './nodes.ts';
import { PLUGINS_CARDS } from './plugins.ts';
import { PROCESS_CARDS } from './process.ts';
import { RESOURCES_CARDS } from './resources.ts';
import { RIVALS_CARDS } from './rivals.ts';
import { SCOPES_CARDS } from './scopes.ts';
import { SERVICES_CARDS } from './services.ts';
import { START_CARDS } from './start.ts';
import { TOOLS_CARDS } from './tools.ts';
import { UPGRADES_CARDS } from './upgrades.ts';
import { WORK_CARDS } from './work.ts';
import { WORKSPACES_CARDS } from './workspaces.ts';

const ALL = [
  ...RESOURCES_CARDS,
  ...START_CARDS,
  ...PROCESS_CARDS,
  ...RIVALS_CARDS,
  ...SERVICES_CARDS,
  ...LISTENER_CARDS,
  ...NETWORK_CARDS,
  ...HANDSHAKE_CARDS,
  ...CREDENTIALS_CARDS,
  ...IDENTITY_CARDS,
  ...SCOPES_CARDS,
  ...DEVICES_CARDS,
  ...DASHBOARD_CARDS,
  ...WORKSPACES_CARDS,
  ...CONFIGURATION_CARDS,
  ...UPGRADES_CARDS,
  ...PLUGINS_CARDS,
  ...MODELS_CARDS,
  ...CHANNELS_CARDS,
  ...TOOLS_CARDS,
  ...AUTOMATIONS_CARDS,
  ...NODES_CARDS,
  ...BROWSER_CARDS,
  ...WORK_CARDS,
] as const;

export type RuleId = (typeof ALL)[number]['id'];

/** Where a finding is decided by a sign, the matching hint ("suggests it") is worth a mention. */
function hintsOf(condition: Condition): Condition[] {
  if ('either' in condition) return condition.either.flatMap(hintsOf);
  if (!('fact' in condition) || !condition.fact.endsWith('.sign')) return [];
  const fact = condition.fact.replace(/\.sign$/, '.hint');
  return fact in DICTIONARY ? [{ ...condition, fact: fact as FactName }] : [];
}

export const RULES: readonly (Card & { id: RuleId })[] = ALL.map((card: Card & { id: RuleId }) => ({
  ...card,
  hints: [...(card.hints ?? []), ...hintsOf(card.decisive)],
}));
