/**
 * The gateway elsewhere went from a token to a password. This client was not told: it shows the token that it has always
 * had, and is sent away.
 *
 * Seen on the host: mode remote; `gateway.remote.token` is there and no password; the far gateway answers and asks for a
 * password.
 *
 * The twin has the password, and the old token is still beside it, where it does no harm.
 */
import { farGateway, isAnswered, isTold, useFar } from '../client-host.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const password = 'lab-password-of-the-far-gateway-0041';

const withPassword = (lab: Lab) =>
  farGateway(lab, ({ gateway }) => {
    gateway.auth = { mode: 'password', password };
  });

export default defineFault({
  name: 'far-wants-password',
  title: 'the gateway elsewhere wants a password, and this client has the token of before',
  accepted: ['auth-mode-conflict', 'auth-missing', 'token-drift'],
  async plant(lab) {
    await withPassword(lab);
    useFar(lab, { url: `ws://127.0.0.1:${lab.port}`, token: lab.token });
    await isTold(lab, /password/i);
    return undefined;
  },
  twin: {
    title: 'the gateway elsewhere wants a password, and this client has it',
    async plant(lab) {
      await withPassword(lab);
      useFar(lab, { url: `ws://127.0.0.1:${lab.port}`, password });
      await isAnswered(lab);
      return undefined;
    },
  },
});
