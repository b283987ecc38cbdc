/**
 * A gateway ran here until it moved elsewhere: its log, its state and an old refusal are still there, and the
 * configuration leads to the new place.
 */

import { bareClient, clientOf } from '../client-only.ts';
import { defineHealthy } from '../healthy.ts';
import { forwardTo } from '../tunnel.ts';

export default defineHealthy({
  name: 'client-former-host',
  title: 'only a client, since its gateway moved elsewhere',
  async plant(lab) {
    const place = bareClient(lab).env;
    const { OPENCLAW_CONFIG_PATH: _, ...state } = place;
    const former = await lab.start({ env: state });
    await former.stop();
    await lab.start();
    return clientOf(lab, { url: `ws://127.0.0.1:${await forwardTo(lab, lab.port)}`, token: lab.token });
  },
});
