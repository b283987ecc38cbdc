/**
 * A dashboard is opened through an address that the gateway does not know: the browser names it as its origin and is
 * sent away, at every reload.
 *
 * Seen on the host: `origin not allowed` with the origin in the log, close 1008, CONTROL_UI_ORIGIN_NOT_ALLOWED; every
 * client without a browser works.
 */
import { comesBack, isLetIn, isRefused } from '../clients.ts';
import { defineFault } from '../fault.ts';

const page = { id: 'openclaw-control-ui', mode: 'webchat' };
const origin = 'https://ops.example.test';

export default defineFault({
  name: 'origin-refused',
  title: 'a browser comes from an origin that is not allowed',
  accepted: ['origin-not-allowed'],
  async plant(lab) {
    await lab.start();
    const { port, token } = lab;
    const browser = { port, token, scopes: ['operator.read'], as: page, headers: { origin } };
    await comesBack(lab, () => isRefused(browser));
    return undefined;
  },
  twin: {
    title: 'a browser from an origin that the configuration allows',
    async plant(lab) {
      lab.configure(({ gateway }) => {
        gateway.controlUi = { allowedOrigins: [origin] };
      });
      await lab.start();
      const { port, token } = lab;
      const as = { id: 'cli', mode: 'cli' };
      await isLetIn(lab, { port, token, scopes: ['operator.read'], as, headers: { origin } });
      return undefined;
    },
  },
});
