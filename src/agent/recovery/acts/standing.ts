/**
 * @module agent/recovery/acts/standing
 * Whether what people agreed to still stands, asked before anything is touched: this host's policy, and everything that
 * the plan says must be so. A list, since each part of a plan knows best what it rests on.
 */
import type { Because } from '../../../protocol/recovery.ts';
import type { Act, ActTools } from '../../../runbooks/act.ts';
import { heldByAnother } from '../../holds/kept-holds.ts';
import type { Means } from '../means.ts';
import { filesStand } from '../standing.ts';

/** Null while it stands, else why not. */
export type Standing = (means: Means, tools: ActTools) => Promise<Because | null>;

/** A rule that was tightened after people agreed holds, too. */
const allowed: Standing = async ({ ways }, { memory }) =>
  ways.includes(memory.plan.path)
    ? null
    : { code: 'policy.way-not-allowed', params: { way: memory.plan.path } };

/** A freeze of somebody else's keeps everybody else's hands off, also of those who agreed before it began. */
const notHeld: Standing = async ({ stateDir }, { memory }) => {
  const { freeze } = memory.told.order ?? {};
  const hold = heldByAnother(
    stateDir,
    memory.plan.gateway,
    typeof freeze === 'string' ? freeze : null,
    Date.now(),
  );
  if (hold === null) return null;
  return { code: 'freeze.held', params: { by: hold.by, until: new Date(hold.until).toISOString() } };
};

/** The bytes of the configuration, and the running instance. */
const asPlanned: Standing = ({ stateDir, env, openclaw, denied }, tools) =>
  filesStand({ stateDir, env, openclaw, denied }, tools);

const STANDING: readonly Standing[] = [allowed, notHeld, asPlanned];

export const standing = (means: Means, list: readonly Standing[] = STANDING): Act => ({
  id: 'standing',
  mutates: false,
  limitMs: 30_000,
  async do(tools) {
    for (const stands of list) {
      const because = await stands(means, tools);
      if (because !== null) return { ok: false, because };
    }
    return { ok: true };
  },
});
