/**
 * No credential stands in the configuration or in the environment: the gateway's token and the model's key are entries
 * of a file of secrets that only its owner may read.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { turn } from '../turns.ts';

const TOKEN = 'lab-token-of-the-file-of-secrets-0022';

export default defineHealthy({
  name: 'secret-file',
  title: "token and model key are references into the owner's file of secrets",
  verdicts: ['unknown', 'healthy'],
  async plant(lab) {
    const path = join(lab.dir, 'secrets.json');
    const secrets = { gateway: { token: TOKEN }, models: { stub: { apiKey: 'lab-model-key' } } };
    writeFileSync(path, JSON.stringify(secrets), { mode: 0o600 });
    const entry = (id: string) => ({ source: 'file', provider: 'house', id });
    lab.configure((config) => {
      config.secrets = { providers: { house: { source: 'file', path, mode: 'json' } } };
      config.gateway.auth = { mode: 'token', token: entry('/gateway/token') };
      Object.assign(config.models.providers.stub as object, { apiKey: entry('/models/stub/apiKey') });
    });
    await lab.start();
    const { status, error } = await turn(lab, 'hello', TOKEN);
    if (status !== 'ok') throw new Error(`The turn ended "${status}": ${error}`);
    return undefined;
  },
});
