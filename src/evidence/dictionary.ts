/**
 * @module evidence/dictionary
 * Every fact that a probe or reader may give and a rule may ask for, with its subject and meaning.
 * A house test holds both sides to this list, so that no rule waits for a fact that nobody gives.
 */

import { CLIENT_FACTS } from './client-facts.ts';
import { CONNECT_FACTS } from './connect-facts.ts';
import { LOGGED_CLIENTS } from './logged-clients.ts';
import { POLICY_FACTS } from './policy-facts.ts';
import { SERVICE_FACTS } from './service-facts.ts';
import { SIGNS } from './signs.ts';
import { STATE_FACTS } from './state-facts.ts';
import { WORK_FACTS } from './work-facts.ts';

type Kind = 'host' | 'gateway' | 'client' | 'credential' | 'process' | 'agent' | 'channel' | 'device';
type Entry = {
  on: Kind;
  type: 'text' | 'number' | 'flag' | 'list';
  about: string;
  /** Several values may hold at once; each sighting stands for itself. */
  many?: true;
  words?: readonly string[];
  /** An enumeration that strangers fill in: what is not one of `words`, or no version, is told as `‹other›`. */
  closed?: 'words' | 'version';
  /** What it is called where hosts are held side by side; absent: that hosts differ in it means nothing. */
  peers?: string;
};

export const DICTIONARY = {
  // host
  'host.platform': { on: 'host', type: 'text', peers: 'platform', about: 'operating system, e.g. linux' },
  'host.node-version': { on: 'host', type: 'text', about: 'Node.js that runs the host agent' },
  'host.memory.available-percent': {
    on: 'host',
    type: 'number',
    about: 'memory available, percent of total',
  },
  'host.load-per-core': { on: 'host', type: 'number', about: 'one-minute load average divided by cores' },
  'host.clock.offset-ms': { on: 'host', type: 'number', about: "host clock minus the bot's clock" },
  'host.utc-offset-min': {
    on: 'host',
    type: 'number',
    about: "the host's local time minus UTC, in minutes: people there read their clocks by it",
  },

  // what changed: the value says what in words, its own time says when, its quote where that was read
  'change.config': { on: 'gateway', type: 'text', about: 'the configuration changed', many: true },
  'change.credential': {
    on: 'gateway',
    type: 'text',
    about: 'a token or password was changed, rotated or revoked',
    many: true,
  },
  'change.package': { on: 'gateway', type: 'text', about: 'the package was replaced', many: true },
  'change.service': { on: 'gateway', type: 'text', about: "the service's definition changed", many: true },
  'change.restart': {
    on: 'gateway',
    type: 'text',
    about: 'it started, ended, or was asked to',
    many: true,
  },
  'change.left-out': { on: 'gateway', type: 'number', about: 'changes of that time that are not listed' },
  'failure.first': {
    on: 'gateway',
    type: 'list',
    about: 'first sight of a failure in the log: the fact that names it, its value, how often',
    many: true,
  },
  'failure.last': { on: 'gateway', type: 'list', about: 'last sight of the same', many: true },
  'failure.log-from': {
    on: 'gateway',
    type: 'text',
    about: 'the oldest log line that was searched for failures',
  },
  'failure.after': {
    on: 'gateway',
    type: 'list',
    about: 'kinds of change within minutes before the first failure that goes on',
  },
  'config.lost-keys': {
    on: 'gateway',
    type: 'list',
    about: 'keys that the last good version of the file has and the present one lacks',
  },
  'config.lost-sections': { on: 'gateway', type: 'number', about: 'how many of them are whole sections' },
  'config.size-percent': {
    on: 'gateway',
    type: 'number',
    about: 'size of the file against its last good version',
  },
  'gateway.package.newer-than-process': {
    on: 'gateway',
    type: 'flag',
    about: 'the package was put in place after the process started',
  },
  'gateway.service.newer-than-process': {
    on: 'gateway',
    type: 'flag',
    about: "the service's definition was written after the process started",
  },

  // process
  'gateway.process.count': {
    on: 'gateway',
    type: 'number',
    about: 'live processes of this gateway (its state directory or config)',
  },
  'gateway.process.maybe-starting': {
    on: 'gateway',
    type: 'flag',
    about: 'it has no process yet, and an openclaw process that just began may turn out to be it',
  },
  'gateway.at-rest': {
    on: 'gateway',
    type: 'flag',
    about: 'nobody asked for it, nothing runs it or would start it, and no start of it is on record',
  },
  'gateway.asked-for': {
    on: 'gateway',
    type: 'flag',
    about: 'who looks means it, or a service or container was set up to run it',
  },
  'gateway.process.state': {
    on: 'gateway',
    type: 'text',
    about: 'running | stopped (SIGSTOP) | blocked (D) | zombie',
  },
  'gateway.process.uptime-s': {
    on: 'gateway',
    type: 'number',
    about: 'seconds since its main process started',
  },
  'gateway.process.exe-deleted': {
    on: 'gateway',
    type: 'flag',
    about: 'its program file was replaced under it',
  },
  'gateway.process.pid': { on: 'gateway', type: 'number', about: 'pid of its main process' },
  'gateway.rivals.same-port': {
    on: 'gateway',
    type: 'number',
    about: 'other live OpenClaw gateway processes that want the same port',
  },
  'gateway.rivals.same-state': {
    on: 'gateway',
    type: 'number',
    about: 'other live OpenClaw gateway processes on the same state directory',
  },
  'gateway.lock.holders': {
    on: 'gateway',
    type: 'list',
    about: 'pids of commands that hold a lock which it needs for a start',
  },
  'gateway.rivals.pids': { on: 'gateway', type: 'list', about: 'pids of the rivals' },
  'gateway.service.installed': { on: 'gateway', type: 'flag', about: 'a service definition exists for it' },
  'gateway.service.manager': {
    on: 'gateway',
    type: 'text',
    peers: 'supervisor',
    about: 'systemd-user | systemd | launchd | docker | none',
  },
  'gateway.service.active': { on: 'gateway', type: 'text', about: 'active | activating | inactive | failed' },
  'gateway.service.restarts': { on: 'gateway', type: 'number', about: "the supervisor's restart count" },
  'gateway.service.exit-code': { on: 'gateway', type: 'number', about: 'last exit code the supervisor saw' },
  'gateway.start.refusal': {
    on: 'gateway',
    type: 'text',
    about:
      'why the last start was refused, as a word: config-invalid | mode-remote | mode-missing | config-missing | bind-no-auth | port-taken | lifecycle-lock | already-running | auth-ambiguous | auth-missing | secret-unresolved | credential-redacted | config-conflict | maintenance | node-version | newer-schema | state-database | no-permission | disk-full | config-newer | other',
  },
  'gateway.start.refusal-text': { on: 'gateway', type: 'text', about: 'the words of that refusal' },
  'gateway.start.turned-away-lately': {
    on: 'gateway',
    type: 'number',
    about: 'starts refused for another gateway in the five minutes up to the newest such refusal',
  },
  'gateway.start.refused-at': { on: 'gateway', type: 'text', about: 'ISO time of the last refused start' },
  'gateway.boot.last-outcome': {
    on: 'gateway',
    type: 'text',
    about: 'how its previous run ended: clean-stop | planned-restart | crash',
  },

  'gateway.startup.usual-s': {
    on: 'gateway',
    type: 'number',
    about: 'seconds from the first word to ready, the middle one of its last starts here',
  },
  'gateway.startup.elapsed-s': {
    on: 'gateway',
    type: 'number',
    about: 'seconds that the present start, not ready yet by its log, has taken',
  },
  'gateway.startup.quiet-s': {
    on: 'gateway',
    type: 'number',
    about: 'seconds since the last word of that start',
  },
  'gateway.startup.phase': { on: 'gateway', type: 'text', about: 'the last step that it logged' },
  'gateway.startup.overdue': {
    on: 'gateway',
    type: 'flag',
    about: 'it takes over three times the usual and has made no progress for two minutes',
  },
  'gateway.restart.planned-age-s': {
    on: 'gateway',
    type: 'number',
    about: 'seconds since the newest restart that was planned, by its own record',
  },
  'gateway.suspension': {
    on: 'gateway',
    type: 'text',
    about: 'whether it takes work: accepting, or a phase of a suspend on purpose',
  },
  'gateway.frozen-until': {
    on: 'gateway',
    type: 'text',
    about: 'when the freeze ends that this host holds for its people (ISO time)',
  },

  // listener
  'gateway.port': {
    on: 'gateway',
    type: 'number',
    peers: 'port',
    about: 'the port it uses, or would use once started',
  },
  'gateway.port.clients': {
    on: 'gateway',
    type: 'number',
    about: 'the port that a client on this host tries, by environment and configuration',
  },
  'gateway.port.source': { on: 'gateway', type: 'text', about: 'flag | env | config | default | unknown' },
  'gateway.listener.state': { on: 'gateway', type: 'text', about: 'listening | free' },
  'gateway.listener.owner': {
    on: 'gateway',
    type: 'text',
    about: 'gateway | other-gateway | foreign | unknown',
  },
  'gateway.listener.pid': { on: 'gateway', type: 'number', about: 'pid of the listener' },
  'gateway.listener.program': { on: 'gateway', type: 'text', about: 'program name of the listener' },
  'gateway.listener.addresses': { on: 'gateway', type: 'list', about: 'addresses listened on' },
  'gateway.listener.loopback-only': { on: 'gateway', type: 'flag', about: 'nobody but this host reaches it' },
  'gateway.http.live': {
    on: 'gateway',
    type: 'text',
    about: '/healthz: ok | refused | timeout | not-openclaw | error',
  },
  'gateway.http.startup': { on: 'gateway', type: 'text', about: '/startupz: started | starting | draining' },
  'gateway.http.startup-pending': { on: 'gateway', type: 'text', about: 'what the startup waits for' },
  'gateway.http.ready': { on: 'gateway', type: 'flag', about: '/readyz says ready' },
  'gateway.http.ready-failing': { on: 'gateway', type: 'list', about: 'what /readyz lists as failing' },
  'gateway.http.event-loop-degraded': {
    on: 'gateway',
    type: 'flag',
    about: '/readyz reports a degraded event loop',
  },
  'gateway.http.answers': {
    on: 'gateway',
    type: 'text',
    about: 'prompt | late (2 s and more, three times) | never (10 s)',
  },
  'gateway.version.running': {
    on: 'gateway',
    type: 'text',
    peers: 'OpenClaw',
    about: 'version the running gateway reports',
  },
  'gateway.version.installed': {
    on: 'gateway',
    type: 'text',
    peers: 'OpenClaw on disk',
    about: 'version of the package on disk',
  },
  'gateway.uptime-s': { on: 'gateway', type: 'number', about: 'uptime the gateway itself reports, seconds' },

  // handshake, authority: one client = one attempt to connect (client:probe is the host agent's own)
  ...CONNECT_FACTS,

  // configuration
  'config.path': { on: 'gateway', type: 'text', about: 'path of its config file' },
  'config.file': { on: 'gateway', type: 'text', about: 'readable | missing | unreadable | not-a-file' },
  'config.parse': { on: 'gateway', type: 'text', about: 'ok | broken' },
  'config.valid': { on: 'gateway', type: 'flag', about: 'OpenClaw itself finds the file valid' },
  'config.issues': { on: 'gateway', type: 'list', about: 'what OpenClaw finds invalid' },
  'config.only-retired': { on: 'gateway', type: 'flag', about: 'all of it are keys that OpenClaw retired' },
  'config.written-by': {
    on: 'gateway',
    type: 'text',
    closed: 'version',
    about: 'release that wrote it last, by its stamp',
  },
  'config.newer-than-release': {
    on: 'gateway',
    type: 'flag',
    about: 'a newer release than the installed one wrote it last',
  },
  'config.mode': {
    on: 'gateway',
    type: 'text',
    peers: 'gateway.mode',
    closed: 'words',
    words: ['local', 'remote', 'unset'],
    about: 'gateway.mode: local | remote | unset',
  },
  'config.bind': {
    on: 'gateway',
    type: 'text',
    peers: 'gateway.bind',
    closed: 'words',
    words: ['auto', 'loopback', 'lan', 'tailnet', 'custom', 'unset'],
    about: 'gateway.bind: auto | loopback | lan | tailnet | custom | unset',
  },
  'config.auth-configured': {
    on: 'gateway',
    type: 'flag',
    about: 'the file or environment gives the gateway a credential',
  },
  'config.reload-mode': {
    on: 'gateway',
    type: 'text',
    peers: 'reload mode',
    closed: 'words',
    words: ['hybrid', 'off', 'hot', 'restart'],
    about: 'gateway.reload.mode: hybrid | off | retired word',
  },
  'config.in-force': {
    on: 'gateway',
    type: 'flag',
    peers: 'saved settings in force',
    about: 'the saved revision is the one the process applies',
  },
  'config.changed-after-start': {
    on: 'gateway',
    type: 'flag',
    about: 'the file was written after the process started',
  },
  'config.changed-at': { on: 'gateway', type: 'text', about: 'ISO time of its last write' },
  'config.backups': { on: 'gateway', type: 'number', about: 'backup copies beside it' },

  ...WORK_FACTS,
  // what is kept back on purpose, and what a person misses
  ...POLICY_FACTS,

  'schedule.failing': {
    on: 'gateway',
    type: 'flag',
    about: 'the newest run of an automation failed, or its result was not delivered; false: all ended well',
  },
  'schedule.failing-jobs': {
    on: 'gateway',
    type: 'text',
    about: 'id and name of the automations whose newest run failed or was not delivered, the first few',
  },
  'schedule.own-jobs': {
    on: 'gateway',
    type: 'number',
    about: 'enabled jobs that somebody made; those the gateway makes for itself are not counted',
  },
  // resources
  'gateway.disk.free-bytes': { on: 'gateway', type: 'number', about: 'free space where its state lives' },
  'gateway.disk.used-percent': { on: 'gateway', type: 'number', about: 'used share where its state lives' },
  'gateway.disk.free-inodes': { on: 'gateway', type: 'number', about: 'free inodes where its state lives' },
  'gateway.disk.read-only': { on: 'gateway', type: 'flag', about: 'its state is mounted read-only' },
  'gateway.files.account': { on: 'gateway', type: 'number', about: 'user id that it runs with' },
  'gateway.files.shut': {
    on: 'gateway',
    type: 'list',
    about: 'files of its own, with owner and mode, that this user may not use as it must',
  },
  'gateway.disk.full-error': {
    on: 'gateway',
    type: 'flag',
    about: 'ENOSPC or "database or disk is full" was logged',
  },

  // what supervises it
  ...SERVICE_FACTS,
  // its databases, its build, its runs, and the address that clients are given
  ...STATE_FACTS,
  ...CLIENT_FACTS,

  ...LOGGED_CLIENTS,

  // from text only
  ...SIGNS,
} as const satisfies Record<string, Entry>;

export type FactName = keyof typeof DICTIONARY;
