/**
 * The token of the gateway elsewhere was changed, and nobody told this client.
 *
 * Seen on the host: mode remote; `AUTH_TOKEN_MISMATCH` with close 1008 from the far gateway, which serves everybody else.
 *
 * The twin's token is the right one; another one stands in `gateway.auth`, where a client does not look.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';

const OLD = 'lab-token-of-last-month-0011';

export default defineFault({
  name: 'far-token-old',
  title: 'a client has the former token of the gateway elsewhere',
  accepted: ['token-drift'],
  async plant(lab) {
    await farGateway(lab);
    useFar(lab, { url: `ws://127.0.0.1:${lab.port}`, token: OLD });
    await isTold(lab, 'token mismatch');
    return undefined;
  },
  twin: {
    title: 'a client has the right token, and a former one where a client does not look',
    async plant(lab) {
      await farGateway(lab);
      useFar(
        lab,
        { url: `ws://127.0.0.1:${lab.port}`, token: lab.token },
        { auth: { mode: 'token', token: OLD } },
      );
      await isAnswered(lab);
      return undefined;
    },
  },
});
