/**
 * @module agent/recovery/gateway-lock
 * One changing run of a gateway, whichever state folder it is of: a person at the terminal and the host agent may have
 * one each. The lock lies in the gateway's own state and belongs to its user.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Because } from '../../protocol/recovery.ts';
import { ownUid } from '../private-files.ts';
import { lifeOf, wideMark } from '../process-mark.ts';
import { type LockTerms, type RunLock, takeLock, watchLock } from './lock-file.ts';
import { realPath } from './real-path.ts';
import { openSite, type SiteOptions } from './site.ts';

const NAME = '.host-agent-recovery.lock';

const Mark = z.object({
  pid: z.number().int(),
  started: z.string().nullable(),
  uid: z.number().int(),
  boot: z.string().nullable(),
  ns: z.string().nullable(),
  run: z.string().max(200),
});

export type GatewayLock =
  | { ok: true; lock: RunLock }
  /** `held`: by a run that may end; else nobody can tell, or the lock could not be written. */
  | { ok: false; held: boolean; because: Because };

/** The state of a gateway as this host sees it; null where there is no such gateway, or it has none yet. */
export async function gatewayState(
  gateway: string,
  options: SiteOptions,
  signal: AbortSignal,
): Promise<string | null> {
  const opened = await openSite(gateway, options, signal);
  if (!opened.ok) return null;
  const { root, stateDir } = opened.site.target;
  try {
    const real = realPath(root + stateDir);
    return statSync(real).isDirectory() ? real : null;
  } catch (error) {
    // A folder that we may not enter, or that only a container sees, is there all the same; its lock says why not.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : root + stateDir;
  }
}

/** Takes the gateway's lock for a run. */
export function lockGateway(folder: string, run: string): GatewayLock {
  const path = join(folder, NAME);
  const no = (code: string, params: Record<string, string>, held = false): GatewayLock => ({
    ok: false,
    held,
    because: { code, params },
  });
  try {
    const terms: LockTerms = {
      path,
      mine: JSON.stringify({ ...wideMark(), run } satisfies z.infer<typeof Mark>),
      // Whoever is not its owner may read who holds it.
      mode: 0o644,
      retakes: true,
      lives: (text) => {
        const mark = markOf(text);
        return mark === null ? 'dead' : lifeOf(mark);
      },
    };
    const taken = takenOrWatched(folder, terms);
    if (taken.ok) return taken;
    const holder = markOf(taken.text ?? '');
    const params = { run: holder?.run ?? '', process: String(holder?.pid ?? ''), path };
    return taken.life === 'alive'
      ? no('gateway-lock.held', params, true)
      : no('gateway-lock.unknown-holder', params);
  } catch (error) {
    return no('gateway-lock.not-taken', { path, why: (error as NodeJS.ErrnoException).code ?? 'unknown' });
  }
}

/** A confined service sees the folder read-only, and root writes into nobody else's: both may restart what they cannot mend. */
function takenOrWatched(folder: string, terms: LockTerms): ReturnType<typeof takeLock> {
  if (ownUid() === 0 && statSync(folder).uid !== 0) return watchLock(terms);
  try {
    return takeLock(terms);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EROFS') throw error;
    return watchLock(terms);
  }
}

function markOf(text: string): z.infer<typeof Mark> | null {
  try {
    return Mark.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Both locks as one. */
export const bothLocks = (own: RunLock, gateways: RunLock | null): RunLock => ({
  held: () => own.held() && (gateways?.held() ?? true),
  letGo() {
    gateways?.letGo();
    own.letGo();
  },
});
