/**
 * @module agent/bundle/sources/environment
 * Which environment variables the running gateway, its services and its `.env` set, side by side: two copies of one
 * credential that differ are seen here, by their tags. Values that are no settings of OpenClaw or Node stay.
 */
import { join } from 'node:path';
import { isSecretPath } from '../../../redaction/secret-paths.ts';
import { dotenvAt } from '../../gateways/variables.ts';
import { toldSecret } from '../config/shape.ts';
import { defineSource, notCollected, type SourceContext } from '../source.ts';

/** Whose values say where and how a gateway runs. */
const TOLD =
  /^(?:OPENCLAW_(?:STATE_DIR|CONFIG_PATH|HOME|PROFILE|GATEWAY_(?:PORT|BIND|URL)|LOG_LEVEL|NO_[A-Z_]+|DISABLE_[A-Z_]+|SUPERVISOR_MODE|SERVICE_[A-Z_]+|SYSTEMD_UNIT|LAUNCHD_LABEL|HANDSHAKE_TIMEOUT_MS|SKIP_[A-Z_]+|NIX_MODE|VERSION)|NODE_(?:ENV|OPTIONS|EXTRA_CA_CERTS|USE_SYSTEM_CA)|PATH|HOME|PWD|OLDPWD|SHELL|DO_NOT_TRACK|LANG|LC_ALL|TZ|TMPDIR|XDG_[A-Z_]+|INVOCATION_ID|NO_PROXY|no_proxy)$/;
const MOST = 500;

function toldValue(name: string, value: string, { redactor, fingerprint }: SourceContext): string {
  if (value === '') return '(empty)';
  if (TOLD.test(name)) return redactor.text(value).slice(0, 1_000);
  if (isSecretPath(['env', name])?.strength === 'secret' || isSecretPath([name]))
    return toldSecret(name, value, { redactor, fingerprint });
  return `‹string, ${value.length} characters›`;
}

export const environment = defineSource({
  id: 'environment',
  title: 'the environment of the gateway',
  limitMs: 4_000,
  async collect(context) {
    const { host, target } = context;
    const processes = target.processes.ok ? target.processes.value : [];
    const missing = processes
      .filter(({ env }) => env === null)
      .map(({ pid }) =>
        notCollected(`environment of process ${pid}`, 'no right to read it; run as its user'),
      );
    const places: [where: string, env: Readonly<Record<string, string | undefined>>][] = [
      ...processes.map(({ pid, env }): (typeof places)[number] => [`process ${pid}`, env ?? {}]),
      ...target.units.map(({ name, env }): (typeof places)[number] => [name, env]),
      [`${target.stateDir}/.env`, await dotenvAt(host, target.root + join(target.stateDir, '.env'))],
      ...(target.container
        ? [[`container ${target.container.name}`, target.container.env] as (typeof places)[number]]
        : []),
    ];
    const rows = places.flatMap(([where, env]) =>
      Object.keys(env)
        .sort()
        .slice(0, MOST)
        .map((name) =>
          [name, where, toldValue(name, env[name] ?? '', context)]
            .map((cell) => cell.replace(/[\t\n\r]+/g, ' '))
            .join('\t'),
        ),
    );
    if (rows.length === 0) return { missing };
    return {
      files: [
        {
          name: 'config/environment.tsv',
          source: 'processes, services and .env of the gateway',
          text: `variable\twhere\tvalue\n${rows.sort().join('\n')}\n`,
          cut: 'values that are no settings are told by kind and length',
        },
      ],
      missing,
    };
  },
});
