/**
 * @module agent/credentials/known-secrets
 * The secrets that this host agent can name: from the configuration and its backups, the environments of the
 * gateway and of the shell, and the unit. They are masked first, in whatever text they turn up.
 */
import { dirname, join } from 'node:path';
import {
  type CollectedSecret,
  collectSecretsFromConfig,
  collectSecretsFromDotenv,
  collectSecretsFromEnv,
} from '../../redaction/known-values.ts';
import { readConfigFile } from '../gateways/config-file.ts';
import type { Env, Target } from '../gateways/discover.ts';
import { isOneUsers } from '../gateways/ownership.ts';
import { dotenvAt } from '../gateways/variables.ts';
import type { HostPort } from '../host/host-port.ts';
import { credentialCopies, flagOf } from './credential-copies.ts';

/** Backups and rejected copies hold yesterday's secrets. */
const COPIES = /\.(bak(\.\d)?|last-good|rejected\..*|clobbered\..*)$/;
const MOST_COPIES = 16;

export async function knownSecrets(
  host: HostPort,
  targets: readonly Target[],
  shell: Env,
): Promise<CollectedSecret[]> {
  const found = collectSecretsFromEnv(defined(shell));
  for (const target of targets.filter(isOneUsers)) {
    const folder = target.root + dirname(target.configPath);
    const listed = await host.list(folder);
    const names = (listed.ok ? (listed.value ?? []) : [])
      .filter((name) => COPIES.test(name))
      .slice(0, MOST_COPIES);
    const copies = await Promise.all(names.map((name) => readConfigFile(host, join(folder, name))));
    for (const file of [{ ...target.config, path: target.root + target.configPath }, ...copies])
      found.push(
        ...(file.parse === 'broken' || (file.file === 'readable' && file.parse === null)
          ? await inBroken(host, file.path)
          : collectSecretsFromConfig(file.value)),
      );
    const all = target.processes.ok ? target.processes.value : [];
    for (const process of [...all, ...target.rivals.samePort, ...target.rivals.sameState]) {
      found.push(...collectSecretsFromEnv(process.env ?? {}));
      const flag = flagOf(process.argv, 'token');
      if (flag !== undefined) found.push({ path: 'token', value: flag });
    }
    const dotenv = await dotenvAt(host, target.root + join(target.stateDir, '.env'));
    found.push(...collectSecretsFromDotenv(dotenv));
    for (const unit of target.units) found.push(...collectSecretsFromEnv(unit.env));
    const credentials = await credentialCopies(host, target, shell, () => '');
    found.push(...credentials.flatMap(({ id, value }) => (value === null ? [] : [{ path: id, value }])));
  }
  return [...new Map(found.map((secret) => [secret.value, secret])).values()];
}

/** A file that does not parse still has `name: "value"` in it. */
async function inBroken(host: HostPort, path: string): Promise<CollectedSecret[]> {
  const text = await host.read(path);
  const pairs = text.ok
    ? (text.value ?? '').matchAll(
        /["']?([A-Za-z_][\w.-]{0,63})["']?\s{0,8}[:=]\s{0,8}["']([^"'\n]{1,4096})["']/g,
      )
    : [];
  return [...pairs].flatMap(([, name = '', value = '']) => collectSecretsFromConfig({ [name]: value }));
}

const defined = (env: Env): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
