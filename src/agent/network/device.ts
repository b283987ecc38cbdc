/**
 * @module agent/network/device
 * Does this place hold a token of a paired device? A client with one needs no shared credential; the token itself stays
 * where it is.
 */
import type { ProbeContext } from '../probe.ts';

/** Table of OpenClaw 2026.9.6. */
const COUNT = 'SELECT count(*) AS n FROM device_auth_tokens';

/** False also where the database or its table is not there, or may not be read. */
export async function storedDevice({
  host,
  target,
}: Pick<ProbeContext, 'host' | 'target'>): Promise<boolean> {
  const rows = await host.queries(`${target.root}${target.stateDir}/state/openclaw.sqlite`, [COUNT]);
  return rows.ok && Number(rows.value?.[0]?.[0]?.n ?? 0) > 0;
}
