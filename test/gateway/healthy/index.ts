/**
 * All healthy variants, in the order in which they are listed and run. A test compares this list with the folder.
 */
import type { Healthy } from '../healthy.ts';
import accountKeptOut from './account-kept-out.ts';
import agentPlanned from './agent-planned.ts';
import agentsByTheHour from './agents-by-the-hour.ts';
import agentsOfTheirOwn from './agents-of-their-own.ts';
import answerOnConsole from './answer-on-console.ts';
import apiByScript from './api-by-script.ts';
import backupMade from './backup-made.ts';
import botByWebhook from './bot-by-webhook.ts';
import botOff from './bot-off.ts';
import browserNotWanted from './browser-not-wanted.ts';
import busy from './busy.ts';
import byHand from './by-hand.ts';
import channelCameBack from './channel-came-back.ts';
import chatWritesLogs from './chat-writes-logs.ts';
import clientByVariables from './client-by-variables.ts';
import clientCompanyDoor from './client-company-door.ts';
import clientFormerHost from './client-former-host.ts';
import clientPassword from './client-password.ts';
import clientSaysMuch from './client-says-much.ts';
import clientSecretVariable from './client-secret-variable.ts';
import clientTls from './client-tls.ts';
import clientTunnel from './client-tunnel.ts';
import clientUsualPort from './client-usual-port.ts';
import colleague from './colleague.ts';
import companyProxy from './company-proxy.ts';
import complaintElsewhere from './complaint-elsewhere.ts';
import complaintOver from './complaint-over.ts';
import configLeftovers from './config-leftovers.ts';
import consoleJson from './console-json.ts';
import copiesBeside from './copies-beside.ts';
import crashedOnce from './crashed-once.ts';
import cronOff from './cron-off.ts';
import customBind from './custom-bind.ts';
import dashboardUnderPath from './dashboard-under-path.ts';
import dataDiscFull from './data-disc-full.ts';
import devProfileUnused from './dev-profile-unused.ts';
import deviceTurnedDown from './device-turned-down.ts';
import directsOff from './directs-off.ts';
import diskGettingFull from './disk-getting-full.ts';
import envToken from './env-token.ts';
import everyAddress from './every-address.ts';
import fallbackAsleep from './fallback-asleep.ts';
import fallbackWorked from './fallback-worked.ts';
import farSuspended from './far-suspended.ts';
import firstRun from './first-run.ts';
import formerFileName from './former-file-name.ts';
import forwardedLogs from './forwarded-logs.ts';
import frontPage from './front-page.ts';
import groupForOne from './group-for-one.ts';
import groupLeftAlone from './group-left-alone.ts';
import groupQuiet from './group-quiet.ts';
import guestsMayTalk from './guests-may-talk.ts';
import healed from './healed.ts';
import heartbeatListEmpty from './heartbeat-list-empty.ts';
import heartbeatNightRest from './heartbeat-night-rest.ts';
import heartbeatOfOne from './heartbeat-of-one.ts';
import heartbeatOff from './heartbeat-off.ts';
import hooksGuarded from './hooks-guarded.ts';
import hotReload from './hot-reload.ts';
import ipv6 from './ipv6.ts';
import jobFoundItsChat from './job-found-its-chat.ts';
import jobOnceAYear from './job-once-a-year.ts';
import jobRunning from './job-running.ts';
import jobSwitchedOff from './job-switched-off.ts';
import jobWithNothingNew from './job-with-nothing-new.ts';
import jobsOfAllKinds from './jobs-of-all-kinds.ts';
import largeWorkspace from './large-workspace.ts';
import logRotated from './log-rotated.ts';
import longHistory from './long-history.ts';
import loopScript from './loop-script.ts';
import lostPhone from './lost-phone.ts';
import manyClients from './many-clients.ts';
import manyTongues from './many-tongues.ts';
import modelKeyRenewed from './model-key-renewed.ts';
import namesOfTwoAgents from './names-of-two-agents.ts';
import namesake from './namesake.ts';
import narrowProbe from './narrow-probe.ts';
import neighbours from './neighbours.ts';
import niced from './niced.ts';
import nixMode from './nix-mode.ts';
import noAgentMain from './no-agent-main.ts';
import noDashboard from './no-dashboard.ts';
import nodeWentHome from './node-went-home.ts';
import noisyLog from './noisy-log.ts';
import oddPaths from './odd-paths.ts';
import oldLogsKept from './old-logs-kept.ts';
import oldReleaseLast from './old-release-last.ts';
import onlyProfileServes from './only-profile-serves.ts';
import openLoopback from './open-loopback.ts';
import passwordMode from './password-mode.ts';
import pluginMended from './plugin-mended.ts';
import pluginOwnPart from './plugin-own-part.ts';
import poller from './poller.ts';
import portFlag from './port-flag.ts';
import portScan from './port-scan.ts';
import providerOddName from './provider-odd-name.ts';
import proxySettingsSpare from './proxy-settings-spare.ts';
import quietLog from './quiet-log.ts';
import redirector from './redirector.ts';
import reloadModeMigrated from './reload-mode-migrated.ts';
import reminderGiven from './reminder-given.ts';
import remoteEnv from './remote-env.ts';
import remoteLeftover from './remote-leftover.ts';
import remotePath from './remote-path.ts';
import remoteRetired from './remote-retired.ts';
import remoteTunnel from './remote-tunnel.ts';
import rescueProfile from './rescue-profile.ts';
import restartedByRpc from './restarted-by-rpc.ts';
import restartedBySignal from './restarted-by-signal.ts';
import restartedOnPurpose from './restarted-on-purpose.ts';
import restarting from './restarting.ts';
import restsAlone from './rests-alone.ts';
import resumed from './resumed.ts';
import secondStartRefused from './second-start-refused.ts';
import secretByProgram from './secret-by-program.ts';
import secretFile from './secret-file.ts';
import secretRef from './secret-ref.ts';
import sendersByVariable from './senders-by-variable.ts';
import setByCommand from './set-by-command.ts';
import sharedDocs from './shared-docs.ts';
import sharedLog from './shared-log.ts';
import shellTokenLoses from './shell-token-loses.ts';
import skillsForElsewhere from './skills-for-elsewhere.ts';
import slowModel from './slow-model.ts';
import splitConfig from './split-config.ts';
import stagingStopped from './staging-stopped.ts';
import starting from './starting.ts';
import strangersKnock from './strangers-knock.ts';
import strictStart from './strict-start.ts';
import suspendedNow from './suspended-now.ts';
import talkOfErrors from './talk-of-errors.ts';
import timeZone from './time-zone.ts';
import tls from './tls.ts';
import tokenRotated from './token-rotated.ts';
import toolsRestricted from './tools-restricted.ts';
import topicClosed from './topic-closed.ts';
import trustedProxy from './trusted-proxy.ts';
import tunnel from './tunnel.ts';
import turkishLocale from './turkish-locale.ts';
import turnAborted from './turn-aborted.ts';
import twoAgents from './two-agents.ts';
import twoBots from './two-bots.ts';
import unitsOfOthers from './units-of-others.ts';
import updatedByLink from './updated-by-link.ts';
import uptimeMonitor from './uptime-monitor.ts';
import webhookSecondTry from './webhook-second-try.ts';
import workspaceNotYet from './workspace-not-yet.ts';
import workspacePlanned from './workspace-planned.ts';
import wrapperScript from './wrapper-script.ts';

export const healthyVariants: readonly Healthy[] = [
  agentPlanned,
  answerOnConsole,
  botOff,
  busy,
  byHand,
  channelCameBack,
  chatWritesLogs,
  clientByVariables,
  clientFormerHost,
  clientPassword,
  clientSaysMuch,
  clientSecretVariable,
  clientTls,
  clientTunnel,
  clientUsualPort,
  colleague,
  companyProxy,
  complaintElsewhere,
  complaintOver,
  crashedOnce,
  cronOff,
  customBind,
  devProfileUnused,
  diskGettingFull,
  envToken,
  fallbackWorked,
  farSuspended,
  firstRun,
  formerFileName,
  forwardedLogs,
  frontPage,
  healed,
  hotReload,
  ipv6,
  jobRunning,
  logRotated,
  lostPhone,
  manyClients,
  namesake,
  narrowProbe,
  neighbours,
  niced,
  nixMode,
  noisyLog,
  oddPaths,
  onlyProfileServes,
  openLoopback,
  passwordMode,
  pluginOwnPart,
  poller,
  portFlag,
  portScan,
  redirector,
  remoteEnv,
  remotePath,
  remoteRetired,
  remoteTunnel,
  rescueProfile,
  restartedByRpc,
  restartedBySignal,
  restartedOnPurpose,
  restarting,
  restsAlone,
  resumed,
  secondStartRefused,
  secretRef,
  setByCommand,
  sharedLog,
  splitConfig,
  starting,
  suspendedNow,
  talkOfErrors,
  timeZone,
  tls,
  tokenRotated,
  toolsRestricted,
  trustedProxy,
  tunnel,
  turnAborted,
  twoAgents,
  updatedByLink,
  uptimeMonitor,
  workspaceNotYet,
  wrapperScript,
  sharedDocs,
  oldLogsKept,
  longHistory,
  hooksGuarded,
  jobSwitchedOff,
  secretFile,
  noDashboard,
  quietLog,
  stagingStopped,
  loopScript,
  nodeWentHome,
  oldReleaseLast,
  consoleJson,
  manyTongues,
  everyAddress,
  fallbackAsleep,
  jobOnceAYear,
  deviceTurnedDown,
  providerOddName,
  directsOff,
  dashboardUnderPath,
  turkishLocale,
  strictStart,
  largeWorkspace,
  reloadModeMigrated,
  twoBots,
  reminderGiven,
  backupMade,
  browserNotWanted,
  groupLeftAlone,
  groupQuiet,
  heartbeatOff,
  noAgentMain,
  pluginMended,
  secretByProgram,
  shellTokenLoses,
  skillsForElsewhere,
  strangersKnock,
  accountKeptOut,
  apiByScript,
  heartbeatOfOne,
  jobFoundItsChat,
  slowModel,
  sendersByVariable,
  workspacePlanned,
  configLeftovers,
  heartbeatNightRest,
  modelKeyRenewed,
  proxySettingsSpare,
  unitsOfOthers,
  agentsOfTheirOwn,
  copiesBeside,
  jobsOfAllKinds,
  remoteLeftover,
  topicClosed,
  agentsByTheHour,
  botByWebhook,
  dataDiscFull,
  groupForOne,
  namesOfTwoAgents,
  clientCompanyDoor,
  guestsMayTalk,
  heartbeatListEmpty,
  jobWithNothingNew,
  webhookSecondTry,
];
