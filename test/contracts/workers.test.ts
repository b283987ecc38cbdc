/** The contract of objects, held against Durable Objects in workerd. */
import { createTestHarness } from 'wrangler';
import type { Reply } from '../../src/storage/objects.ts';
import { objectsContract } from './objects.ts';

const CLASSES = {
  incident: 'IncidentObject',
  host: 'HostObject',
  fleet: 'FleetObject',
  freeze: 'FreezeObject',
} as const;

objectsContract('Workers', async () => {
  const configPath = new URL('worker-only/wrangler.toml', import.meta.url);
  const harness = createTestHarness({ workers: [{ configPath }] });
  const { url } = await harness.listen();
  const worker = harness.getWorker();
  return {
    async send(to, message) {
      const response = await harness.fetch('/send', {
        method: 'POST',
        body: JSON.stringify({ to, message }),
      });
      const { reply, error } = (await response.json()) as { reply?: Reply; error?: string };
      if (reply === undefined) throw new Error(error);
      return reply;
    },
    evict: ({ kind, name }) => worker.evictDurableObject(CLASSES[kind], { name, webSockets: 'hibernate' }),
    socketUrl: (name) => `ws://${url.host}/connect/${name}`,
    close: () => harness.close(),
  };
});
