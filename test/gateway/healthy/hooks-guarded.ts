/**
 * The gateway takes webhooks, and the address is known to strangers as well: their calls carry no token or a guessed one
 * and are refused. The build server has the right one and is served.
 */
import { defineHealthy } from '../healthy.ts';

const TOKEN = 'lab-token-of-the-webhooks-0021';

export default defineHealthy({
  name: 'hooks-guarded',
  title: 'strangers call the webhook and are refused, the build server is served',
  async plant(lab) {
    lab.configure((config) => {
      config.hooks = { enabled: true, path: '/hooks', token: TOKEN };
    });
    await lab.start();
    const call = async (headers: Record<string, string>): Promise<number> => {
      const response = await fetch(`http://127.0.0.1:${lab.port}/hooks/wake`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ text: 'the build is green', mode: 'next-heartbeat' }),
      });
      await response.text();
      return response.status;
    };
    const served = await call({ authorization: `Bearer ${TOKEN}` });
    if (served !== 200) throw new Error(`The build server was answered ${served}`);
    for (const headers of [{}, {}, { authorization: 'Bearer guessed' }, { 'x-hook-secret': 'guessed' }]) {
      const refused = await call(headers as Record<string, string>);
      if (refused !== 401) throw new Error(`A stranger was answered ${refused}`);
    }
    return undefined;
  },
});
