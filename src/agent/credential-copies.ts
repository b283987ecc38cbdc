/**
 * @module agent/credential-copies
 * Every copy of the gateway's shared credential on this host, with its place and a keyed fingerprint. The
 * values stay in this process: they are presented to the gateway and given to the redactor, nowhere else.
 */
import { join } from 'node:path';
import { at, textAt } from './config-file.ts';
import type { Env, Target } from './discover.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { HostPort } from './host-port.ts';

export type CredentialCopy = {
  /** config | remote | flag | process-env | shell-env | state-env | unit. */
  id: string;
  /** In an operator's words. */
  place: string;
  kind: 'token' | 'password';
  /** Null when the copy is a reference or a placeholder. */
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

/** `NAME=value` lines as systemd's EnvironmentFile= and dotenv write them; quotes around a value are dropped. */
export function envLines(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line);
      return match?.[1] ? [[match[1], (match[2] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2')]] : [];
    }),
  );
}

async function envFile(host: HostPort, path: string): Promise<Record<string, string>> {
  const text = await host.read(path, { maxBytes: 256 * 1024 });
  return text.ok && text.value !== null ? envLines(text.value) : {};
}

/** `Environment=` and `EnvironmentFile=` of the usual unit files, the user's and the system's. */
async function unitEnv(host: HostPort, target: Target): Promise<Record<string, string>> {
  const name = `openclaw-gateway${target.name === 'default' ? '' : `-${target.name}`}.service`;
  const folders = [join(target.env.HOME ?? '/', '.config/systemd/user'), '/etc/systemd/system'];
  const found: Record<string, string> = {};
  for (const folder of folders) {
    const text = await host.read(join(folder, name), { maxBytes: 256 * 1024 });
    if (!text.ok || text.value === null) continue;
    for (const [, assignment = ''] of text.value.matchAll(/^Environment=(.*)$/gm))
      for (const [, quoted, bare] of assignment.matchAll(/"([^"]*)"|(\S+)/g))
        Object.assign(found, envLines(quoted ?? bare ?? ''));
    for (const [, path = ''] of text.value.matchAll(/^EnvironmentFile=-?(\S+)$/gm))
      Object.assign(found, await envFile(host, path.replace(/^%h/, target.env.HOME ?? '/')));
  }
  return found;
}

function flagOf(argv: readonly string[], flag: string): string | undefined {
  const direct = argv.find((word) => word.startsWith(`--${flag}=`));
  if (direct) return direct.slice(flag.length + 3);
  const place = argv.indexOf(`--${flag}`);
  return place < 0 ? undefined : argv[place + 1];
}

export async function credentialCopies(
  host: HostPort,
  target: Target,
  shell: Env,
  fingerprint: Fingerprint,
): Promise<CredentialCopy[]> {
  const config = target.config.value;
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  const [dotenv, unit] = await Promise.all([
    envFile(host, join(target.stateDir, '.env')),
    unitEnv(host, target),
  ]);
  const file = target.configPath;
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
    ...fromEnv('state-env', join(target.stateDir, '.env'), dotenv),
    ...fromEnv('unit', 'the unit file', unit),
    { id: 'remote', place: file, kind: 'token', raw: at(config, 'gateway.remote.token') },
  ];
  return found
    .filter(({ raw }) => raw !== undefined && raw !== null && raw !== '')
    .map(({ id, place, kind, raw }) => {
      const text = typeof raw === 'string' ? raw : null;
      // `${NAME}` in the file is filled from the environment by OpenClaw.
      const template = text !== null && /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/.test(text) ? 'env' : null;
      const placeholder = text !== null && PLACEHOLDER.test(text.trim());
      const value = text !== null && template === null && !placeholder ? text : null;
      const reference = template ?? (text === null ? (textAt(raw, 'source') ?? 'unknown') : null);
      return {
        id,
        place,
        kind,
        value,
        fingerprint: value === null ? null : fingerprint(value),
        reference,
        placeholder,
      };
    });
}

/**
 * The one copy that a local client would present: config, then environment, then the remote token
 * (OpenClaw 2026.9.6, local mode). Null when it is a reference that only OpenClaw can resolve, or there is none.
 */
export function presentedCopy(copies: readonly CredentialCopy[], mode: string | null): CredentialCopy | null {
  const wanted = mode === 'password' ? 'password' : mode === 'token' ? 'token' : null;
  const order = ['config-password', 'config', 'shell-env-password', 'shell-env', 'state-env', 'remote'];
  for (const id of order) {
    const copy = copies.find((one) => one.id === id && (wanted === null || one.kind === wanted));
    if (copy) return copy.value === null ? null : copy;
  }
  return null;
}
