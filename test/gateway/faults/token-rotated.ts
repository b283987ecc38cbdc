/**
 * The token was changed in the configuration; the running gateway took it over at once and hung up on everybody.
 * Two clients were not told and come back with the old one.
 *
 * Seen on the host: `config hot reload applied (gateway.auth.token)`, closes 4001 `gateway auth changed`, and then
 * `unauthorized … reason=token_mismatch` every two seconds. The operator's commands read the new token and work.
 *
 * The twin's clients were told.
 */
import { comesBack, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import { type Lab, seen } from '../lab.ts';

const scopes = ['operator.read'];
const next = 'lab-token-after-the-rotation-0002';

async function rotate(lab: Lab): Promise<void> {
  await lab.start();
  const { port, token } = lab;
  await isLetIn(lab, { port, token, scopes });
  lab.configure(({ gateway }) => {
    gateway.auth = { mode: 'token', token: next };
  });
  await seen(lab, 'config hot reload applied');
}

export default defineFault({
  name: 'token-rotated',
  title: 'the token was rotated, and two clients still hold the old one',
  accepted: ['token-drift', 'auth-rotated-live'],
  async plant(lab) {
    await rotate(lab);
    await comesBack(lab, () => isRefused({ port: lab.port, token: lab.token, scopes }));
    return undefined;
  },
  twin: {
    title: 'the token was rotated, and everybody has the new one',
    async plant(lab) {
      await rotate(lab);
      await isLetIn(lab, { port: lab.port, token: next, scopes });
      return undefined;
    },
  },
});
