/**
 * @module agent/recovery/acts/supervisor-means
 * What the acts on a supervisor are made with. How a gateway is asked to restart itself is given from outside: that needs
 * a credential, and the rooms here show none.
 */
import { join } from 'node:path';
import type { Because } from '../../../protocol/recovery.ts';
import type { Means } from '../../supervisors/sight.ts';
import type { Sight } from '../../supervisors/supervisor.ts';

/** How the gateway took the request. `null`: it could not be asked, or has no such method. */
export type RestartAsked = { asked: 'scheduled' | 'deferred' } | { asked: null; because: Because };
export type AskRestart = (sight: Sight, signal: AbortSignal) => Promise<RestartAsked>;

export type SupervisorMeans = Means & {
  /** The host agent's own folder. */
  stateDir: string;
  askRestart: AskRestart;
  /** Epoch ms. */
  now(): number;
  /** A start is waited for no longer than this, whatever this host's history says; milliseconds. */
  patienceMs?: number;
};

/** Where what must be known between a stop and a start is kept, for one run. */
export const keepFor = (stateDir: string, run: string): string =>
  join(stateDir, 'recovery', `launch-${run.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 120)}.json`);
