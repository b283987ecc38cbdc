/**
 * @module agent/bundle/sources
 * The one list of what a bundle is made of. The slow ones begin first; what they give stands in the archive by name.
 */
import type { Source } from '../source.ts';
import { config } from './config.ts';
import { container } from './container.ts';
import { doctor } from './doctor.ts';
import { environment } from './environment.ts';
import { gatewayLog } from './gateway-log.ts';
import { host } from './host.ts';
import { listeners } from './listeners.ts';
import { notes } from './notes.ts';
import { openclawExport } from './openclaw-export.ts';
import { probes } from './probes.ts';
import { processes } from './processes.ts';
import { recovery } from './recovery.ts';
import { restartLog } from './restart-log.ts';
import { serviceUnits } from './service-units.ts';
import { supervisorLog } from './supervisor-log.ts';
import { versions } from './versions.ts';

export const SOURCES: readonly Source[] = [
  doctor,
  openclawExport,
  gatewayLog,
  supervisorLog,
  restartLog,
  config,
  environment,
  serviceUnits,
  container,
  processes,
  listeners,
  host,
  recovery,
  notes,
  versions,
  probes,
];
