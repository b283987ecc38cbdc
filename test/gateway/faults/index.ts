/**
 * All faults, in the order in which they are listed and run. A test compares this list with the folder.
 */
import type { Fault } from '../fault.ts';
import accountOwnGroups from './account-own-groups.ts';
import agentDiskReadOnly from './agent-disk-read-only.ts';
import agentWithoutShell from './agent-without-shell.ts';
import approvalsNarrow from './approvals-narrow.ts';
import appsKeepToken from './apps-keep-token.ts';
import authAmbiguous from './auth-ambiguous.ts';
import authOrderGone from './auth-order-gone.ts';
import bindElsewhere from './bind-elsewhere.ts';
import bindFlag from './bind-flag.ts';
import bindNoAuth from './bind-no-auth.ts';
import bindingAgentGone from './binding-agent-gone.ts';
import botPolledTwice from './bot-polled-twice.ts';
import botProxyDown from './bot-proxy-down.ts';
import botPutOut from './bot-put-out.ts';
import botTokenWrong from './bot-token-wrong.ts';
import breakerTripped from './breaker-tripped.ts';
import browserAddressShort from './browser-address-short.ts';
import browserBoxAway from './browser-box-away.ts';
import browserNoWebsocket from './browser-no-websocket.ts';
import browserProgramGone from './browser-program-gone.ts';
import certificateFolderGone from './certificate-folder-gone.ts';
import channelNotInstalled from './channel-not-installed.ts';
import channelsLeftOut from './channels-left-out.ts';
import cliOnly from './cli-only.ts';
import clientIdleCut from './client-idle-cut.ts';
import clientNameUnknown from './client-name-unknown.ts';
import clientNoToken from './client-no-token.ts';
import clientNobodyThere from './client-nobody-there.ts';
import clientPinOld from './client-pin-old.ts';
import clientPlainToTls from './client-plain-to-tls.ts';
import clientSignIn from './client-sign-in.ts';
import clientTlsToPlain from './client-tls-to-plain.ts';
import clientTokenOld from './client-token-old.ts';
import clientTooOld from './client-too-old.ts';
import clientTunnelDead from './client-tunnel-dead.ts';
import clientTunnelSilent from './client-tunnel-silent.ts';
import clientWithoutToken from './client-without-token.ts';
import clientsSilent from './clients-silent.ts';
import closedAfterHello from './closed-after-hello.ts';
import commandNotListed from './command-not-listed.ts';
import commandUnapproved from './command-unapproved.ts';
import commandsOnTablet from './commands-on-tablet.ts';
import configClobbered from './config-clobbered.ts';
import configCut from './config-cut.ts';
import configGone from './config-gone.ts';
import configInvalid from './config-invalid.ts';
import configMountedReadOnly from './config-mounted-read-only.ts';
import configNewer from './config-newer.ts';
import configOfOtherGroup from './config-of-other-group.ts';
import configOfRoot from './config-of-root.ts';
import configRetiredKey from './config-retired-key.ts';
import crashLoop from './crash-loop.ts';
import dashboardOff from './dashboard-off.ts';
import databaseDamaged from './database-damaged.ts';
import databaseNewer from './database-newer.ts';
import databaseOfRoot from './database-of-root.ts';
import deadTunnel from './dead-tunnel.ts';
import deviceClock from './device-clock.ts';
import deviceNewRole from './device-new-role.ts';
import deviceSignsWrong from './device-signs-wrong.ts';
import deviceTokenOld from './device-token-old.ts';
import deviceWaits from './device-waits.ts';
import directsOpenListed from './directs-open-listed.ts';
import diskFull from './disk-full.ts';
import diskWithoutInodes from './disk-without-inodes.ts';
import endpointOff from './endpoint-off.ts';
import fallbackMisspelt from './fallback-misspelt.ts';
import farBehindSignIn from './far-behind-sign-in.ts';
import farCertificateExpired from './far-certificate-expired.ts';
import farCertificateUnknown from './far-certificate-unknown.ts';
import farFrozen from './far-frozen.ts';
import farIsShop from './far-is-shop.ts';
import farNameUnknown from './far-name-unknown.ts';
import farNoToken from './far-no-token.ts';
import farPathForgotten from './far-path-forgotten.ts';
import farPathMissing from './far-path-missing.ts';
import farPinOld from './far-pin-old.ts';
import farPortWrong from './far-port-wrong.ts';
import farRightsLost from './far-rights-lost.ts';
import farSecretUnset from './far-secret-unset.ts';
import farSpeaksTls from './far-speaks-tls.ts';
import farTokenOld from './far-token-old.ts';
import farTunnelDead from './far-tunnel-dead.ts';
import farWantsPassword from './far-wants-password.ts';
import frozen from './frozen.ts';
import groupAmongSenders from './group-among-senders.ts';
import groupNotListed from './group-not-listed.ts';
import groupOfOtherName from './group-of-other-name.ts';
import groupSenderUnlisted from './group-sender-unlisted.ts';
import groupSwitchedOff from './group-switched-off.ts';
import groupWithoutCommands from './group-without-commands.ts';
import groupWithoutHands from './group-without-hands.ts';
import heartbeatAccountGone from './heartbeat-account-gone.ts';
import heartbeatDirectsBlocked from './heartbeat-directs-blocked.ts';
import heartbeatNoOwner from './heartbeat-no-owner.ts';
import heartbeatNothingListed from './heartbeat-nothing-listed.ts';
import heartbeatOfAnother from './heartbeat-of-another.ts';
import heartbeatSilentTarget from './heartbeat-silent-target.ts';
import helloTooLarge from './hello-too-large.ts';
import hooksWithoutToken from './hooks-without-token.ts';
import includeMissing from './include-missing.ts';
import includeOutside from './include-outside.ts';
import jobAgentGone from './job-agent-gone.ts';
import jobFails from './job-fails.ts';
import jobModelGone from './job-model-gone.ts';
import jobScriptMoved from './job-script-moved.ts';
import jobToOldChat from './job-to-old-chat.ts';
import jobTooSlow from './job-too-slow.ts';
import jobUndelivered from './job-undelivered.ts';
import jobWebhookMoved from './job-webhook-moved.ts';
import jobsLeftOut from './jobs-left-out.ts';
import jobsOff from './jobs-off.ts';
import killed from './killed.ts';
import killedInHandover from './killed-in-handover.ts';
import lockHeld from './lock-held.ts';
import lockedOut from './locked-out.ts';
import longContextRefused from './long-context-refused.ts';
import loopBlocked from './loop-blocked.ts';
import mentionNeeded from './mention-needed.ts';
import missedAgent from './missed-agent.ts';
import missedBrowser from './missed-browser.ts';
import missedCommands from './missed-commands.ts';
import missedDirect from './missed-direct.ts';
import missedGroup from './missed-group.ts';
import missedHeartbeat from './missed-heartbeat.ts';
import missedReminder from './missed-reminder.ts';
import modeRemote from './mode-remote.ts';
import modelHostUnknown from './model-host-unknown.ts';
import modelKeyUnset from './model-key-unset.ts';
import modelKeyWrong from './model-key-wrong.ts';
import modelLimited from './model-limited.ts';
import modelNoKey from './model-no-key.ts';
import modelOwnCertificate from './model-own-certificate.ts';
import modelPathShort from './model-path-short.ts';
import modelProxyDown from './model-proxy-down.ts';
import modelQuotaUsed from './model-quota-used.ts';
import modelServerDown from './model-server-down.ts';
import modelShape from './model-shape.ts';
import modelUnknown from './model-unknown.ts';
import modelWalled from './model-walled.ts';
import modelWithdrawn from './model-withdrawn.ts';
import noDevice from './no-device.ts';
import nodeAway from './node-away.ts';
import nodeCommandDenied from './node-command-denied.ts';
import oneBotRevoked from './one-bot-revoked.ts';
import oneFolderForTwo from './one-folder-for-two.ts';
import originRefused from './origin-refused.ts';
import otherProtocol from './other-protocol.ts';
import packageTorn from './package-torn.ts';
import pageInHouse from './page-in-house.ts';
import pageWithoutIdentity from './page-without-identity.ts';
import passwordFlag from './password-flag.ts';
import passwordMissing from './password-missing.ts';
import peopleOfOtherChannel from './people-of-other-channel.ts';
import phoneAsleep from './phone-asleep.ts';
import pluginFolderGone from './plugin-folder-gone.ts';
import pluginNeedsPackage from './plugin-needs-package.ts';
import pluginNotAllowed from './plugin-not-allowed.ts';
import pluginNotBuilt from './plugin-not-built.ts';
import pluginOpenToAll from './plugin-open-to-all.ts';
import pluginSettingsMissing from './plugin-settings-missing.ts';
import pluginThrows from './plugin-throws.ts';
import pluginTooNew from './plugin-too-new.ts';
import portFlag from './port-flag.ts';
import portForeign from './port-foreign.ts';
import portHeldByTunnel from './port-held-by-tunnel.ts';
import portReloadOff from './port-reload-off.ts';
import profileForTalk from './profile-for-talk.ts';
import profileNarrow from './profile-narrow.ts';
import profileSamePort from './profile-same-port.ts';
import proxyBehindDead from './proxy-behind-dead.ts';
import proxyIdle from './proxy-idle.ts';
import proxyListEmpty from './proxy-list-empty.ts';
import proxyMovedIn from './proxy-moved-in.ts';
import proxyNamesNobody from './proxy-names-nobody.ts';
import proxyUnknown from './proxy-unknown.ts';
import relaunchLoop from './relaunch-loop.ts';
import reloadSkipped from './reload-skipped.ts';
import repliesKeptBack from './replies-kept-back.ts';
import scopeNarrow from './scope-narrow.ts';
import secondModelDown from './second-model-down.ts';
import secondWorkspaceGone from './second-workspace-gone.ts';
import secretFileGone from './secret-file-gone.ts';
import secretFileOpen from './secret-file-open.ts';
import secretMissing from './secret-missing.ts';
import senderByHandle from './sender-by-handle.ts';
import senderNotListed from './sender-not-listed.ts';
import senderWaits from './sender-waits.ts';
import setupCodeOld from './setup-code-old.ts';
import shellElsewhere from './shell-elsewhere.ts';
import shellOldInstall from './shell-old-install.ts';
import shellOldNode from './shell-old-node.ts';
import shellTokenOld from './shell-token-old.ts';
import signInProxy from './sign-in-proxy.ts';
import skillLinkedOut from './skill-linked-out.ts';
import staleShellPort from './stale-shell-port.ts';
import stopped from './stopped.ts';
import tabletInPocket from './tablet-in-pocket.ts';
import tabletRemoved from './tablet-removed.ts';
import tailscaleOnLan from './tailscale-on-lan.ts';
import terminalElsewhere from './terminal-elsewhere.ts';
import tlsNotRenewed from './tls-not-renewed.ts';
import tlsNotYet from './tls-not-yet.ts';
import tokenFlag from './token-flag.ts';
import tokenInServiceOnly from './token-in-service-only.ts';
import tokenOfThisRun from './token-of-this-run.ts';
import tokenPlaceholder from './token-placeholder.ts';
import tokenReloadOff from './token-reload-off.ts';
import tokenRotated from './token-rotated.ts';
import tokenVariableGone from './token-variable-gone.ts';
import toolsDenied from './tools-denied.ts';
import toolsNone from './tools-none.ts';
import toolsOfProvider from './tools-of-provider.ts';
import topicNeedsName from './topic-needs-name.ts';
import topicOwnPeople from './topic-own-people.ts';
import twoConfigsOneState from './two-configs-one-state.ts';
import updatedUnder from './updated-under.ts';
import urlWithoutToken from './url-without-token.ts';
import userNotListed from './user-not-listed.ts';
import vaultByLink from './vault-by-link.ts';
import vaultLocked from './vault-locked.ts';
import webhookNotRegistered from './webhook-not-registered.ts';
import webhookPortTaken from './webhook-port-taken.ts';
import wikiRefused from './wiki-refused.ts';
import workspaceIsFile from './workspace-is-file.ts';
import workspaceMissing from './workspace-missing.ts';
import workspaceOfRoot from './workspace-of-root.ts';

export const faults: readonly Fault[] = [
  tokenFlag,
  tokenReloadOff,
  workspaceMissing,
  workspaceOfRoot,
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
  secondModelDown,
  secondWorkspaceGone,
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
  missedAgent,
  missedBrowser,
  missedCommands,
  missedDirect,
  missedGroup,
  missedHeartbeat,
  missedReminder,
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
  configOfOtherGroup,
  bindElsewhere,
  shellElsewhere,
  packageTorn,
  updatedUnder,
  tokenVariableGone,
  tokenOfThisRun,
  tokenInServiceOnly,
  farPortWrong,
  farSpeaksTls,
  farTokenOld,
  farIsShop,
  senderNotListed,
  nodeAway,
  longContextRefused,
  commandNotListed,
  pageWithoutIdentity,
  clientIdleCut,
  clientNameUnknown,
  clientNobodyThere,
  clientPinOld,
  clientPlainToTls,
  clientSignIn,
  clientTokenOld,
  clientTunnelDead,
  clientTunnelSilent,
  clientWithoutToken,
  groupNotListed,
  farSecretUnset,
  shellOldNode,
  oneBotRevoked,
  farFrozen,
  oneFolderForTwo,
  farTunnelDead,
  farPinOld,
  farNoToken,
  farNameUnknown,
  farBehindSignIn,
  senderWaits,
  mentionNeeded,
  nodeCommandDenied,
  includeMissing,
  endpointOff,
  deviceSignsWrong,
  urlWithoutToken,
  skillLinkedOut,
  pluginNotAllowed,
  breakerTripped,
  userNotListed,
  modelKeyUnset,
  tailscaleOnLan,
  secretFileGone,
  modelWithdrawn,
  modelQuotaUsed,
  portReloadOff,
  appsKeepToken,
  tabletRemoved,
  groupSenderUnlisted,
  botPutOut,
  botPolledTwice,
  heartbeatAccountGone,
  browserProgramGone,
  proxyListEmpty,
  setupCodeOld,
  profileSamePort,
  pluginFolderGone,
  heartbeatDirectsBlocked,
  commandUnapproved,
  channelsLeftOut,
  dashboardOff,
  heartbeatOfAnother,
  repliesKeptBack,
  bindingAgentGone,
  botProxyDown,
  browserBoxAway,
  clientTlsToPlain,
  deviceNewRole,
  directsOpenListed,
  farCertificateUnknown,
  groupAmongSenders,
  heartbeatNoOwner,
  heartbeatSilentTarget,
  jobModelGone,
  jobTooSlow,
  modelHostUnknown,
  modelNoKey,
  pluginTooNew,
  portHeldByTunnel,
  profileForTalk,
  profileNarrow,
  secretFileOpen,
  senderByHandle,
  shellTokenOld,
  accountOwnGroups,
  approvalsNarrow,
  commandsOnTablet,
  farWantsPassword,
  jobToOldChat,
  modelOwnCertificate,
  peopleOfOtherChannel,
  pluginOpenToAll,
  toolsOfProvider,
  topicNeedsName,
  vaultLocked,
  authOrderGone,
  browserNoWebsocket,
  farPathMissing,
  groupWithoutHands,
  hooksWithoutToken,
  includeOutside,
  jobsLeftOut,
  pageInHouse,
  phoneAsleep,
  pluginSettingsMissing,
  webhookPortTaken,
  databaseOfRoot,
  killedInHandover,
  farPathForgotten,
  groupSwitchedOff,
  groupWithoutCommands,
  jobAgentGone,
  modelPathShort,
  pluginNotBuilt,
  tabletInPocket,
  terminalElsewhere,
  wikiRefused,
  agentDiskReadOnly,
  agentWithoutShell,
  channelNotInstalled,
  fallbackMisspelt,
  jobWebhookMoved,
  proxyMovedIn,
  groupOfOtherName,
  browserAddressShort,
  certificateFolderGone,
  configMountedReadOnly,
  diskWithoutInodes,
  farCertificateExpired,
  farRightsLost,
  heartbeatNothingListed,
  jobScriptMoved,
  pluginNeedsPackage,
  topicOwnPeople,
  twoConfigsOneState,
  vaultByLink,
  webhookNotRegistered,
];
