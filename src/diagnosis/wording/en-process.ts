/**
 * @module diagnosis/wording/en-process
 * English words for what is felt at the process, the listener and the machine.
 */
import type { Words } from './words.ts';

export const EN_PROCESS = {
  'config-missing': {
    title: 'There is no config file',
    says: 'The gateway does not start: there is no config file at {path|the place where it looks}.',
    mistakenWhen: 'The service looks at another path than this shell (HOME, profile, OPENCLAW_CONFIG_PATH).',
  },
  'config-invalid': {
    title: 'The configuration is invalid',
    says: 'The gateway refuses to start with this configuration: {issue|OpenClaw finds the file invalid}.',
    mistakenWhen: 'A running gateway still serves the last good configuration; then nothing is down.',
  },
  'gateway-mode-missing': {
    title: 'gateway.mode is missing from the configuration',
    says: 'The gateway refuses to start because gateway.mode is gone from the config file. Something may have overwritten it; compare it with its backups.',
    mistakenWhen: 'The file is not readable JSON5; the gateway then prints the same words.',
  },
  'gateway-mode-remote': {
    title: 'This host is set up as a client, not as a gateway',
    says: 'gateway.mode is "remote", so the gateway refuses to start here.',
    mistakenWhen: 'The host is meant to be a client of a gateway elsewhere.',
  },
  'bind-refused-no-auth': {
    title: 'Refused to listen beyond loopback without a credential',
    says: 'The gateway refuses to start: it is set to listen {bind?on “%”|beyond loopback} but has no token or password.',
    mistakenWhen: 'The configuration is invalid; in a container the same words are printed then.',
  },
  'auth-ambiguous-mode': {
    title: 'Token and password are both set, and no mode chooses',
    says: 'The gateway refuses to start because gateway.auth holds a token and a password while gateway.auth.mode is unset.',
    mistakenWhen: 'The refusal is from before the last edit of the file.',
  },
  'config-conflict': {
    title: 'Settings do not go together, or name what is not there',
    says: 'The gateway refuses to start: {refusal|its effective bind, auth or Tailscale settings do not go together}.',
    mistakenWhen: 'The file is not valid at all; the validator says so.',
  },
  'lifecycle-lock-held': {
    title: 'Another OpenClaw process holds the state',
    says: 'A start was refused because another OpenClaw process owns this state directory{pids? (PIDs: %)}.',
    mistakenWhen: 'A start in progress holds the lock for a few seconds.',
  },
  'maintenance-required': {
    title: 'The state must be migrated before the gateway can serve',
    says: 'The gateway waits for a migration of its state: {refusal|it says gateway.maintenance_required}.',
    mistakenWhen: 'Another live process holds the state; the same words are printed then.',
  },
  'node-version-unsupported': {
    title: 'This Node.js cannot run this release',
    says: 'OpenClaw refuses the Node.js it was started with: {refusal|the version is outside what the release needs}.{found? The shell finds Node.js %, and none that fits.}',
    mistakenWhen: 'The shell and the service use different Node.js versions, and the other one is meant.',
  },
  'newer-schema': {
    title: 'The database was written by a newer release',
    says: 'This build is older than the one that wrote the state database, so it will not open it.',
    mistakenWhen: 'The database is damaged rather than newer.',
  },
  'gateway-frozen': {
    title: 'The gateway process is frozen',
    says: 'The process lives and holds its port but is {state|stopped}, so nothing is answered.{pid? PID %.}',
    mistakenWhen: 'Somebody stopped it on purpose for a moment, or a debugger holds it.',
  },
  'service-stopped': {
    title: 'The service is stopped',
    says: 'The gateway is installed as a service{manager? (%)} and not running.{unit? Unit: %.}',
    mistakenWhen: 'Somebody stopped it on purpose, or the service manager cannot be asked here.',
  },
  'service-not-installed': {
    title: 'No service starts this gateway',
    says: 'No service definition exists for this gateway, so nothing starts it after a stop or reboot.',
    mistakenWhen:
      'It is run by a system-level unit, a container or a process manager that was not looked at.',
  },
  'service-crash-loop': {
    title: 'The gateway keeps crashing',
    says: 'The supervisor has started it again {restarts|many} times{exit?; it last ended with code %}{result? (%)}.',
    mistakenWhen:
      'The restarts were planned, or the exit code is 78: then a configuration refusal is the cause.',
  },
  'boot-safe-mode': {
    title: 'The crash-loop breaker has tripped',
    says: 'After several unclean starts the gateway runs in safe mode: channels do not start by themselves.',
    mistakenWhen: 'The channel was stopped by hand.',
  },
  'duplicate-gateway': {
    title: 'Two gateways want the same port or state',
    says: 'Another OpenClaw gateway competes for {port?port %|the same port} or for the state directory.{pids? PIDs: %.}{twins? Services: %.}',
    mistakenWhen: 'The second one is a rescue or development profile with its own port and state.',
  },
  'stale-listener': {
    title: 'An old gateway still holds the port',
    says: 'The service runs, but {listener?PID %|another process} of an older gateway answers on the port, with old credentials and old code.',
    mistakenWhen: 'A restart is under way; look again in a minute.',
  },
  'port-conflict-foreign': {
    title: 'Another program holds the port',
    says: '{port?Port %|The port of the gateway} belongs to {program|a program that is not OpenClaw}{listener? (PID %)}. The gateway cannot listen.',
    mistakenWhen: 'The program is a proxy that is meant to stand before the gateway.',
  },
  'service-definition-drift': {
    title: 'The service definition is out of date',
    says: 'The installed service does not fit what is on this host: a program that is gone ({file|none named}), an old port or an embedded credential.',
    mistakenWhen:
      'The definition is managed by another tool on purpose, or an update is putting the files back right now.',
  },
  'service-config-path-mismatch': {
    title: 'Shell and service use different files',
    says: 'The command line looks at {path|one config file} and the state that goes with it, the running gateway uses {other|another place}, so edits and checks miss it.{elsewhere? Its state is in %.}',
    mistakenWhen: 'Two profiles are meant to differ.',
  },
  'extra-gateway-services': {
    title: 'More gateway services than one are installed',
    says: 'Other services of this host start a gateway for the same port or files at the next boot or login: {twins|see the deep status}.',
    mistakenWhen: 'A rescue or development profile with its own port and state is wanted.',
  },
  'linger-disabled': {
    title: 'The service dies when its user logs out',
    says: 'Lingering is off for {user|the gateway user}, so systemd ends the user service with the last session.',
    mistakenWhen: 'The gateway crashed at that moment for another reason.',
  },
  'foreign-supervisor': {
    title: 'Somebody else keeps stopping the gateway',
    says: 'The gateway is stopped by signals it did not ask for{seconds?, every % s}; a second supervisor seems to manage it.',
    mistakenWhen: 'An operator restarted it several times.',
  },
  'supervisor-unreachable': {
    title: 'The service manager cannot be asked from here',
    says: 'Status and restart commands misreport, because they cannot reach the service manager that runs the gateway.',
    mistakenWhen: 'The service really is stopped; look at the process itself.',
  },
  'stale-lock': {
    title: 'A lock of a dead process blocks work',
    says: 'A lock names a process that is gone, or whose number another program has now. What needs the lock times out.',
    mistakenWhen: 'The named process is alive and is an OpenClaw gateway.',
  },
  'gateway-unreachable': {
    title: 'Nothing answers',
    says: '{address?Nobody answers at %, where the gateway of this client should be: it, its host or the tunnel to it is down.|No gateway runs where it should.}{port? Port % is closed.}{refusal? Startup error: %.}',
    mistakenWhen: 'The gateway listens on another port or inside a container that was not looked into.',
  },
  'gateway-starting': {
    title: 'The gateway is still starting',
    says: 'Startup is not finished after {elapsed|some time}; usual here is {usual|under two minutes}. It is at: {pending|its own parts}. While the log moves on, wait: a restart begins all over again.',
    mistakenWhen: 'It has taken three times the usual and the log stands still: then something is stuck.',
  },
  'gateway-draining': {
    title: 'The gateway is draining for a restart or suspend',
    says: 'It finishes running work and takes no new connections. Wait; do not kill it.',
    mistakenWhen: 'It has been draining longer than its shutdown budget.',
  },
  'bind-scope-mismatch': {
    title: 'It listens on another interface than configured',
    says: 'The gateway listens on {addresses|another address} while the configuration says {bind?“%”|something else}.',
    mistakenWhen: 'A proxy or tunnel carries the traffic to loopback.',
  },
  'container-network': {
    title: 'The container network does not reach the gateway',
    says: 'A port mapping or a loopback address inside a container leads nowhere{port? (port %)}.{published? Published: %.}',
    mistakenWhen: 'A firewall on the host drops the traffic.',
  },
  'tunnel-stale-port': {
    title: 'The tunnel points at a port where nothing listens',
    says: 'The tunnel or proxy on the way{listener? (%)} is up, but its far end leads to an old or closed port.',
    mistakenWhen: 'The tunnel itself is down.',
  },
  'ssh-tunnel-failed': {
    title: 'The SSH tunnel could not start',
    says: 'OpenClaw could not open the SSH tunnel and tried the direct way instead.',
    mistakenWhen: 'The direct way is the intended one.',
  },
  'proxy-idle-timeout': {
    title: 'A proxy drops idle connections',
    says: 'WebSockets end at regular distances while quiet ({seconds|always the same}): something in between has an idle limit shorter than the tick.{quiet? Two lines to the gateway elsewhere were left alone, and each was cut after %.}',
    mistakenWhen: 'Everybody is cut at once; then the gateway itself went away.',
  },
  'proxy-attribution-missing': {
    title: 'Forwarded traffic from a proxy that is not trusted',
    says: 'The gateway refuses requests with forwarding headers because gateway.trustedProxies does not list the proxy.',
    mistakenWhen: 'An access page of the proxy itself refuses the request.',
  },
  'identity-proxy-rejected': {
    title: 'A sign-in proxy refuses the connection',
    says: 'The WebSocket upgrade is answered by a sign-in page or refusal (HTTP {status|redirect or 401}), not by the gateway.',
    mistakenWhen: 'The gateway itself refuses unattributed proxy traffic.',
  },
  'wrong-target-url': {
    title: 'The client talks to the wrong address',
    says: 'The address that the client uses{address?, %,} does not lead to its gateway{error? (%)}.',
    mistakenWhen: 'The gateway is down and the address is right.',
  },
  'tls-mismatch': {
    title: 'The two sides do not agree on TLS',
    says: 'A certificate, a fingerprint or ws/wss does not fit, between client and gateway or between the gateway and the provider of its model.{trouble? Here: %.}{ended? The certificate of the gateway ended on %.}{file? The gateway shows another certificate than the one in %: it could not take that one, and commands on this host, which go by the file, are turned away.}',
    mistakenWhen: 'The port is simply closed.',
  },
  'public-exposure-risk': {
    title: 'The gateway may be reachable by anybody',
    says: 'It listens on {addresses|a public address} without a credential that keeps strangers out.',
    mistakenWhen: 'It runs in a container on a private network, as containers do by default.',
  },
  'dns-or-network-egress': {
    title: 'No outbound network',
    says: 'Name resolution or the way out (a proxy, a firewall) fails for outside addresses, while loopback works.',
    mistakenWhen: 'Only one provider is down, or a guard refuses private addresses.',
  },
  'disk-full': {
    title: 'The disk is full',
    says: 'No space is left where the gateway keeps its state ({free|nothing} free). HTTP can look green while connects are never answered.',
    mistakenWhen: 'The error is old and space has been freed since.',
  },
  'state-db-error': {
    title: 'The state database cannot be used',
    says: 'The gateway cannot read or write its state database: {damaged|locked, read-only, damaged or an I/O error}.',
    mistakenWhen: 'A short lock during maintenance; one retry passes.',
  },
  'memory-pressure': {
    title: 'The gateway runs out of memory',
    says: 'Memory is critical or the heap limit was hit; the process slows down or dies.',
    mistakenWhen: 'A short peak during a large import.',
  },
  'event-loop-saturated': {
    title: 'The gateway is too busy to answer in time',
    says: 'The process lives but its event loop is blocked, so clients give up before they are greeted.',
    mistakenWhen:
      'It started less than two minutes ago, or wrong credentials are being answered slowly on purpose.',
  },
  'file-permission': {
    title: 'The gateway user may not use its own files',
    says: 'Owner or mode keeps the user that runs the gateway out of {shut|a file that it needs}.',
    mistakenWhen: 'A sandbox forbids it on purpose.',
  },
  'host-sleep': {
    title: 'The host went to sleep',
    says: 'The gateway was away while its host slept.',
    mistakenWhen: 'The process crashed at that time.',
  },
  'clock-step': {
    title: 'The clock of the host is off or jumped',
    says: 'The wall clock is wrong or jumped by {offset|some minutes}; signatures and schedules suffer.',
    mistakenWhen: 'The event loop was slow and only looks like a jump.',
  },
  'log-growth': {
    title: 'Logs or temporary files have grown without limit',
    says: 'Unrotated logs or leaked temporary directories eat the disk.',
    mistakenWhen: 'The growth is a one-off debug session.',
  },
} satisfies Record<string, Words>;
