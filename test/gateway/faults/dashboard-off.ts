/**
 * The dashboard was switched off on purpose, and somebody misses it: the gateway serves everything else.
 *
 * Seen on the host: `gateway.controlUi.enabled: false`; its page is 404.
 *
 * The twin serves it, and a page that somebody had marked is gone.
 */
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

const page = async ({ port }: Lab): Promise<number> => (await fetch(`http://127.0.0.1:${port}/`)).status;

export default defineFault({
  name: 'dashboard-off',
  title: 'the dashboard is switched off, and somebody opens it',
  accepted: ['http-endpoint-disabled'],
  complaint: 'das Dashboard lässt sich nicht mehr öffnen, da kommt nur Not Found',
  async plant(lab) {
    lab.configure(({ gateway }) => {
      gateway.controlUi = { enabled: false };
    });
    await lab.start();
    const status = await page(lab);
    if (status !== 404) throw new Error(`The page was answered ${status}`);
    return undefined;
  },
  twin: {
    title: 'the dashboard is served',
    async plant(lab) {
      await lab.start();
      const status = await page(lab);
      if (status !== 200) throw new Error(`The page was answered ${status}`);
      return undefined;
    },
  },
});
