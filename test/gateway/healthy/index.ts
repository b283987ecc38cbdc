/**
 * All healthy variants, in the order in which they are listed and run. A test compares this list with the folder.
 */
import type { Healthy } from '../healthy.ts';
import busy from './busy.ts';
import byHand from './by-hand.ts';
import channelCameBack from './channel-came-back.ts';
import companyProxy from './company-proxy.ts';
import crashedOnce from './crashed-once.ts';
import cronOff from './cron-off.ts';
import customBind from './custom-bind.ts';
import diskGettingFull from './disk-getting-full.ts';
import envToken from './env-token.ts';
import fallbackWorked from './fallback-worked.ts';
import formerFileName from './former-file-name.ts';
import healed from './healed.ts';
import hotReload from './hot-reload.ts';
import narrowProbe from './narrow-probe.ts';
import neighbours from './neighbours.ts';
import nixMode from './nix-mode.ts';
import noisyLog from './noisy-log.ts';
import oddPaths from './odd-paths.ts';
import openLoopback from './open-loopback.ts';
import passwordMode from './password-mode.ts';
import portFlag from './port-flag.ts';
import portScan from './port-scan.ts';
import rescueProfile from './rescue-profile.ts';
import restartedOnPurpose from './restarted-on-purpose.ts';
import restarting from './restarting.ts';
import secondStartRefused from './second-start-refused.ts';
import secretRef from './secret-ref.ts';
import splitConfig from './split-config.ts';
import starting from './starting.ts';
import talkOfErrors from './talk-of-errors.ts';
import timeZone from './time-zone.ts';
import tls from './tls.ts';
import tokenRotated from './token-rotated.ts';
import toolsRestricted from './tools-restricted.ts';
import trustedProxy from './trusted-proxy.ts';
import tunnel from './tunnel.ts';
import twoAgents from './two-agents.ts';

export const healthyVariants: readonly Healthy[] = [
  busy,
  byHand,
  channelCameBack,
  companyProxy,
  crashedOnce,
  cronOff,
  customBind,
  diskGettingFull,
  envToken,
  fallbackWorked,
  formerFileName,
  healed,
  hotReload,
  narrowProbe,
  neighbours,
  nixMode,
  noisyLog,
  oddPaths,
  openLoopback,
  passwordMode,
  portFlag,
  portScan,
  rescueProfile,
  restartedOnPurpose,
  restarting,
  secondStartRefused,
  secretRef,
  splitConfig,
  starting,
  talkOfErrors,
  timeZone,
  tls,
  tokenRotated,
  toolsRestricted,
  trustedProxy,
  tunnel,
  twoAgents,
];
