/**
 * A place with an `openclaw` command that judges a configuration as the real one does (2026.9.6: `config validate --json`),
 * by a few rules: what is tested here is what is done with its word. That the real one says so is tested with the real one.
 */
import { join } from 'node:path';
import { makePlan, type Wanted } from '../../../src/agent/recovery/make-plan.ts';
import type { SiteOptions } from '../../../src/agent/recovery/site.ts';
import { SEEN_ONLY } from '../../../src/agent/recovery/surroundings.ts';
import type { Plan } from '../../../src/protocol/recovery.ts';
import type { ActTools, RunMemory, Told } from '../../../src/runbooks/act.ts';
import { emptyPlace, type Place } from '../place.ts';

const JSON5_PATH = join(import.meta.dirname, '../../../node_modules/json5/lib/index.js');

const JUDGE = `
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const JSON5 = createRequire(import.meta.url)(${JSON.stringify(JSON5_PATH)});
const path = process.env.OPENCLAW_CONFIG_PATH;
const issues = [];
try {
  const config = JSON5.parse(readFileSync(path, 'utf8'));
  const top = ['gateway', 'agents', 'models', 'tools', 'logging', 'channels', 'cron', 'meta', '$include'];
  const gateway = ['mode', 'port', 'bind', 'customBindHost', 'auth', 'reload', 'remote'];
  const unknown = (at, value, known) => {
    const names = Object.keys(value ?? {}).filter((key) => !known.includes(key));
    if (names.length) issues.push({ path: at, message: 'Unrecognized key' + (names.length > 1 ? 's' : '') + ': ' + names.map((n) => '"' + n + '"').join(', ') });
  };
  unknown('', config, top);
  unknown('gateway', config.gateway, gateway);
  unknown('gateway.auth', config.gateway?.auth, ['mode', 'token', 'password', 'rateLimit']);
  if (config.gateway?.bind !== undefined && typeof config.gateway.bind !== 'string') issues.push({ path: 'gateway.bind', message: 'Invalid input' });
  if (![undefined, 'hybrid', 'off'].includes(config.gateway?.reload?.mode)) issues.push({ path: 'gateway.reload.mode', message: 'Invalid option', allowedValues: ['off', 'hybrid'] });
  if (config.gateway?.port !== undefined && typeof config.gateway.port !== 'number') issues.push({ path: 'gateway.port', message: 'Invalid input: expected number' });
} catch (error) {
  issues.push({ path: '', message: 'JSON5 parse failed' });
}
if (process.argv[2] !== 'config' || process.argv[3] !== 'validate') process.exit(2);
console.log(JSON.stringify(issues.length ? { ok: false, valid: false, path, issues } : { valid: true, path, warnings: [] }));
process.exit(issues.length ? 1 : 0);
`;

export type RecoveryPlace = Place & { options: SiteOptions; ownDir: string };

export function recoveryPlace(): RecoveryPlace {
  const place = emptyPlace();
  const ownDir = join(place.dir, 'host-agent');
  const openclaw = place.write('bin/openclaw.mjs', JUDGE);
  return { ...place, ownDir, options: { stateDir: ownDir, env: place.env, openclaw } };
}

/** The configuration of a host where all is well. */
export const wellConfigured = (place: Place) => ({
  gateway: {
    mode: 'local',
    port: 18_789,
    bind: 'loopback',
    auth: { mode: 'token', token: 'token-of-this-host-that-nobody-may-see-0001' },
  },
  agents: { defaults: { workspace: join(place.dir, 'workspace'), model: { primary: 'stub/stub-1' } } },
  models: {
    mode: 'replace',
    providers: {
      stub: {
        baseUrl: 'http://127.0.0.1:9/v1',
        apiKey: 'model-key-that-nobody-may-see-0002',
        api: 'openai-completions',
        models: [{ id: 'stub-1' }],
      },
    },
  },
});
export type Well = ReturnType<typeof wellConfigured>;

export const planIn = (place: RecoveryPlace, wanted: Partial<Wanted>) =>
  makePlan(
    { finding: null, ...wanted },
    { ...place.options, signal: new AbortController().signal, say: () => {}, surroundings: SEEN_ONLY },
  );

export function toolsFor(plan: Plan, memory: Told, run = 'run-1'): ActTools & { memory: RunMemory } {
  return {
    memory: { run, plan, told: { plan: memory } },
    signal: new AbortController().signal,
    say: () => {},
  };
}
