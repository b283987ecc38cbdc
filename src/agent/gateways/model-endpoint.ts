/**
 * @module agent/gateways/model-endpoint
 * Where the server of a model is, as far as the configuration tells: a server of one's own that is down and a way out
 * that is shut look alike to a run. Nothing is connected to: the list of listeners says whether somebody is there.
 */
import type { HostPort } from '../host/host-port.ts';
import { listeningIn } from '../host/listeners.ts';
import { at, recordAt, textAt } from './config-file.ts';
import type { OpenClawProcess } from './processes.ts';

export type Endpoint = 'here' | 'closed' | 'near' | 'outside';

const HERE = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
/** Private networks, and names that only a private network knows. */
const NEAR =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|\[f[cde]|[^.[]+$)|\.(?:local|lan|internal|home\.arpa)$/;
/** Providers of OpenClaw whose server is one's own when no address is given (2026.9.6). */
const OWN = new Set(['ollama', 'lmstudio', 'vllm', 'sglang', 'litellm', 'copilot-proxy', 'llama-cpp']);

const providerOf = (model: string): string => model.slice(0, Math.max(0, model.indexOf('/')));
const settingsOf = (config: unknown, model: string): unknown =>
  recordAt(config, 'models.providers')[providerOf(model)];

/** Host and port at which `model` is asked; undefined where the configuration has no address for it. */
export function modelServer(config: unknown, model: string): string | undefined {
  const address = textAt(settingsOf(config, model), 'baseUrl');
  return address !== null && URL.canParse(address) ? new URL(address).host : undefined;
}

/**
 * Where `model` (`provider/model`) is asked; null where the configuration does not tell. `closed` is said only of a
 * server that nothing else stands in for.
 */
export async function modelEndpoint(
  host: HostPort,
  { config, model, main }: { config: unknown; model: string; main: Pick<OpenClawProcess, 'pid'> | undefined },
): Promise<Endpoint | null> {
  const name = providerOf(model);
  const provider = settingsOf(config, model);
  const address = textAt(provider, 'baseUrl');
  if (address === null) return name === '' || OWN.has(name) ? null : 'outside';
  if (!URL.canParse(address)) return null;
  const { hostname, port, protocol } = new URL(address);
  if (!HERE.test(hostname)) return NEAR.test(hostname) ? 'near' : 'outside';
  // OpenClaw starts such a server itself when it is asked for (local model services of 2026.9).
  const waits = at(provider, 'localService') !== undefined;
  const standsIn = JSON.stringify(at(config, 'agents') ?? {}).includes('"fallbacks":["');
  if (waits || standsIn || main === undefined) return 'here';
  const open = await listeningIn(host, main.pid);
  const wanted = Number(port) || (protocol === 'https:' ? 443 : 80);
  return open === null || open.some((one) => one.port === wanted) ? 'here' : 'closed';
}
