/**
 * A gateway that its owner has suspended: it takes no work until it is resumed. OpenClaw 2026.9.6 lends the suspension
 * for two minutes, and whoever wants it longer asks again.
 */
import { isLetIn } from './clients.ts';
import type { Lab } from './lab.ts';
import type { Connection } from './socket.ts';

const LEASE_RENEWAL_MS = 30_000;
/** A gateway that has just started is still at work by itself, and refuses for that long. */
const BUSY_LIMIT_MS = 60_000;

export interface Suspension {
  resume(): Promise<void>;
}

async function prepare(owner: Connection, requestId: string): Promise<string | undefined> {
  const answer = await owner.call('gateway.suspend.prepare', { requestId });
  if (!answer.ok) throw new Error(`It could not be suspended: ${JSON.stringify(answer.error)}`);
  return answer.payload.status === 'ready' ? String(answer.payload.suspensionId) : undefined;
}

/** Suspends the gateway until it is resumed or the lab is disposed of. */
export async function suspend(lab: Lab, requestId = 'nightly-backup'): Promise<Suspension> {
  const { port, token } = lab;
  const owner = await isLetIn(lab, { port, token, scopes: ['operator.admin', 'operator.read'] });
  let suspensionId: string | undefined;
  for (const began = Date.now(); suspensionId === undefined; ) {
    if (Date.now() - began > BUSY_LIMIT_MS) throw new Error('It was too busy to be suspended');
    suspensionId = await prepare(owner, requestId);
    if (suspensionId === undefined) await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  // While the lab is taken down there is nobody to ask any more.
  const renewal = setInterval(
    () => prepare(owner, requestId).catch(() => clearInterval(renewal)),
    LEASE_RENEWAL_MS,
  );
  lab.onDispose(() => clearInterval(renewal));
  return {
    async resume() {
      clearInterval(renewal);
      const answer = await owner.call('gateway.suspend.resume', { suspensionId });
      if (!answer.ok) throw new Error(`It could not be resumed: ${JSON.stringify(answer.error)}`);
    },
  };
}
