/**
 * All faults, in the order in which they are listed and run. A test compares this list with the folder.
 */
import type { Fault } from '../fault.ts';
import authAmbiguous from './auth-ambiguous.ts';
import bindElsewhere from './bind-elsewhere.ts';
import bindFlag from './bind-flag.ts';
import bindNoAuth from './bind-no-auth.ts';
import botTokenWrong from './bot-token-wrong.ts';
import cliOnly from './cli-only.ts';
import clientNoToken from './client-no-token.ts';
import clientTooOld from './client-too-old.ts';
import clientsSilent from './clients-silent.ts';
import closedAfterHello from './closed-after-hello.ts';
import configClobbered from './config-clobbered.ts';
import configCut from './config-cut.ts';
import configGone from './config-gone.ts';
import configInvalid from './config-invalid.ts';
import configNewer from './config-newer.ts';
import configOfRoot from './config-of-root.ts';
import configRetiredKey from './config-retired-key.ts';
import crashLoop from './crash-loop.ts';
import databaseDamaged from './database-damaged.ts';
import databaseNewer from './database-newer.ts';
import deadTunnel from './dead-tunnel.ts';
import deviceClock from './device-clock.ts';
import deviceTokenOld from './device-token-old.ts';
import deviceWaits from './device-waits.ts';
import diskFull from './disk-full.ts';
import frozen from './frozen.ts';
import helloTooLarge from './hello-too-large.ts';
import jobFails from './job-fails.ts';
import jobUndelivered from './job-undelivered.ts';
import jobsOff from './jobs-off.ts';
import killed from './killed.ts';
import lockHeld from './lock-held.ts';
import lockedOut from './locked-out.ts';
import loopBlocked from './loop-blocked.ts';
import modeRemote from './mode-remote.ts';
import modelKeyWrong from './model-key-wrong.ts';
import modelLimited from './model-limited.ts';
import modelProxyDown from './model-proxy-down.ts';
import modelServerDown from './model-server-down.ts';
import modelShape from './model-shape.ts';
import modelUnknown from './model-unknown.ts';
import modelWalled from './model-walled.ts';
import noDevice from './no-device.ts';
import originRefused from './origin-refused.ts';
import otherProtocol from './other-protocol.ts';
import packageTorn from './package-torn.ts';
import passwordFlag from './password-flag.ts';
import passwordMissing from './password-missing.ts';
import pluginThrows from './plugin-throws.ts';
import portFlag from './port-flag.ts';
import portForeign from './port-foreign.ts';
import proxyBehindDead from './proxy-behind-dead.ts';
import proxyIdle from './proxy-idle.ts';
import proxyNamesNobody from './proxy-names-nobody.ts';
import proxyUnknown from './proxy-unknown.ts';
import relaunchLoop from './relaunch-loop.ts';
import reloadSkipped from './reload-skipped.ts';
import scopeNarrow from './scope-narrow.ts';
import secretMissing from './secret-missing.ts';
import shellElsewhere from './shell-elsewhere.ts';
import shellOldInstall from './shell-old-install.ts';
import signInProxy from './sign-in-proxy.ts';
import staleShellPort from './stale-shell-port.ts';
import stopped from './stopped.ts';
import tlsNotRenewed from './tls-not-renewed.ts';
import tlsNotYet from './tls-not-yet.ts';
import tokenFlag from './token-flag.ts';
import tokenPlaceholder from './token-placeholder.ts';
import tokenReloadOff from './token-reload-off.ts';
import tokenRotated from './token-rotated.ts';
import tokenVariableGone from './token-variable-gone.ts';
import toolsDenied from './tools-denied.ts';
import toolsNone from './tools-none.ts';
import updatedUnder from './updated-under.ts';
import workspaceIsFile from './workspace-is-file.ts';
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
  configOfRoot,
  configRetiredKey,
  bindNoAuth,
  scopeNarrow,
  diskFull,
  closedAfterHello,
  staleShellPort,
  configGone,
  configCut,
  configClobbered,
  reloadSkipped,
  workspaceIsFile,
  databaseDamaged,
  databaseNewer,
  signInProxy,
  passwordFlag,
  tokenRotated,
  tokenPlaceholder,
  secretMissing,
  authAmbiguous,
  clientNoToken,
  lockHeld,
  lockedOut,
  deviceTokenOld,
  deviceClock,
  originRefused,
  clientTooOld,
  clientsSilent,
  modelUnknown,
  toolsDenied,
  toolsNone,
  passwordMissing,
  pluginThrows,
  modelKeyWrong,
  modelLimited,
  modelShape,
  modelWalled,
  modelServerDown,
  modelProxyDown,
  jobsOff,
  jobFails,
  jobUndelivered,
  portFlag,
  deadTunnel,
  tlsNotYet,
  bindFlag,
  killed,
  loopBlocked,
  deviceWaits,
  noDevice,
  otherProtocol,
  helloTooLarge,
  proxyUnknown,
  proxyIdle,
  botTokenWrong,
  proxyNamesNobody,
  tlsNotRenewed,
  proxyBehindDead,
  shellOldInstall,
  crashLoop,
  configNewer,
  bindElsewhere,
  shellElsewhere,
  packageTorn,
  updatedUnder,
  tokenVariableGone,
];
