/**
 * @module evidence/work-facts
 * The part of the dictionary that speaks of work: workspaces, models, tools, the last runs, automations. Each with
 * its subject and meaning, as in dictionary.ts.
 */

export const WORK_FACTS = {
  'agent.workspace.path': { on: 'agent', type: 'text', about: 'configured workspace of this OpenClaw agent' },
  'agent.workspace.exists': { on: 'agent', type: 'flag', about: 'the path exists, as the gateway sees it' },
  'agent.workspace.is-directory': { on: 'agent', type: 'flag', about: 'it is a directory' },
  'agent.workspace.writable': { on: 'agent', type: 'flag', about: "writable for the gateway's user" },
  'agent.workspace.ever-used': {
    on: 'agent',
    type: 'flag',
    about: 'sessions or turns exist for this agent, so the directory should be there',
  },
  'agent.workspace.not-yet': {
    on: 'agent',
    type: 'flag',
    about: 'it is not there, and no turn and no setup ever made it: OpenClaw makes it at the first turn',
  },
  'channels.well': {
    on: 'gateway',
    type: 'flag',
    about: 'every chat account that is meant to run is connected',
  },
  'channels.failing': {
    on: 'gateway',
    type: 'text',
    about: 'chat accounts that are refused or stopped with an error, by channel and name',
  },
  'agent.tools.none-for-files': {
    on: 'agent',
    type: 'flag',
    about: 'no tool for files or commands is left to it',
  },
  'agent.model.primary': {
    on: 'agent',
    type: 'text',
    peers: 'model',
    about: 'model reference, provider/model',
  },
  'agent.model.route': { on: 'agent', type: 'text', peers: 'model route', about: 'api | cli | unknown' },
  'agent.model.endpoint': {
    on: 'agent',
    type: 'text',
    about:
      'where its provider is: here | closed (here, and nobody listens) | near (a private network) | outside',
  },
  'agent.model.closed-at': {
    on: 'agent',
    type: 'text',
    about: 'host and port of that server, where nobody listens',
  },
  'agent.model.cli-binary': { on: 'agent', type: 'text', about: 'found | missing, for a cli route' },
  'agent.model.in-catalogue': { on: 'agent', type: 'flag', about: "the gateway's model list has it" },
  'agent.model.provider-in-catalogue': {
    on: 'agent',
    type: 'flag',
    about: "the gateway's model list has models of its provider",
  },
  'agent.model.unavailable': {
    on: 'agent',
    type: 'text',
    about: 'why the gateway cannot use it, in its own word: missing-auth | auth-failed | cooldown | unknown',
  },
  'runs.failing': {
    on: 'gateway',
    type: 'flag',
    about:
      'within the hour, the newest run of an OpenClaw agent with its model failed; false: all ended well',
  },
  'runs.last-error': { on: 'gateway', type: 'text', about: "the gateway's words for that failure" },

  'tools.withheld': {
    on: 'gateway',
    type: 'list',
    peers: 'tools taken away',
    about: 'basic tools (read, write, edit, exec) that the configuration takes from the main agent',
  },
  'tools.none-for-files': { on: 'gateway', type: 'flag', about: 'it takes all of them away' },
  'tools.policy-changed': { on: 'gateway', type: 'flag', about: 'a tool policy was changed within a day' },
} as const;
