/** Recoveries asked for by a bot on Workers. */
import { createTestHarness } from 'wrangler';
import { generateSigningKey } from '../../../src/protocol/signer.ts';
import type { Reply } from '../../../src/storage/objects.ts';
import { recoveryContract } from './contract.ts';

recoveryContract('Workers', async () => {
  const configPath = new URL('worker-only/wrangler.toml', import.meta.url);
  const secrets = { JOB_SIGNING_KEY: await generateSigningKey() };
  const harness = createTestHarness({ workers: [{ configPath, secrets }] });
  const { url } = await harness.listen();
  return {
    url: url.origin,
    async send(to, message) {
      const response = await harness.fetch('/send', {
        method: 'POST',
        body: JSON.stringify({ to, message }),
      });
      return (await response.json()) as Reply;
    },
    token: async (host) => (await harness.fetch(`/token?name=${host}`)).text(),
    async fetch(path, init) {
      const { method = 'GET', body = null, headers } = init ?? {};
      const response = await harness.fetch(path, {
        method,
        body: body as string | null,
        headers: { ...(headers as Record<string, string>) },
      });
      return new Response(await response.text(), { status: response.status });
    },
    close: () => harness.close(),
  };
});
