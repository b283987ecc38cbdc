/**
 * @module evidence/client-facts
 * Facts of the clients of a host: which command they use, which address they are sent to, and what they meet on the way
 * there. A host may be nothing but a client; then its road is what is looked at.
 */

export const CLIENT_FACTS = {
  'gateway.role': {
    on: 'gateway',
    type: 'text',
    about: 'client: no gateway is meant to run in this place, which leads to one elsewhere',
  },
  'clients.version': {
    on: 'gateway',
    type: 'text',
    about: 'version of the openclaw command that a shell here calls',
  },
  'clients.node': {
    on: 'gateway',
    type: 'text',
    about: 'version of the first Node.js on the path of a shell here',
  },
  'clients.node-supported': {
    on: 'gateway',
    type: 'flag',
    about: 'one of those on that path fits the openclaw command that the shell calls',
  },
  'clients.url.source': {
    on: 'gateway',
    type: 'text',
    about: 'where an address for clients of this host is set: env | remote',
  },
  'clients.url.credential': {
    on: 'gateway',
    type: 'flag',
    about: 'beside the address in the environment a token or password stands there, too',
  },
  'clients.url.device': {
    on: 'gateway',
    type: 'flag',
    about: 'this place keeps a token of a paired device, which may stand in for a credential there',
  },
  'clients.url.empty-handed': {
    on: 'gateway',
    type: 'flag',
    about:
      'the gateway there asks who this is, and this host has neither a credential nor a paired device to show',
  },
  'clients.url.answers': {
    on: 'gateway',
    type: 'text',
    about:
      'what answers there: gateway | other-gateway | refused | closed | bad-gateway | timeout | tls | sign-in | pages-only | not-openclaw; of a host that is only a client also no-address | malformed | unresolved | no-resolver | no-route | unreachable | unattributed',
  },
  'clients.url.status': {
    on: 'gateway',
    type: 'number',
    about: 'HTTP status that answered the upgrade there',
  },
  'clients.url.port': { on: 'gateway', type: 'number', about: 'the port of that address' },
  'clients.url.shown': { on: 'gateway', type: 'text', about: 'that address, scheme, host and port alone' },
  'clients.url.tls': { on: 'gateway', type: 'text', about: 'what does not fit about TLS there, in words' },
  'clients.url.listener': {
    on: 'gateway',
    type: 'text',
    about: 'program that takes the connection where the address leads to this very host',
  },
  'clients.url.no-device-shown': {
    on: 'gateway',
    type: 'flag',
    about: 'commands here show their credential alone, where only paired devices may read',
  },
  'clients.url.cut-after-s': {
    on: 'gateway',
    type: 'number',
    about: 'after so many quiet seconds lines to it were cut, each for itself',
  },
} as const;
