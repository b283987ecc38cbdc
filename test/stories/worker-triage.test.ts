/** The story of a triage, with the bot in workerd as wrangler builds it. */
import { createTestHarness } from 'wrangler';
import { generateSigningKey } from '../../src/protocol/signer.ts';
import { triageStory } from './triage-over-http.ts';

triageStory('Workers', async (settings) => {
  const secrets = { ...settings, JOB_SIGNING_KEY: await generateSigningKey() };
  const configPath = new URL('../../wrangler.toml', import.meta.url);
  const harness = createTestHarness({ workers: [{ configPath, secrets }] });
  const { url } = await harness.listen();
  const worker = harness.getWorker();
  return {
    url: url.origin,
    async forget() {
      await worker.evictDurableObject('HostObject', { name: 'node-3', webSockets: 'hibernate' });
      for (const id of await worker.listDurableObjectIds('IncidentObject'))
        await worker.evictDurableObject('IncidentObject', { id });
    },
    stop: () => harness.close(),
  };
});
