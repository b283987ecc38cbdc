/**
 * A planned restart is just over: clients were closed with 1012 and came back.
 */
import { defineHealthy } from '../healthy.ts';
import { type GatewayConfig, seen } from '../lab.ts';
import { pairedOperator } from '../operator.ts';

/** A path that the gateway takes over only by restarting itself. */
const needsRestart = (config: GatewayConfig): void => {
  config.gateway.controlUi = { basePath: '/claw' };
};

export default defineHealthy({
  name: 'restarted-on-purpose',
  title: 'a planned restart is just over',
  async plant(lab) {
    const gateway = await lab.start();
    await pairedOperator(lab);
    lab.configure(needsRestart);
    await seen(lab, 'restart');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await gateway.ready();
    await pairedOperator(lab, 'came-back');
    return undefined;
  },
});
