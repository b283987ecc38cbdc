/**
 * @module agent/host-operations
 * The operations of this host agent: a full triage, and the short description that an introduction needs.
 */

import { collect } from './collect.ts';
import type { Env } from './gateways/discover.ts';
import { installedVersion } from './gateways/openclaw-command.ts';
import { realHost } from './host/host-port.ts';
import type { Operations } from './operation.ts';
import { PROBES } from './probes/index.ts';

export type Looking = { stateDir: string; env: Env; openclaw?: string | undefined };

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const words = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((word) => typeof word === 'string') : undefined;

export function hostOperations(looking: Looking): Operations {
  return {
    triage: (args, { emit, signal, incident }) =>
      collect({
        ...looking,
        gateway: text(args.gateway),
        probes: words(args.probes),
        deep: args.deep === true,
        incident,
        signal,
        emit,
      }),
    describe: (args, { emit, signal, incident }) =>
      collect({ ...looking, gateway: text(args.gateway), probes: ['versions'], incident, signal, emit }),
  };
}

/** Whether a look with these arguments asks OpenClaw's own commands, at seconds of CPU and half a gigabyte each. */
export function asksDeep(args: Record<string, unknown>): boolean {
  const probes = words(args.probes);
  if (probes === undefined) return args.deep === true;
  return PROBES.some(({ id, deep }) => deep === true && probes.includes(id));
}

/** Version of the installed OpenClaw, for the introduction to the bot; null when it cannot be told. */
export async function openclawVersion({ env, openclaw }: Looking): Promise<string | null> {
  const found = await installedVersion(realHost(), openclaw ?? 'openclaw', env);
  return found.ok ? found.value.version : null;
}
