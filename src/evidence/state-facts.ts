/**
 * @module evidence/state-facts
 * The part of the dictionary that tells how sound the ground is: databases, builds, runs, and the address that
 * clients of this host are sent to.
 */
export const STATE_FACTS = {
  'gateway.state.database': {
    on: 'gateway',
    type: 'text',
    about: 'its databases, from a copy: ok | damaged | missing',
  },
  'gateway.state.damaged': { on: 'gateway', type: 'list', about: 'paths of the databases that are damaged' },
  'gateway.handover.half-written': {
    on: 'gateway',
    type: 'text',
    about: 'the file in which OpenClaw hands work over, where a killed process left it half written',
  },
  'gateway.state.newer-than-release': {
    on: 'gateway',
    type: 'flag',
    about: 'its state database has a schema that the installed release does not know',
  },
  'gateway.build.running': { on: 'gateway', type: 'text', about: 'build that the running gateway reports' },
  'gateway.build.installed': { on: 'gateway', type: 'text', about: 'build of the package on disk' },
  'gateway.package.lacks': {
    on: 'gateway',
    type: 'list',
    about: 'files that the package on disk should have, by its own list, and has not',
  },
  'gateway.elsewhere.state': {
    on: 'gateway',
    type: 'list',
    about: 'state directories of other live gateways of this host',
  },
  'gateway.process.other-config': {
    on: 'gateway',
    type: 'flag',
    about: 'the process that has this state was started with another configuration',
  },
  'gateway.elsewhere.same-config': {
    on: 'gateway',
    type: 'flag',
    about: 'one of them was started with this very configuration file',
  },
  'gateway.boot.recent-crashes': {
    on: 'gateway',
    type: 'number',
    about: 'runs of the last ten minutes that ended without a word, the present one not counted',
  },
  'gateway.boot.ended-every-s': {
    on: 'gateway',
    type: 'number',
    about:
      'seconds after which its last four runs, within twenty minutes, were ended with SIGTERM, always the same',
  },
  'gateway.listener.tls': { on: 'gateway', type: 'flag', about: 'its port speaks TLS' },
  'config.tls': {
    on: 'gateway',
    type: 'flag',
    about: 'gateway.tls.enabled: what clients on this host expect',
  },
  'gateway.certificate': {
    on: 'gateway',
    type: 'text',
    about: 'what its port shows: ok | expired | not-the-file (commands on this host pin that of the file)',
  },
  'gateway.certificate.ended': { on: 'gateway', type: 'text', about: 'day on which it expired, UTC' },
  'gateway.certificate.file': {
    on: 'gateway',
    type: 'text',
    about: 'file of the certificate that the port should show and does not',
  },
} as const;
