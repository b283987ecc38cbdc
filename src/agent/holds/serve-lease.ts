/**
 * @module agent/holds/serve-lease
 * The process that takes or gives back a lease: one order on standard input, one answer on standard output, and it is
 * over. Who holds the lease is the request id, so that it may die at any point and be asked again.
 */
import { text } from 'node:stream/consumers';
import type { Because } from '../../protocol/recovery.ts';
import { adminDoor } from '../gateway-admin/door.ts';
import { giveBackLease, isHeld, takeLease } from '../gateway-admin/lease.ts';
import { discover } from '../gateways/discover.ts';
import { realHost } from '../host/host-port.ts';
import type { LeaseAnswer, LeaseOrder } from './lease-order.ts';
import { leaseRests } from './rest.ts';

/** Everything is over by then. Milliseconds. */
const LIMIT_MS = 25_000;
/** A gateway that just started is busy; the next renewal comes in a minute. Milliseconds. */
const PATIENCE_MS = 8_000;

type One = { leases: LeaseAnswer['leases']; why: Because | null };

async function ofOne(order: LeaseOrder, gateway: string, signal: AbortSignal): Promise<One> {
  const { stateDir, openclaw, requestId, until } = order;
  const door = adminDoor({ stateDir, openclaw, gateway, env: process.env });
  const known = order.leases.find((lease) => lease.gateway === gateway)?.suspensionId ?? null;
  const worked = await door({ signal }, async ({ admin }): Promise<One> => {
    if (order.do === 'give-back') {
      const back = await giveBackLease(admin, requestId, known, signal);
      return { leases: [], why: back.ok ? null : back.because };
    }
    const taken = await takeLease(admin, requestId, { signal, until, patienceMs: PATIENCE_MS });
    const lives = !taken.ok && taken.because.code === 'lease.too-short' && known !== null;
    if (lives && (await isHeld(admin, known)))
      return { leases: [{ gateway, suspensionId: known }], why: null };
    if (!taken.ok) return { leases: [], why: taken.because };
    const { suspensionId } = taken.lease;
    // A run may have opened the gateway while this was on its way. It writes that down first: either it is seen here, or
    // the run opens the gateway later than this.
    if (leaseRests(stateDir, requestId, Date.now())) {
      await admin.ask('gateway.suspend.resume', { suspensionId });
      return { leases: [], why: { code: 'lease.rests', params: {} } };
    }
    return { leases: [{ gateway, suspensionId }], why: null };
  });
  return worked.ok ? worked.value : { leases: [], why: worked.because };
}

/** Does the order at every gateway that is meant, side by side. Never throws for what a gateway does. */
export async function doLeaseOrder(order: LeaseOrder, signal: AbortSignal): Promise<LeaseAnswer> {
  const found =
    order.gateway === null
      ? (await discover(realHost(), process.env)).filter(({ clientOf }) => clientOf === null)
      : [];
  const names = order.gateway === null ? found.map(({ name }) => name) : [order.gateway];
  if (names.length === 0) return { leases: [], why: { code: 'gateway.not-found', params: { names: '' } } };
  const all = await Promise.all(names.map((name) => ofOne(order, name, signal)));
  return {
    leases: all.flatMap(({ leases }) => leases),
    why: all.find(({ why }) => why !== null)?.why ?? null,
  };
}

const say = (answer: LeaseAnswer | { otherBuild: string }): void =>
  void process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));

/** Serves the order that is on standard input; ends this process. */
export async function serveLease(build: { id: string; version: string }): Promise<void> {
  const order = JSON.parse(await text(process.stdin)) as LeaseOrder;
  if (order.build !== build.id) return say({ otherBuild: build.version });
  setTimeout(() => process.exit(70), LIMIT_MS + 2_000).unref();
  say(await doLeaseOrder(order, AbortSignal.timeout(LIMIT_MS)));
}
