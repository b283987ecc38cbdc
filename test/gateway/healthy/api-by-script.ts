/**
 * Programs of the house use the gateway as if it were OpenAI, by both of its ways; one of them first tried a way that this
 * gateway does not have and a tool that is not for programs, and was told so. Its author has read the guide since.
 */
import { defineHealthy } from '../healthy.ts';
import type { Lab } from '../lab.ts';

async function post({ port, token }: Lab, path: string, body: object): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await response.text();
  return response.status;
}

export default defineHealthy({
  name: 'api-by-script',
  title: 'programs use both ways of the API, after two tries that were refused',
  async plant(lab) {
    lab.configure(({ gateway }) => {
      gateway.http = { endpoints: { chatCompletions: { enabled: true }, responses: { enabled: true } } };
    });
    await lab.start();
    const refused = [
      await post(lab, '/v1/completions', { model: 'openclaw', prompt: 'good morning' }),
      await post(lab, '/tools/invoke', { tool: 'exec', args: { command: 'date' } }),
    ];
    if (refused.includes(200)) throw new Error(`They should have been refused: ${refused.join()}`);
    const messages = [{ role: 'user', content: 'good morning' }];
    const served = [
      await post(lab, '/v1/chat/completions', { model: 'openclaw', messages }),
      await post(lab, '/v1/responses', { model: 'openclaw', input: 'good morning' }),
      await post(lab, '/tools/invoke', { tool: 'sessions_list', args: {} }),
    ];
    if (served.some((status) => status !== 200)) throw new Error(`Not served: ${served.join()}`);
    return undefined;
  },
});
