/**
 * @module agent/host-operations
 * The operations of this host agent: looks by the collector's process, recoveries, holds and bundles by one of
 * their own. What reads a gateway's files or speaks with it does so there; here only OpenClaw's version is read.
 */
import type { Bundles } from './bundle/bundles.ts';
import type { Collectors } from './collector/collectors.ts';
import { DEEP_PROBES } from './deep-probes.ts';
import { installedVersion } from './gateways/openclaw-command.ts';
import { freezeOperations } from './holds/freeze-operations.ts';
import type { HoldKeeper } from './holds/keeper.ts';
import { realHost } from './host/host-port.ts';
import type { Operations } from './operation.ts';
import type { Recoveries } from './recovery/recoveries.ts';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const words = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((word) => typeof word === 'string') : undefined;

export function hostOperations(
  { look }: Pick<Collectors, 'look'>,
  keeper: HoldKeeper,
  { plan, run, steer }: Pick<Recoveries, 'plan' | 'run' | 'steer'>,
  bundles: Bundles,
): Operations {
  const freezes = freezeOperations(keeper);
  return {
    triage: ({ gateway, probes, deep }, tools) =>
      look({ gateway: text(gateway), probes: words(probes), deep: deep === true }, tools),
    describe: ({ gateway }, tools) =>
      look({ gateway: text(gateway), probes: ['versions', 'hold'], deep: false }, tools),
    'freeze.hold': (args, tools) => freezes.hold(args, tools),
    'freeze.lift': (args, tools) => freezes.lift(args, tools),
    'recovery.plan': (args, tools) => plan(args, tools),
    'recovery.run': (args, tools) => run(args, tools),
    'recovery.steer': (args, tools) => steer(args, tools),
    bundle: (args, tools) => bundles.make(args, tools),
    'bundle.part': (args, tools) => bundles.part(args, tools),
    'bundle.drop': (args, tools) => bundles.drop(args, tools),
  };
}

/** Whether a look with these arguments asks OpenClaw's own commands. */
export function asksDeep(args: Record<string, unknown>): boolean {
  const probes = words(args.probes);
  return probes === undefined ? args.deep === true : probes.some((id) => DEEP_PROBES.has(id));
}

/** Version of the installed OpenClaw, for the introduction to the bot; null when it cannot be told. */
export async function openclawVersion(
  env: NodeJS.ProcessEnv,
  openclaw: string | undefined,
): Promise<string | null> {
  const found = await installedVersion(realHost(), openclaw ?? 'openclaw', env);
  return found.ok ? found.value.version : null;
}
