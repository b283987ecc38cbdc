/** A container engine for the tests of one file, or null with the reason said once: a machine may lack what it needs. */
import { dirname } from 'node:path';
import { installOpenClaw } from '../gateway/install.ts';
import { fileOf } from '../gateway/programs.ts';
import { type Engine, type EngineName, startEngine } from './engines.ts';
import { whyNot } from './parts.ts';
import { whatIsMissing } from './rootfs.ts';

/** `what` are the tests that are skipped without it, as their reason is said. */
export async function engineOrWhy(name: EngineName, what: string): Promise<Engine | null> {
  const why = whyNot(name) ?? whatIsMissing();
  const started =
    why === null
      ? await startEngine(name, await installOpenClaw(() => {}), dirname(fileOf('host')))
      : { why };
  if (!('why' in started)) return started;
  console.log(`${what} on ${name} are skipped: ${started.why}`);
  return null;
}

const READY = `fetch('http://127.0.0.1:18789/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))`;

/** Waits for the gateway in the container `gw` to be ready, asked inside; throws its last lines when it never is. */
export async function gatewayIsReady(engine: Engine): Promise<void> {
  for (let n = 0; n < 100; n++) {
    if ((await engine.sh(`${engine.name} exec gw node -e "${READY}"`)).code === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new Error(await engine.ok(`${engine.name} logs gw 2>&1 | tail -n 20`));
}
