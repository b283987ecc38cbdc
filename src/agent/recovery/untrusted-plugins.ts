/**
 * @module agent/recovery/untrusted-plugins
 * Plugins that OpenClaw refuses for the rights of their folder: one that anybody may write into, or that belongs to
 * neither the gateway's user nor root (2026.9.6). A restart asks the same question and gets the same answer.
 */
import { join } from 'node:path';
import { valueAt } from './config-value.ts';
import type { Site } from './site.ts';

const MOST = 64;
const OTHERS_MAY_WRITE = 0o002;

/** The first such folder, as the gateway knows it; null where there is none or none can be seen. */
export async function untrustedPlugin({ host, target }: Site): Promise<string | null> {
  const state = await host.stat(target.root + target.stateDir);
  const owner = state.ok ? state.value?.uid : undefined;
  if (owner === undefined) return null;
  const extensions = join(target.stateDir, 'extensions');
  const names = await host.list(target.root + extensions);
  const installed = names.ok ? (names.value ?? []).map((name) => join(extensions, name)) : [];
  const named = valueAt(target.config.value, ['plugins', 'load', 'paths']);
  const paths = [
    ...installed,
    ...(Array.isArray(named) ? named.filter((one) => typeof one === 'string') : []),
  ];
  for (const path of paths.slice(0, MOST)) {
    const found = await host.stat(target.root + path);
    if (!found.ok || found.value === null) continue;
    const { mode, uid } = found.value;
    if ((mode & OTHERS_MAY_WRITE) !== 0 || (uid !== owner && uid !== 0)) return path;
  }
  return null;
}
