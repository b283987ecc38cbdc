/**
 * All faults, in the order in which they are listed and run. A test compares this list with the folder.
 */
import type { Fault } from '../fault.ts';
import bindNoAuth from './bind-no-auth.ts';
import cliOnly from './cli-only.ts';
import closedAfterHello from './closed-after-hello.ts';
import configInvalid from './config-invalid.ts';
import diskFull from './disk-full.ts';
import frozen from './frozen.ts';
import modeRemote from './mode-remote.ts';
import portForeign from './port-foreign.ts';
import relaunchLoop from './relaunch-loop.ts';
import scopeNarrow from './scope-narrow.ts';
import staleShellPort from './stale-shell-port.ts';
import stopped from './stopped.ts';
import tokenFlag from './token-flag.ts';
import tokenReloadOff from './token-reload-off.ts';
import workspaceMissing from './workspace-missing.ts';

export const faults: readonly Fault[] = [
  tokenFlag,
  tokenReloadOff,
  workspaceMissing,
  cliOnly,
  stopped,
  frozen,
  relaunchLoop,
  portForeign,
  modeRemote,
  configInvalid,
  bindNoAuth,
  scopeNarrow,
  diskFull,
  closedAfterHello,
  staleShellPort,
];
