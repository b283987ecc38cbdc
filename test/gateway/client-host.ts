/**
 * A host that only uses a gateway elsewhere: its configuration says `remote` and where, and nothing was ever served
 * from it. The far gateway is a real one with a configuration, a state and a log of its own.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { Gateway } from './gateway.ts';
import type { GatewayConfig, Lab } from './lab.ts';
import { isFree } from './ports.ts';

/** A busy machine needs this for a first start (gateway.ts). */
const START_LIMIT_MS = 120_000;

/** Starts the far gateway on the lab's port; `change` is what its own configuration says beside the usual. */
export async function farGateway(
  lab: Lab,
  change: (config: GatewayConfig) => void = () => {},
): Promise<Gateway> {
  const folder = join(lab.dir, 'far-host');
  mkdirSync(folder, { recursive: true });
  let tls = false;
  lab.configure((config) => {
    (config.logging as { file: string }).file = join(folder, 'gateway.log');
    change(config);
    tls = config.gateway.tls !== undefined;
  });
  const configFile = join(folder, 'openclaw.json');
  renameSync(lab.configFile, configFile);
  const env = { OPENCLAW_CONFIG_PATH: configFile, OPENCLAW_STATE_DIR: join(folder, 'state') };
  const gateway = await lab.start({ env, wait: !tls });
  // Its pages speak TLS only, so the lab's own way of waiting does not see them.
  for (const began = Date.now(); tls && (await isFree(lab.port)); ) {
    if (Date.now() - began > START_LIMIT_MS) throw new Error('The far gateway with TLS did not come up');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return gateway;
}

/** A change for `farGateway`: it speaks TLS, with a certificate that it makes itself. */
export const withTls = ({ gateway }: GatewayConfig): void => {
  gateway.tls = { enabled: true, autoGenerate: true };
};

/** What the far gateway's certificate is known by: its SHA-256, as a person copies it. */
export function fingerprintOf({ port }: Lab): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

/** Writes the client's configuration: which gateway it uses, and with what. `more` are further keys of `gateway`. */
export function useFar(lab: Lab, remote: Record<string, unknown>, more: Record<string, unknown> = {}): void {
  const config = {
    gateway: { mode: 'remote', remote, ...more },
    logging: { file: lab.logFile, level: 'info' },
    update: { checkOnStart: false },
    discovery: { mdns: { mode: 'off' } },
  };
  writeFileSync(lab.configFile, `${JSON.stringify(config, null, 2)}\n`);
}

const ASK = ['gateway', 'call', 'status', '--json', '--timeout', '12000'];

/** The operator of this host asks the far gateway and is answered; throws with what was said instead. */
export async function isAnswered(lab: Lab, env: Record<string, string> = {}): Promise<void> {
  const { code, output } = await lab.cli(ASK, 60_000, env);
  if (code !== 0) throw new Error(`The far gateway should have answered: ${output.slice(-1500)}`);
}

/** The operator asks and gets no answer but `words`; throws when it went otherwise. */
export async function isTold(
  lab: Lab,
  words: string | RegExp,
  env: Record<string, string> = {},
): Promise<void> {
  const { code, output } = await lab.cli(ASK, 60_000, env);
  const said = typeof words === 'string' ? output.includes(words) : words.test(output);
  if (code === 0 || !said)
    throw new Error(`Not what this fault is about (exit ${code}): ${output.slice(-1500)}`);
}
