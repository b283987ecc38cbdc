/**
 * @module agent/recovery/acts/lease
 * Takes OpenClaw's own lease for a run and gives it back. Both go by a request id, so that either may be done again after
 * a crash and is done once; a gateway that offers no lease, or answers nobody, is held by the notice alone.
 */
import type { Act, RunMemory, Told } from '../../../runbooks/act.ts';
import { drained, type GivenBack, giveBackLease, takeLease } from '../../gateway-admin/lease.ts';
import { covers, isActive, readHolds } from '../../holds/kept-holds.ts';
import { RENEW_MS } from '../../holds/lease-times.ts';
import { restLease } from '../../holds/rest.ts';
import { doorFor, type GatewayMeans } from './gateway-means.ts';

/** How long turns that are under way are waited for; a restart drains by itself what goes on longer. Milliseconds. */
const DRAIN_MS = 20_000;
const LIMIT_MS = 60_000;

/**
 * The freeze that holds this gateway here, or null. A run may begin only for its holder, so it takes over the lease that
 * the hold has, and gives back that one.
 */
const freezeOf = ({ stateDir }: GatewayMeans, { plan }: RunMemory): string | null =>
  readHolds(stateDir).find((hold) => isActive(hold, Date.now()) && covers(hold, plan.gateway))?.freeze ??
  null;

export const takeLeaseAct = (means: GatewayMeans): Act => ({
  id: 'lease.take',
  mutates: false,
  limitMs: LIMIT_MS,
  async do({ memory, signal, say }) {
    const requestId = freezeOf(means, memory) ?? memory.run;
    const worked = await doorFor(means, memory)({ signal }, async ({ admin }) => {
      const taken = await takeLease(admin, requestId, { signal });
      if (!taken.ok || !taken.lease.draining) return { taken, quiet: true };
      say({ code: 'lease.draining', params: {} });
      return { taken, quiet: await drained(admin, taken.lease, DRAIN_MS, signal) };
    });
    const { taken, quiet } = worked.ok ? worked.value : { taken: worked, quiet: false };
    if (taken.ok) {
      const { suspensionId, expiresAt } = taken.lease;
      return { ok: true, told: { leased: true, quiet, requestId, suspensionId, expiresAt, why: null } };
    }
    // Somebody else keeps it still on purpose: that is not ours to end.
    if (taken.because.code === 'lease.held-by-another') return taken;
    return { ok: false, because: taken.because, told: { leased: false } };
  },
  keeps: {
    until: 'lease.give-back',
    everyMs: RENEW_MS,
    async renew({ memory, signal }) {
      const taken = memory.told['lease.take'];
      // The lease of a freeze is renewed by whoever keeps the freeze, and ended when people lift it.
      if (taken?.leased !== true || taken.requestId !== memory.run) return;
      await doorFor(means, memory)({ signal }, ({ admin }) =>
        takeLease(admin, memory.run, { signal, patienceMs: 0 }),
      );
    },
  },
});

/** The one that the run took; a hold that came after it, or outlived it, may have one under the freeze's own id. */
function leasesOf({ run }: RunMemory, taken: Told | undefined, freeze: string | null) {
  const mine = taken?.leased === true && typeof taken.requestId === 'string' ? taken.requestId : null;
  const known = typeof taken?.suspensionId === 'string' ? taken.suspensionId : null;
  const ids = [...new Set([mine ?? freeze ?? run, freeze ?? run])];
  return ids.map((requestId) => ({ requestId, suspensionId: requestId === mine ? known : null }));
}

export const giveBackLeaseAct = (means: GatewayMeans): Act => ({
  id: 'lease.give-back',
  mutates: false,
  limitMs: LIMIT_MS,
  async do({ memory, signal }) {
    const freeze = freezeOf(means, memory);
    if (freeze !== null) restLease(means.stateDir, memory.run, freeze, Date.now());
    const taken = memory.told['lease.take'];
    // The hold may have taken one since.
    if (taken?.leased === false && freeze === null) return { ok: true, told: { resumed: false } };
    const back = await doorFor(means, memory)({ signal }, async ({ admin }) => {
      let given: GivenBack = { ok: true, resumed: false };
      for (const { requestId, suspensionId } of leasesOf(memory, taken, freeze)) {
        given = await giveBackLease(admin, requestId, suspensionId, signal);
        if (given.ok) break;
      }
      return given;
    });
    // Where none was taken, a gateway that cannot be asked holds none of ours.
    if (!back.ok && taken?.leased !== true) return { ok: true, told: { resumed: false } };
    if (!back.ok) return { ok: false, because: back.because };
    return back.value.ok ? { ok: true, told: { resumed: back.value.resumed } } : back.value;
  },
});
