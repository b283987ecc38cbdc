/**
 * @module agent/probes
 * The one list of probes, cheapest first, so that the headline does not wait for the slow ones.
 */
import type { Probe } from '../probe.ts';
import { atRest } from './at-rest.ts';
import { boots } from './boots.ts';
import { browserPlace } from './browser-place.ts';
import { certificate } from './certificate.ts';
import { changes } from './changes.ts';
import { channelPolicy } from './channel-policy.ts';
import { clientAddress } from './client-address.ts';
import { config } from './config.ts';
import { container } from './container.ts';
import { conversation } from './conversation.ts';
import { credentials } from './credentials.ts';
import { database } from './database.ts';
import { doctor } from './doctor.ts';
import { execRights } from './exec-rights.ts';
import { heartbeatPolicy } from './heartbeat-policy.ts';
import { hold } from './hold.ts';
import { httpHealth } from './http-health.ts';
import { logTail } from './log-tail.ts';
import { modelRoute } from './model-route.ts';
import { ownFiles } from './own-files.ts';
import { processes } from './processes.ts';
import { resources } from './resources.ts';
import { road } from './road.ts';
import { service } from './service.ts';
import { serviceLog } from './service-log.ts';
import { startup } from './startup.ts';
import { statusCommands } from './status-commands.ts';
import { statusWords } from './status-words.ts';
import { switchedOff } from './switched-off.ts';
import { toolPolicy } from './tool-policy.ts';
import { usualPort } from './usual-port.ts';
import { versions } from './versions.ts';
import { workspace } from './workspace.ts';

export const PROBES: readonly Probe[] = [
  processes,
  atRest,
  hold,
  httpHealth,
  certificate,
  resources,
  credentials,
  workspace,
  modelRoute,
  logTail,
  toolPolicy,
  channelPolicy,
  switchedOff,
  browserPlace,
  execRights,
  heartbeatPolicy,
  versions,
  boots,
  database,
  ownFiles,
  startup,
  changes,
  container,
  statusWords,
  service,
  serviceLog,
  clientAddress,
  road,
  conversation,
  usualPort,
  config,
  statusCommands,
  doctor,
];
