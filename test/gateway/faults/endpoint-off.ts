/**
 * A script of the house asks the gateway as it would ask OpenAI, and that door is closed, as it is unless somebody opens
 * it: the right token, the right host, and 404.
 *
 * Seen on the host: `gateway.http.endpoints.chatCompletions` is not enabled; `POST /v1/chat/completions` is answered 404
 * in plain text.
 *
 * In the twin the door is open, and the script is answered.
 */
import { comesBack } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

/** The script's one request; its status. */
async function asks({ port, token }: Lab): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'openclaw', messages: [{ role: 'user', content: 'good morning' }] }),
  });
  await response.text();
  return response.status;
}

export default defineFault({
  name: 'endpoint-off',
  title: 'a script uses the endpoint for chat completions, which is not open',
  accepted: ['http-endpoint-disabled'],
  complaint: 'our script gets 404 Not Found from /v1/chat/completions of the gateway, with the right token',
  async plant(lab) {
    await lab.start();
    const status = await asks(lab);
    if (status !== 404) throw new Error(`It was answered ${status}, and this fault is about 404`);
    await comesBack(lab, () => asks(lab));
    return undefined;
  },
  twin: {
    title: 'a script uses the endpoint for chat completions, which is open',
    async plant(lab) {
      lab.configure(({ gateway }) => {
        gateway.http = { endpoints: { chatCompletions: { enabled: true } } };
      });
      await lab.start();
      const status = await asks(lab);
      if (status !== 200) throw new Error(`The script was answered ${status}`);
      return undefined;
    },
  },
});
