/**
 * @module agent/recovery/planned-repair
 * What a plan remembers of its repair beside what people read: which one, with which arguments, and what must follow. It
 * stays on the host, and no secret is in it.
 */
import * as z from 'zod';
import type { RunMemory, Told } from '../../runbooks/act.ts';
import type { Needs, RepairArgs } from './repair.ts';

const Planned = z.object({
  repair: z.string(),
  args: z.string(),
  needs: z.enum(['reload', 'restart', 'stop-start', 'start']),
});

export const rememberRepair = (id: string, args: RepairArgs, needs: Needs): Told => ({
  repair: id,
  args: JSON.stringify(args),
  needs,
});

/** Null for a plan that remembers none. */
export function plannedRepair(
  memory: Pick<RunMemory, 'told'>,
): { id: string; args: RepairArgs; needs: Needs } | null {
  const planned = Planned.safeParse(memory.told.plan).data;
  if (planned === undefined) return null;
  return { id: planned.repair, args: JSON.parse(planned.args) as RepairArgs, needs: planned.needs };
}

/** What was claimed when it was planned; null where nobody looked then. */
export function claimedBefore({ told }: Pick<RunMemory, 'told'>): readonly string[] | null {
  const before = told.plan?.before;
  return Array.isArray(before) ? before : null;
}
