/**
 * A dashboard is opened in a browser that keeps no keys (a private window of a locked-down desk): it has the token and no
 * identity of its own, and is sent away at every reload.
 *
 * Seen on the host: `closed before connect … code=1008` with the control page as client; its code is
 * CONTROL_UI_DEVICE_IDENTITY_REQUIRED.
 *
 * The twin's browser has an identity.
 */
import { comesBack, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { newDevice } from '../socket.ts';

const origin = 'https://ops.example.test';

async function dashboard(lab: Lab) {
  lab.configure(({ gateway }) => {
    gateway.controlUi = { allowedOrigins: [origin] };
  });
  await lab.start();
  const as = { id: 'openclaw-control-ui', mode: 'webchat' };
  return { port: lab.port, token: lab.token, scopes: ['operator.read'], as, headers: { origin } };
}

export default defineFault({
  name: 'page-without-identity',
  title: 'a dashboard has the token and no device identity',
  accepted: ['control-ui-device-identity', 'insecure-context'],
  async plant(lab) {
    const page = await dashboard(lab);
    await comesBack(lab, () => isRefused(page));
    return undefined;
  },
  twin: {
    title: 'a dashboard has the token and a device identity',
    async plant(lab) {
      await isLetIn(lab, { ...(await dashboard(lab)), device: newDevice() });
      return undefined;
    },
  },
});
