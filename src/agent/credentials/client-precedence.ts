/**
 * @module agent/credentials/client-precedence
 * Which copy of the credential a command on this host takes first: 2026.2 to 2026.7 the environment, later releases
 * the configuration. The gateway itself takes its configuration first in all of them (2026.2.26 to 2026.9.6), so an
 * old token in a shell locks out the commands of an older release, and no others.
 */
import { installedVersion, openclawOf } from '../gateways/openclaw-command.ts';
import { packageOf } from '../gateways/openclaw-package.ts';
import type { ProbeContext } from '../probe.ts';

export type Precedence = 'config-first' | 'env-first';

const RELEASE = /^(\d{4})\.(\d{1,2})\./;
/** The first month whose commands are known to go by the configuration. */
const CONFIG_FIRST = 2026 * 12 + 8;

/** What a release goes by; a version that cannot be read is taken for a present one. */
export function precedenceOf(version: string | null): Precedence {
  const [, year, month] = RELEASE.exec(version ?? '') ?? [];
  if (year === undefined || month === undefined) return 'config-first';
  return Number(year) * 12 + Number(month) < CONFIG_FIRST ? 'env-first' : 'config-first';
}

/** What the command of this host goes by: the one on the operator's path, else the gateway's own. */
export async function precedenceHere({ host, openclaw, target, shell }: ProbeContext): Promise<Precedence> {
  const typed = await installedVersion(host, openclaw, shell);
  if (typed.ok) return precedenceOf(typed.value.version);
  const program = await openclawOf(host, openclaw, target);
  const found = program.ok ? await packageOf(host, program.value) : program;
  return precedenceOf(found.ok ? found.value.version : null);
}
