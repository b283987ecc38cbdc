/** Changes to a host, asked for by a bot on Workers. */
import { createTestHarness } from 'wrangler';
import { generateSigningKey } from '../../../src/protocol/signer.ts';
import type { Address, Reply } from '../../../src/storage/objects.ts';
import { changesContract } from './contract.ts';

changesContract('Workers', async () => {
  const configPath = new URL('worker-only/wrangler.toml', import.meta.url);
  const secrets = { JOB_SIGNING_KEY: await generateSigningKey() };
  const harness = createTestHarness({ workers: [{ configPath, secrets }] });
  const { url } = await harness.listen();
  const send = async (to: Address, message: object): Promise<Reply> => {
    const body = JSON.stringify({ to, message });
    return (await (await harness.fetch('/send', { method: 'POST', body })).json()) as Reply;
  };
  return {
    url: url.origin,
    send,
    objects: { send },
    token: async (host) => (await harness.fetch(`/token?name=${host}`)).text(),
    close: () => harness.close(),
  };
});
