/**
 * @module diagnosis/wording/en-access
 * English words for what is felt at the handshake and where credentials, devices and policy decide.
 */
import type { Words } from './words.ts';

export const EN_ACCESS = {
  'handshake-timeout': {
    title: 'The handshake was not finished in time',
    says: 'A client connected but the handshake got no further than {waited|the greeting}; the socket was closed after the limit.{role? This host is only a client: the gateway elsewhere stands still, or the tunnel there hangs. Look on its own host.}',
    mistakenWhen: 'A command ended normally with close 1000, or the address answers HTTP but is no gateway.',
  },
  'invalid-first-frame': {
    title: 'A client does not speak the protocol',
    says: 'The first message of a client was not a valid connect request, so the gateway hung up.',
    mistakenWhen: 'A port scanner knocked once.',
  },
  'protocol-mismatch': {
    title: 'Client and gateway speak different protocol versions',
    says: 'The protocol ranges of client and gateway do not overlap; one side is older.',
    mistakenWhen: 'It happened in the seconds of an update; look again now.',
  },
  'client-version-mismatch': {
    title: 'The client is older than the gateway',
    says: 'The gateway refuses this build of the client. Reload the page or update the client.',
    mistakenWhen: 'The gateway is the older side.',
  },
  'preauth-payload-too-large': {
    title: 'The first message of a client is too large',
    says: 'A client sent more than 64 KiB before it was admitted, and was cut off.',
    mistakenWhen: 'A scanner sent garbage once.',
  },
  'event-gap': {
    title: 'A client missed events',
    says: 'The sequence numbers of the events skip: a client shows an old state until it asks anew.',
    mistakenWhen: 'It reconnected in between and began to count afresh.',
  },
  'slow-consumer': {
    title: 'A client cannot keep up',
    says: 'The gateway dropped a client that did not read its messages fast enough.',
    mistakenWhen: 'The network between them was cut.',
  },
  'stale-install': {
    title: 'The installation was replaced under the running gateway',
    says: '{lacks?The package is not whole and must be installed again: % is gone.|The files of OpenClaw changed while the gateway was running; it must be restarted to load them.}',
    mistakenWhen: 'The installation is broken and was so before the restart too.',
  },
  'planned-restart-close': {
    title: 'A planned restart closed the connections',
    says: 'The gateway announced its restart and closed with 1012. Clients come back by themselves.',
    mistakenWhen: 'No shutdown was announced before the close.',
  },
  'unknown-clean-close': {
    title: 'Closed with 1000 and no reason',
    says: 'A connection was closed normally without a reason, and none of the known causes shows.',
    mistakenWhen: 'The command had simply finished.',
  },
  'auth-rate-limited': {
    title: 'Too many failed attempts: the limiter refuses everybody from there',
    says: 'After repeated failures the gateway refuses further attempts for some minutes, the right credential included. This says nothing about whether it is right.',
    mistakenWhen: 'The lock-out has ended since.',
  },
  'token-drift': {
    title: 'Client and gateway credentials differ',
    says: 'The gateway refuses the shared credential that {client|the client} presents: the copies differ. One side still uses an old token or password.',
    mistakenWhen: 'Another gateway answers on the port, a device token is meant, or the limiter is locked.',
  },
  'auth-missing': {
    title: 'The client sends no credential',
    says: 'The gateway wants a token or password, and {client|the client} sends none.',
    mistakenWhen: 'The client has one, but its secret reference cannot be resolved.',
  },
  'auth-not-configured': {
    title: 'The gateway has no credential configured',
    says: 'The gateway asks for a token or password, and its configuration holds none. If it made one up at its start, that one ends with this run: nobody else has it, and the next start makes another.',
    mistakenWhen: 'Its secret reference cannot be resolved at the moment.',
  },
  'auth-rotated-live': {
    title: 'The credential was changed and old connections were dropped',
    says: 'The shared credential was reloaded while running; clients with the old one were closed with 4001.',
    mistakenWhen: 'Clients reconnect at once; then nothing is left to do.',
  },
  'secretref-unresolved': {
    title: 'A secret reference cannot be resolved',
    says: 'A credential is kept as a reference{place?: %}; its source does not deliver the value.',
    mistakenWhen: 'Only the command line lacks access; the service can read it.',
  },
  'credential-redacted': {
    title: 'A placeholder stands where the credential should be',
    says: 'The configuration holds a redaction placeholder instead of the real credential. A masked copy was saved over it.',
    mistakenWhen: 'The placeholder stands in a copy that nobody uses.',
  },
  'device-token-stale': {
    title: 'A device token is no longer valid',
    says: 'The stored token of {client|a device} was revoked or rotated. It needs a new one; the shared token is not the problem.',
    mistakenWhen: 'The shared token is refused as well.',
  },
  'bootstrap-code-invalid': {
    title: 'The setup code is used up or expired',
    says: 'A device tried to join with a setup code that is invalid, expired, revoked or already used.',
    mistakenWhen: 'The device joined on a later try.',
  },
  'tailscale-identity-failed': {
    title: 'Tailscale did not confirm the client',
    says: 'The gateway could not take the identity of the client from Tailscale ({code|identity check failed}).',
    mistakenWhen: 'Tailscale itself is down on this host.',
  },
  'trusted-proxy-identity-failed': {
    title: 'The proxy does not pass on who the user is',
    says: 'The trusted proxy sends no usable identity, or the user is not on the list ({reason|header missing}).',
    mistakenWhen: 'A local client connects directly, past the proxy.',
  },
  'url-override-no-credentials': {
    title: 'With an address of its own the credential must be given too',
    says: 'A command that is given --url or OPENCLAW_GATEWAY_URL uses no credential of the configuration, on purpose.',
    mistakenWhen: 'The credential was given and is wrong.',
  },
  'auth-mode-conflict': {
    title: 'The auth mode does not fit the caller',
    says: 'The gateway expects identity from a proxy, and a local client connects directly ({reason|refused}).',
    mistakenWhen: 'The credential is simply wrong.',
  },
  'missing-scope': {
    title: 'The client may not do this',
    says: 'The connection is admitted but lacks {scope|a scope}, so {method|the request} is refused.',
    mistakenWhen: 'A plain probe without scopes asked, or the method does not exist.',
  },
  'scope-mismatch': {
    title: 'A device asks for more than it was granted',
    says: 'The grant of {client|a device} is narrower than what it asks for. Approve the wider scope or let it ask for less.',
    mistakenWhen: 'The shared token is the one that is refused.',
  },
  'probe-scope-limited': {
    title: 'The probe may not read, which is normal',
    says: 'A plain probe from an unpaired command line carries no scope. The gateway may be perfectly well.',
    mistakenWhen: 'Real work of a paired device is refused too.',
  },
  'pairing-required': {
    title: 'A device waits for approval',
    says: 'The gateway knows {client|the device} but nobody has approved it yet{reason? (%)}.',
    mistakenWhen: 'A chat user waits for pairing in a direct message; that is another list.',
  },
  'device-identity-required': {
    title: 'The client has no device identity',
    says: 'The gateway wants a device identity and {client|the client} has none.',
    mistakenWhen: 'The client would be admitted with the shared token.',
  },
  'control-ui-device-identity': {
    title: 'The dashboard has no usable device identity',
    says: 'The Control UI connects without a device identity. Open it over HTTPS or on localhost.',
    mistakenWhen: 'The origin is what is refused.',
  },
  'insecure-context': {
    title: 'The dashboard is opened over plain HTTP',
    says: 'On a plain http:// address the browser cannot make a device identity, so the gateway refuses the dashboard. It is not down.',
    mistakenWhen: 'The page was on localhost or HTTPS.',
  },
  'origin-not-allowed': {
    title: 'The address of the dashboard is not on the list',
    says: 'The browser comes from {origin|an origin} that gateway.controlUi.allowedOrigins does not list.',
    mistakenWhen: 'A proxy rewrites the Origin header.',
  },
  'device-auth-nonce': {
    title: 'The device answers with a wrong challenge',
    says: 'The client does not sign the nonce of this connection; it is probably an old client.',
    mistakenWhen: 'The clock is off; then the signature is called expired.',
  },
  'device-auth-signature': {
    title: 'The device signature is not valid',
    says: 'Key, id or signature of the device do not fit together.',
    mistakenWhen: 'The clocks differ by more than two minutes.',
  },
  'clock-skew': {
    title: 'The clocks of client and gateway differ',
    says: 'The device signature counts as expired: the clocks differ by more than two minutes.',
    mistakenWhen: 'An old challenge was replayed.',
  },
  'device-management-denied': {
    title: 'This session may not manage other devices',
    says: 'Rotating, revoking or removing another device needs operator.admin, which this session lacks.',
    mistakenWhen: 'The device id does not exist.',
  },
  'device-removed': {
    title: 'The device was removed',
    says: 'The device was taken off the list of paired devices, and its token with it.',
    mistakenWhen: 'Its token was only rotated.',
  },
  'operator-access-denied': {
    title: 'The role of the user does not admit this',
    says: 'The role policy closes this access, or it needs a verified user.',
    mistakenWhen: 'The shared token changed at the same time.',
  },
  'policy-tightened-disconnect': {
    title: 'A policy change closed the connections',
    says: 'Access was narrowed while clients were connected, and they were dropped in that second.',
    mistakenWhen: 'The credential was rotated; that closes with 4001 too.',
  },
} satisfies Record<string, Words>;
