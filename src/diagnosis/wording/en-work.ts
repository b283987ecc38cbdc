/**
 * @module diagnosis/wording/en-work
 * English words for work that fails on a healthy gateway: models, channels, automations, devices, browser.
 */
import type { Words } from './words.ts';

export const EN_WORK = {
  'anthropic-long-context-429': {
    title: 'The account may not use the long context',
    says: 'The provider refuses the long-context option for this credential. Switch context1m off or use an eligible key.',
    mistakenWhen: 'It is an ordinary rate limit.',
  },
  'model-auth-missing': {
    title: 'The model provider refuses the credential',
    says: 'The key or sign-in for the model provider is missing, expired or wrong.',
    mistakenWhen: 'The gateway credential is the one that is refused.',
  },
  'upstream-403': {
    title: 'The provider blocks the requests',
    says: 'The model provider or a firewall before it refuses the requests with 403.',
    mistakenWhen: 'The key is wrong.',
  },
  'local-backend-shape': {
    title: 'The local model server does not understand the request',
    says: 'The OpenAI-compatible server rejects the shape of the request.',
    mistakenWhen: 'It is overloaded.',
  },
  'model-runtime-degraded': {
    title: 'The models are not fully prepared',
    says: 'Preparing the model runtime timed out or is incomplete.',
    mistakenWhen: 'The gateway has just started.',
  },
  'model-rate-limited': {
    title: 'The model provider limits the account',
    says: 'The provider answers with a rate limit, a used-up quota or a cool-down.',
    mistakenWhen: 'The long-context option is what is refused.',
  },
  'model-not-found': {
    title: 'The model does not exist there',
    says: 'The provider or the catalogue does not know the configured model, or the path of the provider is wrong.',
    mistakenWhen: 'Missing credentials hide the models.',
  },
  'channel-api-permission': {
    title: 'The chat provider refuses the bot',
    says: 'The bot lacks a permission or is not a member where it should act.{accounts? It is %.}',
    mistakenWhen: 'The direct-message policy of OpenClaw refuses the sender.',
  },
  'channel-disconnected': {
    title: 'A channel is disconnected',
    says: 'The transport of a channel is down or flapping; messages do not come in.{accounts? It is %.}',
    mistakenWhen: 'It is in its reconnect grace.',
  },
  'channel-ingress-unavailable': {
    title: 'A channel cannot take messages in',
    says: 'The queue for incoming events of a channel is unavailable.',
    mistakenWhen: 'Nobody has written.',
  },
  'channel-plugin-load-failed': {
    title: 'The plugin of a channel does not load',
    says: 'A channel is missing because its plugin could not be loaded.',
    mistakenWhen: 'The allow list leaves it out.',
  },
  'channel-relink-needed': {
    title: 'A channel is logged out',
    says: 'The session of the channel has ended at the provider and must be linked again.',
    mistakenWhen: 'The provider limits the rate.',
  },
  'channel-auth-failed': {
    title: 'The chat provider refuses the bot token',
    says: 'The credential of a channel is refused, so the channel is stopped.{accounts? It is %.}',
    mistakenWhen: 'A permission is missing while the token is right.',
  },
  'dm-policy-blocks': {
    title: 'The direct-message policy drops the sender',
    says: 'The direct-message policy of {channel|a channel} drops what this sender writes.{nameless? Senders on its list by a name, which counts for nobody: %.}',
    mistakenWhen: 'The sender waits for pairing.',
  },
  'dm-pairing-pending': {
    title: 'A sender waits for pairing',
    says: 'Somebody wrote to the bot and waits to be approved.',
    mistakenWhen: 'The policy refuses the sender anyway.',
  },
  'group-allowlist-blocks': {
    title: 'The group or sender is not on the list',
    says: 'Messages of a group are dropped{channel? by %|} because the group or the sender is not listed.{nameless? Senders on its list by a name, which counts for nobody: %.}',
    mistakenWhen: 'The bot must be mentioned, or the provider hides the messages.',
  },
  'mention-gating': {
    title: 'In this group the bot must be mentioned',
    says: 'Messages without a mention are dropped by configuration.',
    mistakenWhen: 'The privacy mode at the provider hides the messages.',
  },
  'tool-policy-denies': {
    title: 'A tool policy takes the tools away',
    says: 'The tools are removed by tools.allow, tools.deny or the profile.',
    mistakenWhen: 'The model runs behind a command-line backend, or a scope is missing.',
  },
  'network-policy-blocked': {
    title: 'A guard refuses the address',
    says: 'A request to a private or special address was refused by the network guard, not by the network.',
    mistakenWhen: 'The address cannot be reached at all.',
  },
  'cron-disabled': {
    title: 'The scheduler is off',
    says: 'Automations and heartbeats do not run because the scheduler is disabled.',
    mistakenWhen: 'There are no jobs.',
  },
  'cron-no-next-wake': {
    title: 'The scheduler does not wake',
    says: 'The scheduler is on, but its timer does not fire or has no next time.',
    mistakenWhen: 'All jobs are disabled.',
  },
  'cron-tick-failed': {
    title: 'The tick of the scheduler fails',
    says: 'The scheduler wakes and fails; read the error behind it.',
    mistakenWhen: 'One job failed, not the tick.',
  },
  'cron-run-error': {
    title: 'An automation fails',
    says: 'The last run of {jobs|a job} ended with an error.',
    mistakenWhen: 'It was skipped on purpose.',
  },
  'cron-delivery-failed': {
    title: 'A job ran, its result was not delivered',
    says: '{jobs|A job} ran; its message had no target or could not be sent.',
    mistakenWhen: 'The job did not run at all.',
  },
  'heartbeat-skipped': {
    title: 'Heartbeats are skipped',
    says: 'A heartbeat was skipped by design ({reason|the log says why}).',
    mistakenWhen: 'It runs and answers quietly.',
  },
  'heartbeat-no-route': {
    title: 'The heartbeat has no recipient',
    says: 'No owner or route is set, so heartbeats go nowhere.',
    mistakenWhen: 'Direct messages are blocked for it.',
  },
  'heartbeat-unknown-account': {
    title: 'The heartbeat names an unknown account',
    says: 'The configured account of the heartbeat does not exist.',
    mistakenWhen: 'The channel was not loaded yet.',
  },
  'heartbeat-dm-blocked': {
    title: 'Heartbeats may not use direct messages',
    says: 'The direct policy of the heartbeat blocks its delivery.',
    mistakenWhen: 'No route is set at all.',
  },
  'node-offline': {
    title: 'A device node is offline',
    says: 'A paired device has no live connection.',
    mistakenWhen: 'It waits for approval, or the gateway is down for everybody.',
  },
  'node-capability-missing': {
    title: 'The device node cannot do this',
    says: 'The device is connected but does not offer the command, or its offer is not approved.',
    mistakenWhen: 'The operating system refuses the permission.',
  },
  'node-background': {
    title: 'The app on the device is in the background',
    says: 'The command needs the app in the foreground on the device.',
    mistakenWhen: 'The device is offline.',
  },
  'node-permission-missing': {
    title: 'The device refuses the permission',
    says: 'The operating system of the device has not granted what the command needs.',
    mistakenWhen: 'The app is only in the background.',
  },
  'exec-approval-required': {
    title: 'A command waits for approval',
    says: 'A command was not run because nobody approved it in time.',
    mistakenWhen: 'It is not on the allow list at all.',
  },
  'exec-allowlist-miss': {
    title: 'A command is not on the allow list',
    says: 'The command was refused because the allow list does not hold it in this form.',
    mistakenWhen: 'An approval is pending.',
  },
  'node-command-not-allowed': {
    title: 'The command is not allowed on this device node',
    says: 'The device is online, and its command policy refuses the command.',
    mistakenWhen: 'The device itself lacks the permission.',
  },
  'session-stuck': {
    title: 'One conversation hangs',
    says: 'A session makes no progress while others work.',
    mistakenWhen: 'The model is being retried, or the whole gateway is slow.',
  },
  'probe-false-green': {
    title: 'The probe is green, the work fails',
    says: 'The plain probe says ok, and the work behind it fails ({hidden|see the evidence}).{closed? Nothing listens on %, its model endpoint.}{error? The last run ended with: %.} Believe the second: a green probe speaks for the process, not for the work.',
    mistakenWhen: 'Only one tool is configured wrongly.',
  },
  'probe-false-red': {
    title: 'The probe is red, the gateway works',
    says: 'A status command reports failure while the gateway greets and answers. Believe the answer: do not restart it.',
    mistakenWhen: 'It was down and healed in between; compare the times.',
  },
  'conflicting-evidence': {
    title: 'The text matches two causes',
    says: 'It names {one|one cause} and {other|another} alike, and they exclude each other.',
    mistakenWhen: 'Two faults at once, or a second gateway that explains both.',
  },
  'incomplete-evidence': {
    title: 'Not enough evidence',
    says: 'What would decide is missing: {missing|version, log lines, output of a command}.',
    mistakenWhen: 'The text has it in a form that is not known here.',
  },
  'needs-vendor': {
    title: 'Possible OpenClaw bug',
    says: 'The release before worked, nothing local explains it, and the report is complete.',
    mistakenWhen: 'Something on the host changed in the same update: service, Node.js, configuration.',
  },
  'benign-warning': {
    title: 'A harmless message',
    says: 'The message looks like trouble, and what it speaks of works as designed.',
    mistakenWhen: 'The work it speaks of fails.',
  },
  'browser-plugin-excluded': {
    title: 'The browser plugin is not loaded',
    says: 'The browser plugin is not loaded, so its tool and command are unknown.',
    mistakenWhen: 'The browser is disabled, or the tool is denied.',
  },
  'browser-launch-failed': {
    title: 'The browser does not start',
    says: 'The local browser could not be started or could not open its control port.',
    mistakenWhen: 'The control port belongs to a second gateway.',
  },
  'browser-executable-invalid': {
    title: 'The browser program is not found',
    says: 'The configured path of the browser does not exist for the gateway user.',
    mistakenWhen: 'It exists and cannot start.',
  },
  'browser-cdp-url-invalid': {
    title: 'The address of the browser is not valid',
    says: 'browser.cdpUrl has a wrong scheme or port.',
    mistakenWhen: 'The address is right and nothing answers there.',
  },
  'browser-cdp-unreachable': {
    title: 'The remote browser is not reachable',
    says: 'The gateway host cannot reach the control address of the browser.',
    mistakenWhen: 'A network guard refuses the address.',
  },
  'browser-cdp-ws-blocked': {
    title: 'The browser answers HTTP but no WebSocket',
    says: 'The control address of the browser answers, its WebSocket does not open.',
    mistakenWhen: 'The browser is down.',
  },
  'browser-attach-no-target': {
    title: 'There is no browser to attach to',
    says: 'The profile only attaches to a running browser, and none runs with remote debugging.',
    mistakenWhen: 'The browser runs and has no tab.',
  },
  'browser-no-tabs': {
    title: 'The browser has no tab',
    says: 'The attached browser has no open tab.',
    mistakenWhen: 'It is not attached at all.',
  },
  'browser-stale-emulation': {
    title: 'The browser keeps an old emulation',
    says: 'A viewport, locale, colour scheme or offline setting of an earlier session still holds in this profile.',
    mistakenWhen: 'The site itself behaves like that, in any browser.',
  },
  'browser-playwright-missing': {
    title: 'A part of the browser tool is not installed',
    says: 'Playwright is missing in this installation; some browser features do not work.',
    mistakenWhen: 'The profile does not support the feature.',
  },
  'browser-request-unsupported': {
    title: 'The browser call is not supported there',
    says: 'The call combines options that this browser profile does not support. Nothing is broken.',
    mistakenWhen: 'Every call fails.',
  },
} satisfies Record<string, Words>;
