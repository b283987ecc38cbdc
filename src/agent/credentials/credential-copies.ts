/**
 * @module agent/credentials/credential-copies
 * Every copy of the gateway's shared credential on this host, with its place and a keyed fingerprint. The
 * values stay in this process: they are presented to the gateway and given to the redactor, nowhere else.
 */

import { join } from 'node:path';
import { at, textAt } from '../gateways/config-file.ts';
import type { Env, Target } from '../gateways/discover.ts';
import { dotenvAt, filledIn, varsOf } from '../gateways/variables.ts';
import type { HostPort } from '../host/host-port.ts';
import type { Precedence } from './client-precedence.ts';
import type { Fingerprint } from './fingerprint.ts';

export type CredentialCopy = {
  /** config | remote | flag | process-env | shell-env | state-env | config-env | unit; -password for the other kind. */
  id: string;
  /** In an operator's words. */
  place: string;
  kind: 'token' | 'password';
  /** Null when the copy is a placeholder, or a reference that only OpenClaw can follow. */
  value: string | null;
  fingerprint: string | null;
  /** SecretRef source. */
  reference: string | null;
  placeholder: boolean;
};

/** OpenClaw's own sentinel and the usual masks; `config get` prints the first (2026.9.6). */
const PLACEHOLDER = /^(__OPENCLAW_REDACTED__|\*{3,}|<redacted>|\[redacted\]|‹.*›)$/i;

type Found = { id: string; place: string; kind: 'token' | 'password'; raw: unknown };

function fromEnv(id: string, place: string, env: Env): Found[] {
  return [
    { id, place, kind: 'token', raw: env.OPENCLAW_GATEWAY_TOKEN || undefined },
    { id: `${id}-password`, place, kind: 'password', raw: env.OPENCLAW_GATEWAY_PASSWORD || undefined },
  ];
}

/** `--flag value` or `--flag=value` out of a command line. */
export function flagOf(argv: readonly string[], flag: string): string | undefined {
  const direct = argv.find((word) => word.startsWith(`--${flag}=`));
  if (direct) return direct.slice(flag.length + 3);
  const place = argv.indexOf(`--${flag}`);
  return place < 0 ? undefined : argv[place + 1];
}

/** `${NAME}` or `$NAME` in the file, or a SecretRef with source env: the name of the variable that holds the value. */
function variableOf(raw: unknown): string | null {
  if (typeof raw === 'string')
    return (
      /^\$(?:\{([A-Z_][A-Z0-9_]*)\}|[A-Z][A-Z0-9_]*)$/.exec(raw.trim())?.[0].replace(/[${}]/g, '') ?? null
    );
  return textAt(raw, 'source') === 'env' ? textAt(raw, 'id') : null;
}

/** What a variable is for a local client and for the gateway: the environment first, then the state's `.env`. */
type Variables = { client: Env; gateway: Env };

function copiesOf(
  { id, place, kind, raw }: Found,
  variables: Variables,
  fingerprint: Fingerprint,
): CredentialCopy[] {
  const copy = (own: { id: string; place: string }, value: string | null, reference: string | null) => ({
    ...own,
    kind,
    value,
    fingerprint: value === null ? null : fingerprint(value),
    reference,
    placeholder: false,
  });
  const name = variableOf(raw);
  if (name !== null) {
    const [client, gateway] = [variables.client[name] || null, variables.gateway[name] || null];
    const one = copy({ id, place: `${place} (variable ${name})` }, client, 'env');
    if (gateway === null || gateway === client) return [one];
    return [one, copy({ id: `${id}-in-process`, place: `variable ${name} of the process` }, gateway, 'env')];
  }
  if (typeof raw !== 'string') return [copy({ id, place }, null, textAt(raw, 'source') ?? 'unknown')];
  if (PLACEHOLDER.test(raw.trim())) return [{ ...copy({ id, place }, null, null), placeholder: true }];
  // Blanks at the ends belong to no credential (2026.9.6).
  return [copy({ id, place }, filledIn(raw, variables.client).trim(), null)];
}

/** All copies that can be read, each once; a copy that cannot be read is not told of. */
export async function credentialCopies(
  host: HostPort,
  target: Target,
  shell: Env,
  fingerprint: Fingerprint,
): Promise<CredentialCopy[]> {
  const config = target.config.value;
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  const dotenvPath = join(target.stateDir, '.env');
  const dotenv = await dotenvAt(host, target.root + dotenvPath);
  const vars = varsOf(config);
  const file = target.configPath;
  const units = target.units.flatMap((unit, n): Found[] => {
    const id = n === 0 ? 'unit' : `unit-${n + 1}`;
    const flag = { id: `${id}-flag`, place: `command line in ${unit.path}`, kind: 'token' as const };
    return [...fromEnv(id, unit.path, unit.env), { ...flag, raw: flagOf(unit.argv, 'token') }];
  });
  const found: Found[] = [
    { id: 'config', place: file, kind: 'token', raw: at(config, 'gateway.auth.token') },
    { id: 'config-password', place: file, kind: 'password', raw: at(config, 'gateway.auth.password') },
    {
      id: 'flag',
      place: `arguments of process ${main?.pid}`,
      kind: 'token',
      raw: flagOf(main?.argv ?? [], 'token'),
    },
    ...fromEnv('process-env', `environment of process ${main?.pid}`, main?.env ?? {}),
    ...fromEnv('shell-env', "the host agent's own environment", shell),
    ...fromEnv('state-env', dotenvPath, dotenv),
    ...fromEnv('config-env', file, vars),
    ...units,
    { id: 'remote', place: file, kind: 'token', raw: at(config, 'gateway.remote.token') },
    { id: 'remote-password', place: file, kind: 'password', raw: at(config, 'gateway.remote.password') },
  ];
  const files = { ...vars, ...dotenv };
  const variables = { client: { ...files, ...shell }, gateway: { ...files, ...(main?.env ?? {}) } };
  return found
    .filter(({ raw }) => raw !== undefined && raw !== null && raw !== '')
    .flatMap((each) => copiesOf(each, variables, fingerprint));
}

/** Where a variable of a client may stand, the first that has it counts. */
export const ENVIRONMENT = ['shell-env', 'state-env', 'config-env'];

/**
 * The one copy that a local client would present, in local mode: configuration and environment in the order of its
 * release, then the remote token. Null when it is a reference that only OpenClaw can resolve, or there is none.
 */
export function presentedCopy(
  copies: readonly CredentialCopy[],
  mode: string | null,
  precedence: Precedence,
): CredentialCopy | null {
  const wanted = mode === 'password' ? 'password' : mode === 'token' ? 'token' : null;
  const places = precedence === 'env-first' ? [...ENVIRONMENT, 'config'] : ['config', ...ENVIRONMENT];
  const order = places.flatMap((id) => [`${id}-password`, id]);
  for (const id of [...order, 'remote-password', 'remote']) {
    const copy = copies.find((one) => one.id === id && (wanted === null || one.kind === wanted));
    if (copy) return copy.value === null ? null : copy;
  }
  return null;
}

/**
 * The copies that a gateway may have been started with, the likeliest first, none of them equal to `refused`:
 * a running gateway knows its flag and its environment, and files may have changed since.
 */
export function otherCopies(copies: readonly CredentialCopy[], refused: CredentialCopy): CredentialCopy[] {
  const order = ['flag', 'config-in-process', 'process-env', 'unit-flag', 'unit', 'state-env', 'shell-env'];
  const place = (id: string): number => {
    const at = order.indexOf(id.replace(/-password$/, ''));
    return at < 0 ? order.length : at;
  };
  const seen = new Set([refused.fingerprint]);
  return copies
    .toSorted((a, b) => place(a.id) - place(b.id))
    .filter(({ value, fingerprint }) => {
      if (value === null || seen.has(fingerprint)) return false;
      seen.add(fingerprint);
      return true;
    });
}
