/**
 * @module agent/gateways/client-role
 * A place that is only a client: its configuration or its environment leads to a gateway elsewhere, and nothing on this
 * host starts one. That none runs here is then no fault; what counts is the road to the other one.
 */
import { type ConfigFile, textAt } from './config-file.ts';
import type { Env } from './places.ts';

/** Where commands of such a place are sent. */
export type ClientOf = {
  source: 'env' | 'remote';
  /** As it is written, secrets and all; null where remote mode names no address. */
  url: string | null;
};

/** What is known of a place before its role is. */
type Known = {
  env: Env;
  config: ConfigFile;
  /** Its processes, and those that may become it; null where nobody can tell. */
  alive: number | null;
  /** A container was made for it. */
  contained: boolean;
  /** The definitions that lead to it. */
  units: readonly { enabled?: boolean }[];
};

const words = (text: string | null | undefined): string | null => text?.trim() || null;

/** Something here runs a gateway, or would: then a configuration that leads elsewhere keeps it from starting. */
const startsOne = ({ alive, contained, units }: Known): boolean =>
  alive !== 0 || contained || units.some(({ enabled }) => enabled !== false);

/**
 * Of whom this place is a client, if it is nothing else; null where a gateway is meant to run, or nobody can tell. The
 * environment goes before the configuration, and `gateway.remote` counts in remote mode alone (connection details of
 * 2026.9.6).
 */
export function clientOf(known: Known): ClientOf | null {
  const { config, env } = known;
  if (config.file === 'unreadable' || config.file === 'not-a-file' || config.parse === 'broken') return null;
  if (config.lacks !== undefined || startsOne(known)) return null;
  const named = words(env.OPENCLAW_GATEWAY_URL);
  const mode = textAt(config.value, 'gateway.mode');
  if (mode === 'remote')
    return named === null
      ? { source: 'remote', url: words(textAt(config.value, 'gateway.remote.url')) }
      : { source: 'env', url: named };
  // Without a word on the mode no gateway would start here; what the environment names is where commands go.
  return mode === null && named !== null ? { source: 'env', url: named } : null;
}
