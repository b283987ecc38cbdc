/** A bot of a story in workerd as wrangler builds it; to forget is to be evicted. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestHarness } from 'wrangler';
import { generateSigningKey } from '../../src/protocol/signer.ts';
import { filesUnder, under } from '../fakes/canaries.ts';
import type { Bot } from './triage-over-http.ts';

/**
 * Evicts, with the harness's own two ways of saying "not now" understood: an object that does not run has
 * nothing to forget, and one that is in the middle of a call is asked again.
 */
async function gone(evict: () => Promise<unknown>): Promise<void> {
  for (let left = 3; ; left -= 1) {
    try {
      await evict();
      return;
    } catch (error) {
      const { message } = error as Error;
      if (message.includes('not currently running')) return;
      if (left === 0 || !message.includes('active references')) throw error;
    }
  }
}

/** `host`: the one whose object forgets. */
export const botOnWorkerd =
  (host: string) =>
  async (settings: Record<string, string>): Promise<Bot> => {
    const secrets = { ...settings, JOB_SIGNING_KEY: await generateSigningKey() };
    // workerd's storage lives below the system's folder for temporary files while the harness runs.
    const system = tmpdir();
    process.env.TMPDIR = mkdtempSync(join(system, 'worker-story-'));
    const folder = process.env.TMPDIR;
    const configPath = new URL('../../wrangler.toml', import.meta.url);
    const harness = createTestHarness({ workers: [{ configPath, secrets }] });
    const { url } = await harness.listen();
    const worker = harness.getWorker();
    return {
      url: url.origin,
      async forget() {
        await gone(() => worker.evictDurableObject('HostObject', { name: host, webSockets: 'hibernate' }));
        for (const id of await worker.listDurableObjectIds('IncidentObject'))
          await gone(() => worker.evictDurableObject('IncidentObject', { id }));
      },
      sinks: () => ({
        'bot printed': harness
          .getLogs()
          .map(({ message }) => message)
          .join('\n'),
        ...under('bot keeps', filesUnder(folder)),
      }),
      async stop() {
        await harness.close();
        process.env.TMPDIR = system;
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };
