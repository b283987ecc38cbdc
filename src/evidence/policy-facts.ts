/**
 * @module evidence/policy-facts
 * The part of the dictionary that speaks of what is kept back on purpose: who may write to a channel, which tools an
 * agent may use, what is switched off, which devices are away. Nothing of it is a fault until somebody misses it. Of
 * senders and groups only numbers are told, never who they are.
 */

export const POLICY_FACTS = {
  'channels.configured': {
    on: 'gateway',
    type: 'list',
    peers: 'channels',
    about: 'channels that the configuration has, switched on or off, by their ids',
  },
  'channel.enabled': { on: 'channel', type: 'flag', about: 'this account of the channel is meant to run' },
  'channel.dm-policy': {
    on: 'channel',
    type: 'text',
    about: 'who may write directly, as in force: pairing | allowlist | open | disabled',
  },
  'channel.dm-senders': { on: 'channel', type: 'number', about: 'senders on the list for direct messages' },
  'channel.dm-anybody': { on: 'channel', type: 'flag', about: 'that list lets everybody in' },
  'channel.dm-nameless': {
    on: 'channel',
    type: 'number',
    about: 'of them, those by a name that this channel does not go by: they let nobody in',
  },
  'channel.dm-nobody': {
    on: 'channel',
    type: 'flag',
    about: 'nothing on the list for direct messages counts',
  },
  'channel.group-nobody': { on: 'channel', type: 'flag', about: 'nothing on the list for groups counts' },
  'channel.group-nameless': { on: 'channel', type: 'number', about: 'the same on the list for groups' },
  'channel.dm-waiting': {
    on: 'channel',
    type: 'number',
    about: 'people who wrote lately and wait to be approved',
  },
  'channel.cut-off': {
    on: 'channel',
    type: 'flag',
    about: 'it runs and is not connected, with an error, as the gateway itself says',
  },
  'channel.unanswered': {
    on: 'channel',
    type: 'flag',
    about: 'the last message that came in is older than a minute, and nothing was sent after it',
  },
  'channel.running': { on: 'channel', type: 'flag', about: 'the gateway runs it, as it says itself' },
  'channel.replies-kept-back': {
    on: 'channel',
    type: 'list',
    about: 'where session.sendPolicy keeps answers back: direct | group',
  },
  'channel.groups-off': {
    on: 'channel',
    type: 'text',
    about: 'how many of its listed groups and topics are switched off by themselves: all | some',
  },
  'channel.group-own-senders': {
    on: 'channel',
    type: 'number',
    about: 'senders on the shortest list that a group has of its own',
  },
  'channel.group-tools': {
    on: 'channel',
    type: 'list',
    about: 'tools that the policies of its groups take away, in each of them',
  },
  'channel.group-tools-some': {
    on: 'channel',
    type: 'list',
    about: 'tools that a policy takes away in one of its groups, or from one of the senders there',
  },
  'channel.group-policy': {
    on: 'channel',
    type: 'text',
    about: 'whether groups are answered, as in force: allowlist | open | disabled',
  },
  'channel.groups-listed': { on: 'channel', type: 'number', about: 'groups that are listed by name' },
  'channel.groups-any': { on: 'channel', type: 'flag', about: 'every group passes the list of groups' },
  'channel.group-senders': { on: 'channel', type: 'number', about: 'senders on the list for groups' },
  'channel.mention': {
    on: 'channel',
    type: 'text',
    about: 'in which groups the bot must be mentioned, by its own settings: all | some | none | default',
  },

  'agent.default': { on: 'agent', type: 'flag', about: 'it answers whoever names no agent' },
  'agent.tools.withheld': {
    on: 'agent',
    type: 'list',
    about: 'tools that its policies take away, of those that people ask for',
  },
  'agent.tools.withheld-some': {
    on: 'agent',
    type: 'list',
    about: 'tools that its policies take away from some of those who ask (toolsBySender)',
  },
  'agent.exec.on-node': { on: 'agent', type: 'flag', about: 'its commands run on a device node' },
  'agent.exec.security': {
    on: 'agent',
    type: 'text',
    about: 'which commands may run on the host, by settings and approvals: deny | allowlist | full',
  },
  'agent.exec.ask': {
    on: 'agent',
    type: 'text',
    about: 'whether a person is asked before a command: off | on-miss | always',
  },
  'agent.exec.listed': { on: 'agent', type: 'number', about: 'commands on its allow list' },
  'agent.files.workspace-only': {
    on: 'agent',
    type: 'flag',
    about: 'its tools for files may not leave its workspace',
  },
  'agent.heartbeat.left-out': {
    on: 'agent',
    type: 'flag',
    about: 'other agents have a heartbeat of their own, and it has none',
  },
  'agent.heartbeat.ownerless': {
    on: 'agent',
    type: 'flag',
    about: 'its heartbeat goes to the owner, and nothing names one',
  },
  'heartbeat.last-skip': {
    on: 'gateway',
    type: 'text',
    about: 'why the last heartbeat was skipped, in a closed word of the gateway',
  },
  'heartbeat.shown-nowhere': {
    on: 'gateway',
    type: 'flag',
    about: 'no channel that is on shows what a heartbeat says',
  },
  'agent.heartbeat.no-directs': {
    on: 'agent',
    type: 'flag',
    about: 'its heartbeat goes to somebody named and may send no direct messages',
  },
  'agent.heartbeat.silent': {
    on: 'agent',
    type: 'flag',
    about: 'its heartbeat runs and is told to nobody',
  },
  'agent.heartbeat.off': { on: 'agent', type: 'flag', about: 'its regular heartbeat is switched off' },
  'agent.heartbeat.quiet': { on: 'agent', type: 'flag', about: 'it is outside its active hours now' },
  'agent.heartbeat.hours': { on: 'agent', type: 'text', about: 'its active hours, with their time zone' },

  'schedule.enabled': { on: 'gateway', type: 'flag', about: 'the configuration lets the scheduler run' },
  'schedule.running': {
    on: 'gateway',
    type: 'flag',
    about: 'the scheduler runs, as the gateway says itself',
  },
  'dashboard.open': { on: 'gateway', type: 'flag', about: 'the dashboard is not switched off' },
  'dashboard.path': { on: 'gateway', type: 'text', about: 'the path under which the dashboard is served' },
  'webhooks.open': { on: 'gateway', type: 'flag', about: 'webhooks are taken in (hooks.enabled)' },
  'media.off': {
    on: 'gateway',
    type: 'list',
    about: 'what it is not to understand when it is sent: audio | image | video',
  },
  'nodes.commands-denied': {
    on: 'gateway',
    type: 'list',
    about: 'commands that no device node may be given',
  },
  'browser.enabled': { on: 'gateway', type: 'flag', about: 'the browser tool is not switched off' },
  'http.chat-completions-open': {
    on: 'gateway',
    type: 'flag',
    about: 'POST /v1/chat/completions is served',
  },
  'http.responses-open': { on: 'gateway', type: 'flag', about: 'POST /v1/responses is served' },
  'browser.program-missing': {
    on: 'gateway',
    type: 'flag',
    about: 'the program that is to be its browser is not there',
  },
  'browser.port-silent': {
    on: 'gateway',
    type: 'flag',
    about: 'nobody listens on this host where its browser is to be led',
  },
  'browser.shut-out': { on: 'gateway', type: 'flag', about: 'the plugins that are allowed leave it out' },
  'plugins.shut-out': {
    on: 'gateway',
    type: 'list',
    about: 'plugins that are configured and not allowed to load',
  },

  'device.connected': { on: 'device', type: 'flag', about: 'this paired device node is connected' },
  'device.runs-commands': { on: 'device', type: 'flag', about: 'commands can be run on it' },
  'device.platform': { on: 'device', type: 'text', about: 'ios | android | macos | windows | linux | other' },

  // what a person says
  'complaint.about': {
    on: 'host',
    type: 'text',
    many: true,
    about: 'a topic that fails, as a person says (complaint/topics.ts)',
  },
  'complaint.channel': { on: 'host', type: 'text', many: true, about: 'a channel that the person names' },
  'complaint.device': { on: 'host', type: 'text', many: true, about: 'a platform of devices that is named' },
  'complaint.agent': {
    on: 'host',
    type: 'text',
    many: true,
    about: 'a word that may name an OpenClaw agent',
  },
  'complaint.deed': {
    on: 'host',
    type: 'text',
    many: true,
    about: 'what is asked for and not done: read | write | mention | search | fetch',
  },
  'config.fixed': {
    on: 'gateway',
    type: 'flag',
    about: 'it is mounted read-only: commands cannot save a change',
  },
  'complaint.plugin': { on: 'host', type: 'text', many: true, about: 'words that may name a plugin' },
  'gateway.tools-denied': {
    on: 'gateway',
    type: 'list',
    about: 'tools that scripts may not call over HTTP (gateway.tools.deny)',
  },
  'complaint.others': {
    on: 'host',
    type: 'flag',
    about: 'somebody else is served there, as the same person says',
  },
  'complaint.who': { on: 'host', type: 'text', about: 'whose trouble it is: some | all' },
} as const;
