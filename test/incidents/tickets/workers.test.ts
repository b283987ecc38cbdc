/** Tickets of a bot on Workers. */
import { createTestHarness } from 'wrangler';
import { generateSigningKey } from '../../../src/protocol/signer.ts';
import type { Reply } from '../../../src/storage/objects.ts';
import { ticketsContract } from './contract.ts';

ticketsContract('Workers', async (desks) => {
  const configPath = new URL('worker-only/wrangler.toml', import.meta.url);
  const secrets = { JOB_SIGNING_KEY: await generateSigningKey(), DESKS: desks };
  const harness = createTestHarness({ workers: [{ configPath, secrets }] });
  const { url } = await harness.listen();
  return {
    url: url.origin,
    async send(to, message) {
      const body = JSON.stringify({ to, message });
      return (await (await harness.fetch('/send', { method: 'POST', body })).json()) as Reply;
    },
    token: async (host) => (await harness.fetch(`/token?name=${host}`)).text(),
    close: () => harness.close(),
  };
});
