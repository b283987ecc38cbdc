/**
 * @module agent/gateways/port
 * The port that an environment and a configuration lead to; a flag or a lock of a process that runs says more.
 */
import type { HostPort } from '../host/host-port.ts';
import { at, type ConfigFile, readConfigFile } from './config-file.ts';
import { type Env, placeOf } from './places.ts';
import type { OpenClawProcess } from './processes.ts';

/** OpenClaw's own default (docs of 2026.9.6, gateway configuration). */
const DEFAULT_PORT = 18_789;

export type PortSource = 'flag' | 'env' | 'config' | 'default';

export function portOf(env: Env, config: ConfigFile): { port: number; portSource: PortSource } {
  const fromEnv = Number(env.OPENCLAW_GATEWAY_PORT);
  if (Number.isInteger(fromEnv) && fromEnv > 0) return { port: fromEnv, portSource: 'env' };
  const configured = at(config.value, 'gateway.port');
  if (typeof configured === 'number') return { port: configured, portSource: 'config' };
  return { port: DEFAULT_PORT, portSource: 'default' };
}

/** The port a process uses: its lock, its sockets, then what its own settings say. */
export async function portOfProcess(
  host: HostPort,
  process: OpenClawProcess,
  wanted: number,
): Promise<number> {
  if (process.lock) return process.lock.port;
  if (process.ports.includes(wanted)) return wanted;
  const [listens] = process.ports;
  if (listens !== undefined) return Math.min(...process.ports);
  const place = process.env && placeOf(process.env);
  if (!place) return Number.NaN;
  return portOf(process.env ?? {}, await readConfigFile(host, process.root + place.configPath)).port;
}
