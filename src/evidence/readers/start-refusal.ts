/**
 * @module evidence/readers/start-refusal
 * Why the last start was refused, from the gateway's own words (OpenClaw 2026.9.6 and older). When one text
 * holds several, the last one counts, except that a port that is taken is no answer to why the config is wrong.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { LineReader, ReadContext, Reading } from '../reader.ts';
import { onlyRetired } from '../retired-keys.ts';
import { quoteOf } from './lines.ts';
import { readLines } from './read-lines.ts';
import { speaksOfGateway } from './speech.ts';

const OTHER = 'other';
const REFUSALS: readonly (readonly [string, RegExp])[] = [
  [
    'no-permission',
    /config file is not readable by the current process|(?:failed to start:|database is unreadable).{0,300}\bE(?:ACCES|PERM): (?:permission denied|operation not permitted), (?!listen|connect)/i,
  ],
  ['config-missing', /\bMissing config\. Run/i],
  [
    'mode-missing',
    /existing config is missing gateway\.mode|gateway\.mode is unset; gateway start will be blocked/i,
  ],
  [
    'mode-remote',
    /set gateway\.mode=local \(current: remote\)|gateway_mode=remote but gateway\.remote\.url is empty/i,
  ],
  ['mode-missing', /Gateway start blocked: set gateway\.mode=local(?! \(current: remote\))/i],
  ['bind-no-auth', /refusing to bind gateway to .{1,80} without auth/i],
  ['credential-redacted', /auth (?:token|password) is a known redaction sentinel/i],
  [
    'secret-unresolved',
    /failed to start:.{0,200}(?:required secrets are unavailable|SecretRef|secret reference|contains a provider reference object)/i,
  ],
  // The mode names a credential, and that one is not there, whatever else is.
  [
    'auth-missing',
    /\bauth (?:is set to|mode is) (?:token|password), but no (?:token|password) (?:is|was) configured|Gateway token must not be blank/i,
  ],
  ['auth-ambiguous', /gateway\.auth\.token and gateway\.auth\.password are both configured/i],
  [
    'config-conflict',
    /tailscale (?:funnel|serve\/funnel|serve) requires gateway|non-loopback Control UI requires gateway\.controlUi\.allowedOrigins|trusted-proxy requires gateway\.trustedProxies|GATEWAY_EFFECTIVE_CONFIG_CONFLICT|gateway\.bind must resolve to loopback when gateway\.tailscale\.|tailscale\.mode=\w{1,16} requires gateway\.auth|auth mode is trusted-proxy, but |gateway[. ]bind=\w{1,16} (?:requires|requested|resolved to|could not resolve) |failed to start: (?:Error: )?(?:hooks\.\w{1,40} (?:requires|may not be|must|is required)|gateway tls: )/i,
  ],
  [
    'node-version',
    /\bopenclaw: Node(?:\.js)? v?\d+\.\d+(?:\.\d+)?: |\bopenclaw: this Bun runtime is unsupported|Node(?:\.js)? v?\d+\.\d+(?:\.\d+)?:? (?:is unsupported|node:sqlite is unavailable)|node:sqlite is unavailable|openclaw requires node|requires Node(?:\.js)? (?:>=|v?\d)/i,
  ],
  ['config-newer', /is older than the config last written by OpenClaw/i],
  ['newer-schema', /uses newer schema version \d+|database schema\(s\) are newer than this build/i],
  [
    'state-database',
    // OpenClaw ends whatever SQLite refused with "maintenance_required", which `doctor --fix` does not mend (2026.9.6).
    /(?:state|agent) database is unreadable|failed to start:.{0,300}(?:file is not a database|database disk image is malformed|attempt to write a readonly database|unable to open database file|disk i\/o error)/i,
  ],
  [
    'lifecycle-lock',
    /StateDatabaseCoordinatorContentionError|another OpenClaw process owns gateway-lifecycle/i,
  ],
  [
    'already-running',
    /gateway already running \(pid \d+\)|gateway already running under (?:systemd|launchd)/i,
  ],
  [
    'port-taken',
    /another gateway instance is already listening|failed to bind gateway socket|listen EADDRINUSE/i,
  ],
  ['disk-full', /failed to start:.{0,200}(?:ENOSPC|no space left)/i],
  [
    'maintenance',
    /gateway\.maintenance_required|requires state migration|startup migrations did not complete.{0,40}refusing to report the gateway ready/i,
  ],
  [
    'config-invalid',
    /failed to start: (?:Error: )?Invalid config|OpenClaw config is invalid|Invalid config at |Config invalid\b|^Invalid config:/i,
  ],
  // Refused for a cause that has no word here: then its own words are what is known.
  [
    OTHER,
    /\bGateway failed to start: \S|^Invalid (?:--(?:bind|auth|tailscale|port)|gateway\.port)\b|^Use either --password or --password-file/i,
  ],
];
const STRONGER = new Set([
  'config-missing',
  'mode-missing',
  'mode-remote',
  'bind-no-auth',
  'config-invalid',
  'auth-ambiguous',
  'auth-missing',
  'credential-redacted',
  'secret-unresolved',
  'config-conflict',
  'node-version',
  'lifecycle-lock',
  'newer-schema',
  'config-newer',
  'state-database',
  'no-permission',
]);
/** Refusals for the sake of another gateway that has the place. */
const TURNED_AWAY = new Set(['already-running', 'port-taken', 'lifecycle-lock']);
/** How far back from the newest they are counted, and how close together they are one start's. Milliseconds. */
const LATELY = 5 * 60_000;
const ONE_START = 3_000;
const ISSUE = /^(?:[×✖-]\s*)?(?:[\w.-]{1,60}:\d{1,6}\s*[—-]\s*)?([a-z][\w.[\]]{0,80}: .{3,160})$/;

function open(context: ReadContext): Reading {
  let word: string | undefined;
  let quote = '';
  let at: string | undefined;
  const issues: string[] = [];
  let turnedAway: number[] = [];
  return {
    line(line) {
      if (!speaksOfGateway(line)) return;
      const hit = REFUSALS.find(([, pattern]) => pattern.test(line.text));
      if (hit === undefined) {
        const issue = word === 'config-invalid' ? ISSUE.exec(line.text)?.[1] : undefined;
        if (issue && issues.length < 8) issues.push(issue.slice(0, 200));
        return;
      }
      const when = Date.parse(line.at ?? '');
      if (TURNED_AWAY.has(hit[0]) && !(when - (turnedAway.at(-1) ?? 0) < ONE_START))
        turnedAway = [...turnedAway.filter((one) => one > when - LATELY), when].slice(-32);
      // One refusal prints several lines; the general ones must not hide the particular one.
      if (hit[0] === OTHER && word !== undefined && !(when - Date.parse(at ?? '') > ONE_START)) return;
      if (hit[0] === OTHER) issues.length = 0;
      if (hit[0] !== OTHER && word !== undefined && STRONGER.has(word) && !STRONGER.has(hit[0])) return;
      if (word === 'lifecycle-lock' && hit[0] !== word) return;
      // A file that it may not read is one without gateway.mode to it (2026.9.6).
      if (word === 'no-permission' && hit[0] === 'mode-missing') return;
      word = hit[0];
      quote = quoteOf(line.text);
      at = line.at;
      const inline = /Invalid config(?:[^:]{0,120})?: (.{4,200})$/.exec(line.text)?.[1];
      if (inline && issues.length < 8) issues.push(inline);
    },
    facts() {
      if (word === undefined) return [];
      const common = { subject: context.gateway, quote, ...(at ? { at } : {}) };
      const facts: Fact[] = [
        { fact: 'gateway.start.refusal', value: word, ...common },
        { fact: 'gateway.start.refusal-text', value: quote, ...common },
      ];
      if (at) facts.push({ fact: 'gateway.start.refused-at', value: at, ...common });
      if (TURNED_AWAY.has(word))
        facts.push({ fact: 'gateway.start.turned-away-lately', value: turnedAway.length, ...common });
      if (issues.length > 0)
        facts.push(
          { fact: 'config.issues', value: issues, ...common },
          { fact: 'config.only-retired', value: onlyRetired(issues), ...common },
        );
      return facts;
    },
  };
}

export const startRefusal: LineReader = {
  id: 'start-refusal',
  title: 'Refused starts',
  gives: [
    'gateway.start.refusal',
    'gateway.start.refusal-text',
    'gateway.start.refused-at',
    'gateway.start.turned-away-lately',
    'config.issues',
    'config.only-retired',
  ],
  near: [
    'config',
    'gateway.mode',
    'gateway_mode',
    'gateway start blocked',
    'without auth',
    'gateway auth ',
    'gateway token must',
    'invalid --',
    'use either --password',
    'gateway.auth.token',
    'tailscale',
    'control ui requires',
    'trusted-proxy requires',
    'node:sqlite',
    'node ',
    'node.js',
    'bun runtime',
    'coordinatorcontention',
    'gateway-lifecycle',
    'already running',
    'already listening',
    'failed to bind',
    'eaddrinuse',
    'failed to start',
    'unreadable',
    'maintenance_required',
    'state migration',
    'startup migrations',
  ],
  open,
  read: (text, context) => readLines(open, text, context),
};
