/**
 * @module messages/en/local-reasons
 * Reasons of a recovery that has to do with who else works on this host: another run, another state folder, a person at
 * the terminal who waits for what is slow.
 */
export const LOCAL_REASONS = {
  'gateway-lock.held':
    'Another run works on this gateway, from another state folder: {run}, process {process}. Nothing was done. Wait until it has ended',
  'gateway-lock.not-taken':
    'Nobody can tell whether another run works on this gateway: {path} cannot be written ({why}). Nothing was done. Run it as the user of the gateway, or give that user the folder back',
  'gateway-lock.unknown-holder':
    'Another run may work on this gateway: {run}, process {process}, which cannot be seen from here. Nothing was done. If no such run goes on, remove {path}',
  'asks.given-time-is-over': 'The time that was given with --within is over. Next: {next}',
  'plan.looks-at-gateway': 'Looking at the gateway with every probe',
  'plan.time-is-over':
    'Looking and planning took longer than {minutes} min, and was stopped at: {at}. Next, give it more time with --within, or look at what hangs there',
  'plan.validates': 'Asking OpenClaw whether the configuration is valid, 60 s at most',
  'plan.weighs': 'Weighing what would bring it back',
  'recover.broke': 'An error that nobody expected ended this: {kind}',
  'recover.cannot': '{why} {hint}',
  'state.adopted': 'The host agent that runs here keeps its state in {folder}; this uses it too',
  'state.several':
    'Several host agents of this user run here, with their state in {folders}. Nothing was done. Next, name the one that is meant with --state',
} as const satisfies Record<string, string>;
