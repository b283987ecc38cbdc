/** The same on workerd. Its clock cannot be set: there the host's alone is ten minutes ahead. */
import { createTestHarness } from 'wrangler';
import type { HostCard, JobEvent } from '../../src/hub/messages.ts';
import { generateSigningKey } from '../../src/protocol/signer.ts';
import { triageJob } from './bot.ts';
import { faultyLineContract } from './faulty-line.ts';

const configPath = new URL('worker-only/wrangler.toml', import.meta.url);

faultyLineContract('workerd', async () => {
  const secrets = { JOB_SIGNING_KEY: await generateSigningKey() };
  const harness = createTestHarness({ workers: [{ configPath, secrets }] });
  const { url } = await harness.listen();
  const send = async (kind: string, name: string, message: object): Promise<unknown> => {
    const body = JSON.stringify({ to: { kind, name }, message });
    return (await harness.fetch('/send', { method: 'POST', body })).json();
  };
  return {
    url: url.origin,
    token: async () => (await harness.fetch('/token')).text(),
    dispatch: async (id, incident) =>
      (await send('host', 'node-3', {
        type: 'dispatch',
        job: triageJob(id, { incident, expiresAt: Date.now() + 600_000 }),
      })) as {
        state: string;
      },
    async events(incident) {
      const { events } = (await send('incident', incident, { type: 'read' })) as { events: string[] };
      return events.map((text) => JSON.parse(text) as JobEvent);
    },
    card: async () => (await send('host', 'node-3', { type: 'describe' })) as HostCard,
    close: () => harness.close(),
  };
});
