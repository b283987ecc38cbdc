/**
 * A real gateway as a recovery meets it: the way in that a local operator has, a run in progress for its acts, and models
 * that refuse, hang or act up, each a provider of its own so that one's cool-down is not the other's.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AdminDoor } from '../../../src/agent/gateway-admin/door.ts';
import { adminDoor } from '../../../src/agent/gateway-admin/door.ts';
import type { GatewayMeans } from '../../../src/agent/recovery/acts/gateway-means.ts';
import type { AcceptanceLevel, Plan } from '../../../src/protocol/recovery.ts';
import type { Act, ActResult, Told } from '../../../src/runbooks/act.ts';
import type { GatewayConfig, Lab } from '../../gateway/lab.ts';
import { provider, WRONG_KEY } from '../../gateway/provider.ts';

/** A folder of a host agent, removed with the lab. */
export function ownFolder(lab: Lab): string {
  const dir = mkdtempSync(join(tmpdir(), 'host-agent-'));
  lab.onDispose(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** What acts are made with on the lab's host. */
export const meansOf = (lab: Lab, stateDir = ownFolder(lab)): GatewayMeans => ({
  stateDir,
  env: lab.env(),
  openclaw: lab.openclaw.command,
});

export const doorOf = (lab: Lab, stateDir?: string): AdminDoor => adminDoor(meansOf(lab, stateDir));

const plan = (acceptance: AcceptanceLevel): Plan => ({
  v: 1,
  gateway: 'default',
  finding: null,
  path: 'restart',
  because: { code: 'restart.asked', params: {} },
  steps: [],
  changes: [],
  radius: { turns: null, jobs: null, replies: null, clients: null, why: null },
  supervisor: 'process',
  usually: [],
  acceptance,
  cautions: [],
  standing: { configSha256: null, instance: null },
  madeAt: Date.now(),
});

/** Does one act of a run, as the engine would. */
export function act(
  one: Act,
  level: AcceptanceLevel = 'control',
  told: Record<string, Told> = {},
  { run = 'run-1', madeAt = Date.now() } = {},
): Promise<ActResult> {
  const memory = { run, plan: { ...plan(level), madeAt }, told };
  return one.do({ memory, signal: AbortSignal.timeout(one.limitMs), say: () => {} });
}

/** Renews what an act has taken, as the engine does while a run lasts. */
export async function renew(one: Act, told: Record<string, Told>, run: string): Promise<void> {
  const memory = { run, plan: plan('control'), told };
  await one.keeps?.renew({ memory, signal: AbortSignal.timeout(15_000) });
}

/** Models by name: `refuses` has no use for our key, `hangs` never answers. */
export async function strangeModels(lab: Lab): Promise<void> {
  await provider(lab, (asked) => (asked.includes('"hangs-1"') ? 'never' : WRONG_KEY));
}

export function withStrangeModels(config: GatewayConfig, lab: Lab): void {
  const { stub } = config.models.providers as { stub: Record<string, unknown> };
  for (const name of ['refuses', 'hangs'])
    config.models.providers[name] = {
      ...stub,
      baseUrl: `http://127.0.0.1:${lab.port + 16}/v1`,
      models: [{ id: `${name}-1`, name, input: ['text'], contextWindow: 128_000, maxTokens: 4096 }],
    } as never;
}

/** Changes the configuration and waits until the running gateway goes by it. */
export async function changed(
  lab: Lab,
  door: AdminDoor,
  change: (config: GatewayConfig) => void,
): Promise<void> {
  const { signal } = new AbortController();
  const inForce = async () => {
    const asked = await door({ signal }, ({ admin }) => admin.ask('config.get'));
    return asked.ok && asked.value.ok ? asked.value.value : null;
  };
  const before = (await inForce())?.configRevisionHash;
  const was = readFileSync(lab.configFile, 'utf8');
  lab.configure((config) => {
    withStrangeModels(config, lab);
    change(config);
  });
  const same = readFileSync(lab.configFile, 'utf8') === was;
  for (const began = Date.now(); Date.now() - began < 30_000; ) {
    const config = await inForce();
    const now = config?.configRevisionHash;
    // A busy gateway tells of the file as it was for a moment, and calls that applied.
    if (config?.valid && now && now === config.appliedConfigHash && (now !== before || same)) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('The changed configuration never came into force');
}
