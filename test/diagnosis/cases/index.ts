/** The rows of all cards, by the areas of diagnosis/cards. A card without rows does not compile. */
import type { RuleId } from '../../../src/diagnosis/cards/index.ts';
import { AUTOMATIONS_CASES } from './automations.ts';
import { BROWSER_CASES } from './browser.ts';
import type { Cases } from './case.ts';
import { CHANNELS_CASES } from './channels.ts';
import { CONFIGURATION_CASES } from './configuration.ts';
import { CREDENTIALS_CASES } from './credentials.ts';
import { DASHBOARD_CASES } from './dashboard.ts';
import { DEVICES_CASES } from './devices.ts';
import { HANDSHAKE_CASES } from './handshake.ts';
import { IDENTITY_CASES } from './identity.ts';
import { LISTENER_CASES } from './listener.ts';
import { MODELS_CASES } from './models.ts';
import { NETWORK_CASES } from './network.ts';
import { NODES_CASES } from './nodes.ts';
import { PLUGINS_CASES } from './plugins.ts';
import { PROCESS_CASES } from './process.ts';
import { RESOURCES_CASES } from './resources.ts';
import { RIVALS_CASES } from './rivals.ts';
import { SCOPES_CASES } from './scopes.ts';
import { SERVICES_CASES } from './services.ts';
import { START_CASES } from './start.ts';
import { TOOLS_CASES } from './tools.ts';
import { UPGRADES_CASES } from './upgrades.ts';
import { WORK_CASES } from './work.ts';
import { WORKSPACES_CASES } from './workspaces.ts';

export const CASES: Record<RuleId, Cases> = {
  ...RESOURCES_CASES,
  ...START_CASES,
  ...PROCESS_CASES,
  ...RIVALS_CASES,
  ...SERVICES_CASES,
  ...LISTENER_CASES,
  ...NETWORK_CASES,
  ...HANDSHAKE_CASES,
  ...CREDENTIALS_CASES,
  ...IDENTITY_CASES,
  ...SCOPES_CASES,
  ...DEVICES_CASES,
  ...DASHBOARD_CASES,
  ...WORKSPACES_CASES,
  ...CONFIGURATION_CASES,
  ...UPGRADES_CASES,
  ...PLUGINS_CASES,
  ...MODELS_CASES,
  ...CHANNELS_CASES,
  ...TOOLS_CASES,
  ...AUTOMATIONS_CASES,
  ...NODES_CASES,
  ...BROWSER_CASES,
  ...WORK_CASES,
};
