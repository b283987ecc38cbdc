/**
 * @module agent/gateways/waiting-senders
 * How many people wrote to the bot and wait to be approved, by channel and account. OpenClaw answers them with a code and
 * drops what they wrote, so the gateway is green meanwhile. Codes and names stay where they are: only numbers are read.
 */
import type { HostPort } from '../host/host-port.ts';
import type { Target } from './discover.ts';

/** Who gave up days ago waits for nothing. Hours. */
const LATELY_H = 24;

/** Table of OpenClaw 2026.9.6; times are ISO 8601 in UTC. */
const requestsSince = (iso: string) =>
  `SELECT channel_key AS channel, account_id AS account, count(*) AS waiting FROM channel_pairing_requests WHERE last_seen_at > '${iso}' GROUP BY 1, 2 LIMIT 64`;

/** Asks for one account; undefined where nobody could look, or this release keeps no such table. */
export type Waiting = (channel: string, account: string) => number | undefined;

/** `now` is epoch ms. */
export async function waitingSenders(
  host: HostPort,
  { root, stateDir }: Pick<Target, 'root' | 'stateDir'>,
  now: number,
): Promise<Waiting> {
  const since = new Date(now - LATELY_H * 3_600_000).toISOString();
  const rows = await host.queries(`${root}${stateDir}/state/openclaw.sqlite`, [requestsSince(since)]);
  const found = rows.ok ? rows.value?.[0] : undefined;
  if (!found) return () => undefined;
  return (channel, account) =>
    Number(found.find((row) => row.channel === channel && row.account === account)?.waiting ?? 0);
}
