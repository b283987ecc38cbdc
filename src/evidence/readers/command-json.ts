/**
 * @module evidence/readers/command-json
 * The JSON that OpenClaw's own commands print (2026.9.6): gateway status and probe, health, config validate,
 * doctor lint, models, channels, automations, browser. Told apart by their shape, not by a file name.
 */
import type { Fact, FactValue } from '../../protocol/evidence.ts';
import type { FactName } from '../dictionary.ts';
import type { ReadContext, Reader } from '../reader.ts';
import { onlyRetired } from '../retired-keys.ts';
import { at, jsonIn } from './lines.ts';
import { codeIn } from './refusal-words.ts';

type Give = (fact: FactName, value: FactValue | undefined, child?: string) => void;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.slice(0, 500) : undefined;
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, 200) : []);

const RUNTIME: Readonly<Record<string, string>> = { running: 'active', stopped: 'inactive' };

/** `gateway status --json`. A probe that went wrong still exits 0: the fields decide, never the exit code. */
function gatewayStatus(json: unknown, give: Give, client: string) {
  give('gateway.port', number(at(json, 'gateway', 'port')));
  const listeners = list(at(json, 'port', 'listeners'));
  const status = at(json, 'port', 'status');
  if (status === 'free') give('gateway.listener.state', 'free');
  if (status === 'busy') give('gateway.listener.state', 'listening');
  const first = listeners[0];
  if (first !== undefined) {
    give('gateway.listener.pid', number(at(first, 'pid')));
    give('gateway.listener.program', text(at(first, 'command')));
    const line = `${text(at(first, 'command')) ?? ''} ${text(at(first, 'commandLine')) ?? ''}`;
    const ours = /openclaw|clawdbot|moltbot/i.test(line);
    give('gateway.listener.owner', ours ? 'gateway' : line.trim() === '' ? 'unknown' : 'foreign');
  }
  const service = at(json, 'service', 'runtime', 'pid');
  const listening = at(first, 'pid');
  if (typeof service === 'number' && typeof listening === 'number' && service !== listening) {
    if (!listeners.some((l) => at(l, 'pid') === service)) give('service.sign', 'pid-not-owner');
  }
  const unavailable = at(json, 'service', 'inspectionReason') === 'service-manager-unavailable';
  const runtime = text(at(json, 'service', 'runtime', 'status'));
  if (!unavailable && runtime && RUNTIME[runtime]) give('gateway.service.active', RUNTIME[runtime]);
  const loaded = at(json, 'service', 'loaded');
  if (!unavailable && typeof loaded === 'boolean') give('gateway.service.installed', loaded);
  give('gateway.version.running', text(at(json, 'rpc', 'server', 'version')));
  give('gateway.version.installed', text(at(json, 'cli', 'version')));
  if (at(json, 'config', 'mismatch') === true) give('service.sign', 'config-path-differs');
  if (at(json, 'config', 'cli', 'exists') === false) give('config.file', 'missing');
  const valid = at(json, 'config', 'daemon', 'valid') ?? at(json, 'config', 'cli', 'valid');
  if (typeof valid === 'boolean') give('config.valid', valid);
  if (list(at(json, 'extraServices')).length > 0) give('service.sign', 'extra-services');
  if (list(at(json, 'pluginVersionDrift', 'drifts')).length > 0) give('plugin.sign', 'version-drift');
  for (const issue of list(at(json, 'service', 'configAudit', 'issues'))) {
    const code = text(at(issue, 'code')) ?? '';
    if (/^gateway-token-(?:drift|mismatch)$/.test(code)) give('auth.sign', 'drift-audit');
    else if (/-embedded$/.test(code)) give('service.sign', 'credential-embedded');
    else if (code === 'gateway-entrypoint-mismatch') give('service.sign', 'entrypoint-stale');
    else if (code === 'gateway-port-mismatch') give('service.sign', 'definition-drift');
  }
  const rpc = at(json, 'rpc');
  if (at(rpc, 'ok') === true) give('connect.hello', true, client);
  const failed = at(rpc, 'connectFailure');
  give('connect.refusal.code', text(at(failed, 'detailCode')), client);
  const error = text(at(rpc, 'error')) ?? '';
  if (/ECONNREFUSED/.test(error)) give('connect.transport-error', 'ECONNREFUSED', client);
  const rejected = /websocket upgrade \(HTTP (\d{3})\)/.exec(error)?.[1];
  if (rejected) give('connect.upgrade-status', Number(rejected), client);
  if (at(rpc, 'timedOut') === true) give('protocol.sign', 'probe-timeout');
  else if (at(rpc, 'ok') === false) give('protocol.sign', 'probe-failed');
  else if (at(rpc, 'ok') === true) give('protocol.sign', 'probe-ok');
}

/** `gateway probe --json`: `ok: true` even when the token is wrong, so only the targets count. */
function gatewayProbe(json: unknown, give: Give, client: string) {
  for (const warning of list(at(json, 'warnings'))) {
    const code = text(at(warning, 'code')) ?? '';
    if (code === 'multiple_gateways') give('protocol.sign', 'multiple-gateways');
    if (code === 'ssh_tunnel_failed') give('network.sign', 'ssh-tunnel-failed');
    if (code === 'auth_secretref_unresolved') give('auth.sign', 'secretref-unresolved');
    if (code === 'local_tls_runtime_unavailable') give('network.sign', 'tls');
    if (code === 'probe_scope_limited') give('protocol.sign', 'probe-scope-limited');
    if (code === 'probe_detail_failed') give('protocol.sign', 'probe-detail-failed');
    if (code === 'no_gateway_reachable') give('network.hint', 'unreachable');
  }
  for (const target of list(at(json, 'targets')).slice(0, 8)) {
    if (at(target, 'active') === false) continue;
    const connect = at(target, 'connect');
    const error = text(at(connect, 'error')) ?? '';
    give('connect.close.code', number(at(connect, 'close', 'code')), client);
    if (at(connect, 'scopeLimited') === true) continue;
    give('connect.refusal.code', codeIn(error) ?? undefined, client);
    if (at(connect, 'rpcOk') === true) give('rpc.read.ok', true, client);
    if (at(connect, 'ok') === true && at(connect, 'rpcOk') === false) give('rpc.read.ok', false, client);
  }
}

function health(json: unknown, give: Give, client: string) {
  if (at(json, 'ok') === true && at(json, 'ts') !== undefined) give('rpc.read.ok', true, client);
  const detail = text(at(json, 'error', 'code')) ?? text(at(json, 'error', 'detailCode'));
  give('connect.refusal.code', detail ? (codeIn(detail) ?? undefined) : undefined, client);
  if (at(json, 'error', 'type') === 'gateway_transport_error') give('network.hint', 'unreachable');
  if (at(json, 'status') === 'starting') give('protocol.sign', 'gateway-starting');
  if (list(at(json, 'plugins', 'errors')).length > 0) give('plugin.sign', 'load-failed');
  if (at(json, 'modelRuntime', 'degraded') === true) give('model.hint', 'runtime-degraded');
}

function validate(json: unknown, give: Give) {
  const valid = at(json, 'valid');
  if (typeof valid !== 'boolean') return;
  give('config.valid', valid);
  const issues = list(at(json, 'issues'))
    .map((i) => [text(at(i, 'path')), text(at(i, 'message'))].filter((part) => part !== undefined).join(': '))
    .filter((line) => line !== '');
  if (valid || issues.length === 0) return;
  give(
    'config.issues',
    issues.slice(0, 8).map((i) => i.slice(0, 200)),
  );
  give('config.only-retired', onlyRetired(issues));
}

/** `doctor --lint --json`: filtered by check id; a healthy box has many warnings. */
const LINT: Readonly<Record<string, readonly [FactName, string]>> = {
  'core/doctor/systemd-linger': ['service.sign', 'linger-off'],
  'core/doctor/disk-space': ['resource.hint', 'disk-full'],
  'core/doctor/stale-runtime-build': ['upgrade.hint', 'not-restarted'],
  'core/doctor/final-config-validation': ['config.sign', 'invalid'],
  'core/doctor/channel-plugin-blockers': ['plugin.hint', 'load-failed'],
  'core/doctor/agent-database-admission': ['resource.hint', 'state-db'],
};

function lint(json: unknown, give: Give) {
  for (const finding of list(at(json, 'findings'))) {
    const id = text(at(finding, 'checkId')) ?? '';
    const says = text(at(finding, 'message')) ?? '';
    const known = at(finding, 'severity') === 'info' ? undefined : LINT[id];
    if (known) give(known[0], known[1]);
    if (id === 'core/doctor/gateway-config' && /gateway\.mode is unset/.test(says))
      give('config.mode', 'unset');
    if (id === 'core/doctor/claude-cli' && /not found on PATH/.test(says))
      give('model.sign', 'cli-binary-missing');
  }
}

function models(json: unknown, give: Give) {
  const model = text(at(json, 'resolvedDefault')) ?? text(at(json, 'defaultModel'));
  if (model === undefined) return;
  give('agent.model.primary', model, 'agent:main');
  if (/^[a-z0-9]{2,20}-cli\//.test(model)) give('agent.model.route', 'cli', 'agent:main');
  if (list(at(json, 'auth', 'missingProvidersInUse')).length > 0) give('model.sign', 'auth');
}

/** The subject of an account below its gateway: `channel:telegram`, `channel:telegram.night`. */
export function channelSubject(channel: string, account = 'default'): string {
  const name = account === 'default' ? channel : `${channel}.${account}`;
  return `channel:${name.replace(/[\s/]/g, '_').slice(0, 64)}`;
}

/** `telegram`, and `telegram (account night)` for one of several. */
function accountName(channel: string, account: unknown): string {
  const id = text(at(account, 'accountId')) ?? 'default';
  return (id === 'default' ? channel : `${channel} (account ${id})`).slice(0, 80);
}

/** A turn that takes long is no silence. Milliseconds. */
const TURN_MS = 60_000;

/** Somebody wrote a while ago by the gateway's own clock, and it has sent nothing since. */
function isUnanswered(account: unknown, now: number | null): boolean {
  const [heard, said] = ['lastInboundAt', 'lastOutboundAt'].map((key) => number(at(account, key)) ?? 0);
  return Boolean(heard) && now !== null && (said ?? 0) < (heard ?? 0) && now - (heard ?? 0) > TURN_MS;
}

/** A provider that is well is reached within seconds; OpenClaw itself waits two minutes for it. Milliseconds. */
const CONNECT_MS = 120_000;

/** Began long ago by the gateway's own clock, and has never got through since. */
function neverThrough(account: unknown, now: number | null): boolean {
  const [started, through] = ['lastStartAt', 'lastConnectedAt'].map(
    (key) => number(at(account, key)) ?? null,
  );
  if (at(account, 'running') !== true || at(account, 'connected') !== false || !started || now === null)
    return false;
  return now - started > CONNECT_MS && (through ?? 0) < started;
}

const signOf = (account: unknown, now: number | null): string | null => {
  const error = `${text(at(account, 'lastError')) ?? ''} ${text(at(account, 'probe', 'error')) ?? ''}`;
  const status = at(account, 'probe', 'status');
  if (status === 401 || /unauthorized|invalid_auth/i.test(error)) return 'auth-refused';
  if (status === 403 || /missing_scope|not_in_channel|forbidden/i.test(error)) return 'permission';
  const stopped = at(account, 'running') === false && at(account, 'enabled') === true;
  return (stopped && error.trim() !== '') || neverThrough(account, now) ? 'disconnected' : null;
};

/** Runs, and cannot get through: it may be back in a moment. */
const isCutOff = (account: unknown): boolean =>
  at(account, 'enabled') === true &&
  at(account, 'connected') === false &&
  (text(at(account, 'lastError')) ?? '').trim() !== '';

function channels(json: unknown, give: Give) {
  const all = at(json, 'channelAccounts');
  if (typeof all !== 'object' || all === null) return;
  const accounts = Object.values(all).flatMap(list);
  const meant = accounts.filter((it) => at(it, 'enabled') === true && at(it, 'configured') === true);
  const well = (it: unknown) => at(it, 'running') === true && at(it, 'connected') !== false;
  const now = number(at(json, 'ts')) ?? null;
  give('channels.well', meant.every(well));
  const named = Object.entries(all).flatMap(([channel, own]) =>
    list(own).map((account) => ({
      name: accountName(channel, account),
      sign: signOf(account, now),
      unanswered: isUnanswered(account, now),
      off: isCutOff(account),
      // Switched on and not run: it was stopped, or left out at the start, and is then called "not configured" as well.
      idle: at(account, 'enabled') === true && at(account, 'running') === false,
      child: channelSubject(channel, text(at(account, 'accountId'))),
    })),
  );
  for (const { off, child } of named) if (off) give('channel.cut-off', true, child);
  for (const { unanswered, child } of named) if (unanswered) give('channel.unanswered', true, child);
  for (const { idle, sign, child } of named) if (idle && sign === null) give('channel.running', false, child);
  const failing = named.filter(({ sign, off }) => sign !== null || off);
  for (const sign of new Set(failing.map((one) => one.sign))) if (sign) give('channel.sign', sign);
  if (failing.length > 0) {
    const names = failing.map(({ name }) => name);
    give('channels.failing', names.slice(0, 8).join(', ').slice(0, 300));
  }
}

function jobs(json: unknown, give: Give) {
  const enabled = at(json, 'enabled');
  if (at(json, 'nextWakeAtMs') === undefined && at(json, 'triggersEnabled') === undefined) return;
  if (enabled === false) give('schedule.sign', 'disabled');
  const count = number(at(json, 'jobs')) ?? 1;
  if (enabled === true && at(json, 'nextWakeAtMs') === null && count > 0)
    give('schedule.sign', 'no-next-wake');
}

function read(source: string, context: ReadContext): Fact[] {
  const json = jsonIn(source);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return [];
  const facts: Fact[] = [];
  const give: Give = (fact, value, child) => {
    if (value === undefined) return;
    facts.push({ fact, subject: child ? `${context.gateway}/${child}` : context.gateway, value });
  };
  const client = `client:command-${context.tag ?? '0'}`;
  if (at(json, 'rpc') !== undefined || at(json, 'port', 'status') !== undefined)
    gatewayStatus(json, give, client);
  else if (Array.isArray(at(json, 'targets')) && at(json, 'warnings') !== undefined)
    gatewayProbe(json, give, client);
  else if (at(json, 'checksRun') !== undefined) lint(json, give);
  else if (at(json, 'valid') !== undefined) validate(json, give);
  else if (at(json, 'defaultModel') !== undefined) models(json, give);
  else if (at(json, 'channelAccounts') !== undefined) channels(json, give);
  else if (at(json, 'ok') !== undefined) health(json, give, client);
  else jobs(json, give);
  return facts;
}

export const commandJson: Reader = {
  id: 'command-json',
  title: 'JSON of OpenClaw commands',
  gives: [
    'channels.well',
    'channels.failing',
    'channel.cut-off',
    'channel.running',
    'channel.unanswered',
    'gateway.port',
    'gateway.listener.state',
    'gateway.listener.pid',
    'gateway.listener.program',
    'gateway.listener.owner',
    'gateway.service.active',
    'gateway.service.installed',
    'gateway.version.running',
    'gateway.version.installed',
    'config.file',
    'config.valid',
    'config.issues',
    'config.only-retired',
    'config.mode',
    'connect.hello',
    'connect.refusal.code',
    'connect.close.code',
    'connect.transport-error',
    'connect.upgrade-status',
    'rpc.read.ok',
    'agent.model.primary',
    'agent.model.route',
    'service.sign',
    'protocol.sign',
    'plugin.sign',
    'auth.sign',
    'network.sign',
    'network.hint',
    'model.sign',
    'model.hint',
    'channel.sign',
    'schedule.sign',
    'config.sign',
    'resource.hint',
    'upgrade.hint',
    'plugin.hint',
  ],
  read,
};
